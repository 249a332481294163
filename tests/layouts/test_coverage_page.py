"""The coverage page: its claim, the names that answer it, the opened place, the matrix, and where each cell leads."""

import json
from collections import defaultdict
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import brotli
import pandas as pd
import pytest

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import MASKED, WITH_FIGURE
from etl.queries import choices, corridors, map_rows, source_coverage
from etl.queries.atlas import with_group
from layouts.evidence.selection import SELECTION
from layouts.exports import registry
from layouts.pages.coverage import coverage_links
from layouts.pages.coverage.coverage_card import head
from layouts.pages.coverage.coverage_map import CoverageMap
from layouts.pages.coverage.export import export
from layouts.pages.coverage.scene import Scene, scene
from layouts.pages.coverage.state import CODEC, KINDS, QUESTIONS, State
from tests.callbacks.driving import client, post
from tests.opening import opened

CONTROLS: dict[str, Any] = {
    "coverage-question.value": "nobody",
    "coverage-since.value": "2016",
    "coverage-kind.value": "any",
    "coverage-region.value": "all",
    "coverage-place.value": None,
    "coverage-tab.value": "map",
}


def _named(view: Scene) -> dict[str, list[str]]:
    return {kind: [row["name"] for row in view.named(kind)] for kind in ("country", "territory")}


def _links(query: dict[str, str] | None = None) -> dict[str, str]:
    """The texts of all links of the page by their addresses."""
    parts = opened("/coverage", query)._traverse()
    return {part.href: part.children for part in parts if type(part).__name__ == "Link"}


def test_the_first_view_says_for_whom_nobody_has_a_figure_after_2015() -> None:
    view = scene(CODEC.decode({})[0])
    assert view.title == "Since 2016, no source has a figure for 2 countries and 43 territories"
    assert _named(view)["country"] == ["São Tomé and Príncipe", "Tuvalu"]
    assert len(_named(view)["territory"]) == 43
    assert _links()["/country/TUV"] == "Tuvalu"
    assert {row["name"] for row in view.citizens_only} == {"Anguilla", "Bermuda", "Cayman Islands", "Grenada", "Palestine", "Samoa"}


def test_a_mask_is_said_beside_the_name_and_drawn_apart() -> None:
    view = scene(State())
    assert [row["name"] for row in view.named("country") if row["masked"]] == ["São Tomé and Príncipe"]
    assert view.map.rows.set_index("place").loc[["STP", "TUV"], "class"].tolist() == ["masked", "no_figure"]
    assert view.mask_note


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"question": "ratings"}, "Since 2016, 2 countries and 3 territories have ratings but no count or estimate"),
        ({"question": "one"}, "Since 2016, only one source has a figure for 3 countries and 6 territories"),
        ({"question": "every"}, "Since 2016, 204 of 249 countries and territories have a figure from at least one source"),
        ({"kind": "count", "region": "Oceania"}, "Since 2016, no source has counted cases for 4 countries and 14 territories in Oceania"),
        ({"region": "Asia", "since": "2010"}, "Since 2010, every country and territory in Asia has a figure from at least one source"),
        ({"region": "Americas", "since": "2025"}, None),
    ],
)
def test_the_title_is_the_answer(query: dict[str, str], title: str | None) -> None:
    view = scene(CODEC.decode(query)[0])
    if title:
        assert view.title == title
    assert ("in the Americas" in view.title) == (query.get("region") == "Americas")


def test_only_ratings_are_asked_of_all_figures() -> None:
    state, messages = CODEC.decode({"question": "ratings", "kind": "count"})
    assert (state.kind, scene(state).kind_options) == ("any", ["any"])
    assert "does not go with this question" in messages[0]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("kind", ["any", "estimate", "citizenship"])
def test_every_place_is_listed_with_what_its_cells_say(question: str, kind: str) -> None:
    view = scene(CODEC.nearest_valid(State(question=question, kind=kind, since=2018)))
    cells = source_coverage.cells()
    sources: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in cells.to_dict("records"):
        if row["kind"] in view.state.kinds and pd.notna(row["last"]) and row["last"] >= 2018:
            sources[row["place"]].add(row["source_id"])
            kinds[row["place"]].add(row["kind"])
    places = source_coverage.names()
    answers = {
        "nobody": {place for place in places if not sources[place]},
        "one": {place for place in places if len(sources[place]) == 1},
        "every": {place for place in places if sources[place]},
        "ratings": {place for place in places if "rating" in kinds[place] and not kinds[place] & {"count", "estimate"}},
    }
    assert set(view.places["place"]) == answers[question]
    counts = {line[0]: line[3] for line in view.matrix["rows"]}
    assert counts == {place: len(sources[place]) for place in (places if question == "every" else answers[question])}


def test_eritrea_opened_says_who_has_what_since_when_and_where() -> None:
    place = scene(State(place="ERI")).opened
    assert place is not None
    assert (place.counted, place.first, place.last) == (12, 1995, 2025)
    tiers = next(line for line in place.lines["rating"] if line.source == "Trafficking in Persons Report")
    assert (tiers.first, tiers.newest, tiers.years) == ("2009", "2025", "17")
    assert tiers.address == "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2025&place=ERI"
    assert place.lines["count"] == []
    assert "UNODC, SDG 16.2.2" in place.absent
    links = _links({"place": "ERI"})
    assert links[tiers.address] == "Trafficking in Persons Report"
    assert "/country/ERI" in links
    headline = "Eritrea: 12 sources have figures for 1995 to 2025"
    assert headline in str(opened("/coverage", {"place": "ERI"}))
    taken = export(scene(State(place="ERI")))
    assert taken.legends[-1].entries[0].label == headline
    assert f"{headline}." in taken.alt


def test_what_a_source_has_tells_totals_from_breakdowns_and_corridors() -> None:
    """Ghana has no total of detected victims after 2021: the latest figure is of people who were returned, or of single groups."""
    place = scene(State(place="GHA")).opened
    assert place is not None
    unodc = {kind: line for kind in ("count", "citizenship") for line in place.lines[kind] if line.source.startswith("UNODC data file")}
    assert unodc["count"].newest == "2022"
    assert unodc["count"].what.split("; ")[0] == "Detected victims of trafficking (to 2021)"
    assert {"Detected victims of trafficking, by sex, age or form", "Repatriated"} <= {*unodc["count"].what.split("; ")}
    assert unodc["citizenship"].what == "Detected, by citizenship; Convicted, by citizenship"
    assert unodc["count"].what in str(opened("/coverage", {"place": "GHA"}))


@pytest.mark.parametrize("code", ["GHA", "USA", "GBR", "STP", "PRK"])
def test_no_name_of_a_total_stands_for_a_year_of_which_there_is_none(code: str) -> None:
    place, estimates = scene(State(place=code)).opened, with_group("estimates")
    assert place is not None
    totals = estimates[(estimates["place"] == code) & (estimates["group"] == choices.ALL) & (estimates["range_kind"] != MASKED)]
    last = totals.groupby(["source_id", "indicator"], observed=True)["year_end"].max()
    titles, labels = source_coverage.titles(), {code: entry.label for code, entry in vocabulary.indicators().items()}
    latest = {(titles[row["source_id"]], labels[row["indicator"]]): row["year_end"] for row in row_dicts(last.reset_index())}
    for line in (line for kind in ("count", "estimate") for line in place.lines[kind]):
        for part in line.what.split("; "):
            name, _, end = part.partition(" (to ")
            if (line.source, name) in latest:
                assert latest[line.source, name] == int(end.rstrip(")") or line.newest)


@cache
def _all_cells() -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in source_coverage.cells().to_dict("records")]


def test_each_link_is_understood_by_the_page_that_it_leads_to() -> None:
    pages = {page.path: page for page in registry.pages().values()}
    for cell in _all_cells():
        address = urlsplit(coverage_links.filled(coverage_links.template(cell), cell["place"], source_coverage.names()[cell["place"]]))
        assert pages[address.path].codec.decode(dict(parse_qsl(address.query)))[1] == [], address


def test_each_cell_leads_to_a_map_on_which_its_place_has_that_figure_or_mask() -> None:
    checked = 0
    views: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for cell in _all_cells():
        views[coverage_links.template(cell)].append(cell)
    for address, cells in views.items():
        if address.startswith("/map"):
            query = dict(parse_qsl(urlsplit(address).query)) | {"place": ""}
            shown = SELECTION.decode({name: text for name, text in query.items() if text})[0]
            rows = map_rows.by_place(choices.series(shown.indicator, shown.source), shown.group, shown.year, inferred=shown.inferred)
            states = rows.set_index("place")["status"]
            for cell in cells:
                assert states[cell["place"]] in (WITH_FIGURE if cell["years"] else (MASKED,)), (address, cell["place"])
                checked += 1
    assert checked > 2500


def test_each_cell_of_corridors_names_a_series_that_has_the_place() -> None:
    for cell in _all_cells():
        if cell["evidence"] and cell["kind"] != "claim":
            assert cell["place"] in corridors.places(f"{cell['source_id']}.{cell['evidence']}"), cell


def test_the_matrix_has_a_cell_for_each_source_and_place_and_nothing_of_other_kinds() -> None:
    for kind in KINDS:
        view = scene(State(question="every", kind=kind))
        matrix = view.matrix
        assert sum(group["columns"] for group in matrix["groups"]) == len(matrix["columns"])
        assert {head["kind"] for head in matrix["columns"]} <= set(view.state.kinds)
        expected = source_coverage.cells()["kind"].isin(view.state.kinds).sum()
        assert sum(len(line[4]) for line in matrix["rows"]) == expected
        assert len(matrix["rows"]) == 249


def test_within_a_kind_the_newest_source_comes_first_and_those_of_a_single_place_last() -> None:
    heads = scene(State(question="every")).matrix["columns"]
    ratings = [head["title"] for head in heads if head["kind"] == "rating"]
    assert (ratings[0], ratings[-1]) == ("Trafficking in Persons Report", "Global Patterns 2006")
    assert next(head["title"] for head in heads if head["kind"] == "estimate") == "Global Slavery Index 2023"
    counts = [head["title"] for head in heads if head["kind"] == "count"]
    assert counts.index("Australian Federal Police reports") > counts.index("UNODC data file, October 2025")


def test_a_treaty_and_a_repeated_claim_are_no_figure_unless_asked_for() -> None:
    sources = {one.source for one in scene(State(question="every", since=2000)).sources}
    assert not sources & {"palermo_protocol", "op_crc_sc", "compilation_2014"}
    assert "op_crc_sc" in {one.source for one in scene(State(question="every", since=2000, kind="treaty")).sources}


def _compressed(data: object) -> int:
    return len(brotli.compress(json.dumps(data, separators=(",", ":")).encode(), quality=5))


def test_the_page_and_its_largest_matrix_stay_within_eighty_kilobytes() -> None:
    address = {"_pages_location.pathname": "/coverage", "_pages_location.search": "?v=1&question=every&tab=table&place=ERI"}
    page = post("_pages_content.children", address, "_pages_location.search").json
    assert _compressed(page) + _compressed(scene(State(question="every", place="ERI")).matrix) < 80_000


def test_a_choice_brings_answer_map_legend_and_link_together() -> None:
    answer = post("coverage-names.children", CONTROLS | {"coverage-question.value": "ratings"}, "coverage-question.value")
    response = answer.json["response"]
    assert response["coverage-link"]["data"] == "?v=1&question=ratings"
    assert "have ratings but no count or estimate" in str(response["coverage-heading"])
    assert "Kiribati" in str(response["coverage-names"])
    assert response["coverage-kind"]["data"] == [{"value": "any", "label": "Any figure"}]
    assert len(response["coverage-figure"]["figure"]["data"][0]["locations"]) > 200


def test_outside_a_region_nothing_is_said() -> None:
    view = CoverageMap(State(region="Africa"), source_coverage.by_place(2016))
    rows = view.rows
    assert set(rows.loc[rows["region"] != "Africa", "class"]) == {"outside"}
    assert "outside" not in set(rows.loc[rows["region"] == "Africa", "class"])
    assert sum(count for _, entries in view.legend for _, count in entries) == 249


def test_the_export_has_a_row_for_each_source_and_one_for_each_place_that_has_none() -> None:
    view = scene(State())
    rows = export(view).rows
    assert set(rows["place"]) == set(view.places["place"])
    assert rows["sources_since"].eq(0).all()
    alone = rows[rows["source_id"].isna()]
    assert set(alone["status"]) == {"none"}
    assert set(rows.loc[rows["place"] == "STP", "status"]) == {"masked"}
    tuvalu = rows[(rows["place"] == "TUV")]
    assert (tuvalu["last_year"].dropna() < 2016).all()
    whole = export(scene(State(question="every", region="Africa"))).rows
    cells = source_coverage.cells()
    africa = set(source_coverage.places().query("region == 'Africa'")["place"])
    figures = cells[cells["place"].isin(africa) & cells["kind"].isin(source_coverage.FIGURES)]
    assert len(whole.dropna(subset=["source_id"])) == len(figures)


def test_without_scripts_the_answer_stands_in_the_page() -> None:
    page = client().get("/coverage").text
    assert "Since 2016, no source has a figure for 2 countries and 43 territories" in page
    assert "<noscript>" in page
    assert "Tuvalu" in page.partition("<noscript>")[2]


def test_a_picture_names_the_places_that_answer() -> None:
    notes = dict(export(scene(State())).notes)
    assert notes["Countries"] == "São Tomé and Príncipe, Tuvalu"
    assert "Western Sahara" in notes["Territories"]
    assert "Countries" not in dict(export(scene(State(question="every"))).notes)


def test_the_preview_picture_has_the_colours_of_the_map() -> None:
    view = scene(State(place="ERI"))
    card = head(view).card
    assert card
    looks = {entry.code: entry.look.light for entry in view.map.classes}
    assert card.areas == {row["place"]: looks[row["class"]] for row in view.map.rows.to_dict("records")}
    assert (card.title, card.marked) == (view.title, "ERI")
