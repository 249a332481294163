"""Opens pages as a link does, so that tests see what a reader would."""

from typing import Any

from dash import html

from layouts.exports import registry
from layouts.exports.opened_page import opened_page


def opened(path: str, query: dict[str, Any] | None = None) -> html.Div:
    """The page at an address, for the query of a link."""
    return opened_page(next(page for page in registry.pages().values() if page.path == path), query or {})
