"""The world page at work: a choice leads to a view, and everything that the view shows answers together."""

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from layouts.components import rows_table
from layouts.figures import choropleth
from layouts.pages.map import layout as page
from layouts.pages.map import place as world_place
from layouts.pages.map import scene as world
from layouts.pages.map import state
from layouts.pages.map.state import View

# What answers a step of the slider, and what answers besides when an indicator, a source or a group is chosen.
_STEP = {
    "figure": Output(page.FIGURE, "figure"),
    "legend": Output(page.LEGEND, "children"),
    "heading": Output(page.HEADING, "children"),
    "period": Output(page.PERIOD_EVIDENCE, "children"),
    "hole": Output(page.HOLE, "children"),
    "panel": Output(page.PANEL, "children"),
    "chosen": Output(page.CHOSEN, "children"),
    "link": Output(page.LINK, "data"),
}
_CHOICE = {
    "source": [Output(page.SOURCE, "data"), Output(page.SOURCE, "value")],
    "group": [Output(page.GROUP, "data"), Output(page.GROUP, "value")],
    "slider": {name: Output(page.YEAR, name) for name in ("min", "max", "value", "marks")},
    "shown": [Output(box, "style") for box in (page.GROUP_BOX, page.INFERRED_BOX, page.YEAR_BOX)],
    "stops": Output(page.STOPS, "data"),
    "source_evidence": Output(page.SOURCE_EVIDENCE, "children"),
    "drawn": Output(page.DRAWN, "data"),
}
_UNCHANGED = {
    "source": [no_update] * 2,
    "group": [no_update] * 2,
    "slider": dict.fromkeys(("min", "max", "value", "marks"), no_update),
    "shown": [no_update] * 3,
}


def map_of(view: View, drawn: str) -> Any:
    """The map: only what differs where the page already draws the same places, the whole figure where not."""
    if world.places_key(view) != drawn:
        return world.figure(view)
    patch = Patch()
    areas, points, marker = world.change(view)
    patch["data"][choropleth.AREAS].update(areas)
    patch["data"][choropleth.POINTS].update(points)
    patch["data"][choropleth.POINTS]["marker"].update(marker)
    return patch


def stepped(view: View, drawn: str) -> dict[str, Any]:
    """What a step of the slider changes."""
    return {
        "figure": map_of(view, drawn),
        "legend": world.legend(view),
        "heading": page.heading(view),
        "period": world.period_evidence(view),
        "hole": page.hole_note(view),
        "panel": world_place.panel(view) if view.place else no_update,
        "chosen": world_place.chosen(view) if view.place else no_update,
        "link": state.encode(view),
    }


def followed(view: View) -> dict[str, Any]:
    """What another indicator, source or group changes besides."""
    return {
        "source": [page.source_options(view.indicator, view.source), view.source],
        "group": [page.group_options(view.indicator, view.source), view.group],
        "slider": page.slider(view),
        "shown": page.boxes(view),
        "stops": page.stops_of(view),
        "source_evidence": world.source_evidence(view),
        "drawn": world.places_key(view),
    }


def choose(indicator: str, source: str, group: str, year: int, inferred: bool, place: str | None, tab: str, drawn: str) -> dict[str, Any]:
    """Answer a choice of the reader with the map, its legend and its evidence together."""
    view = state.fitted(View(indicator, source, group, year, place or "", tab, bool(inferred)))
    only_year = ctx.triggered_id == page.YEAR
    besides = {**dict.fromkeys(_CHOICE, no_update), **_UNCHANGED} if only_year else followed(view)
    return stepped(view, drawn) | besides


def choose_place(place: str | None, link: str) -> tuple[Any, Any, Any, str]:
    """Answer the choice of a place with its panel, its evidence, its outline on the map, and the link that holds it."""
    view = replace(state.from_link(link), place=place or "")
    patch = Patch()
    patch["data"][choropleth.CHOSEN] = world.outline(view)
    return world_place.panel(view), world_place.chosen(view), patch, state.encode(view)


def tabulate(link: str) -> dict[str, Any]:
    """The table twin of the view."""
    return world.table(state.from_link(link))


def register(app: Dash) -> None:
    """Connect the page."""
    controls = [Input(page.INDICATOR, "value"), Input(page.SOURCE, "value"), Input(page.GROUP, "value"), Input(page.YEAR, "value")]
    kept = [State(page.PLACE, "value"), State(page.TAB, "value"), State(page.DRAWN, "data")]
    hidden = {"prevent_initial_call": True, "hidden": True}
    app.callback({**_STEP, **_CHOICE}, [*controls, Input(page.INFERRED, "checked"), *kept], **hidden)(choose)
    named = ((page.PANEL, "children"), (page.CHOSEN, "children"), (page.FIGURE, "figure"))
    again = [Output(*output, allow_duplicate=True) for output in named]
    link = Output(page.LINK, "data", allow_duplicate=True)
    app.callback([*again, link], Input(page.PLACE, "value"), State(page.LINK, "data"), **hidden)(choose_place)
    app.callback(Output(f"{page.TABLE}-data", "data"), Input(page.TABULATED, "data"), **hidden)(tabulate)
    play = [Output(page.TIMER, "disabled"), Output(page.PLAY, "children"), Output(page.YEAR, "value", allow_duplicate=True)]
    years = [State(page.YEAR, "value"), State(page.STOPS, "data"), State(page.TIMER, "disabled")]
    app.clientside_callback(ClientsideFunction("link", "withTab"), link, Input(page.TAB, "value"), State(page.LINK, "data"), **hidden)
    table_link = ClientsideFunction("map", "tableLink")
    app.clientside_callback(
        table_link, Output(page.TABULATED, "data"), Input(page.LINK, "data"), State(page.TABULATED, "data"), hidden=True
    )
    app.clientside_callback(
        ClientsideFunction("figures", "clickedPlace"), Output(page.PLACE, "value"), Input(page.FIGURE, "clickData"), **hidden
    )
    app.clientside_callback(
        ClientsideFunction("map", "play"), play, Input(page.PLAY, "n_clicks"), Input(page.TIMER, "n_intervals"), *years, **hidden
    )
    app.clientside_callback(*rows_table.drawing(page.TABLE), **hidden)
