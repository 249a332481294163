"""Dash components as plain HTML, for readers and programs without JavaScript: words, links, tables and forms, no controls.

Only what a page says is left: a control that asks the server again needs scripts.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

_ATTRIBUTES = {
    **{"id": "id", "className": "class", "href": "href", "title": "title", "lang": "lang", "dir": "dir", "role": "role", "scope": "scope"},
    **{"colSpan": "colspan", "rowSpan": "rowspan", "action": "action", "method": "method", "name": "name", "type": "type"},
    **{"value": "value", "placeholder": "placeholder", "src": "src", "alt": "alt", "width": "width", "height": "height", "open": "open"},
}
_FIELDS = {"TextInput": "input", "Textarea": "textarea", "Input": "input"}
_WITHOUT = {
    *{"Graph", "Interval", "Store", "Location", "Slider", "RangeSlider", "Select", "MultiSelect", "Switch", "SegmentedControl", "Checkbox"},
    *{"CheckboxGroup", "Chip", "ChipGroup", "ColorSchemeToggle", "TabsList", "Autocomplete", "ActionIcon", "Script", "RadioGroup"},
}
# What style sheets write beside an element.
_WRITTEN = {"data-count"}
_VOID = {"br", "hr", "img", "input"}
_CAPITAL = re.compile("(?=[A-Z])")
# How components of a kind stand in a document that is not to be without them.
Stand = Mapping[str, Callable[[Component], str]]


def _attributes(component: Component) -> str:
    names = {**{name: getattr(component, name, None) for name in _ATTRIBUTES}, "style": _style(component), **_labels(component)}
    texts = ((_ATTRIBUTES.get(name, name), value) for name, value in names.items() if isinstance(value, str | int) and value is not False)
    return "".join(f' {name}="{escape(str(value))}"' for name, value in texts)


def _style(component: Component) -> str | None:
    rules: Mapping[str, Any] = getattr(component, "style", None) or {}
    return ";".join(f"{_CAPITAL.sub('-', name).lower()}:{value}" for name, value in rules.items()) or None


def _labels(component: Component) -> dict[str, Any]:
    return {name: value for name, value in component.to_plotly_json()["props"].items() if name.startswith("aria-") or name in _WRITTEN}


def _tag(component: Component) -> str:
    """The HTML element of a component; '' for one that is only its children."""
    kind = type(component).__name__
    if component._namespace == "dash_html_components":
        return kind.lower()
    return _FIELDS.get(kind, "a" if kind in ("Link", "Anchor") else "")


def plain_html(node: Any, stand: Stand | None = None) -> str:
    """The components, texts and lists of them in a node as HTML, escaped; '' for a control that needs scripts.

    ``stand``: what stands for components by their kind, controls or others.
    """
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, list | tuple):
        return "".join(plain_html(part, stand) for part in node)
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    kind = type(node).__name__
    if stand and kind in stand:
        return stand[kind](node)
    return "" if kind in _WITHOUT else _element(node, stand)


def _element(component: Component, stand: Stand | None) -> str:
    children = getattr(component, "children", None)
    tag, inner = _tag(component), plain_html(children, stand)
    if type(component).__name__ == "Alert":
        inner = f"<strong>{plain_html(getattr(component, 'title', None))}</strong> {inner}"
    if not tag:
        return f"<div>{inner}</div>" if inner else ""
    opening = f"<{tag}{_attributes(component)}>"
    return opening if tag in _VOID else f"{opening}{inner}</{tag}>"
