"""A term that the glossary explains: a link to its entry, with the explanation at hand on hover and on focus."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc

from layouts import glossary

_LOOK: dict[str, Any] = {"multiline": True, "w": 320, "withArrow": True, "openDelay": 150}
_LOOK |= {"events": {"hover": True, "focus": True, "touch": False}, "boxWrapperProps": {"display": "inline-block"}}


def term_link(name: str, text: str = "") -> dcc.Link:
    """The link alone, for what is sent again at every step of a slider."""
    entry = glossary.entries()[name]
    return dcc.Link(text or entry.title, href=entry.address, className="term")


def term(name: str, text: str = "") -> dmc.Tooltip:
    """A term by its code or its word of the vocabulary ('stock', 'kind.model_estimate'); ``text`` where it reads otherwise."""
    return dmc.Tooltip(term_link(name, text), label=glossary.entries()[name].text, **_LOOK)
