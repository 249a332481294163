"""Everything that stands beside a map is made of the same rows as the map."""

import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from etl.queries import choices
from layouts.components import year_axis
from layouts.components.layer_parts import layer_legend, period_evidence, source_evidence
from layouts.evidence.layer_rows import alt
from layouts.exports.plain_html import plain_html
from layouts.figures.choropleth import AREAS, POINTS, changes
from layouts.pages.map import map_column
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.opening import opened, table_of


def _view(indicator: str, source: str, year: int | None, **more: Any) -> State:
    return replace(CODEC.nearest_valid(State(indicator, source, choices.ALL, year)), **more)


def _words(components: Any) -> str:
    return re.sub(r"<[^>]*>", "", plain_html(components))


def _text(component: Any) -> str:
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


def _legend(view: State) -> dict[str, str]:
    rows = (row.children for row in layer_legend(scene(view).layer)[0].children[-1].children)
    return {row.children: row.to_plotly_json()["props"]["data-count"] for row in rows}


TIERS = _view("tip_tier", "tip_tiers", 2014)


@pytest.mark.parametrize(
    "view",
    [
        TIERS,
        _view("tip_tier", "tip_tiers", 2006),
        replace(_view("forced_labour", "ilo_forced_labour_2012", 2011), shaded=True),
        replace(_view("modern_slavery", "gsi_2023", 2021), shaded=True),
    ],
    ids=lambda view: f"{view.source}-{view.year}",
)
def test_map_legend_and_table_agree(view: State) -> None:
    shown = scene(view).layer
    figure = scene(view).figure
    drawn = Counter(figure["data"][AREAS]["z"])
    points = dict(zip(figure["data"][POINTS]["ids"], figure["data"][POINTS]["marker"]["color"], strict=True))
    drawn.update(number for place, number in points.items() if place not in figure["data"][AREAS]["locations"])
    drawn.pop(None, None)
    frame = shown.rows[shown.rows["status"] != "gone"]
    codes = [entry.code for entry in shown.classes]
    assert {codes[number]: count for number, count in drawn.items()} == dict(frame["class"].value_counts())
    said = [line["cells"][1] for line in table_of(view)["rows"]]
    extra = 1 if said[0] and table_of(view)["rows"][0]["cells"][0] == "World" else 0
    assert len(said) == len(frame) + extra


def test_the_title_claims_what_is_drawn_and_who_says_so() -> None:
    assert scene(TIERS).layer.title == "Tier in the Trafficking in Persons Report, 2014"
    assert scene(TIERS).layer.subtitle == "United States Department of State · Government rating · 188 places rated"
    women = replace(_view("forced_labour", "ilo_forced_labour_2012", 2011), group="all.female.all")
    assert scene(women).layer.title == "People in forced labour, women and girls, 2002 to 2011"


def test_the_evidence_names_source_kind_range_and_caveats() -> None:
    said = _text(source_evidence(scene(TIERS).layer)) + _text(period_evidence(scene(TIERS).layer))
    for part in (
        "United States Department of State",
        "Government rating",
        "Cite as",
        "state.gov",
        "better tier does not mean less trafficking",
        "Copies of the report disagree",
    ):
        assert part in said
    period = period_evidence(scene(_view("forced_labour", "ilo_forced_labour_2012", 2011)).layer)
    ilo = _text(period)
    assert "20.9 million people; range not checked (only a copy seen)" in ilo
    assert "Range not checked, only a copy seen (7)" in _words(period)  # six regions, and the world as a whole
    assert "The outline is approximate and based on the region's name" in ilo


def test_the_axis_writes_its_ends_and_every_fifth_year_and_opens_the_marks_of_years_with_few_figures() -> None:
    view = scene(State("trafficking_criminalised", "criminalization", choices.ALL, 2008))
    marks = {mark["value"]: mark.get("label", "") for mark in year_axis.slider(view.stops, view.state.year)["marks"]}
    few = [year for year, label in marks.items() if getattr(label, "className", "") == "few-figures"]
    assert few == [stop.year for stop in view.stops if stop.hole] and few[0] == 2012
    assert [year for year, label in marks.items() if isinstance(label, str) and label] == [1995, 2000, 2005, 2010]
    assert len(marks) == 20


def test_a_masked_count_is_not_counted_as_a_figure() -> None:
    assert scene(State("detected_victims", "unodc_glotip", choices.ALL, 2020)).layer.subtitle.endswith(
        "117 places with a figure, 26 masked"
    )


def test_the_legend_of_regions_names_them() -> None:
    regions = _legend(replace(_view("forced_labour", "ilo_forced_labour_2012", 2011), shaded=True))
    assert regions["11.7 million people"] == "Asia and the Pacific"
    assert _legend(TIERS)["Tier 1"] == "31"


def test_a_country_amid_a_region_is_not_given_its_figure() -> None:
    said = _text(map_column.chosen_places(scene(replace(_view("forced_labour", "ilo_forced_labour_2012", 2011), places=("THA",)))))
    assert "For the region as a whole: 11.7 million people; range not checked (only a copy seen)" in said
    assert "Asia and the Pacific" in said
    assert map_column.chosen_places(scene(TIERS)) == []
    assert "Not covered by this source" in _text(map_column.chosen_places(scene(replace(TIERS, places=("TUV",)))))


def test_a_state_that_a_treaty_register_does_not_name_is_not_outside_it() -> None:
    shown = scene(State("palermo_consent", "palermo_protocol", choices.ALL, None)).layer.rows.set_index("place")["status"]
    assert shown["PAK"] == "no_figure"
    assert shown["GRL"] == "not_covered"


def test_an_edition_says_cell_by_cell_what_it_changed_against_the_one_before() -> None:
    layer = scene(State("detected_victims", "unodc_glotip", choices.ALL, 2020)).layer
    said = _text(period_evidence(layer))
    assert "United Kingdom: 10,613 before, 10,582 now (−31)" in said
    assert "File of 30 May 2023" in said
    asked = _text(period_evidence(layer, opened_by="cells"))
    assert "File of 30 May 2023" in asked and "10,613 before" not in asked, "the cells of a map are asked for when they are opened"
    assert "all years and groups: 1,467 revised" in _text(source_evidence(layer))
    assert "the previous edition" not in _text(
        period_evidence(scene(State("detected_victims", "unodc_glotip_2023", choices.ALL, 2020)).layer)
    )


def test_the_map_of_2016_says_what_an_earlier_copy_has_for_cameroon() -> None:
    said = _text(period_evidence(scene(replace(TIERS, year=2016)).layer))
    assert "Tier 2 Watch List in the country narrative of 2017; Tier 2 in a data file by an unknown author" in said


def test_the_table_spells_absences_out_and_says_by_what_to_sort() -> None:
    table = table_of(TIERS)
    by_place = {row["cells"][0]: row for row in table["rows"]}
    assert table["caption"].startswith("Tier in the Trafficking in Persons Report, 2014. United States Department of State")
    assert by_place["Thailand"]["cells"][1:5] == ["Tier 3", "not applicable", "2014", "as published"]
    assert by_place["Thailand"]["order"] == {1: 4.0}
    assert by_place["Greenland"]["cells"][1] == "Not covered by this source"
    assert by_place["Greenland"]["order"] == {1: None}
    timor = {row["cells"][0]: row for row in table_of(replace(TIERS, year=2006))["rows"]}["Timor-Leste"]
    assert (timor["cells"][1:3], timor["order"]) == (["Tier 2 or Tier 2 Watch List", "not known which of the two"], {1: 2.0})


def test_two_maps_of_the_same_places_differ_in_values_only() -> None:
    other = _view("p3_overall", "p3_index", 2009)
    assert scene(TIERS).outlines == scene(replace(TIERS, year=2022)).outlines
    assert scene(_view("forced_labour", "ilo_forced_labour_2012", 2011)).outlines != scene(other).outlines
    figure = scene(replace(TIERS, year=2022)).figure
    parts, step = dict(changes(figure)), dict(changes(figure, looks=False))
    assert set(step[AREAS,]) == {"z", "customdata", "hovertemplate"} and set(step[POINTS, "marker"]) == {"color"}
    assert set(parts[AREAS,]) == {"z", "customdata", "hovertemplate", "colorscale", "zmax"}
    assert set(parts[POINTS, "marker"]) == {"color", "colorscale", "cmin", "cmax", "size"}


def test_pages_answer_to_a_bare_visit_and_to_a_strange_link() -> None:
    assert "Tier in the Trafficking in Persons Report" in _text(opened("/map"))
    assert "which this page does not have" in _text(opened("/map", {"utm_source": "x"}))
    assert "There is no page" in _text(opened("/404"))
    assert "Missing, masked and zero" in _text(opened("/about"))
    listed = _text(opened("/source/gsi_2013"))
    assert all(part in listed for part in ("The Global Slavery Index 2013", "Do not compare", "Cite"))


def test_a_printed_zero_is_counted_as_a_figure_and_not_as_an_absence() -> None:
    view = replace(_view("nrm_referrals", "uk_nrm", 2010), group="all.all.unknown")
    said = alt(scene(view).layer)
    assert "Places by class: Zero, as printed (1)." in said
    assert "No place has a figure" not in said and "zero" not in said.partition("Without a figure")[2]


@pytest.mark.parametrize(("inferred", "count"), [(False, 29), (True, 0)])
def test_a_map_says_how_many_inferred_values_it_leaves_out(inferred: bool, count: int) -> None:
    view = replace(_view("tip_tier", "tip_tiers", 2024), inferred=inferred)
    assert scene(view).layer.subtitle.endswith(f", {count} inferred not shown") == bool(count)
    assert (f"Inferred values not shown: {count}." in alt(scene(view).layer)) == bool(count)
