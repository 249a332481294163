"""Finds what can be taken along: every module of layouts/panels, by its name; there is no list to keep in step.

A module has ``PATH`` (the address of its page), ``panel_of(query)`` (the panel and what in the query is not known) and
``parameters()`` (name, JSON schema and meaning of each key). Its page holds ``take_along(name)`` and a store ``{name}-link``.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType

from layouts import panels
from layouts.exports.panel import Panel


@cache
def pages() -> Mapping[str, ModuleType]:
    """The modules that describe the panel of a page, by the name of the page."""
    names = sorted(found.name for found in pkgutil.iter_modules(panels.__path__))
    return {name: importlib.import_module(f"{panels.__name__}.{name}") for name in names}


def page_at(path: str) -> str:
    """The page whose address is the path; '' where its panel cannot be taken along."""
    return next((name for name, module in pages().items() if path == module.PATH), "")


def panel_of(page: str, query: Mapping[str, object]) -> tuple[Panel, list[str]]:
    """The panel that a page draws for a query, and a plain message for everything in the query that it does not know."""
    panel, said = pages()[page].panel_of({key: value for key, value in query.items() if key != "dv"})
    return panel, said
