"""The contract between Python and the scripts: what one side sends, the other reads, and neither changes alone."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from playwright.sync_api import Page

from layouts import browser_contract
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.exports import citations, downloads, picture
from layouts.figures import flow_map
from tests.callbacks.driving import dependencies
from tests.exports import views

POINTS = {"A": {"longitude": 0.0, "latitude": 0.0, "name": "Aland"}, "B": {"longitude": 20.0, "latitude": 10.0, "name": "Borneo"}}
CORRIDORS = [
    {"origin": "A", "destination": "B", "count": 0, "masked": 1, "low": 0, "high": 4},
    {"origin": "B", "destination": "B", "count": 30, "masked": 0, "low": 30, "high": 30},
]
READS = """([data, base]) => {
    const keys = new Set();
    atlas.figures.flows(new Proxy(data, {get: (object, key) => { keys.add(key); return object[key]; }}), base);
    return [...keys];
}"""


def _wire() -> browser_contract.Corridors:
    """A map of corridors as it travels, its points and corridors in the order that the contract says."""
    return {
        "points": {code: [point[name] for name in browser_contract.POINT] for code, point in POINTS.items()},
        "arcs": {str(one["origin"]): [[one[name] for name in browser_contract.CORRIDOR[1:]]] for one in CORRIDORS},
        "said": "Somebody, 2020",
        "chosen": "",
        "inside": "own citizens",
        "counted": "people",
        "zoom": "world",
    }


def test_the_scripts_read_of_a_map_of_corridors_exactly_what_is_declared(small: Page) -> None:
    assert set(small.evaluate(READS, [_wire(), flow_map.flow_map()])) == set(browser_contract.Corridors.__annotations__)


def test_corridors_and_places_land_in_the_traces_that_are_named(small: Page) -> None:
    figure = small.evaluate("([data, base]) => atlas.figures.flows(data, base)", [_wire(), flow_map.flow_map()])
    traces = dict(zip(browser_contract.TRACES, figure["data"][len(flow_map.BOUNDS) :], strict=True))
    assert (traces["masked"]["line"]["dash"], traces["masked"]["lon"][0]) == ("3px,3px", 0)
    assert traces["hover"]["text"][0].startswith("<b>Aland → Borneo</b><br>0 to 4 people<br>1 yearly count is masked")
    assert (traces["inside"]["ids"], traces["inside"]["lon"], traces["inside"]["lat"]) == (["B"], [20], [10])
    assert traces["hover"]["customdata"][0] == ["A", "B"]
    assert traces["places"]["ids"] == ["A", "B"]
    assert "own citizens: 30 people" in traces["places"]["text"][1]


TABLE_READS = """data => {
    const spy = (object, keys) => new Proxy(object, {get: (target, key) => { keys.add(key); return target[key]; }});
    const [table, row] = [new Set(), new Set()];
    if (!document.querySelector('#spied')) document.body.append(atlas.element('div', {id: 'spied'}));
    dash_clientside.table.draw(0, spy({...data, rows: data.rows.map(one => spy(one, row))}, table), 'spied');
    return [[...table], [...row]];
}"""


def test_the_scripts_read_of_a_table_exactly_what_is_sent(small: Page) -> None:
    lines = [Line(("Malta", "7"), {1: 7.0}), Line(("Chad", "8"), {1: 8.0})]
    data = rows_table.data("Counts", lines, ("Place", "Count"), search="a", ticked="listed")
    table, row = small.evaluate(TABLE_READS, data)
    assert set(table) == set(data)
    assert set(row) - {"text", "searched"} == {field.name for field in fields(Line)}


UNUSED = """async picture => {
    window.Plotly = {toImage: async () => '<svg xmlns="http://www.w3.org/2000/svg"></svg>'};
    const compose = async view => { try { return (await atlas.picture.compose(view, 'report')).svg; } catch { return 'failed'; } };
    const complete = await compose(picture), unused = [];
    for (const key of Object.keys(picture)) {
        const {[key]: left, ...rest} = picture;
        if (await compose(rest) === complete) unused.push(key);
    }
    return [complete, unused];
}"""


def test_the_scripts_use_everything_that_is_sent_of_a_picture(small: Page) -> None:
    sent = picture.picture(
        views.panel("world", "?v=1&indicator=tip_tier&source=tip_tiers&year=2006"), "https://atlas.test/", date(2026, 1, 1)
    )
    svg, unused = small.evaluate(UNUSED, json.loads(json.dumps(sent)))
    assert svg.startswith("<svg")
    assert "undefined" not in svg
    assert set(unused) == {"stem", "geometry"}, "the name of the file, and an address that Plotly asks for"


def test_the_row_offers_forms_that_the_server_has(small: Page) -> None:
    forms: dict[str, Any] = small.evaluate("atlas.forms")
    assert {form for form, _ in forms["FILES"]} <= set(downloads.FORMS)
    assert {form for form, _ in forms["CITATIONS"]} == set(citations.FORMS)


def test_every_function_that_a_callback_names_is_in_the_scripts_and_none_is_left_over(small: Page) -> None:
    named = {tuple(entry["clientside_function"].values()) for entry in dependencies() if entry["clientside_function"]}
    own = {(space, name) for space, name in named if not space.startswith("_dashprivate")}
    there = small.evaluate(
        """() => Object.entries(dash_clientside).filter(([space]) => !['no_update', 'callback_context', 'set_props'].includes(space))
            .flatMap(([space, functions]) => Object.keys(functions).map(name => [space, name]))"""
    )
    assert own == {tuple(pair) for pair in there}
