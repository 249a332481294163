"""Controls that several pages choose with: a list to choose one from, and a row of words."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from layouts.components.aria import aria

# How a place is found in every list of places: by any of its names, in any spelling; Enter takes the first.
BY_NAME: dict[str, Any] = {
    "searchable": True,
    "selectFirstOptionOnChange": True,
    "nothingFoundMessage": "No place has this name.",
    "filter": {"function": "byAnyName"},
}


def select(identifier: str, label: str, options: list[Any], value: str | None, **more: Any) -> dmc.Select:
    """A list to choose one from, never none unless ``more``, the options of the component, allows it."""
    more = {"allowDeselect": False, "checkIconPosition": "right", "maxDropdownHeight": 420, **more}
    return dmc.Select(id=identifier, label=label, data=options, value=value, **more)


def segments(identifier: str, label: str, words: dict[str, str], value: str) -> html.Div:
    """A row of words, one of which is chosen; ``words`` by their codes."""
    data = [{"value": code, "label": text} for code, text in words.items()]
    control = dmc.SegmentedControl(id=identifier, data=data, value=value, size="sm", **aria(label=label))
    return html.Div([html.Span(label, className="control-label"), control])
