"""The lists of countries at work: another role brings its table and what the lists leave out; and the table of all claims."""

from dash import Dash, Input, Output

from layouts.components import rows_table
from layouts.pages.compare.documents.layout import CLAIMS_TABLE, LEFT_OUT, LINK, LISTS_TABLE, ROLE, left_out
from layouts.pages.compare.documents.scene import lists_scene
from layouts.pages.compare.documents.state import LISTS, ListsState

_OUTPUTS = {"left_out": Output(LEFT_OUT, "children"), "table": Output(f"{LISTS_TABLE}-data", "data"), "link": Output(LINK, "data")}


def choose(role: str) -> dict[str, object]:
    """Answer the choice of a role."""
    chosen = lists_scene(LISTS.nearest_valid(ListsState(role=role)))
    return {"left_out": left_out(chosen), "table": chosen.table, "link": LISTS.encode(chosen.state)}


def register(app: Dash) -> None:
    """Connect the tables of lists and of claims, which the browser draws."""
    app.callback(_OUTPUTS, Input(ROLE, "value"), prevent_initial_call=True, hidden=True)(choose)
    for table in (LISTS_TABLE, CLAIMS_TABLE):
        app.clientside_callback(*rows_table.drawing(table), prevent_initial_call=True, hidden=True)
