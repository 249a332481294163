"""What stands with a picture is said of the rows drawn: a mask is its range, and period and caveats are those of these rows."""

import math
import random
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from etl.contract import vocabulary
from etl.contract.row_figures import ACROSS
from etl.queries import choices, map_rows, place_summary, revisions
from etl.queries.atlas import atlas
from layouts import scales
from layouts.evidence import row_evidence
from layouts.evidence.layer import layer
from layouts.evidence.layer_rows import sample_circles
from layouts.evidence.selection import Selection
from layouts.figures import circle_map, dot_range, series
from layouts.figures.choropleth import CIRCLES
from layouts.figures.marks import Mark
from layouts.pages.compare.question import answer_rows
from layouts.pages.compare.question import scene as questions
from layouts.pages.compare.question.state import State as QuestionState
from layouts.pages.compare.side_by_side.layout import slot_evidence, year_caveats
from layouts.pages.compare.side_by_side.state import CODEC as SIDES
from layouts.pages.map import map_column
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.callbacks.driving import client
from tests.exports import views
from tests.opening import country, side_by_side, slot, table_of


def _link(picture: str, chosen: str, *panels: str) -> str:
    return f"?v=1&mode=sides&panels={','.join(panels)}&picture={picture}&place={chosen}"


APRIL = "detected_victims~unodc_glotip~all.all.all~"
LATE, EARLY = "detected_victims~unodc_glotip_2025_10~all.all.all~", "detected_victims~unodc_glotip_2023~all.all.all~"
TIERS, SCORES = "tip_tier~tip_tiers~all.all.all~", "p3_overall~p3_index~all.all.all~"
GERMANY = _link("series", "DEU", APRIL, "persons_convicted~unodc_glotip~all.all.all~")
THAILAND = _link("series", "THA", f"{TIERS}2013", f"{SCORES}2013")  # a year that is left over from a map
NEPAL = _link("series", "NPL", LATE, EARLY)
ERROR = "most likely an error in the file"


def _side(indicator: str, source: str, year: int | None = None, group: str = choices.ALL) -> Selection:
    return Selection(indicator, source, group, year)


def _at(trace: dict[str, Any], year: int) -> Any:
    return trace["y"][trace["x"].index(year)]


def test_germany_2022_is_a_bar_from_0_to_4_that_no_line_reaches() -> None:
    points, masks, stars = slot(_side("detected_victims", "unodc_glotip"), "series", "DEU").figure["data"]
    assert points["mode"].startswith("lines")
    assert points["connectgaps"] is False
    assert _at(points, 2021) == 564
    assert _at(points, 2022) is None
    assert (masks["type"], masks["x"], masks["base"], masks["y"], masks["text"]) == ("bar", [2022], [0.0], [4.0], ["<5*†"])
    assert (stars["mode"], set(stars["text"]), _at(stars, 2021)) == ("text", {"*", "†", "*†"}, 564)


def test_the_caveat_of_germany_2022_stands_with_its_chart_in_the_embed_and_in_the_picture() -> None:
    panel = views.panel("compare", GERMANY)
    (caveat,) = [caveat for caveat in panel.caveats if ERROR in caveat.text]
    assert caveat.about == "panel 1, 2022"
    assert ERROR in client().get(f"/embed/compare{GERMANY}").text
    picture = client().get(f"/view/compare.picture.json{GERMANY}").json
    assert picture is not None
    assert any(ERROR in entry["text"] and "2022" in entry["about"] for entry in picture["caveats"])
    row = panel.rows[(panel.rows["panel"] == 1) & (panel.rows["year_end"] == 2022)].iloc[0]
    later = "The later edition (UNODC data file, October 2025) prints 1,672."
    assert (row["status"], row["says"]) == ("masked", f"masked (0 to 4 people). {later}")
    assert "masked (0 to 4 people)" in panel.alt


def _pairs() -> list[tuple[str, str]]:
    return [(code, source) for code in choices.indicators() for source in choices.sources_of(code)]


def _single_points(figure: dict[str, Any], across: str) -> dict[str, Any]:
    """The numbers of all marks that stand for one figure, by their place or year."""
    other = "y" if across == "x" else "x"
    points = [trace for trace in figure["data"] if trace["type"] == "scatter"]
    return {at: number for trace in points for at, number in zip(trace[other], trace[across], strict=True) if number is not None}


def _unclear(code: str, source: str) -> pd.DataFrame:
    """The rows of a series that are no single figure, but for inferred ones."""
    rows = choices.series(code, source).rows
    return rows[map_rows.status(vocabulary.indicators()[code], rows).isin(["masked", "range"]) & (rows["basis"] != "inferred")]


def test_no_picture_has_a_point_for_a_mask_or_a_range() -> None:
    for code, source in _pairs():
        _no_point_for_a_mask_or_a_range(code, source, _unclear(code, source))


def _no_point_for_a_mask_or_a_range(code: str, source: str, rows: pd.DataFrame) -> None:
    entry, chance = vocabulary.indicators()[code], random.Random(f"{code} {source}")
    groups = sorted(set(rows["group"]))
    for group in chance.sample(groups, min(2, len(groups))):
        unclear = rows[rows["group"] == group]
        for where in chance.sample(sorted(set(unclear["place"])), 1):
            drawn_years = _single_points(slot(_side(code, source, None, group), "series", where).figure, "y")
            own = unclear[(unclear["place"] == where) & unclear[_ends(entry)].notna().all(axis=1)]
            assert not set(own["stop"]) & set(drawn_years), (group, where)
        for year in chance.sample(sorted(set(unclear["stop"])), min(1, unclear["stop"].nunique())):
            figure = slot(_side(code, source, None if entry.unit == "date" else int(year), group), "dots", "").figure
            own = unclear[(unclear["stop"] == year) & unclear[_ends(entry)].notna().all(axis=1)]
            assert not {place_summary.names()[where] for where in own["place"]} & set(_single_points(figure, "x")), (group, year)


def _ends(entry: vocabulary.Indicator) -> list[str]:
    return ["rank_low", "rank_high"] if entry.table == "ratings" else ["value_low", "value_high"]


def _series(*rows: tuple[int, float | None, float | None, float | None, str]) -> list[dict[str, Any]]:
    frame = pd.DataFrame(rows, columns=["stop", "value", "value_low", "value_high", "range_kind"])
    entry = vocabulary.indicators()["detected_victims"]
    frame = frame.assign(name="France", place="FRA", as_printed="<5", says="", status=map_rows.status(entry, frame))
    traces: list[dict[str, Any]] = series.series(frame, entry)["data"]
    return traces


def test_a_line_breaks_at_gaps_masks_and_ranges_and_a_printed_zero_is_a_point() -> None:
    none = float("nan")
    points, ranges, masks, bounds = _series(
        (2001, 7.0, none, none, "none_published"),
        (2002, 0.0, none, none, "none_published"),
        (2003, none, 0.0, 4.0, "masked"),
        (2004, none, 0.0, 27.0, "conflicting"),
        (2005, 9.0, none, none, "none_published"),
        (2007, 8.0, none, none, "none_published"),
        (2008, none, 12.0, none, "at_least"),
        (2009, none, none, 1000.0, "at_most"),
    )
    assert dict(zip(points["x"], points["y"], strict=True)) == {
        **{2001: 7.0, 2002: 0.0, 2003: None, 2004: None, 2005: 9.0, 2006: None, 2007: 8.0},
        **{2008: None, 2009: None},
    }
    assert (ranges["x"], ranges["base"], ranges["y"]) == ([2004], [0.0], [27.0])
    assert (masks["x"], masks["base"], masks["y"]) == ([2003], [0.0], [4.0])
    assert dict(zip(bounds["x"], zip(bounds["y"], bounds["marker"]["symbol"], strict=True), strict=True)) == {
        2008: (12.0, "triangle-up-open"),
        2009: (1000.0, "triangle-down-open"),
    }


def test_ratings_in_words_are_strips_and_scores_have_steps_so_that_no_slope_joins_them() -> None:
    tiers = slot(_side("tip_tier", "tip_tiers"), "series", "SOM").figure
    assert {trace["type"] for trace in tiers["data"]} == {"bar"}
    assert "Special case" in tiers["data"][1]["text"]
    assert slot(_side("p3_overall", "p3_index"), "series", "THA").figure["data"][0]["line"]["shape"] == "hvh"


def test_a_mask_among_answers_is_a_bar_without_a_mark() -> None:
    mark = Mark("a", "One", "A source", "masked", "", "administrative_count", "masked", None, 0.0, 4.0)
    figure = dot_range.dot_range([mark], title="", log=False)
    points, bar = figure["data"][:2]
    assert points["marker"]["opacity"] == [0]
    assert points["x"] != [0.0]
    assert (bar["mode"], bar["x"][:2]) == ("lines", [0.0, 4.0])


def test_a_cell_that_is_printed_with_several_figures_is_a_bar_without_a_mark() -> None:
    mark = Mark("a", "One", "A source", "0 to 27", "", "administrative_count", "conflicting", None, 0.0, 27.0)
    points, bar = dot_range.dot_range([mark], title="", log=False)["data"][:2]
    assert points["marker"]["opacity"] == [0]
    assert (bar["mode"], bar["x"][:2], bar["line"]["width"]) == ("lines", [0.0, 27.0], 8)


def test_places_as_dots_have_masks_as_bars_from_0_to_4_and_printed_zeros_as_points() -> None:
    frame = pd.DataFrame(
        [("Albania", "ALB", 0.0, None, None, "none_published"), ("Andorra", "AND", None, 0.0, 4.0, "masked")],
        columns=["name", "place", "value", "value_low", "value_high", "range_kind"],
    ).astype({"value": "float64"})
    entry = vocabulary.indicators()["detected_victims"]
    points, masks = series.dots(frame.assign(as_printed="<5", says="", status=map_rows.status(entry, frame)), entry)["data"]
    assert list(zip(points["y"], points["x"], strict=True)) == [("Albania", 0.0), ("Andorra", None)]
    assert (masks["y"], masks["base"], masks["x"], masks["text"], masks["orientation"]) == (["Andorra"], [0.0], [4.0], ["<5"], "h")


def test_a_mask_is_neither_agreement_nor_difference() -> None:
    both = [_side("detected_victims", source, 2020) for source in ("unodc_glotip", "unodc_glotip_2023")]
    verdicts = side_by_side(both).verdicts.set_index("name")["verdict"]
    masked = [layer(one).rows.query("status == 'masked'")["name"] for one in both]
    assert set(verdicts[list({*masked[0], *masked[1]})]) <= {"no_single_figure", "only_one"}
    assert verdicts["Nepal"] == "differing"
    assert side_by_side(both, "series", "DEU").verdicts["verdict"][2022] == "only_one"


def test_a_mask_is_sorted_last_and_the_table_says_so() -> None:
    table = table_of(State("detected_victims", "unodc_glotip", choices.ALL, 2022))
    germany = next(row for row in table["rows"] if row["cells"][0] == "Germany")
    assert germany["order"] == {1: None}
    assert "Masked counts have no figure to sort by and come last." in table["caption"]


def test_a_range_over_several_classes_has_a_class_of_its_own() -> None:
    entry = vocabulary.indicators()["detected_victims"]
    table = atlas()["classes"].query("indicator == 'detected_victims' and source_id == 'unodc_glotip' and group == 'all.all.all'")
    last = table["upper_bounds"].iloc[0][-1]
    rows = pd.DataFrame({"value": [None, None, 5.0], "value_low": [0.0, 1.0, None], "value_high": [last, 2.0, None]}, dtype="float64")
    rows = rows.assign(range_kind=["conflicting", "conflicting", "none_published"])
    assert map_rows.classified(choices.series("detected_victims", "unodc_glotip"), rows, choices.ALL)["class"].tolist() == [
        ACROSS,
        "0",
        "0",
    ]
    labels = {item.code: item.label for item in scales.classes(entry, map_rows.classes("detected_victims", "unodc_glotip", choices.ALL))}
    assert labels[ACROSS] == "A range across several classes"


def test_thailand_over_time_speaks_of_its_own_years_and_of_no_other_country() -> None:
    panel = views.panel("compare", THAILAND)
    assert panel.title.startswith("Tier in the Trafficking in Persons Report and ")
    assert panel.title.endswith(": Thailand, side by side")
    assert panel.parts[0].title.startswith("1. Tier in the Trafficking in Persons Report: Thailand, 2001 to 2025")
    assert "Period: 2001 to 2025." in panel.parts[0].note
    assert panel.period == "panel 1: 2001 to 2025; panel 2: 2001 to 2013"
    assert panel.years == (2001, 2025)
    assert "_THA_2001-2025_" in panel.stem
    assert "Thailand, 2001 to 2025" in panel.alt
    assert "2025: Tier 2" in panel.alt
    assert "2013," not in panel.link
    assert "~2013" not in panel.link
    owed = atlas()["caveats"].set_index("caveat_id")["text"][sorted({c for cell in panel.rows["caveat_ids"] for c in cell})]
    told = {caveat.text for caveat in panel.caveats}
    assert set(owed) <= told
    absences = {caveat.text for caveat in row_evidence.absence_caveats("tip_tiers", "tip_tier", (2001, 2025), "THA")}
    assert told - set(owed) <= absences
    said = " ".join([panel.title, panel.alt, *told, *(caveat.about for caveat in panel.caveats)])
    assert [name for name in place_summary.names().values() if name in said.replace("the CIA World Factbook", "")] == ["Thailand"]


def test_the_head_the_plain_table_and_the_workbook_speak_of_the_years_drawn() -> None:
    page = client().get(f"/compare{THAILAND}").text
    assert '"temporalCoverage": "2001/2025"' in page
    assert "Thailand, 2001 to 2025" in page
    about = client().get(f"/view/compare.json{THAILAND}").json
    assert about is not None
    assert about["period"] == "panel 1: 2001 to 2025; panel 2: 2001 to 2013"
    assert client().get(f"/view/compare.csv{THAILAND}").headers["Content-Disposition"].count("_THA_2001-2025_") == 1


def test_missing_years_of_a_country_are_explained_beside_its_series() -> None:
    usa = views.panel("compare", _link("series", "USA", SCORES, TIERS))
    assert any("no scores for the United States after 2009" in caveat.text for caveat in usa.caveats)


def test_dots_have_the_caveats_of_their_places_alone() -> None:
    link = _link("dots", "", f"{LATE}2020", f"{EARLY}2020")
    panel = views.panel("compare", link)
    assert set(panel.rows["status"]) <= {"figure", "range", "zero", "masked"}
    owed = {c for cell in panel.rows["caveat_ids"] for c in cell}
    texts = set(atlas()["caveats"].set_index("caveat_id")["text"][sorted(owed)])
    assert texts <= {caveat.text for caveat in panel.caveats}
    masked = panel.rows[panel.rows["status"] == "masked"]["panel"].value_counts()
    counts = [key.count for legend in panel.legends for key in legend.entries if key.label.startswith("Masked")]
    assert counts == [masked[1], masked[2]]
    assert "covered, no figure" in dict(panel.notes)["Places without a dot"]


@pytest.mark.parametrize("link", ["?q=uk&from=2015&to=2016", "?q=money_year&kind=secondary_claim", "?q=germany"])
def test_a_question_speaks_of_the_answers_shown(link: str) -> None:
    panel = views.panel("compare", link)
    years = (panel.rows["year_start"].min(), panel.rows["year_end"].max())
    assert panel.years == years
    assert "-".join(dict.fromkeys(map(str, years))) in panel.stem
    assert {source["source_id"] for source in panel.sources} == set(panel.rows["source_id"])


def test_nepal_2020_names_the_later_edition_wherever_both_stand() -> None:
    later = "The later edition (UNODC data file, October 2025)"
    said = str(map_column.chosen_places(scene(State("detected_victims", "unodc_glotip_2023", choices.ALL, 2020, ("NPL",)))))
    assert "2,023 people; no range published" in said and f"{later} prints 187." in said and "another edition differs" in said
    over_time = views.panel("compare", NEPAL)
    assert any(
        caveat.text.startswith(later) and "2020: prints 187" in caveat.text and "Nepal" not in caveat.text for caveat in over_time.caveats
    )
    rows = over_time.rows.query("year_end == 2020").set_index("source_id")["edition_note"]
    assert rows["unodc_glotip_2023"] == f"Earlier edition. The latest is UNODC data file, October 2025. {later} prints 187."
    assert rows["unodc_glotip_2025_10"] == (before := "The earlier edition (UNODC data file, May 2023) printed 2,023.")
    told = side_by_side(SIDES.from_link(NEPAL).selections, "series", "NPL").table["rows"]
    table = {row["cells"][0]: row["cells"] for row in told}
    assert table["2020"][1:] == ["differ", f"187 people. {before}", f"2,023 people. {later} prints 187."]


def test_a_figure_that_the_later_edition_masks_is_not_told_again() -> None:
    cells = atlas()["estimates"].set_index("estimate_id")
    found = {row: one for row, one in revisions.disagreements().items() if one.kind in ("masked_now", "withdrawn")}
    assert len(found) > 100
    assert {one.printed for one in found.values()} == {""}
    assert {str(cells.loc[row, "range_kind"]) for row, one in found.items() if not one.later} == {"masked"}


def test_a_caveat_names_the_rows_that_it_concerns() -> None:
    rows = pd.DataFrame(
        {
            "source_id": "unodc_glotip",
            "place_name": "Germany",
            "as_printed": ["5", "6", None],
            "year_start": [2021, 2022, 2023],
            "year_end": [2021, 2022, 2023],
            "caveat_ids": [["unodc_glotip/effort"], ["unodc_glotip/effort", "unodc_glotip/germany-2022"], None],
        }
    )
    shown = row_evidence.evidence_of(rows)
    assert (shown.period, shown.stem, [caveat.about for caveat in shown.caveats]) == ("2021 to 2022", "2021-2022", ["", "2022"])
    nothing = row_evidence.evidence_of(rows.tail(1))
    assert (nothing.period, nothing.stem, nothing.caveats) == ("no figure", "no-figure", ())


def test_a_caveat_of_one_place_among_several_names_its_years_too() -> None:
    places, years = ["Germany", "France", "Germany", "France"], [2021, 2021, 2022, 2023]
    rows = pd.DataFrame({"source_id": "unodc_glotip", "place_name": places, "as_printed": "5", "year_start": years, "year_end": years})
    both, one = ["unodc_glotip/effort"], ["unodc_glotip/effort", "unodc_glotip/germany-2022"]
    shown = row_evidence.evidence_of(rows.assign(caveat_ids=pd.Series([both, both, one, both])))
    assert [caveat.about for caveat in shown.caveats] == ["", "Germany, 2022"]
    shown = row_evidence.evidence_of(rows.assign(caveat_ids=pd.Series([one, one, both, both])))
    assert [caveat.about for caveat in shown.caveats] == ["", "2021"]


def test_the_caveats_of_single_years_stand_in_sight_below_a_picture_over_time_alone() -> None:
    side = _side("detected_victims", "unodc_glotip", 2022)
    assert ERROR in str(year_caveats(slot(side, "series", "DEU")))
    assert year_caveats(slot(side, "dots", "")) == []
    folded = str(slot_evidence(slot(side, "series", "DEU")))
    assert ERROR not in folded  # it is not said twice


def test_the_subtitle_and_the_legend_over_time_count_masks_apart() -> None:
    side = _side("detected_victims", "unodc_glotip")
    rows = slot(side, "series", "DEU").rows
    figures = int(rows["status"].isin(["figure", "zero", "range"]).sum())
    assert int((rows["status"] == "masked").sum()) == 1
    assert slot(side, "series", "DEU").subtitle.endswith(f"{figures} years with a figure, 1 masked")
    keys = {key.label: key.count for key in slot(side, "series", "DEU").marks.values()}
    assert keys["Masked by the publisher (<5): the values that the mask can stand for"] == 1
    assert keys.get("A range, from its low to its high end", 0) == int((rows["range_kind"] == "conflicting").sum())


def test_a_later_edition_has_no_caveat_that_the_one_before_says_otherwise() -> None:
    later, both = (views.panel("compare", _link("series", "NPL", *panels)).caveats for panels in ((LATE, TIERS), (LATE, EARLY)))
    assert not [caveat.text for caveat in later if " differs" in caveat.text]
    assert len([caveat.text for caveat in both if " differs" in caveat.text]) == 1


def test_the_standing_caveats_are_those_of_every_row() -> None:
    cells = [["unodc_glotip/effort", "unodc_glotip/germany-2022"], ["unodc_glotip/effort"], []]
    rows = pd.DataFrame({"caveat_ids": cells, "group": [choices.ALL, choices.ALL, "all.female.all"]})
    series = replace(choices.series("detected_victims", "unodc_glotip"), rows=rows)
    standing = row_evidence.standing_caveats(series, choices.ALL)
    assert standing == row_evidence.caveats_of(["unodc_glotip/effort"])
    assert len(standing) == 1
    assert row_evidence.standing_caveats(series, "all.female.all") == row_evidence.standing_caveats(series, "all.male.all") == ()


def test_a_caveat_of_some_years_names_each_run_of_them() -> None:
    marked = {2011, 2013, 2014, 2015}
    rows = pd.DataFrame({"year_start": range(2010, 2017)}).assign(source_id="unodc_glotip", place_name="Germany", as_printed="5")
    cells = rows["year_start"].map(lambda year: ["unodc_glotip/germany-2022"] if year in marked else [])
    (caveat,) = row_evidence.evidence_of(rows.assign(year_end=rows["year_start"], caveat_ids=cells)).caveats
    assert caveat.about == "2011, 2013 to 2015"


def test_masked_answers_are_set_aside_from_a_factor_and_come_last_by_value() -> None:
    for quantity in ("uk", "germany", "netherlands"):
        shown = questions.scene(QuestionState(quantity=quantity, order="value")).rows
        masked = shown["range_kind"] == "masked"
        for _, group in shown.assign(masked=masked).groupby("answer_group", sort=False):
            assert group["masked"].is_monotonic_increasing
    told = answer_rows.comparison(_answers([10.0, None]))
    assert told == "One answer with a number. Answers masked by the publisher: 1."


def _answers(values: list[float | None]) -> pd.DataFrame:
    series = dict.fromkeys(("source_id", "indicator", "place", "form", "sex", "age", "unit"), "x")
    frame = pd.DataFrame({"value": values}, dtype="float64").assign(year_end=2020, **series)
    return frame.assign(range_kind=["masked" if pd.isna(value) else "none_published" for value in frame["value"]])


def test_a_group_of_masks_alone_is_drawn_without_classes() -> None:
    rows = choices.series("persons_convicted", "unodc_glotip_2023").rows
    whole = (rows["range_kind"] == "masked").groupby(rows["group"], observed=True).all()
    group = str(whole[whole].index[0])
    year = int(rows.loc[rows["group"] == group, "stop"].iloc[0])
    asked = {"indicator": "persons_convicted", "source": "unodc_glotip_2023", "group": group, "year": year}
    assert client().get("/view/world.csv", query_string=asked).status_code == 200
    masks = scene(State("persons_convicted", "unodc_glotip_2023", group, year))
    marker = masks.figure["data"][CIRCLES]["marker"]
    wide = [math.sqrt(size / marker["sizeref"] * 2) for size in marker["size"] if size]
    assert wide == pytest.approx([circle_map.MASK] * masks.layer.counts["masked"], rel=0.01)
    assert sample_circles(masks.layer) == []


def test_the_bars_of_a_place_read_masks_as_printed_and_zeros_as_zeros() -> None:
    assert "2023: masked (0 to 4 people)" in country("FJI")
    zealand = country("NZL")
    assert "2022: 0 people" in zealand and "2022: masked this cell (<5)" in zealand


def test_years_with_an_inferred_value_alone_are_named_beside_the_strip_and_counted_over_time() -> None:
    view = State("tip_tier", "tip_tiers", choices.ALL, 2023, ("DEU",))
    assert "2024: an inferred value is not shown" in country("DEU")
    assert "Covered, no figure. An inferred value is not shown" in str(map_column.chosen_places(scene(replace(view, year=2024))))
    assert "inferred value" not in str(map_column.chosen_places(scene(view)))
    assert slot(Selection("tip_tier", "tip_tiers", choices.ALL, 2023), "series", "DEU").subtitle.endswith(", 1 inferred not shown")
