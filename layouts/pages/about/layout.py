"""The page on what the atlas is, what its figures mean, and where they come from."""

from dash import dcc, html

from layouts.pages.about.scene import Scene


def layout(scene: Scene) -> html.Div:
    """The prose."""
    return html.Div(dcc.Markdown(scene.prose), className="prose")
