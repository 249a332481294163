"""The flow page at work: a choice leads to a view; maps, sums, evidence and link answer together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from etl.queries import corridors
from layouts.components import rows_table
from layouts.pages.flows import layout as page
from layouts.pages.flows import scene as parts
from layouts.pages.flows import state as flow_state
from layouts.pages.flows.state import FlowView

_ANSWER = {
    **{
        f"{name}-{side}": Output(page.part(name, side), prop)
        for side in page.SIDES
        for name, prop in (("data", "data"), ("heading", "children"), ("evidence", "children"), ("side", "style"))
    },
    "note": Output(page.NOTE, "children"),
    "group": [Output(page.GROUP, "data"), Output(page.GROUP, "value"), Output(page.GROUP_BOX, "style")],
    "years": {name: Output(page.YEARS, name) for name in ("min", "max", "value", "marks")},
    "panel": [Output(page.PANEL, "figure"), Output(page.PANEL_BOX, "style"), Output(page.PANEL_TITLE, "children")],
    "link": Output(page.CHOICES, "data"),
}


def _side(view: FlowView, side: int) -> dict[str, Any]:
    if side >= len(view.shown):
        return {f"data-{side}": None, f"heading-{side}": [], f"evidence-{side}": [], f"side-{side}": page.hidden_style(False)}
    code = view.shown[side]
    return {
        f"data-{side}": parts.wire(view, code),
        f"heading-{side}": page.heading(view, side),
        f"evidence-{side}": parts.evidence_of(view, code),
        f"side-{side}": page.hidden_style(True),
    }


def answer(view: FlowView) -> dict[str, Any]:
    """Everything that a choice changes."""
    figure = parts.multiples(view)
    return {
        **_side(view, 0),
        **_side(view, 1),
        "note": page.note(view),
        "group": [page.group_options(view.series), view.group, page.hidden_style(len(corridors.groups(view.series)) > 1)],
        "years": page.years_of(view),
        "panel": [figure or no_update, page.hidden_style(figure is not None), page.panel_title(view, drawn=figure is not None)],
        "link": flow_state.encode(view),
    }


def choose(
    series: str,
    against: str | None,
    years: list[int],
    group: str,
    region: str,
    role: str,
    minimum: Any,
    top: str,
    masked: bool,
    across: bool,
    place: str | None,
) -> dict[str, Any]:
    """Answer a choice of the reader."""
    first, last = years
    least = int(minimum) if str(minimum or 0).isdecimal() else 0
    named = region if region in corridors.regions() else ""
    view = FlowView(series, against or "", first, last, group, named, role, place or "", least, int(top), bool(masked), bool(across))
    return answer(flow_state.fitted(view))


def detail(link: str) -> tuple[Any, Any, Any]:
    """The table twin, and the Sankey of each series side by side."""
    view = flow_state.from_link(link)
    if view.tab == "table":
        return parts.table(view), no_update, no_update
    diagrams = [parts.sankey_of(view, code) for code in view.shown]
    return no_update, diagrams[0], diagrams[1] if len(diagrams) > 1 else no_update


def _client(name: str) -> ClientsideFunction:
    return ClientsideFunction("flows", name)


def register(app: Dash) -> None:
    """Connect the page."""
    hidden = {"prevent_initial_call": True, "hidden": True}
    values = (page.SERIES, page.AGAINST, page.YEARS, page.GROUP, page.REGION, page.ROLE, page.MINIMUM, page.TOP)
    inputs = [
        *(Input(identifier, "value") for identifier in values),
        Input(page.HIDDEN, "checked"),
        Input(page.ACROSS, "checked"),
        Input(page.PLACE, "value"),
    ]
    app.callback(_ANSWER, inputs, **hidden)(choose)
    sankeys = [Output(page.part("sankey", side), "figure") for side in page.SIDES]
    app.callback([Output(f"{page.TABLE}-data", "data"), *sankeys], Input(page.REQUEST, "data"), **hidden)(detail)
    for side in page.SIDES:
        figure = Output(page.part("figure", side), "figure")
        app.clientside_callback(_client("figure"), figure, Input(page.part("data", side), "data"), State(page.BASE, "data"), hidden=True)
    clicks = [Input(page.part("figure", side), "clickData") for side in page.SIDES]
    app.clientside_callback(ClientsideFunction("figures", "clickedPlace"), Output(page.PLACE, "value"), *clicks, **hidden)
    regions = [Input(page.part("sankey", side), "clickData") for side in page.SIDES]
    opening = [*regions, Input(page.CLOSE, "n_clicks"), State(page.OPEN, "data"), State(page.REGIONS, "data")]
    app.clientside_callback(_client("openRegions"), Output(page.OPEN, "data"), *opening, **hidden)
    parts_of_link = [Input(page.CHOICES, "data"), Input(page.TAB, "value"), Input(page.OPEN, "data"), State(page.REQUEST, "data")]
    outputs = [Output(page.LINK, "data"), Output(page.REQUEST, "data"), Output(page.STAGE, "className")]
    app.clientside_callback(_client("link"), outputs, *parts_of_link, hidden=True)
    app.clientside_callback(*rows_table.drawing(page.TABLE), **hidden)
