"""The note beside an earlier edition of a source: which edition is the latest, with a link to the same view in it."""

from typing import Any

from dash import dcc, html


def later_edition(latest: str, link: str) -> list[Any]:
    """A sentence with the name of the ``latest`` edition and a link to the view in it; nothing without a ``link``."""
    if not link:
        return []
    return [html.P(["This is an earlier edition. The latest is ", dcc.Link(latest, href=link), "."], className="later-edition")]
