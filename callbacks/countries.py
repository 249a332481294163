"""The list of places at work: what is typed narrows it, in the browser alone."""

from dash import ClientsideFunction, Dash, Input

from layouts.pages.countries.layout import FILTER


def register(app: Dash) -> None:
    """Connect the field that narrows the list."""
    app.clientside_callback(ClientsideFunction("country", "narrow"), Input(FILTER, "value"), prevent_initial_call=True, hidden=True)
