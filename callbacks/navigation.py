"""The frame around the pages: the link of the page that is open is marked."""

from dash import ClientsideFunction, Dash, Input


def register(app: Dash) -> None:
    """Connect the navigation with the address."""
    app.clientside_callback(ClientsideFunction("navigation", "mark"), Input("_pages_location", "pathname"), hidden=True)
