"""The flow page at work: a choice leads to a scene; maps, sums, evidence and link answer together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from layouts.components import rows_table
from layouts.pages.flows import ids, layout
from layouts.pages.flows.corridor_table import table
from layouts.pages.flows.flow_controls import ANY, visible
from layouts.pages.flows.scene import Scene, scene
from layouts.pages.flows.state import CODEC
from layouts.pages.flows.state import State as FlowState
from layouts.view_state import whole_number

_PARTS = {"data": ("data", "data"), "heading": ("heading", "children"), "evidence": ("evidence", "children"), "style": ("side", "style")}
_ANSWER = {
    "sides": [{name: Output(ids.part(part, side), prop) for name, (part, prop) in _PARTS.items()} for side in ids.SIDES],
    "note": Output(ids.NOTE, "children"),
    "group": [Output(ids.GROUP, "data"), Output(ids.GROUP, "value"), Output(ids.GROUP_BOX, "style")],
    "years": {name: Output(ids.YEARS, name) for name in ("min", "max", "value", "marks")},
    "multiples": [Output(ids.MULTIPLES, "figure"), Output(ids.MULTIPLES_BOX, "style"), Output(ids.MULTIPLES_TITLE, "children")],
    "link": Output(ids.CHOICES, "data"),
}


def answer(scene: Scene) -> dict[str, Any]:
    """Everything that a choice changes."""
    groups, figure = scene.groups, scene.multiples
    return {
        "sides": [layout.parts(scene, side) for side in ids.SIDES],
        "note": layout.note(scene),
        "group": [groups, scene.state.group, visible(len(groups) > 1)],
        "years": scene.years,
        "multiples": [figure or no_update, visible(figure is not None), layout.multiples_title(scene)],
        "link": CODEC.encode(scene.state),
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
) -> dict[str, Any]:
    """Answer a choice of the reader."""
    first, last = years
    ends = "" if region == ANY else region, role, place or ""
    # What is no number gives way to the nearest that is one.
    numbers: dict[str, Any] = {"minimum": minimum, "top": whole_number(top)}
    state = FlowState(series, against or "", first, last, group, *ends, masked=masked, across=across, **numbers)
    return answer(scene(CODEC.nearest_valid(state)))


def detail(link: str) -> tuple[Any, Any, Any]:
    """The table twin, or the Sankey diagram of each series side by side."""
    state = CODEC.from_link(link)
    requested = scene(state)
    if state.tab == "table":
        return table(requested), no_update, no_update
    first, *second = map(requested.sankey, requested.sides)
    return no_update, first, second[0] if second else no_update


def register(app: Dash) -> None:
    """Connect the page."""
    hidden = {"prevent_initial_call": True, "hidden": True}
    values = (ids.SERIES, ids.AGAINST, ids.YEARS, ids.GROUP, ids.REGION, ids.ROLE, ids.MINIMUM, ids.TOP)
    inputs = [*(Input(control, "value") for control in values), Input(ids.HIDDEN, "checked"), Input(ids.ACROSS, "checked")]
    app.callback(_ANSWER, [*inputs, Input(ids.PLACE, "value")], **hidden)(choose)
    sankeys = [Output(ids.part("sankey", side), "figure") for side in ids.SIDES]
    app.callback([Output(f"{ids.TABLE}-data", "data"), *sankeys], Input(ids.REQUEST, "data"), **hidden)(detail)
    for side in ids.SIDES:
        figure = Output(ids.part("figure", side), "figure")
        app.clientside_callback(
            ClientsideFunction("flows", "figure"), figure, Input(ids.part("data", side), "data"), State(ids.BASE, "data"), hidden=True
        )
    clicks = [Input(ids.part("figure", side), "clickData") for side in ids.SIDES]
    app.clientside_callback(ClientsideFunction("figures", "clickedPlace"), Output(ids.PLACE, "value"), *clicks, **hidden)
    regions = [Input(ids.part("sankey", side), "clickData") for side in ids.SIDES]
    opening = [*regions, Input(ids.CLOSE, "n_clicks"), State(ids.OPEN, "data"), State(ids.REGIONS, "data")]
    app.clientside_callback(ClientsideFunction("flows", "openRegions"), Output(ids.OPEN, "data"), *opening, **hidden)
    parts_of_link = [Input(ids.CHOICES, "data"), Input(ids.TAB, "value"), Input(ids.OPEN, "data"), State(ids.REQUEST, "data")]
    outputs = [Output(ids.LINK, "data"), Output(ids.REQUEST, "data"), Output(ids.STAGE, "className")]
    app.clientside_callback(ClientsideFunction("flows", "link"), outputs, *parts_of_link, hidden=True)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), **hidden)
