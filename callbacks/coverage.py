"""The coverage page at work: a choice leads to a state, and the answer, the map and the opened place change together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts.components import rows_table
from layouts.pages.coverage import ids, layout
from layouts.pages.coverage.opened_layout import opened
from layouts.pages.coverage.scene import scene
from layouts.pages.coverage.state import CODEC
from layouts.pages.coverage.state import State as CoverageState
from layouts.view_state import whole_number

_ANSWER = {
    "heading": Output(ids.HEADING, "children"),
    "names": Output(ids.NAMES, "children"),
    "figure": Output(ids.FIGURE, "figure"),
    "legend": Output(ids.LEGEND, "children"),
    "opened": Output(ids.OPENED, "children"),
    "kinds": Output(ids.KIND, "data"),
    "kind": Output(ids.KIND, "value"),
    "link": Output(ids.LINK, "data"),
}


def choose(question: str, since: str, kind: str, region: str, place: str | None, tab: str) -> dict[str, Any]:
    """Answer a choice of the reader."""
    year: Any = whole_number(since)
    area = "" if region == layout.ALL_REGIONS else region
    answer = scene(CODEC.nearest_valid(CoverageState(question, year, kind, area, place or "", tab)))
    return {
        "heading": layout.heading(answer),
        "names": layout.names(answer),
        "figure": answer.map.figure,
        "legend": layout.legend(answer),
        "opened": opened(answer.opened),
        "kinds": layout.kinds(answer),
        "kind": answer.state.kind,
        "link": CODEC.encode(answer.state),
    }


def tabulate(link: str) -> dict[str, Any]:
    """The places by sources."""
    return scene(CODEC.from_link(link)).matrix


def register(app: Dash) -> None:
    """Connect the page; the browser draws the table and asks for it only when it is seen."""
    hidden = {"prevent_initial_call": True, "hidden": True}
    controls = [Input(control, "value") for control in (ids.QUESTION, ids.SINCE, ids.KIND, ids.REGION, ids.PLACE)]
    app.callback(_ANSWER, [*controls, State(ids.TAB, "value")], **hidden)(choose)
    app.callback(Output(f"{ids.MATRIX}-data", "data"), Input(ids.TABLE_LINK, "data"), **hidden)(tabulate)
    tab = [Output(ids.LINK, "data", allow_duplicate=True), Input(ids.TAB, "value"), Input(ids.LINK, "data")]
    table = [Output(ids.TABLE_LINK, "data"), Input(ids.LINK, "data"), State(ids.TABLE_LINK, "data")]
    click = [Output(ids.PLACE, "value"), Input(ids.FIGURE, "clickData")]
    app.clientside_callback(ClientsideFunction("link", "withOpenTab"), *tab, **hidden)
    app.clientside_callback(ClientsideFunction("map", "tableLink"), *table, hidden=True)
    app.clientside_callback(ClientsideFunction("figures", "clickedPlace"), *click, **hidden)
    app.clientside_callback(
        ClientsideFunction("coverage", "draw"), *rows_table.changes(f"{ids.MATRIX}-data"), State(ids.MATRIX, "id"), **hidden
    )
