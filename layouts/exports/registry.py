"""Finds what can be taken along: every module of layouts/panels, by its name; there is no list to keep in step.

A module has ``PATH`` (the address of its page), ``panel_of(query)`` (the panel and what in the query is not known) and
``parameters()`` (name, JSON schema and meaning of each key). Its page holds ``share_menu(name)`` and a store ``{name}-link``;
a page with several rows names them in ``ROWS``, one whose rows are sums of others says so with ``BEHIND``.
"""

import importlib
import re
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any

from layouts.exports.model import Panel

_LONGEST, _CLIP = 1000, 80


@cache
def pages() -> Mapping[str, ModuleType]:
    """The modules that describe the panel of a page, by the name of the page."""
    folders = {"compare": "compare", "flows": "flows", "world": "map"}
    return {name: importlib.import_module(f"layouts.pages.{folder}.export") for name, folder in folders.items()}


def page_at(path: str) -> str:
    """The page whose address is the path; '' where its panel cannot be taken along."""
    return next((name for name, module in pages().items() if path == module.PATH), "")


def rows(page: str) -> tuple[str, ...]:
    """The names of the rows of a page that offer what it draws."""
    return tuple(getattr(pages()[page], "ROWS", (page,)))


def has_behind(page: str) -> bool:
    """Whether the rows of a page are sums of rows of a table."""
    return bool(getattr(pages()[page], "BEHIND", False))


def _misfit(name: str, value: object, schema: Mapping[str, Any]) -> str:
    """What is wrong with a value of a query, in words; '' where it is as described."""
    if not isinstance(value, str):
        return ""
    known = [str(entry) for entry in schema.get("enum", [value])]
    whole = schema["type"] != "integer" or (value.isascii() and value.isdecimal() and len(value) < 9)
    fits = value in known and whole and len(value) <= schema.get("maxLength", _LONGEST) and re.search(schema.get("pattern", ""), value)
    if fits and schema["type"] == "integer":
        fits = schema.get("minimum", 0) <= int(value) <= schema.get("maximum", 10**8)
    return "" if fits else f"'{value[:_CLIP]}' is nothing that {name} can be."


def panel_of(page: str, query: Mapping[str, object]) -> tuple[Panel, list[str]]:
    """The panel that a page draws for a query, and a plain message for everything in the query that it does not know."""
    asked = {key: value for key, value in query.items() if key != "dv"}
    panel, said = pages()[page].panel_of(asked)
    if said:
        return panel, said
    schemas = {name: schema for name, schema, _ in pages()[page].parameters()}
    return panel, [fault for name, value in asked.items() if (fault := _misfit(name, value, schemas[name]))]
