"""The page for an address that does not exist."""

from dash import dcc, html

from layouts.page import Stateless


def layout(_scene: Stateless) -> html.Div:
    """A plain message and the way back."""
    return html.Div(
        [
            html.H1("There is no page at this address"),
            html.P(["The link may be old or mistyped. ", dcc.Link("Go to the world map", href="/"), "."]),
        ],
        className="prose",
    )
