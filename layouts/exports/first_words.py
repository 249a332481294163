"""A page as it can be read before its scripts have come: its name, its links, its title and what follows, in their places.

A page with one map stands as far as its map, which the server draws: controls are boxes as large as they will be. Of every other
page the words up to its first control stand. It is taken away when the page is there (assets/core/first_words.js), and has no
identifiers, which are those of the page.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dash.development.base_component import Component

from layouts.exports.map_drawing import is_drawn, map_drawing
from layouts.exports.plain_html import Stand, plain_html

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


def _maps(page: Any) -> list[Component]:
    """The maps of a page that are in sight when it opens, and that the server can draw."""
    tabs = {part.value for part in _all(page) if type(part).__name__ == "Tabs"}
    hidden = {id(part) for panel in _all(page) if type(panel).__name__ == "TabsPanel" and panel.value not in tabs for part in _all(panel)}
    graphs = (part for part in _all(page) if type(part).__name__ == "Graph" and id(part) not in hidden)
    return [graph for graph in graphs if is_drawn(graph.figure)]


def _option(select: Any) -> str:
    """The words of the chosen option of a list, else what stands in it where none is chosen."""
    options = [one for entry in select.data if isinstance(entry, dict) for one in entry.get("items", [entry])]
    value = getattr(select, "value", None)
    chosen = (one["label"] for one in options if one["value"] == value)
    return str(next(chosen, value or getattr(select, "placeholder", "")))


def _field(select: Component) -> str:
    if select._namespace == "dash_html_components":
        return f'<span class="first-box">{escape(select.children.children)}</span>'
    label = getattr(select, "label", "")
    named = f'<span class="mantine-InputWrapper-label">{escape(label)}</span>' if label else ""
    return f'<div class="mantine-Select-root">{named}<span class="first-box">{escape(_option(select))}</span></div>'


def _button(button: Component) -> str:
    """A button that does nothing yet; those of the page itself have their looks from its style sheet."""
    if button._namespace == "dash_html_components":
        return plain_html(button).replace("<button", "<button disabled")
    return f'<span class="first-box">{plain_html(button.children)}</span>'


def _segments(control: Any) -> str:
    labels = (f'<div><span class="mantine-SegmentedControl-label">{escape(one["label"])}</span></div>' for one in control.data)
    return f'<div class="mantine-SegmentedControl-root">{"".join(labels)}</div>'


def _controls(page: Any) -> Stand:
    """What stands for the controls of a page, and for its map."""
    tab = next((part.value for part in _all(page) if type(part).__name__ == "Tabs"), None)
    stand: dict[str, Any] = {
        "Graph": lambda graph: map_drawing(graph.figure),
        "Select": _field,
        "Button": _button,
        "SegmentedControl": _segments,
        "Slider": lambda _: '<div class="first-line"></div>',
        "TabsList": lambda tabs: f'<div class="mantine-Tabs-list">{plain_html(tabs.children, stand)}</div>',
        "TabsTab": lambda one: f'<span class="mantine-Tabs-tab"{" data-active" * (one.value == tab)}>{plain_html(one.children)}</span>',
        "TabsPanel": lambda panel: plain_html(panel.children, stand) if panel.value == tab else "",
        "Switch": lambda switch: f'<span class="first-switch">{escape(switch.label)}</span>',
    }
    return stand


def _as_far_as(page: Any, graph: Component) -> Any:
    """The parts of a page up to the one with its map."""
    parts = list(_parts(page))
    place = next((number for number, part in enumerate(parts) if any(one is graph for one in _all(part))), None)
    return parts if place is None else parts[: place + 1]


def _mapped(page: Any, graph: Component) -> str:
    body = plain_html(_as_far_as(page, graph), _controls(page))
    return f'<div class="{escape(getattr(page, "className", None) or "")}">{body}</div>'


def first_words(header: Component, page: Any) -> str:
    """The header of every page and what stands first of one, as an element of a document; '' for a page without a title."""
    if not _has_title(page):
        return ""
    top = "".join(plain_html(part) for part in _parts(header) if _is_plain(part))
    maps = _maps(page)
    words = _mapped(page, maps[0]) if len(maps) == 1 else _words(page, _MOST)[0]
    return _WITHIN.sub(r"\1", f'<div class="{CLASS}"><header class="top">{top}</header><div class="first-words">{words}</div></div>')
