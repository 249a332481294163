"""A page as it can be read before its scripts have come: its name, its links, its title and the words that follow, in their places.

It is taken away when the page is there (assets/core/first_words.js), and has no identifiers, which are those of the page.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dash.development.base_component import Component

from layouts.exports.plain_html import plain_html

# What is around the words, and about as many letters as a first screen has.
CLASS, _MOST = "first-view", 8_000
_WITHIN = re.compile(r'(<[a-z][a-z0-9]*\b[^<>]*?) id="[^"]*"')


def _parts(node: Any) -> Sequence[Any]:
    children = node if isinstance(node, list | tuple) else getattr(node, "children", None)
    return children if isinstance(children, list | tuple) else [] if children is None else [children]


def _all(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, Component | list | tuple):
        for part in _parts(node):
            yield from _all(part)


def _is_plain(node: Any) -> bool:
    """Whether a node is words and links alone, in no places of their own: they look without scripts as they do with them."""
    components = [part for part in _all(node) if isinstance(part, Component)]
    kinds = {type(part).__name__ for part in components if part._namespace == "dash_html_components" or type(part).__name__ == "Link"}
    is_known = all(type(part).__name__ in kinds and not getattr(part, "style", None) for part in components)
    return is_known and kinds.isdisjoint(("Form", "Button", "Details"))


def _has_title(node: Any) -> bool:
    return any(type(part).__name__ == "H1" for part in _all(node))


def _words(node: Any, room: int) -> tuple[str, bool]:
    """The title and the words after it within what is around them, and whether they end before the node: at a control or for room."""
    if not _has_title(node) or type(node).__name__ == "H1":
        return plain_html(node), False
    parts, words, is_cut = list(_parts(node)), "", False
    titled = next(number for number, part in enumerate(parts) if _has_title(part))
    for number, part in enumerate(parts[titled:]):
        more, is_cut = _words(part, room - len(words)) if number == 0 or _is_plain(part) else ("", True)
        is_full = number > 0 and len(words) + len(more) > room
        words += "" if is_full else more
        if is_cut := is_cut or is_full:
            break
    return f'<div class="{escape(getattr(node, "className", None) or "")}">{words}</div>', is_cut


def first_words(header: Component, page: Any) -> str:
    """The header of every page and the first words of one, as an element of a document; '' for a page without a title."""
    if not _has_title(page):
        return ""
    top = "".join(plain_html(part) for part in _parts(header) if _is_plain(part))
    words = f'<header class="top">{top}</header><div class="first-words">{_words(page, _MOST)[0]}</div>'
    return _WITHIN.sub(r"\1", f'<div class="{CLASS}">{words}</div>')
