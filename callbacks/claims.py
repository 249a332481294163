"""The claims at work: the browser draws and searches their table."""

from dash import Dash

from layouts.components import rows_table
from layouts.pages.compare.claims import ids


def register(app: Dash) -> None:
    """Connect the claims."""
    app.clientside_callback(*rows_table.drawing(ids.TABLE), prevent_initial_call=True, hidden=True)
