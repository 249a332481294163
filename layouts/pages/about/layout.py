"""The page on what the atlas is, what its figures mean, and how they came in."""

from pathlib import Path

from dash import dcc, html

_PROSE = Path(__file__).with_name("prose.md")


def layout(_scene: object) -> html.Div:
    """The prose, as it stands in its file."""
    return html.Div(dcc.Markdown(_PROSE.read_text(encoding="utf-8")), className="prose")
