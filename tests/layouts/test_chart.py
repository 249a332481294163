"""A chart over time draws the rows of its places and nothing between them, and all that stands beside it is made of these rows."""

import random
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import row_figures, vocabulary
from etl.queries import choices, histories, source_coverage
from layouts import mark_looks, theme
from layouts.evidence.over_time import OverTime
from layouts.evidence.selection import Selection
from layouts.figures.end_labels import EndLabel, end_labels
from layouts.pages.map import chart, layout, map_column
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.callbacks.driving import client

NEW, APRIL = "unodc_glotip_2025_10", "unodc_glotip"
DETECTED = ("detected_victims", NEW)
NEIGHBOURS = ("THA", "VNM", "KHM")


def _over_time(indicator: str, source: str, *places: str, group: str = choices.ALL, **more: Any) -> OverTime:
    return OverTime(Selection(indicator, source, group, None, **more), places)


def _view(indicator: str, source: str, *places: str, **more: Any) -> State:
    return replace(CODEC.nearest_valid(State(indicator, source)), tab="chart", places=places, **more)


def _lines(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if "lines" in trace.get("mode", "")]


def test_germany_in_2022_is_1672_with_a_star_and_what_the_edition_before_says_in_words() -> None:
    over_time = _over_time(*DETECTED, "DEU")
    points, stars = over_time.figure["data"]
    assert points["y"][points["x"].index(2022)] == 1672
    assert (stars["text"][stars["x"].index(2022)], stars["y"][stars["x"].index(2022)]) == ("*", 1672)
    assert over_time.editions == [
        "The earlier edition (UNODC data file, May 2023) differs: 2011: printed 672; 2017: printed 671; 2018: printed 503; "
        "2019 to 2020: printed 494. "
        "The earlier edition (UNODC data file, April 2025) differs: 2021: printed 564; 2022: masked this cell (<5)."
    ]
    assert "* The earlier edition (UNODC data file, May 2023) differs" in str(chart.content(scene(_view(*DETECTED, "DEU"))))
    (row,) = [line["cells"] for line in chart.table(scene(_view(*DETECTED, "DEU")))["rows"] if line["cells"][3] == "2022"]
    assert row[:2] == ["Germany", "1,672 people. The earlier edition (UNODC data file, April 2025) masked this cell (<5)."]


def test_a_title_names_the_places_that_are_drawn_and_the_list_all_that_are_chosen() -> None:
    view = _view("tip_tier", "tip_tiers", "HKG", "XKX", "PSE", "LAO")
    assert scene(view).chart.title.endswith(": Hong Kong, Kosovo and Laos, 2001 to 2025")
    cited = client().get(f"/view/world.txt{CODEC.encode(view)}").text
    assert "Palestine" not in cited and "Hong Kong, Kosovo and Laos" in cited
    listed = str(map_column.chosen_places(scene(view)))
    assert "Not covered by this source" in listed.partition("Palestine")[2] and listed.count("' \u00b7 '") == 3
    assert ": Palestine, " in scene(_view("tip_tier", "tip_tiers", "PSE")).chart.title


def test_the_masks_of_new_zealand_are_bars_from_0_to_4_and_no_line_runs_through_them() -> None:
    points, masks, *_ = _over_time("detected_victims", APRIL, "NZL").figure["data"]
    assert set(masks["base"]) == {0.0} and set(masks["y"]) == {4.0} and len(masks["x"]) == 10
    assert all(points["y"][points["x"].index(year)] is None for year in masks["x"])
    assert not set(masks["x"]) & {year for year, number in zip(points["x"], points["y"], strict=True) if number is not None}


@pytest.mark.parametrize("places", [("DEU", "NZL"), ("GBR", "BIH", "NZL", "DEU", "FRA", "THA")])
def test_no_line_of_several_places_joins_years_that_are_not_consecutive(places: tuple[str, ...]) -> None:
    over_time = _over_time(*DETECTED, *places)
    lines = _lines(over_time.figure)
    assert len(lines) == len(places)
    for place, line in zip(places, lines, strict=True):
        numbers = {year: number for year, number in zip(line["x"], line["y"], strict=True) if number is not None}
        own = over_time.rows[(over_time.rows["place"] == place) & over_time.rows["status"].isin(["figure", "zero"])]
        assert numbers == dict(zip(own["stop"], own["value"], strict=True))
        for (before, _), (after, number) in pairwise(zip(line["x"], line["y"], strict=True)):
            assert number is None or after - before == 1 or line["y"][line["x"].index(before)] is None
        assert line["connectgaps"] is False


def test_places_differ_in_symbol_and_in_colour_and_are_named_at_the_end_of_their_lines() -> None:
    over_time = _over_time(*DETECTED, "GBR", "BIH", "NZL", "DEU", "FRA", "THA")
    markers = [line["marker"] for line in _lines(over_time.figure)]
    signs = [{marker["symbol"]} if isinstance(marker["symbol"], str) else set(marker["symbol"]) for marker in markers]
    assert [{sign.removesuffix("-open") for sign in own} for own in signs] == [{sign} for sign in mark_looks.PLACES]
    assert [marker["color"] for marker in markers] == [look.light for look in theme.PLACES]
    names = [trace["text"][0] for trace in over_time.figure["data"][-6:]]
    assert {name.partition(" ")[2].replace("<br>", " ") for name in names} == set(over_time.rows["name"])
    assert [(mark.label, mark.look.light) for mark in over_time.place_marks.values()] == [
        (name, look.light) for name, look in zip(dict.fromkeys(over_time.rows["name"]), theme.PLACES, strict=True)
    ]


def test_a_chart_of_one_place_names_it_in_the_title_and_has_no_legend_of_places() -> None:
    over_time = _over_time(*DETECTED, "DEU")
    assert (over_time.place_marks, over_time.title) == ({}, "Detected victims of trafficking: Germany, 2007 to 2023")


def test_the_title_names_the_places_in_their_order_and_the_years_drawn() -> None:
    assert _over_time("tip_tier", "tip_tiers", *NEIGHBOURS).title == (
        "Tier in the Trafficking in Persons Report: Thailand, Vietnam and Cambodia, 2001 to 2025"
    )
    children = _over_time(*DETECTED, "NZL", "DEU", group="all.all.child")
    assert children.title.startswith("Detected victims of trafficking, children: New Zealand and Germany, ")


LABELS = st.lists(
    st.tuples(st.sampled_from(["Chad", "Bosnia and Herzegovina", "United Kingdom"]), st.floats(0, 100)), min_size=2, max_size=6
)


@given(LABELS)
def test_no_name_at_the_end_of_a_line_lies_on_another(labels: list[tuple[str, float]]) -> None:
    height, line = 300.0, 20.0
    placed = end_labels([EndLabel(name, "circle", "", at) for name, at in labels], x=1.0, axis=(0.0, 100.0), height=height)
    spans = sorted((trace["y"][0] * height / 100, line * (trace["text"][0].count("<br>") + 1)) for trace in placed)
    assert all(upper - lower >= (room + other) / 2 - 0.01 for (lower, room), (upper, other) in pairwise(spans))


def test_ratings_in_words_are_a_strip_for_each_place_in_the_looks_of_the_map_and_a_missing_year_is_a_gap() -> None:
    over_time = _over_time("tip_tier", "tip_tiers", *NEIGHBOURS, "SOM")
    years, words = over_time.figure["data"]
    looks = {one.code: one.look.light for one in over_time.classes}
    rows = over_time.rows
    assert list(zip(years["y"], years["base"], years["marker"]["color"], strict=True)) == [
        (name, year - 0.5, looks[code]) for name, year, code in zip(rows["name"], rows["stop"], rows["class"], strict=True)
    ]
    assert over_time.figure["layout"]["yaxis"]["categoryarray"] == ["Thailand", "Vietnam", "Cambodia", "Somalia"]
    assert min(base for name, base in zip(years["y"], years["base"], strict=True) if name == "Somalia") > 2001
    assert sum(words["x"]) == len(rows) and "Special case" in words["text"]
    assert {mark.label: mark.count for mark in over_time.marks.values()}["Special case"] == (rows["rating"] == "SC").sum()


def test_scores_of_several_places_have_steps_and_no_slopes() -> None:
    lines = _lines(_over_time("p3_overall", "p3_index", "THA", "NPL").figure)
    assert [line["line"]["shape"] for line in lines] == ["hvh", "hvh"]


def test_dates_of_several_places_stand_on_an_axis_of_days_in_the_order_of_the_reader() -> None:
    over_time = _over_time("palermo_consent", "palermo_protocol", "DEU", "BIH")
    points, texts = over_time.figure["data"]
    assert (points["y"], points["x"], texts["text"]) == (
        ["Germany", "Bosnia and<br>Herzegovina"],
        ["2006-06-14", "2002-04-24"],
        ["14 June 2006", "24 April 2002"],
    )
    assert over_time.figure["layout"]["xaxis"]["type"] == "date"


def test_a_place_without_a_row_is_named_with_the_absence_that_it_is() -> None:
    over_time = _over_time("palermo_consent", "palermo_protocol", "DEU", "NPL", "GRL")
    assert over_time.absent == [("Nepal", "Covered, no figure"), ("Greenland", "Not covered by this source")]
    said = str(chart.content(scene(_view("palermo_consent", "palermo_protocol", "DEU", "NPL", "GRL"))))
    assert "Nepal: covered, no figure." in said and "Greenland: not covered by this source." in said
    nothing = str(chart.content(scene(_view("palermo_consent", "palermo_protocol", "GRL"))))
    assert "This source has no figure for the chosen places." in nothing and "Graph" not in nothing


def test_the_evidence_has_the_caveats_of_the_places_and_years_drawn_and_of_no_others() -> None:
    thailand, both = (_over_time("tip_tier", "tip_tiers", *places) for places in (("THA",), ("THA", "CMR")))
    assert not [caveat for caveat in thailand.evidence.caveats if "Cameroon" in caveat.text + caveat.about]
    assert [caveat for caveat in both.evidence.caveats if "Cameroon" in caveat.about]
    april = _over_time("detected_victims", APRIL, "DEU")
    (error,) = [caveat for caveat in april.evidence.caveats if "most likely an error in the file" in caveat.text]
    assert error.about == "2022"
    assert "most likely an error in the file" in str(chart.row_evidence(april))


def test_years_without_a_row_are_explained_by_the_caveats_of_those_years_and_places() -> None:
    usa = _over_time("p3_overall", "p3_index", "USA", "THA")
    assert [caveat.about for caveat in usa.evidence.caveats if "United States" in caveat.text] == ["United States"]


def test_nothing_is_drawn_where_no_place_is_chosen_and_the_places_with_the_most_years_are_offered() -> None:
    view = scene(_view(*DETECTED))
    said = str(chart.content(view))
    assert "Graph" not in said and "Choose up to 6 places" in said
    offered = [place for place, _ in histories.longest(*DETECTED, choices.ALL, 3)]
    assert [link.partition("places=")[2] for _, link in view.suggestions] == offered
    years = _over_time(*DETECTED, *offered).rows.groupby("place")["stop"].nunique()
    every = choices.series(*DETECTED).at(choices.ALL, None, inferred=False).query("value.notna()")
    assert set(years) == {every.groupby("place", observed=True)["stop"].nunique().max()}
    assert "Detected victims of trafficking, over time" in str(layout.heading(view))


def test_the_places_that_are_chosen_on_the_map_are_those_of_the_chart() -> None:
    assert scene(_view(*DETECTED, "NPL", "DEU")).chart.places == ("NPL", "DEU")


def test_the_reading_of_a_place_on_the_map_leads_to_its_page_and_into_the_chart() -> None:
    both = str(map_column.chosen_places(scene(replace(_view(*DETECTED, "DEU", "NPL"), tab="map"))))
    assert "href='/country/NPL'" in both and "These places over time" in both and "places=DEU.NPL" in both
    alone = str(map_column.chosen_places(scene(replace(_view(*DETECTED, "NPL"), tab="map"))))
    assert "Nepal over time" in alone and "tab=chart&places=NPL" in alone


def test_the_list_beside_the_chart_has_the_sign_and_the_years_of_each_place_and_takes_it_off() -> None:
    listed = map_column.chosen_places(scene(_view(*DETECTED, "DEU", "NZL", "GRL")))
    germany, zealand, greenland = listed[1].children
    assert ("mark-place-0" in germany.className, "mark-place-1" in zealand.className) == (True, True)
    assert "mark-" not in greenland.className and "Not covered by this source" in str(greenland) and "year" not in str(greenland)
    assert "16 years with a figure, 1 masked" in str(germany) or "17 years with a figure" in str(germany)
    assert "data-remove='NZL'" in str(zealand) and "Remove New Zealand" in str(zealand)


def test_a_printed_zero_is_an_open_mark_in_the_chart_and_in_its_legend() -> None:
    over_time = _over_time(*DETECTED, "NZL")
    points = over_time.figure["data"][0]
    open_years = {year for year, symbol in zip(points["x"], points["marker"]["symbol"], strict=True) if symbol.endswith("-open")}
    assert open_years == set(over_time.rows.loc[over_time.rows["status"] == "zero", "stop"]) != set()
    assert over_time.marks["zero"].symbol != over_time.marks["figure"].symbol


@pytest.mark.parametrize("places", [("THA",), ("THA", "NPL")])
def test_a_scale_from_3_to_15_starts_at_3_and_is_numbered_from_3(places: tuple[str, ...]) -> None:
    axis = _over_time("p3_overall", "p3_index", *places).figure["layout"]["yaxis"]
    first, last = axis["range"]
    assert 2.5 < first <= 3 and 15 <= last < 15.5
    assert (axis["tick0"], (15 - 3) % axis["dtick"]) == (3, 0)


def test_inferred_values_are_drawn_where_they_are_asked_for_and_say_so() -> None:
    plain, inferred = (_over_time("tip_tier", "tip_tiers", "DEU", inferred=asked) for asked in (False, True))
    assert plain.subtitle.endswith("1 inferred not shown") and "inferred" not in inferred.subtitle
    assert len(inferred.rows) == len(plain.rows) + 1
    assert "(inferred)" in str(inferred.rows.set_index("stop")["says"][2024])


def _series() -> list[tuple[str, str]]:
    return [(code, source) for code in choices.indicators() for source in choices.sources_of(code)]


# The charts of a unit are made alike, but for masks.
OF_EACH_UNIT = {vocabulary.indicators()[code].unit: (code, source) for code, source in _series()}.values()


@pytest.mark.parametrize(("code", "source"), [*OF_EACH_UNIT, ("detected_victims", APRIL), ("persons_convicted", NEW)])
def test_a_series_of_each_unit_draws_as_many_marks_as_it_has_rows_and_says_them_in_its_table(code: str, source: str) -> None:
    rows, entry = choices.series(code, source).rows, vocabulary.indicators()[code]
    mine = rows[(rows["group"] == choices.series(code, source).groups[0]) & (rows["basis"] != "inferred")]
    places = tuple(random.Random(code + source).sample(sorted(set(mine["place"].astype("str"))), min(6, mine["place"].nunique())))
    view = scene(CODEC.nearest_valid(State(code, source, tab="chart", places=places)))
    over_time = view.chart
    assert len(over_time.rows) == mine["place"].isin(places).sum() > 0
    go.Figure(over_time.figure)
    if entry.table == "estimates":
        figures = over_time.rows["status"].isin(["figure", "zero"])
        points = [number for line in _lines(over_time.figure) for number in line["y"] if number is not None]
        assert sorted(points) == sorted(over_time.rows.loc[figures, "value"].astype("float64"))
        masks = over_time.rows["status"] == row_figures.MASKED
        assert sum(len(trace["x"]) for trace in over_time.figure["data"] if trace["type"] == "bar" or trace.get("yaxis")) >= masks.sum()
    assert len(chart.table(view)["rows"]) == len(over_time.rows)


def test_a_chart_without_a_figure_says_which_absence_it_is_and_counts_no_years() -> None:
    subtitle = _over_time(*DETECTED, "STP").subtitle
    assert subtitle.endswith(" · not covered by this source") and "0 years" not in subtitle
    page = (
        client().get("/map", query_string={"v": 1, "indicator": DETECTED[0], "source": DETECTED[1], "tab": "chart", "places": "STP"}).text
    )
    assert "0 years with" not in page and "no year" not in page


def test_a_chart_of_a_place_with_masks_alone_counts_them() -> None:
    rows = choices.series(*DETECTED).rows
    masks = row_figures.masked(rows[rows["group"] == choices.ALL]).groupby(rows["place"].astype("str")).all()
    drawn = [_over_time(*DETECTED, place) for place in masks.index[masks] if place in source_coverage.names()]
    masked = [chart.subtitle for chart in drawn if chart.rows["status"].eq("masked").all()]
    assert masked and all(re.search(r" · \d+ masked$", subtitle) for subtitle in masked)


def test_the_title_of_a_chart_names_places_as_a_sentence_does() -> None:
    title = _over_time(*DETECTED, "MEX", "PHL", "GBR").title
    assert title.startswith("Detected victims of trafficking: Mexico, the Philippines and the United Kingdom, ")
