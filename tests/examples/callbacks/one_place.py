"""The page of one place at work: a choice of the reader leads to a state, and everything that its scene shows answers together."""

from typing import Any

from dash import Dash, Input, Output

from layouts.components import rows_table
from layouts.pages.one_place import ids, layout
from layouts.pages.one_place.scene import scene
from layouts.pages.one_place.state import CODEC, State

_OUTPUTS = {
    "heading": Output(ids.HEADING, "children"),
    "families": Output(ids.FAMILY, "data"),
    "family": Output(ids.FAMILY, "value"),
    "table": Output(f"{ids.TABLE}-data", "data"),
    "link": Output(ids.LINK, "data"),
}


def choose(place: str, family: str) -> dict[str, Any]:
    """Answer a choice with the list, its heading and its link."""
    chosen = scene(CODEC.nearest_valid(State(place, family)))
    return {
        "heading": layout.heading(chosen),
        "families": chosen.families,
        "family": chosen.state.family,
        "table": chosen.table,
        "link": CODEC.encode(chosen.state),
    }


def register(app: Dash) -> None:
    """Connect the page; the browser draws the table and keeps the address and the downloads in step with the link."""
    inputs = [Input(ids.PLACE, "value"), Input(ids.FAMILY, "value")]
    app.callback(_OUTPUTS, inputs, prevent_initial_call=True, hidden=True)(choose)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), prevent_initial_call=True, hidden=True)
