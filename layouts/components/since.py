"""Says at the top of a view that was opened by an older link what has changed since in the rows that it shows."""

import re
from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html

from etl.queries import evidence, place
from etl.queries.since import Since, since
from layouts.exports.panel import Panel

_MOST = 12
_FIGURES = ("as_printed", "rating", "value", "count")
VERSION = re.compile(r"[0-9a-f]{12}")


def _name(row: str) -> str:
    """A row by the name of its place and its years."""
    parts = row.split("/")
    code, years = (parts[2], parts[3:5] if len(parts) > 4 else parts[3:4]) if len(parts) > 3 else (row, [])
    return f"{place.names().get(code, code)}, {' to '.join(dict.fromkeys(years))}" if years else row


def _revision(row: str, fields: Mapping[str, tuple[object, object]]) -> str:
    """A revised row: what it said and says; a figure that is masked or gone now is not repeated."""
    figure = next((fields[name] for name in _FIGURES if name in fields), None)
    if figure is None:
        return f"{_name(row)}: {', '.join(name.replace('_', ' ') for name in fields)} revised."
    old, new = figure
    return f"{_name(row)}: {f'was {_said(old)}, is {_said(new)}' if old is not None else f'is now {_said(new)}'}."


def _said(value: object) -> str:
    if value is None or value == "":
        return "missing"
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _group(word: str, lines: list[str]) -> list[str]:
    more = [f"And {len(lines) - _MOST} more."] if len(lines) > _MOST else []
    return [f"{word}: {len(lines)}.", *lines[:_MOST], *more] if lines else []


def _counted(counted: Mapping[str, Mapping[str, int]]) -> list[str]:
    return [
        f"{evidence.source(source)['short_title']} as a whole: {', '.join(f'{count} {word}' for word, count in counts.items() if count)}."
        for source, counts in counted.items()
    ]


def lines(found: Since) -> list[str]:
    """What changed, in sentences."""
    said = [
        *_group("Rows revised", [_revision(row, fields) for row, fields in (found.revised or {}).items()]),
        *_group("Rows added", [f"{_name(row)}." for row in found.added]),
        *_group("Rows withdrawn", [f"{_name(row)}." for row in found.withdrawn]),
        *_counted(found.counted or {}),
    ]
    return said or ["Nothing has changed in the rows that this view shows."]


def notice(panel: Panel, version: object) -> list[Any]:
    """The notice for a link of a data version; nothing where it is the present one or the link names none."""
    if version is None or version == panel.version:
        return []
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        return [dmc.Alert(html.P("A data version is twelve hexadecimal digits."), title="The link names no data version", variant="light")]
    found = since(version, panel.shape, [source["source_id"] for source in panel.sources])
    title = f"The link was made with data version {version}; shown is {panel.version}"
    unknown = ["The changelog does not reach back to that version, so it cannot be said what has changed since."]
    said = lines(found) if found.known else unknown
    return [dmc.Alert([html.P(line) for line in said], title=title, color="gray", variant="light", className="since")]
