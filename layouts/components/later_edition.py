"""What stands with a view of an earlier edition: which edition is the latest, and the same view in it."""

from typing import Any

from dash import dcc, html


def later_edition(latest: str, link: str) -> list[Any]:
    """A sentence that names the ``latest`` edition, with a link to the view in it; nothing without a ``link``."""
    if not link:
        return []
    return [html.P(["This is an earlier edition. The latest is ", dcc.Link(latest, href=link), "."], className="later-edition")]
