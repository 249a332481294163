"""The scripts of the atlas by themselves, called with plain values."""

import zlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from etl.contract.folding import fold
from layouts import browser_contract
from tests.browser.scripts_alone import HOME, NOTHING, page_of_scripts


def _call(page: Page, function: str, *values: Any) -> Any:
    return page.evaluate(f"values => ({function})(...values)", list(values))


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(1980, 1980, "1,980 people"), (5, 13, "5 to 13 people"), (5, None, "at least 5 people"), (None, 4, "at most 4 people")],
)
def test_a_number_of_people_says_its_range(small: Page, low: int | None, high: int | None, text: str) -> None:
    assert _call(small, "atlas.range", low, high, "people") == text


REFERENCE = Path(__file__).parents[2] / "data" / "reference"
HARD_TO_COMPARE = [
    *("Côte d’IVOIRE", "Cote d'Ivoire", "Co\u0302te dʼIvoire", "Timor‑Leste", "timor leste", "the Gambia", "Theodor", "THE THE"),
    *("São Tomé & Príncipe", "Straße", "STRASSE", "Œuvre", "ŒUVRE", "Æthelstan", "ﬁnal", "İstanbul", "ISPARTA ı", "Łódź"),
    *("Đakovo", "Søborg", "ΣΊΣΥΦΟΣ", "Сьерра-Леоне", "مصر", "مِصْر", "القاهرة", "على", "भारत", "中国", "한국", "½", "12,300"),
    *("<5", "AT&T", "R & D", "a & ", "snake_case", "  two  blanks ", "", "’"),
]


def test_texts_are_compared_in_the_browser_as_in_the_tables(small: Page) -> None:
    columns = {"names.csv": "name", "aliases.csv": "alias", "places.csv": "name", "citizenships.csv": "label"}
    printed = [text for file, column in columns.items() for text in pd.read_csv(REFERENCE / file, dtype=str, keep_default_na=False)[column]]
    texts = [*HARD_TO_COMPARE, *dict.fromkeys(printed)]
    assert len(texts) > 2000
    there = _call(small, "texts => texts.map(atlas.folded)", texts)
    assert {text: words for text, words in zip(texts, there, strict=True) if words != fold(text)} == {}


@pytest.mark.parametrize("text", ["Côte d’IVOIRE", "cote d'ivoire", "CÔTE  D‘IVOIRE", "Cote d`Ivoire", "Co\u0302te-d´Ivoire"])
def test_a_search_text_has_no_accents_no_capitals_and_no_signs(small: Page, text: str) -> None:
    assert _call(small, "atlas.folded", text) == "cote d ivoire"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("cote divoire", ["Côte d'Ivoire"]),
        ("Cote d’Ivoire", ["Côte d'Ivoire"]),
        ("ivory coast", ["Côte d'Ivoire"]),
        ("CIV", ["Côte d'Ivoire"]),
        ("burma", ["Myanmar"]),
        ("united s", ["United States"]),
        ("n", ["Nigeria", "Niger", "United States", "Myanmar"]),
        ("niger", ["Niger", "Nigeria"]),
        ("atlantis", []),
        ("", ["Nigeria", "Niger", "Côte d'Ivoire", "United States", "Myanmar", "Africa (ILO 2012)"]),
    ],
)
def test_a_place_is_found_by_any_of_its_names_the_nearest_first(small: Page, search: str, found: list[str]) -> None:
    options = [
        {"label": "Nigeria", "also": "NGA; Federal Republic of Nigeria"},
        {"label": "Niger", "also": "NER"},
        {"label": "Côte d'Ivoire", "also": "CIV; Ivory Coast"},
        {"label": "United States", "also": "USA; North America's largest"},
        {"label": "Myanmar", "also": "Burma; MMR"},
        {"label": "Africa (ILO 2012)", "also": "ILO:AFRICA_2012; "},
    ]
    ranked = _call(small, "(options, search) => dashMantineFunctions.byAnyName({options, search})", options, search)
    assert [option["label"] for option in ranked] == found


def test_a_curve_runs_from_end_to_end_and_bends_to_the_right(small: Page) -> None:
    curve = _call(small, "atlas.curve", [0, 0], [40, 0], 8)
    assert (curve[0], curve[-1], len(curve)) == ([0, 0], [40, 0], 9)
    assert curve[4] == [20, pytest.approx(4.8)], "heading east on the screen, the right side is below"


def test_an_arrowhead_ends_before_its_place_and_points_to_it(small: Page) -> None:
    made = _call(small, "points => atlas.arrow(points, 10)", [[0, 0], [50, 0], [100, 0]])
    assert made["tip"] == [97, 0]
    assert made["angle"] == 90, "from the top of the screen, clockwise"
    assert made["line"][-1] == [89, 0], "the line ends within its head"
    short = _call(small, "points => atlas.arrow(points, 10)", [[0, 0], [3, 0], [6, 0]])
    assert short["tip"] == [6, 0]


@pytest.mark.parametrize("zoom", ["world", "europe", "south_east_asia"])
def test_pixels_of_a_map_lead_back_to_degrees_and_a_zoom_fills_its_frame(small: Page, zoom: str) -> None:
    there_and_back = """(zoom, size, at) => {
        const box = atlas.contract.zooms[zoom], view = atlas.screen(atlas.fitted(box, size), size);
        return [view.degrees(view.pixels(at)), view.pixels([box[0], box[1]]), view.pixels([box[2], box[3]])];
    }"""
    size = {"width": 800, "height": 360}
    inside = {"world": [100, 30], "europe": [20, 50], "south_east_asia": [110, 10]}[zoom]
    at, low, high = _call(small, there_and_back, zoom, size, inside)
    assert at == pytest.approx(inside, abs=0.01)
    assert -1 <= low[0] < high[0] <= 801 and 361 >= low[1] > high[1] >= -1
    assert high[0] - low[0] > 500 or low[1] - high[1] > 300


def test_the_box_of_a_place_holds_its_corridors_over_the_date_line(small: Page) -> None:
    west, south, east, north = _call(small, "points => atlas.around(points, [-180, -58, 180, 85])", [[170, -10], [-170, -20]])
    assert west < 170 and east > 190 and south < -20 and north > -10
    assert _call(small, "points => atlas.around(points, [-180, -58, 180, 85])", [[0, 0], [170, 0], [-120, 0]])[0] == -180


def test_names_are_placed_the_largest_first_and_none_over_another(small: Page) -> None:
    place = "(named, size) => atlas.labels.placed(named, {lines: named, marks: []}, {left: 0, top: 0, right: size, bottom: size})"
    line = [[x, 100] for x in range(60, 241, 20)]
    both = _call(small, place, [{"points": line, "text": "Large to Small 900"}, {"points": line, "text": "Small to Large 20"}], 300)
    assert [name["text"] for name in both] == ["Large to Small 900", "Small to Large 20"]
    (_, one), (_, other) = (name["at"] for name in both)
    assert abs(one - other) >= 15
    assert _call(small, place, [{"points": line, "text": "Large to Small 900"}], 60) == [], "no room"
    tips = "...Array.from({length: 10}, (_, at) => ({points: [[60 + at * 20, 40], [60 + at * 20, 100]]}))"
    (far,) = _call(
        small, place.replace("lines: named", f"lines: [...named, {tips}]"), [{"points": line, "text": "Large to Small 900"}], 300
    )
    assert far["at"][1] > 100 + 12, "the largest farther away, where arrowheads of others are along its line"
    swiped = place.replace("left: 0", "left: 0, edges: [0, 100]")
    (name,) = _call(small, swiped, [{"points": line, "text": "Large to Small 900"}], 300)
    assert abs(name["at"][0] - 100) > 18 * 6 / 2, "not over the edge of what is in sight"


def test_sums_of_a_place_are_ranges_with_open_ends(small: Page) -> None:
    corridors = [
        {"origin": "A", "destination": "B", "low": 5, "high": None},
        {"origin": "C", "destination": "B", "low": 2, "high": 9},
        {"origin": "B", "destination": "B", "low": 0, "high": 4},
    ]
    assert _call(small, "atlas.totals", corridors)["B"] == {
        "in": {"low": 7, "high": None, "rows": 2},
        "out": {"low": 0, "high": 0, "rows": 0},
        "inside": {"low": 0, "high": 4, "rows": 1},
    }


KEYS = ["indicator", "source"]
NEW, REPLACED = True, False


@pytest.mark.parametrize(
    ("search", "link", "change"),
    [
        ("", "?v=1&indicator=a&source=b", (REPLACED, "?v=1&indicator=a&source=b")),
        ("?v=1&indicator=a&source=b", "?v=1&indicator=a&source=b", None),
        ("?v=1&indicator=a&source=b", "?v=1&indicator=a&source=b&year=2001", (REPLACED, "?v=1&indicator=a&source=b&year=2001")),
        ("?v=1&indicator=a&source=b", "?v=1&indicator=a&source=c", (NEW, "?v=1&indicator=a&source=c")),
        ("?indicator=a&dv=0", "?indicator=a&year=1", (REPLACED, "?indicator=a&year=1&dv=0")),
        ("?indicator=a&dv=0", "?indicator=c", (NEW, "?indicator=c")),
        ("?mode=claims", "?mode=lists", None),
    ],
)
def test_another_view_is_a_new_entry_of_the_history_or_replaces_the_last(small: Page, search: str, link: str, change: Any) -> None:
    entry = _call(small, "atlas.entry", {"pathname": "/", "search": search}, "/", link, KEYS)
    assert (entry and (entry["isNew"], entry["search"])) == change


def test_a_page_that_was_left_writes_no_address(small: Page) -> None:
    assert _call(small, "atlas.entry", {"pathname": "/flows", "search": ""}, "/", "?v=1", KEYS) is None


FOLLOW = """link => {
    document.querySelector('#row')?.remove();
    const offer = {'data-page': 'map', 'data-path': '/', 'data-entries': 'indicator', 'data-pictures': 'true'};
    document.body.append(atlas.element('div', {id: 'row', ...offer}));
    dash_clientside.link.follow(0, link, 'row');
}"""


def test_going_back_asks_for_the_page_of_that_address_and_only_where_it_shows_another(browser: Browser) -> None:
    with browser.new_context() as context:
        page = page_of_scripts(context, "/?v=1&indicator=a")
        _call(page, FOLLOW, "?v=1&indicator=a")
        _call(page, FOLLOW, "?v=1&indicator=b")
        assert page.url == f"{HOME}/?v=1&indicator=b"
        page.evaluate("history.back()")
        page.wait_for_function("() => window.asked.length")
        assert page.evaluate("window.asked") == [
            ["_pages_location", {"href": f"{HOME}/?v=1&indicator=a", "pathname": "/", "search": "?v=1&indicator=a"}]
        ]
        _call(page, FOLLOW, "?v=1&indicator=a")
        page.evaluate("window.dispatchEvent(new PopStateEvent('popstate'))")
        assert page.evaluate("window.asked.length") == 1


def test_the_row_offers_every_form_of_the_link(small: Page) -> None:
    _call(small, FOLLOW, "?v=1&indicator=a")
    links = small.eval_on_selector_all("#row a", "links => links.map(link => link.getAttribute('href'))")
    assert links[:2] == ["/view/map.csv?v=1&indicator=a", "/view/map.excel.csv?v=1&indicator=a"]
    labels = small.eval_on_selector_all(
        "#row .share-group:not(.share-cite *)", "lines => lines.map(line => line.getAttribute('aria-label'))"
    )
    assert labels == [preset["label"] for preset in browser_contract.PRESETS.values()]


@pytest.mark.parametrize(("tab", "link"), [("table", "?v=1&tab=table"), ("map", "?v=1"), ("marks", "?v=1")])
def test_the_first_tab_of_a_page_is_not_named_in_its_link(small: Page, tab: str, link: str) -> None:
    assert _call(small, "atlas.withTab", tab, "?v=1&tab=sankey") == link


PICK, TAP = {"triggered_id": "world-place"}, {"triggered_id": "world-figure"}
LIST = "() => document.body.append(atlas.element('div', {id: 'world-chosen', 'data-most': '6'}))"


def test_a_place_of_the_field_joins_the_list_and_a_click_on_the_map_adds_or_removes(small: Page) -> None:
    small.evaluate(LIST)
    choose = "map.choosePlace"
    click = {"points": [{"location": "NPL"}]}
    assert _triggered(small, PICK, choose, "THA", None, ["NPL"]) == [["NPL", "THA"], None]
    assert _triggered(small, PICK, choose, "NPL", None, ["NPL"]) == [["NPL"], None]
    assert _triggered(small, PICK, choose, None, None, ["NPL"]) == [NOTHING, NOTHING]
    assert _triggered(small, TAP, choose, None, click, ["THA"]) == [["THA", "NPL"], NOTHING]
    assert _triggered(small, TAP, choose, None, click, ["NPL", "THA"]) == [["THA"], NOTHING]
    full = ["DEU", "FRA", "NLD", "BEL", "AUT", "CHE"]
    assert _triggered(small, PICK, choose, "THA", None, full)[0] == [*full[1:], "THA"]


def test_a_tap_means_the_country_under_it_and_the_small_ones_beside_it_the_nearest_first(small: Page) -> None:
    lands = [("DEU", 60, (20, 0)), ("LUX", 6, (3, 0)), ("BEL", 12, (-8, 4)), ("AND", 0, (-23, 0)), ("FRA", 90, (-10, 30))]
    places = [{"code": code, "name": code, "size": size, "middle": list(middle)} for code, size, middle in lands]
    meant = "(places, spot, under) => atlas.meant(places, spot, under).map(({code}) => code)"
    assert _call(small, meant, places, [0, 0], "LUX") == ["LUX", "BEL", "AND"]
    assert _call(small, meant, places, [0, 0], "FRA") == ["FRA", "LUX", "BEL"]
    assert _call(small, meant, places, [0, 0], None) == ["LUX", "BEL", "AND"]
    assert _call(small, meant, places, [200, 0], "DEU") == ["DEU"]


YEARS = [{"year": 2001}, {"year": 2002, "hole": "no report"}, {"year": 2003, "hole": "no report"}, {"year": 2006}]


@pytest.mark.parametrize(("part", "year"), [("x-before", 2001), ("x-after", 2003), ("x-stops", 2002), ("", 2002)])
def test_slider_and_buttons_of_an_axis_lead_to_one_year(small: Page, part: str, year: int) -> None:
    assert _call(small, "atlas.years.yearOf", part, YEARS, 2002) == year


def test_an_axis_says_which_years_have_few_figures_and_which_have_none(small: Page) -> None:
    assert _call(small, "atlas.years.gaps", YEARS) == "Few figures (open circles): 2002 to 2003. Years without a circle have no figures."
    assert _call(small, "atlas.years.gaps", [{"year": 2001}, {"year": 2002}]) == ""
    named = [_call(small, "atlas.years.pointed", share, [2001, 2006], [2001, 2002, 2003, 2006]) for share in (0, 0.41, 0.6, 1.2)]
    assert named == ["2001", "2003", "2004: no figures", "2006"]


def test_the_chart_is_asked_for_when_it_opens_changes_or_closes_and_never_by_the_map(small: Page) -> None:
    link = "dash_clientside.map.chartLink"
    assert _call(small, link, "?v=1&tab=chart", None) == "?v=1&tab=chart"
    assert _call(small, link, "?v=1&year=2001", "?v=1&tab=chart") == "?v=1&year=2001"
    assert _call(small, link, "?v=1&year=2002", "?v=1&year=2001") == NOTHING
    assert _call(small, link, "?v=1&year=2002", None) == NOTHING


def test_the_link_of_flows_holds_tab_and_regions_and_asks_only_for_what_is_seen(small: Page) -> None:
    link = "dash_clientside.flows.link"
    assert _call(small, link, "?v=1&zoom=europe", "map", "world", [], None) == ["?v=1", NOTHING, "flow-stage tab-map zoom-world"]
    assert _call(small, link, "?v=1", "map", "europe", [], None)[0] == "?v=1&zoom=europe"
    assert _call(small, link, "?v=1&place=MDA", "map", "place", [], None)[0] == "?v=1&place=MDA"
    assert _call(small, link, "?v=1&place=MDA", "map", "world", [], None)[0] == "?v=1&place=MDA&zoom=world"
    address = "?v=1&tab=sankey&open=Asia.Europe"
    opened = [address, address, "flow-stage tab-sankey zoom-world opened"]
    assert _call(small, link, "?v=1", "sankey", "world", ["Asia", "Europe"], None) == opened
    assert _call(small, link, "?v=1", "sankey", "world", ["Asia", "Europe"], address)[1] == NOTHING


TRIGGERED = """(context, path, values) => {
    dash_clientside.callback_context = context;
    return path.split('.').reduce((part, name) => part[name], dash_clientside)(...values);
}"""


def _triggered(page: Page, context: dict[str, Any], path: str, *values: Any) -> Any:
    return _call(page, TRIGGERED, context, path, list(values))


def test_the_years_play_until_the_last_and_stop_at_a_hole(small: Page) -> None:
    stops = [{"year": 2001}, {"year": 2002, "hole": "no report"}, {"year": 2003}, {"year": 2004}]
    tick, press = ({"triggered": [{"prop_id": f"map-{name}"}]} for name in ("timer.n_intervals", "play.n_clicks"))
    play = [_triggered(small, tick, "years.play", 1, 1, year, stops, False) for year in (2001, 2002, 2003, 2004)]
    assert play == [[True, "Play", 2002], [False, "Pause", 2003], [True, "Play", 2004], [False, "Pause", 2001]]
    assert _triggered(small, press, "years.play", 1, 1, 2001, stops, False) == [True, "Play", NOTHING]
    assert _triggered(small, press, "years.play", 1, 1, 2002, stops, True) == [False, "Pause", 2003]


def test_a_click_chooses_the_place_of_the_figure_that_was_clicked(small: Page) -> None:
    context = {"inputs_list": [{"id": "one"}, {"id": "other"}], "triggered_id": "other"}
    area, circle = ({"points": [{"location": "THA"}]}, {"points": [{"id": "MLT"}]})
    assert _triggered(small, context, "figures.clickedPlace", area, circle) == "MLT"
    assert _triggered(small, {**context, "triggered_id": "one"}, "figures.clickedPlace", area, circle) == "THA"
    assert _triggered(small, context, "figures.clickedPlace", area, None) == NOTHING


def test_a_place_of_the_flow_map_is_chosen_and_a_corridor_is_picked(small: Page) -> None:
    context = {"inputs_list": [{"id": "one"}, {"id": "other"}], "triggered_id": "one"}
    ring, corridor = ({"points": [{"id": "MLT"}]}, {"points": [{"customdata": ["NPL", "IND"]}]})
    assert _triggered(small, context, "flows.pick", ring, None) == ["MLT", NOTHING]
    assert _triggered(small, context, "flows.pick", corridor, None) == [NOTHING, ["NPL", "IND"]]


def test_the_years_of_two_lists_are_in_their_order(small: Page) -> None:
    years = "dash_clientside.flows.years"
    assert _call(small, years, "2012", "2015", [2010, 2015]) == [2012, 2015]
    assert _call(small, years, "2018", "2015", [2010, 2015]) == [2018, 2018]
    assert _call(small, years, "2010", "2015", [2010, 2015]) == NOTHING


def test_only_a_region_of_the_sankey_opens_and_all_close_together(small: Page) -> None:
    inputs = {"inputs_list": [{"id": "a"}, {"id": "b"}, {"id": "close"}]}
    click, place = {"points": [{"label": "Asia"}]}, {"points": [{"label": "Thailand"}]}
    opened = {**inputs, "triggered_id": "a", "triggered": [{"prop_id": "a.clickData"}]}
    assert _triggered(small, opened, "flows.openRegions", click, None, 0, ["Europe"], ["Asia", "Europe"]) == ["Europe", "Asia"]
    assert _triggered(small, opened, "flows.openRegions", place, None, 0, [], ["Asia"]) == NOTHING
    closed = {**inputs, "triggered_id": "close", "triggered": [{"prop_id": "close.n_clicks"}]}
    assert _triggered(small, closed, "flows.openRegions", click, None, 1, ["Asia"], ["Asia"]) == []


ROWS = [
    {"cells": ["Belize", "", ""], "order": {"1": None}},
    {"cells": ["Ägypten", "27", "5 million"], "order": {"1": 27}},
    {"cells": ["Chad", "27 million", ""], "order": {"1": 3}, "also": "Tchad"},
]

NAMED = [
    {"cells": ["Côte d’Ivoire", "", "masked (<5)"], "order": {"1": None}},
    {"cells": ["Timor-Leste", "1,672", "5"], "order": {"1": 1672}},
    {"cells": ["Trinidad and Tobago", "15", ""], "order": {"1": 15}},
]


@pytest.mark.parametrize(
    ("search", "column", "down", "places"),
    [
        ("", 0, False, ["Ägypten", "Belize", "Chad"]),
        ("", 1, True, ["Ägypten", "Chad", "Belize"]),
        ("", 1, False, ["Chad", "Ägypten", "Belize"]),
        ("agypten", 0, False, ["Ägypten"]),
        ("tchad", 0, False, ["Chad"]),
        ("27 million", 0, False, ["Chad", "Ägypten"]),
        ("28", 0, False, []),
        ("cote d'ivoire", 0, False, ["Côte d’Ivoire"]),
        ("COTE D’IVOIRE <5", 0, False, ["Côte d’Ivoire"]),
        ("timor leste", 0, False, ["Timor-Leste"]),
        ("1672", 0, False, ["Timor-Leste"]),
        ("1,672", 0, False, ["Timor-Leste"]),
        ("<5", 0, False, ["Côte d’Ivoire"]),
        ("trinidad & tobago", 0, False, ["Trinidad and Tobago"]),
    ],
)
def test_rows_are_searched_and_sorted(small: Page, search: str, column: int, down: bool, places: list[str]) -> None:
    rows = _call(small, "atlas.matches", [*ROWS, *(NAMED if search else [])], {"search": search, "column": column, "down": down})
    assert [row["cells"][0] for row in rows] == places


DRAW = """data => {
    if (!document.querySelector('#table')) document.body.append(atlas.element('div', {id: 'table'}));
    dash_clientside.table.draw(0, data, 'table');
}"""


def test_a_table_keeps_its_order_and_its_search_when_its_rows_change(small: Page) -> None:
    data = {"caption": "Counts", "columns": ["Place", "Count", "Note"], "by": 1, "search": "", "rows": ROWS}
    _call(small, DRAW, data)
    assert small.locator("#table th[aria-sort=descending]").inner_text() == "Count ↓"
    assert small.locator("#table tbody th").all_inner_texts() == ["Ägypten", "Chad", "Belize"]
    small.locator("#table .sorter").first.click()
    small.locator("#table input").fill("27")
    assert small.locator("#table [role=status]").inner_text() == "2 of 3 rows"
    _call(small, DRAW, {**data, "rows": [ROWS[0], ROWS[2]]})
    assert small.locator("#table tbody th").all_inner_texts() == ["Chad"]
    assert small.locator("#table th[aria-sort=ascending]").inner_text() == "Place ↑"
    small.locator("#table input").fill("nowhere")
    assert small.locator("#table [role=status]").inner_text() == "No row contains these words."


def _wrapped(page: Page, text: str, lead: str = "", width: int = 100) -> list[str]:
    font = {"lead": lead, "size": 10, "weight": 400, "family": "monospace", "width": width}
    lines: list[str] = _call(page, "atlas.picture.wrapped", text, font)
    return lines


def test_texts_of_pictures_are_broken_between_words_and_lose_none(small: Page) -> None:
    text = "Counts show what was detected, estimates what is thought to exist"
    lines = _wrapped(small, text)
    assert len(lines) > 3
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= 100 / 6


def test_a_word_that_is_wider_than_the_picture_is_broken_too(small: Page) -> None:
    lines = _wrapped(small, "see https://example.org/a/very/long/address/of/a/table", lead="Source:")
    assert lines[0] == "Source: see"
    assert "".join(lines[1:]) == "https://example.org/a/very/long/address/of/a/table"
    assert len(lines) > 3


def test_a_lead_is_bold_over_as_many_lines_as_it_takes_and_signs_are_escaped(small: Page) -> None:
    paragraph = "(...values) => atlas.picture.paragraph(...values).draw(0, 0)"
    svg = _call(small, paragraph, "a < b & c", {"size": 10, "width": 60, "family": "monospace", "lead": "Two words:"})
    assert svg.count('<tspan font-weight="600">') == 2
    assert "&#60;" in svg
    assert "&#38;" in svg


def test_a_chunk_of_a_png_has_its_length_its_type_and_its_checksum(small: Page) -> None:
    chunk = bytes(_call(small, "text => [...atlas.picture.chunk('iTXt', new TextEncoder().encode(text))]", "Title\0Tier"))
    content = b"iTXtTitle\0Tier"
    assert chunk == (10).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")


def test_the_script_of_a_frame_trusts_the_atlas_alone_and_is_short(small: Page) -> None:
    script = _call(small, "atlas.frame.script", "https://atlas.test")
    assert 'origin !== "https://atlas.test"' in script
    assert "frame.contentWindow === source" in script
    assert len(script.splitlines()) <= 10


@pytest.mark.parametrize(
    ("permalink", "tabbed"), [("https://atlas.test/?v=1", "https://atlas.test/?v=1&tab=table"), ("https://atlas.test/?tab=map", None)]
)
def test_a_copied_link_names_the_tab_once(small: Page, permalink: str, tabbed: str | None) -> None:
    assert _call(small, "atlas.withTabOf", permalink, "?v=1&tab=table") == (tabbed or permalink)


def test_a_place_is_read_out_of_every_panel(small: Page) -> None:
    table = {"places": ["THA", "MLT"], "rows": [{"cells": ["Thailand", "differ", "Tier 2", ""]}, {"cells": ["Malta", "", "Tier 1", "9"]}]}
    assert _call(small, "atlas.reading", "THA", table) == "Thailand. 1: Tier 2 · 2: not in this source"
    assert _call(small, "atlas.reading", "XYZ", table) == ""


def test_a_figure_is_moved_as_far_as_the_reader_moved_it(small: Page) -> None:
    figure = {"data": [], "layout": {"geo": {"resolution": 50, "projection": {"type": "equal earth", "scale": 1}}}}
    moved = {"center": {"lon": 10, "lat": 50}, "projection": {"scale": 3}}
    geo = _call(small, "part => atlas.figureOf(part).layout.geo", {"figure": figure, "moved": moved})
    assert geo == {"resolution": 50, "center": {"lon": 10, "lat": 50}, "projection": {"type": "equal earth", "scale": 3}}
    assert _call(small, "part => atlas.figureOf(part).layout.geo", {"figure": figure, "moved": None})["projection"]["scale"] == 1
