"""The page of a place at work: the places chosen beside it make the link that compares them."""

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts.pages.country import ids


def register(app: Dash) -> None:
    """Connect the page."""
    compare = ClientsideFunction("country", "compare")
    app.clientside_callback(compare, Output(ids.COMPARE_LINK, "href"), Input(ids.COMPARE, "value"), State(ids.PLACE, "data"), hidden=True)
