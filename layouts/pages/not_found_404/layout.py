"""The page for an address that does not exist."""

from dash import dcc, html

from layouts.page import Stateless

_BACK = (dcc.Link("Search the atlas", href="/search"), " or ", dcc.Link("go to the home page", href="/"))


def layout(_scene: Stateless) -> html.Div:
    """A plain message and the way back."""
    return html.Div(
        [html.H1("There is no page at this address"), html.P(["The link may be old or mistyped. ", *_BACK, "."])], className="prose"
    )
