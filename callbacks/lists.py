"""The lists of countries at work: another role brings its table and what the lists leave out."""

from dash import Dash, Input, Output

from layouts.components import rows_table
from layouts.pages.compare.lists import ids
from layouts.pages.compare.lists.layout import left_out
from layouts.pages.compare.lists.scene import scene
from layouts.pages.compare.lists.state import CODEC, State

_OUTPUTS = {"left_out": Output(ids.LEFT_OUT, "children"), "table": Output(f"{ids.TABLE}-data", "data"), "link": Output(ids.LINK, "data")}


def choose(role: str) -> dict[str, object]:
    """Answer the choice of a role."""
    state = CODEC.nearest_valid(State(role=role))
    chosen = scene(state)
    return {"left_out": left_out(chosen), "table": chosen.table, "link": CODEC.encode(state)}


def register(app: Dash) -> None:
    """Connect the lists."""
    app.callback(_OUTPUTS, Input(ids.ROLE, "value"), prevent_initial_call=True, hidden=True)(choose)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), prevent_initial_call=True, hidden=True)
