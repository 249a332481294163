"""Pages for tests of faults: the example of a page at another address, whole or without a part."""

import importlib
from typing import Any

from layouts.page import Page

EXAMPLE: Page[Any, Any] = importlib.import_module("layouts.pages.one_place").PAGE


def trial(slug: str, **other: Any) -> Page[Any, Any]:
    """A page with a ``slug`` that keeps the contract, but for what is ``other``; what is ``...`` it lacks."""
    texts = {"path": f"/{slug}", "slug": slug, "name": slug.title(), "title": slug.title()}
    return Page(**{name: part for name, part in {**vars(EXAMPLE), **texts, **other}.items() if part is not ...})
