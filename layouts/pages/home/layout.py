"""The first page: what the atlas is, a search field, and where to begin."""

from dash import dcc, html

from layouts.page import Stateless
from layouts.search_field import search_field

_DOORS = (("Open the map", "/map"), ("Open the flows", "/flows"), ("Compare answers to one question", "/compare"))


def layout(_scene: Stateless) -> html.Div:
    """The page."""
    doors = html.Ul([html.Li(dcc.Link(text, href=path)) for text, path in _DOORS], className="plain")
    title = html.H1("Published figures on human trafficking contradict each other.")
    return html.Div([title, html.P("See who says what, how certain it is, and who copied whom."), search_field("home-search"), doors])
