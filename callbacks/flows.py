"""The flow page at work: a choice leads to a scene; maps, sums, evidence and link answer together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from layouts.components import rows_table
from layouts.pages.flows import flow_controls, flow_legend, ids, layout
from layouts.pages.flows.active_filters import ANY
from layouts.pages.flows.corridor_table import table
from layouts.pages.flows.flow_controls import visible
from layouts.pages.flows.scene import Scene, scene
from layouts.pages.flows.state import CODEC
from layouts.pages.flows.state import State as FlowState
from layouts.view_state import whole_number

_PARTS = {
    "data": ("data", "data"),
    "title": ("title", "children"),
    "evidence": ("evidence", "children"),
    "style": ("side", "style"),
    "evidence_style": ("evidence-box", "style"),
}
_ANSWER = {
    "sides": [{name: Output(ids.part(part, side), prop) for name, (part, prop) in _PARTS.items()} for side in ids.SIDES],
    "texts": [Output(name, "children") for name in (ids.HEADING, ids.NOTE, ids.LEGEND, ids.CHIPS, ids.MORE, f"{ids.FILTERS}-label")],
    "group": [Output(ids.GROUP, "data"), Output(ids.GROUP, "value"), Output(ids.GROUP_BOX, "style")],
    "years": {name: Output(ids.YEARS, name) for name in ("min", "max", "value", "marks")},
    "year_lists": [Output(name, prop) for name in (ids.FIRST, ids.LAST) for prop in ("data", "value")],
    "zoom": [Output(ids.ZOOM, "data"), Output(ids.ZOOM, "value")],
    "multiples": [Output(ids.MULTIPLES, "figure"), Output(ids.MULTIPLES_BOX, "style"), Output(ids.MULTIPLES_TITLE, "children")],
    "link": Output(ids.CHOICES, "data"),
}


def _side(scene: Scene, number: int) -> dict[str, Any]:
    parts = layout.parts(scene, number)
    return {**parts, "evidence_style": parts["style"]}


def answer(scene: Scene) -> dict[str, Any]:
    """Everything that a choice changes."""
    groups, figure, state, (first, last) = scene.groups, scene.multiples, scene.state, scene.year_options
    filters, more = flow_controls.fold_labels(scene)
    return {
        "sides": [_side(scene, side) for side in ids.SIDES],
        "texts": [layout.heading(scene), layout.note(scene), flow_legend.legend(scene), flow_controls.chips(scene), more, filters],
        "group": [groups, state.group, visible(len(groups) > 1)],
        "years": scene.years,
        "year_lists": [first, str(state.first), last, str(state.last)],
        "zoom": [scene.zooms, state.zoom],
        "multiples": [figure or no_update, visible(figure is not None), layout.multiples_title(scene)],
        "link": CODEC.encode(state),
    }


def choose(
    series: str,
    against: str | None,
    years: tuple[int, int],
    group: str,
    region: str,
    role: str,
    minimum: int | str,
    top: str,
    masked: bool,
    across: bool,
    place: str | None,
    zoom: str,
    least: int,
    most: int,
) -> dict[str, Any]:
    """Answer a choice of the reader; from the ``least`` to the ``most`` year of a series is all years of another, too."""
    first, last = (FlowState.first, FlowState.last) if tuple(years) == (least, most) else years
    ends = "" if region == ANY else region, role, place or ""
    # What is no number gives way to the nearest that is one.
    numbers: dict[str, Any] = {"minimum": minimum, "top": whole_number(top)}
    state = FlowState(series, against or "", first, last, group, *ends, masked=masked, across=across, zoom=zoom, **numbers)
    return answer(scene(CODEC.nearest_valid(state)))


def detail(link: str) -> tuple[Any, Any, Any]:
    """The table twin, or the Sankey diagram of each series side by side."""
    state = CODEC.from_link(link)
    requested = scene(state)
    if state.tab == "table":
        return table(requested), no_update, no_update
    first, *second = map(requested.sankey, requested.sides)
    return no_update, first, second[0] if second else no_update


def _clientside(app: Dash, function: str, outputs: Any, *inputs: Any, initial: bool = False) -> None:
    """Connect a function of assets/pages/flows.js."""
    app.clientside_callback(ClientsideFunction("flows", function), outputs, *inputs, prevent_initial_call=not initial, hidden=True)


def _maps(app: Dash) -> None:
    """Draw the maps: what is sent of them, in the part of the world, as the reader has moved them, with the corridor that is picked."""
    picked = Input(ids.PICKED, "data")
    for side in ids.SIDES:
        figure, sent, reading = (ids.part(name, side) for name in ("figure", "data", "reading"))
        drawing = [Input(sent, "data"), Input(ids.ZOOM, "value"), Input(figure, "relayoutData"), picked]
        states = [State(ids.BASE, "data"), State(figure, "id")]
        _clientside(app, "figure", Output(figure, "figure"), *drawing, *states, initial=True)
        _clientside(app, "read", Output(reading, "title"), picked, Input(sent, "data"), State(reading, "id"))
    clicks = [Input(ids.part("figure", side), "clickData") for side in ids.SIDES]
    _clientside(app, "pick", [Output(ids.PLACE, "value"), Output(ids.PICKED, "data")], *clicks)


def _link(app: Dash) -> None:
    """The link of the view, with what only the browser changes: the tab, the zoom and the opened regions."""
    regions = [Input(ids.part("sankey", side), "clickData") for side in ids.SIDES]
    opening = [*regions, Input(ids.CLOSE, "n_clicks"), State(ids.OPEN, "data"), State(ids.REGIONS, "data")]
    _clientside(app, "openRegions", Output(ids.OPEN, "data"), *opening)
    parts = [Input(ids.CHOICES, "data"), Input(ids.TAB, "value"), Input(ids.ZOOM, "value"), Input(ids.OPEN, "data")]
    outputs = [Output(ids.LINK, "data"), Output(ids.REQUEST, "data"), Output(ids.STAGE, "className")]
    _clientside(app, "link", outputs, *parts, State(ids.REQUEST, "data"), initial=True)


def register(app: Dash) -> None:
    """Connect the page."""
    hidden = {"prevent_initial_call": True, "hidden": True}
    values = (ids.SERIES, ids.AGAINST, ids.YEARS, ids.GROUP, ids.REGION, ids.ROLE, ids.MINIMUM, ids.TOP)
    inputs = [*(Input(control, "value") for control in values), Input(ids.HIDDEN, "checked"), Input(ids.ACROSS, "checked")]
    states = [State(ids.ZOOM, "value"), State(ids.YEARS, "min"), State(ids.YEARS, "max")]
    app.callback(_ANSWER, [*inputs, Input(ids.PLACE, "value"), *states], **hidden)(choose)
    sankeys = [Output(ids.part("sankey", side), "figure") for side in ids.SIDES]
    app.callback([Output(f"{ids.TABLE}-data", "data"), *sankeys], Input(ids.REQUEST, "data"), **hidden)(detail)
    lists = [Input(ids.FIRST, "value"), Input(ids.LAST, "value"), State(ids.YEARS, "value")]
    _clientside(app, "years", Output(ids.YEARS, "value", allow_duplicate=True), *lists)
    _maps(app)
    _link(app)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), **hidden)
