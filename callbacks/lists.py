"""The lists of countries at work: another role brings its table and what the lists leave out; and the table of all claims."""

from dash import Dash, Input, Output

from layouts.components import rows_table
from layouts.pages.compare.claims.layout import TABLE as CLAIMS
from layouts.pages.compare.lists.layout import LEFT_OUT, LINK, ROLE, TABLE, left_out
from layouts.pages.compare.lists.scene import scene
from layouts.pages.compare.lists.state import CODEC, State

_OUTPUTS = {"left_out": Output(LEFT_OUT, "children"), "table": Output(f"{TABLE}-data", "data"), "link": Output(LINK, "data")}


def choose(role: str) -> dict[str, object]:
    """Answer the choice of a role."""
    chosen = scene(CODEC.nearest_valid(State(role=role)))
    return {"left_out": left_out(chosen), "table": chosen.table, "link": CODEC.encode(chosen.state)}


def register(app: Dash) -> None:
    """Connect the tables of lists and of claims, which the browser draws."""
    app.callback(_OUTPUTS, Input(ROLE, "value"), prevent_initial_call=True, hidden=True)(choose)
    for table in (TABLE, CLAIMS):
        app.clientside_callback(*rows_table.drawing(table), prevent_initial_call=True, hidden=True)
