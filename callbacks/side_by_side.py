"""Sources side by side at work: another choice brings all panels, their evidence and their differences together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, ctx, no_update

from layouts.components import rows_table
from layouts.components.stores import changes
from layouts.pages.compare.side_by_side import layout as side_by_side
from layouts.pages.compare.side_by_side import scene as sides
from layouts.pages.compare.side_by_side.state import CODEC, LEAST, MOST, Slot, State, nearest_slot, undated


def _panel(pair: str, when: str | None) -> Slot:
    indicator, _, source = pair.partition("~")
    return nearest_slot(indicator, source, "all.all.all", int(when) if when and when.isdecimal() else None)


def _panels(pairs: list[str], when: list[str | None], count: str) -> tuple[Slot, ...]:
    wanted = max(LEAST, min(MOST, int(count)))
    return tuple(_panel(pair, year) for pair, year in list(zip(pairs, when, strict=True))[:wanted])


def _stage(view: State) -> dict[str, Any]:
    shown, dated = len(view.panels), view.picture != "series"
    when = ["" if panel.year is None else str(panel.year) for panel in view.panels] if dated else [no_update] * shown
    return {
        "stage": [side_by_side.stage(view), f"sides sides-{shown}"],
        "words": [
            sides.introduction(view.panels),
            sides.refusal(view.panels),
            sides.says_of(view.panels, view.place, view.picture),
        ],
        "table": sides.table(view.panels, view.picture, view.place),
        "link": CODEC.encode(view),
        "boxes": [{} if number <= shown else {"display": "none"} for number in range(1, MOST + 1)],
        "years": [side_by_side.year_options(panel) for panel in view.panels] + [no_update] * (MOST - shown),
        "year": when + [no_update] * (MOST - shown),
        "dated": [{} if dated else {"display": "none"}] * MOST,
    }


def choose(pairs: list[str], when: list[str | None], count: str, picture: str, place: str | None, ready: str | None) -> dict[str, Any]:
    """Answer a choice of panels with all of them, their evidence and their differences."""
    chosen = next((entry for entry in sides.ready() if entry.id == ready), None) if ctx.triggered_id == side_by_side.READY else None
    panels = chosen.panels if chosen else _panels(pairs, when, count)
    picture, place = (chosen.picture, chosen.place or place) if chosen else (picture, place)
    panels = undated(panels) if picture == "series" else panels
    view = State(panels, picture, place or "")
    codes = [f"{panel.indicator}~{panel.source}" for panel in panels] + [no_update] * (MOST - len(panels))
    held = [no_update] * MOST
    return _stage(view) | {"pairs": codes if chosen else held, "top": [str(len(panels)), picture, place] if chosen else [no_update] * 3}


def register(app: Dash) -> None:
    """Connect the mode."""
    numbers = range(1, MOST + 1)
    outputs: dict[str, Any] = {
        "stage": [Output(side_by_side.SIDES, "children"), Output(side_by_side.SIDES, "className")],
        "words": [
            Output(side_by_side.INTRODUCTION, "children"),
            Output(side_by_side.REFUSAL, "children"),
            Output(side_by_side.SAID, "children"),
        ],
        "table": Output(f"{side_by_side.SIDE_TABLE}-data", "data"),
        "link": Output(side_by_side.SIDE_LINK, "data"),
        "boxes": [Output(f"sides-box-{number}", "style") for number in numbers],
        "years": [Output(side_by_side.year(number), "data") for number in numbers],
        "year": [Output(side_by_side.year(number), "value") for number in numbers],
        "dated": [Output(f"{side_by_side.year(number)}-box", "style") for number in numbers],
        "pairs": [Output(side_by_side.pair(number), "value") for number in numbers],
        "top": [Output(side_by_side.COUNT, "value"), Output(side_by_side.PICTURE, "value"), Output(side_by_side.SIDE_PLACE, "value")],
    }
    inputs = {
        "pairs": [Input(side_by_side.pair(number), "value") for number in numbers],
        "when": [Input(side_by_side.year(number), "value") for number in numbers],
        "count": Input(side_by_side.COUNT, "value"),
        "picture": Input(side_by_side.PICTURE, "value"),
        "place": Input(side_by_side.SIDE_PLACE, "value"),
        "ready": Input(side_by_side.READY, "value"),
    }
    app.callback(outputs, inputs, prevent_initial_call=True, hidden=True)(choose)
    app.clientside_callback(
        ClientsideFunction("side_by_side", "connect"),
        Input(side_by_side.SIDES, "children"),
        *changes(f"{side_by_side.SIDE_TABLE}-data"),
        prevent_initial_call=True,
        hidden=True,
    )
    app.clientside_callback(*rows_table.drawing(side_by_side.SIDE_TABLE), prevent_initial_call=True, hidden=True)
