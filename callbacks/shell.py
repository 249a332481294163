"""What the frame around the pages does by itself: it marks the link of the page that is open."""

from dash import ClientsideFunction, Dash, Input, Output

from layouts import shell


def register(app: Dash) -> None:
    """Connect the navigation with the address."""
    current = ClientsideFunction(namespace="shell", function_name="current")
    app.clientside_callback(current, Output(shell.PAGES, "title"), Input("_pages_location", "pathname"), hidden=True)
