"""The page on what the atlas is, what its figures mean, and where they come from."""

from dash import dcc, html


def layout(prose: str) -> html.Div:
    """The prose, which is all that the scene has."""
    return html.Div(dcc.Markdown(prose), className="prose")
