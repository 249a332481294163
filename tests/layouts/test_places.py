"""Countries side by side: figures of one year stand beside each other, what is no figure is never one, and the export has it all."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from dash.development.base_component import Component

from etl.contract import vocabulary
from etl.queries import place_series
from etl.queries.atlas import atlas
from layouts.exports import registry
from layouts.pages.compare.places import layout, places_card
from layouts.pages.compare.places.differences import EFFORT, sentences
from layouts.pages.compare.places.export import export
from layouts.pages.compare.places.scene import Scene, scene
from layouts.pages.compare.places.series_row import SeriesRow
from layouts.pages.compare.places.state import CODEC, MAIN, State, families
from tests.opening import opened

COUNTS, TIERS = vocabulary.indicators()["detected_victims"], vocabulary.indicators()["tip_tier"]
SLAVERY, JOINED = vocabulary.indicators()["modern_slavery_prevalence"], vocabulary.indicators()["palermo_consent"]
NEIGHBOURS = ("THA", "VNM", "KHM")


def _count(year: int, value: float, **more: Any) -> dict[str, Any]:
    plain = {"stop": year, "status": "figure", "value": value, "value_low": None, "value_high": None, "range_kind": "none_published"}
    return {**plain, "unit": "persons", "basis": "printed", "as_printed": f"{value:,}", "source_id": "one"} | more


def _mask(year: int) -> dict[str, Any]:
    mask = {"status": "masked", "value": None, "value_low": 0, "value_high": 4, "range_kind": "masked", "as_printed": "<5"}
    return _count(year, 0) | mask


def _tier(year: int, rating: str, **more: Any) -> dict[str, Any]:
    return {"stop": year, "status": "figure", "rating": rating, "rank": 1, "rank_high": None, "basis": "printed", "source_id": "one"} | more


def _scene(*places: str, families: tuple[str, ...] = ()) -> Scene:
    return scene(CODEC.nearest_valid(State(places, families)))


def _row(of: Scene, indicator: str) -> SeriesRow:
    return next(row for row in of.series_rows if row.indicator.code == indicator)


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, list | tuple):
        for part in node:
            yield from _nodes(part)
    elif isinstance(node, Component):
        yield node
        yield from _nodes(getattr(node, "children", None))


def _with_class(node: Any, name: str) -> list[Any]:
    return [part for part in _nodes(node) if name in str(getattr(part, "className", "") or "").split()]


def _text(node: Any) -> str:
    if isinstance(node, list | tuple):
        return " ".join(map(_text, node))
    return _text(getattr(node, "children", None)) if isinstance(node, Component) else "" if node is None else str(node)


def test_equal_ratings_of_the_latest_common_year_stand_together_and_agreement_is_counted() -> None:
    named = [("A", [_tier(2001, "2"), _tier(2002, "3")]), ("B", [_tier(2001, "1"), _tier(2002, "3")]), ("C", [_tier(2002, "2W")])]
    assert sentences(TIERS, named) == "In 2002, A and B: Tier 3; C: Tier 2 Watch List."
    assert sentences(TIERS, named[:2]) == "In 2002, A and B: Tier 3. The same for both in 1 of 2 years."


def test_a_rating_that_may_be_one_of_two_is_not_compared() -> None:
    unclear = _tier(2003, "1|2", status="range", rank=None, rank_high=2)
    assert sentences(TIERS, [("A", [_tier(2002, "1"), unclear]), ("B", [_tier(2002, "1"), _tier(2003, "2")])]).startswith(
        "In 2002, A and B"
    )


def test_two_counts_of_one_year_stand_beside_each_other_and_no_difference_is_stated() -> None:
    text = sentences(COUNTS, [("A", [_count(2020, 90), _count(2021, 30)]), ("B", [_count(2020, 45)])])
    assert text == f"In 2020, A: 90 people; B: 45 people. {EFFORT}"


@pytest.mark.parametrize("more", [{"basis": "derived"}, {"unit": "per_100k", "as_printed": "45"}, {"range_kind": "at_least"}])
def test_counts_that_were_obtained_otherwise_are_said_to_be(more: dict[str, Any]) -> None:
    text = sentences(COUNTS, [("A", [_count(2020, 90)]), ("B", [_count(2020, 45, **more)])])
    assert "differ by" not in text
    assert "The figures were not obtained in the same way." in text


def test_a_mask_is_no_number_and_least_of_all_zero() -> None:
    text = sentences(COUNTS, [("A", [_count(2020, 9), _count(2021, 8)]), ("B", [_count(2020, 0, status="zero"), _mask(2021)])])
    assert text.startswith("In 2020, A: 9 people; B: 0 people. Not comparable between countries:")
    assert sentences(COUNTS, [("A", [_count(2021, 8)]), ("B", [_mask(2021)])]) == "Only one of them has a figure: A."
    assert sentences(COUNTS, [("A", [_mask(2021)]), ("B", [_mask(2021)])]) == "None of them has a single figure."


def test_figures_of_different_years_are_not_set_beside_each_other() -> None:
    text = sentences(COUNTS, [("A", [_count(2019, 9)]), ("B", [_count(2021, 8)])])
    assert text.startswith("No year has a figure for more than one of them; the latest are from 2019 (A) and 2021 (B).")
    three = sentences(COUNTS, [("A", [_count(2021, 9)]), ("B", [_count(2021, 8)]), ("C", [_count(2015, 7)])])
    assert "No figure for 2021: C (latest 2015)." in three


def test_more_than_two_counts_stand_beside_each_other_without_any_order_but_that_of_the_places() -> None:
    text = sentences(COUNTS, [("B", [_count(2021, 8)]), ("A", [_count(2021, 9)]), ("C", [_count(2021, 8)])])
    assert text == f"In 2021, B and C: 8 people; A: 9 people. {EFFORT}"


def test_editions_are_compared_within_one_edition_alone() -> None:
    def rate(source: str, year: int, value: float) -> dict[str, Any]:
        return _count(year, value, unit="per_1000", source_id=source)

    editions = {"old": "Index 2013", "new": "Index 2023"}
    named = [("A", [rate("old", 2013, 9), rate("new", 2021, 5)]), ("B", [rate("old", 2013, 8)])]
    assert sentences(SLAVERY, named, editions=editions).startswith("Index 2013: A: 9 per 1,000; B: 8 per 1,000.")
    apart = [("A", [rate("new", 2021, 5)]), ("B", [rate("old", 2013, 8)])]
    assert sentences(SLAVERY, apart, editions=editions).startswith("No edition has a figure for more than one of them.")


def test_dates_stand_beside_each_other() -> None:
    named = [("A", [_tier(2013, "2013-10-17")]), ("B", []), ("C", [_tier(2007, "2007-07-02")])]
    assert sentences(JOINED, named) == "A: 17 October 2013; C: 2 July 2007."


def test_a_stranger_reads_three_neighbours_in_words() -> None:
    tiers = _row(_scene(*NEIGHBOURS), "tip_tier").differences
    assert tiers.startswith("In 2025, Thailand and Vietnam: Tier 2; Cambodia: Tier 3. The same for all three in ")
    detected = _row(_scene(*NEIGHBOURS), "detected_victims").differences
    assert "Thailand: 701 people; Cambodia: 73 people" in detected
    assert detected.endswith(EFFORT)


@pytest.mark.parametrize("text", ["THA.VNM.KHM", "Thailand.Viet Nam.Cambodia", "tha.vnm.khm"])
def test_a_link_keeps_the_order_of_its_places_and_understands_their_names(text: str) -> None:
    state, messages = CODEC.decode({"mode": "places", "places": text})
    assert (state.places, messages) == (NEIGHBOURS, [])
    assert CODEC.encode(state) == "?v=1&mode=places&places=THA.VNM.KHM"
    assert CODEC.from_link(CODEC.encode(State(("KHM", "THA")))).places == ("KHM", "THA")


@pytest.mark.parametrize(
    ("text", "places", "message"),
    [
        ("THA.THA.VNM", ("THA", "VNM"), "The link names Thailand more than once; each place is shown once."),
        ("THA.VNM.KHM.LAO.MMR.MYS", ("THA", "VNM", "KHM", "LAO", "MMR"), "At most 5 places can be shown side by side; left out: Malaysia."),
        ("THA.Nigerr", ("THA",), "'Nigerr', which the atlas does not have; it was left out. Did you mean Niger"),
        ("XQZ.<b>.=1", (), "asks for the place '=1', which the atlas does not have"),
        ("x" * 100_000, (), "The link is too long"),
    ],
)
def test_what_a_link_asks_for_in_vain_is_said_with_titles(text: str, places: tuple[str, ...], message: str) -> None:
    state, (text_of_loss,) = CODEC.decode({"mode": "places", "places": text})
    assert state.places == places
    assert message in text_of_loss
    assert len(text_of_loss) < 1000


def test_old_links_to_the_page_open_the_question() -> None:
    assert "How many people are in modern slavery or forced labour?" in _text(opened("/compare"))
    assert registry.pages()["compare"].codec.decode({})[0].mode == "question"


def test_nothing_is_chosen_leads_to_three_sets_of_neighbours_and_draws_no_axis() -> None:
    stage = layout.stage(_scene())
    links = [part.href for part in _nodes(stage) if hasattr(part, "href")]
    assert [CODEC.from_link(link.partition("?")[2]).places for link in links] == [NEIGHBOURS, ("NGA", "GHA", "BEN"), ("ROU", "BGR", "MDA")]
    assert _with_class(stage, "small-chart") == []


def test_one_country_is_shown_and_a_second_asked_for() -> None:
    stage = layout.stage(_scene("THA"))
    assert "Add at least one more country to compare with Thailand." in _text(stage)
    assert len(_with_class(stage, "places-cell")) == len(_scene("THA").series_rows)


def test_every_cell_has_its_years_and_the_row_has_one_scale() -> None:
    row = _row(_scene(*NEIGHBOURS), "detected_victims")
    highest = max(reading["value"] for cell in row.cells for reading in cell.readings)
    charts = [chart for article in _with_class(layout.stage(_scene(*NEIGHBOURS)), "places-row") for chart in _with_class(article, "bars")][
        :3
    ]
    assert row.top == highest
    for cell, chart in zip(row.cells, charts, strict=True):
        assert len(chart.children) == row.span[1] - row.span[0] + 1
        tallest = max(float(step.style["--over"].rstrip("%")) for step in chart.children if step.style)
        assert tallest == pytest.approx(100 * max(reading["value"] for reading in cell.readings) / highest, abs=0.01)
    assert "2007 to 2023, 0 to 1,541 people" in _text(_with_class(layout.stage(_scene(*NEIGHBOURS)), "places-note"))


def test_a_mask_is_drawn_as_its_range_and_an_inferred_value_is_held_back() -> None:
    beside = _scene("AUS", "DEU")
    prosecuted = _row(beside, "persons_prosecuted")
    masks = [reading for reading in prosecuted.cells[0].readings if reading["status"] == "masked"]
    texts = [_text(chart) for chart in _with_class(layout.stage(beside), "small-chart")]
    assert masks
    assert all(f"{mask['stop']}: masked (0 to 4 people)" in "".join(texts) for mask in masks)
    tiers = _row(beside, "tip_tier")
    assert tiers.left_out == f"{sum(len(cell.inferred) for cell in tiers.cells)} inferred not shown" != "0 inferred not shown"
    assert f"{min(tiers.cells[0].inferred)}: an inferred value is not shown" in "".join(texts)


def test_a_rate_that_is_derived_says_so_and_every_look_of_a_dot_is_in_the_legend() -> None:
    slavery = _with_class(layout.stage(_scene("KEN", "PER")), "places-row")
    (row,) = (_text(row) for row in slavery if "Prevalence of modern slavery" in _text(row))
    assert "0.865 (derived)" in row and "6.94 (derived)" not in row
    assert "● no range published" in row and "○ range not checked" in row


def test_each_chart_opens_the_chart_of_its_series_with_all_the_places() -> None:
    links = [link.href for link in _with_class(layout.stage(_scene(*NEIGHBOURS)), "small-open")]
    assert len(links) == sum(
        bool(cell.readings) for row in _scene(*NEIGHBOURS).series_rows for cell in row.cells if row.shape in ("strip", "bars")
    )
    state, messages = registry.pages()["map"].codec.decode(dict(parse_qsl(links[0].partition("?")[2])))
    assert (state.indicator, state.source, state.tab, state.places, messages) == ("tip_tier", "tip_tiers", "chart", NEIGHBOURS, [])
    (dots, *_) = _with_class(layout.stage(_scene(*NEIGHBOURS)), "dot-rows")
    editions = [link.href for link in _nodes(dots) if hasattr(link, "href")]
    assert [dict(parse_qsl(link.partition("?")[2]))["source"] for link in editions] == ["gsi_2013", "gsi_2016", "gsi_2018", "gsi_2023"]


def test_a_place_without_a_figure_says_which_absence_it_is() -> None:
    referrals = _row(_scene("GBR", "FRA", families=("counts",)), "nrm_referrals")
    assert referrals.cells[1].absence == "Not covered by this source"
    origin = _row(_scene("DEU", "THA"), "unodc_origin")
    assert origin.cells[0].absence == "Covered, no figure"
    treaties = _scene("AUS", "DEU", families=("treaties",))
    assert _row(treaties, "cets_197_consent").cells[0].absence == "Not in this copy of the register"


def test_a_region_that_sources_speak_of_stands_beside_a_country() -> None:
    (region, *_) = [code for code in place_series.histories("WORLD") if code[0] == "modern_slavery_prevalence"]
    row = _row(_scene("WORLD", "THA", families=("people",)), region[0])
    assert {bool(cell.readings) for cell in row.cells} == {True, False}


def test_the_main_series_stand_first_and_a_family_has_all_of_its_own() -> None:
    main = {row.indicator.code for row in _scene(*NEIGHBOURS).series_rows}
    assert main <= set(MAIN)
    for family in families():
        rows = _scene(*NEIGHBOURS, families=(family,)).series_rows
        keys = {(row.indicator.code, source) for row in rows for source in row.sources}
        known = {key for place in NEIGHBOURS for key in place_series.histories(place)}
        assert keys <= known
        assert not rows or main & {row.indicator.code for row in rows}
    everything = {
        (row.indicator.code, source) for row in _scene(*NEIGHBOURS, families=tuple(families())).series_rows for source in row.sources
    }
    assert everything == {key for place in NEIGHBOURS for key in place_series.histories(place)}


def test_the_export_has_every_row_of_the_places_and_no_other() -> None:
    made = export(_scene(*NEIGHBOURS, families=("efforts", "counts")))
    rows = made.rows
    identifiers = set(rows["estimate_id"].dropna()) | set(rows["rating_id"].dropna())
    tiers = atlas()["ratings"].query("indicator == 'tip_tier' and place in @NEIGHBOURS and basis != 'inferred'")
    assert set(tiers["rating_id"]) <= identifiers
    assert set(rows["place"]) == set(NEIGHBOURS)
    assert rows.loc[rows["status"].isin(["no_figure", "not_covered"]), "as_printed"].isna().all()
    assert {record["source_id"] for record in made.sources} == set(rows.loc[rows["as_printed"].notna(), "source_id"])
    assert made.title == "Thailand, Vietnam and Cambodia, side by side"


def test_a_picture_has_a_panel_for_each_series_over_years_with_all_the_places() -> None:
    made = export(_scene(*NEIGHBOURS))
    assert [part.title.partition(",")[0] for part in made.parts] == [
        "Tier in the Trafficking in Persons Report",
        "Detected victims of trafficking",
        "Persons prosecuted for trafficking",
        "Persons convicted of trafficking",
    ]
    assert made.legends[0].title == "Places" and [entry.label for entry in made.legends[0].entries] == ["Thailand", "Vietnam", "Cambodia"]
    assert made.stem.startswith("thailand_vietnam_cambodia_")
    assert export(_scene()).parts == ()


def test_the_caveats_of_an_export_are_those_of_its_rows() -> None:
    made = export(_scene("THA", "VNM"))
    own = {identifier for cell in made.rows["caveat_ids"].dropna() for identifier in cell}
    caveats = atlas()["caveats"]
    texts = set(caveats.loc[caveats["caveat_id"].isin(own), "text"])
    stated = {caveat.text for caveat in made.caveats}
    assert texts <= stated
    unexplained = stated - texts
    absences = set(atlas()["caveats"].query("explains_absence")["text"])
    assert all(text in absences or "edition" in text for text in unexplained)


def test_the_differences_travel_in_the_notes_of_an_export() -> None:
    notes = dict(export(_scene(*NEIGHBOURS)).notes)
    assert notes["Tier in the Trafficking in Persons Report (Trafficking in Persons Report)"].startswith(
        "In 2025, Thailand and Vietnam: Tier 2"
    )


def test_the_table_has_a_line_a_series_and_year_and_a_column_a_place() -> None:
    table = _scene(*NEIGHBOURS).table
    assert table["columns"] == ["Series", "Year", "Thailand", "Vietnam", "Cambodia"]
    tiers = [
        row["cells"]
        for row in table["rows"]
        if row["cells"][:2] == ["Tier in the Trafficking in Persons Report (Trafficking in Persons Report)", "2025"]
    ]
    assert [cells[2:] for cells in tiers] == [["Tier 2", "Tier 2", "Tier 3"]]
    vietnam = next(row["cells"] for row in table["rows"] if row["cells"][0].startswith("Detected victims") and row["cells"][1] == "2023")
    assert vietnam[3] == "Covered, no figure"


def test_a_preview_of_the_view_says_how_the_places_differ_and_who_says_so() -> None:
    head = places_card.head(_scene(*NEIGHBOURS))
    assert head.title == "Thailand, Vietnam and Cambodia, side by side"
    assert head.card
    assert head.card.lines[0].startswith(
        "Tier in the Trafficking in Persons Report (Trafficking in Persons Report). In 2025, Thailand and Vietnam"
    )
    assert "begin" not in head.description
    assert "Two to five countries" in places_card.head(_scene()).description


def test_a_picture_is_offered_exactly_where_something_is_drawn() -> None:
    for family in families():
        chosen = _scene("THA", "VNM", families=(family,))
        assert chosen.is_pictured == bool(export(chosen).parts), family
    assert export(_scene("THA", "VNM", families=("treaties",))).parts


def test_places_that_take_the_article_have_it_in_every_sentence() -> None:
    """In the title, its picture and what search engines read, and in how the places differ."""
    view = _scene("PHL", "MEX", "GBR")
    title = "The Philippines, Mexico and the United Kingdom, side by side"
    assert (view.listed_names, export(view).title) == ("the Philippines, Mexico and the United Kingdom", title)
    assert title in str(layout.heading(view)) and places_card.head(view).title == title
    texts = [row.differences for row in view.series_rows if row.differences]
    bare = re.compile(r"(?<![Tt]he )(?:Philippines|United Kingdom)\b")
    assert texts and not [text for text in texts if bare.search(text)]
    assert any("the Philippines: " in text for text in texts)
    assert "compare with the Philippines." in str(layout.stage(_scene("PHL")))


@pytest.mark.parametrize(
    ("path", "query", "text"),
    [
        ("/map", {"indicator": "detected_victims", "places": "PHL"}, " on the figure for the Philippines"),
        ("/map", {"indicator": "detected_victims", "places": "PHL"}, " on the Philippines"),
        ("/flows", {"place": "PHL", "against": "ctdc_2021.assisted_case"}, "Two sources side by side: the Philippines"),
    ],
)
def test_pages_that_name_a_place_in_a_sentence_use_its_article(path: str, query: dict[str, str], text: str) -> None:
    assert text in str(opened(path, query))
