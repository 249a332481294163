"""Says at the top of a view that was opened by an older link what has changed since in the rows that it shows."""

import re
from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html

from etl.contract import vocabulary
from etl.queries import evidence, place_summary
from etl.queries.changes_since import Since, since
from layouts.export import Export
from layouts.format import rating

_MOST = 12
_FIGURES = ("rating", "as_printed", "value", "count")
_WORDS = {"basis": "basis", "range_kind": "kind of range"}
VERSION = re.compile(r"[0-9a-f]{12}")


def _name(row: str) -> str:
    """A row by the name of its place and its years, a claim by its document and what it is about."""
    parts = row.split("/")
    if len(parts) > 3 and parts[1].startswith("@"):
        about = vocabulary.indicators().get(parts[2])
        counted = about.label if about else parts[2].replace("_", " ")
        document = evidence.source(parts[0])["short_title"]
        return f"{place_summary.names().get(parts[3], parts[3])}: {counted} ({document}, at character {parts[1][1:]})"
    code, years = (parts[2], [part for part in parts[3:5] if part.isdecimal()]) if len(parts) > 3 else (row, [])
    return f"{place_summary.names().get(code, code)}, {' to '.join(dict.fromkeys(years))}" if years else row


def _revision(row: str, fields: Mapping[str, tuple[object, object]]) -> str:
    """A revised row: what it said and says; a figure that is masked or gone now is not repeated."""
    figure = next((name for name in _FIGURES if name in fields), None)
    names = [figure] if figure else [name for name in fields if name in _WORDS] or list(fields)
    return f"{_name(row)}: {'; '.join(_change(row, name, fields[name]) for name in names)}."


def _revisions(revised: Mapping[str, Mapping[str, tuple[object, object]]]) -> list[str]:
    """Revised rows as sentences, those whose figure is another first."""
    rows = sorted(revised.items(), key=lambda item: not any(name in _FIGURES for name in item[1]))
    return [_revision(row, fields) for row, fields in rows]


def _change(row: str, name: str, pair: tuple[object, object]) -> str:
    """What one field said and says: figures and words of the vocabulary in full, others by their name alone."""
    if name not in (*_FIGURES, *_WORDS):
        return f"{name.replace('_', ' ')} revised"
    old, new = (_said(row, name, value) for value in pair)
    changed = f"was {old}, is {new}" if pair[0] is not None else f"is now {new}"
    return changed if name in _FIGURES else f"{_WORDS[name]} {changed}"


def _said(row: str, name: str, value: object) -> str:
    """A value in the words of the screen; a rating by the label of its step."""
    if value is None or value == "":
        return "missing"
    if name in _WORDS:
        return vocabulary.label(name, str(value)).lower() if str(value) in vocabulary.terms(name) else str(value)
    indicator = vocabulary.indicators().get("".join(row.split("/")[1:2]))
    if indicator and indicator.table == "ratings" and isinstance(value, str):
        return rating(indicator, {"rating": value}) or value
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _group(word: str, lines: list[str]) -> list[str]:
    more = [f"And {len(lines) - _MOST} more."] if len(lines) > _MOST else []
    return [f"{word}: {len(lines)}.", *lines[:_MOST], *more] if lines else []


def _counted(counted: Mapping[str, Mapping[str, int]]) -> list[str]:
    said = {source: ", ".join(f"{count:,} {word}" for word, count in counts.items() if count) for source, counts in counted.items()}
    return [f"{evidence.source(source)['short_title']} as a whole, rows: {counts}." for source, counts in said.items()]


def lines(found: Since) -> list[str]:
    """What changed, in sentences."""
    said = [
        *_group("Rows revised", _revisions(found.revised or {})),
        *_group("Rows added", [f"{_name(row)}." for row in found.added]),
        *_group("Rows withdrawn", [f"{_name(row)}." for row in found.withdrawn]),
        *_counted(found.counted or {}),
    ]
    return said or ["Nothing has changed in the rows that this view shows."]


def notice(panel: Export, version: object) -> list[Any]:
    """The notice for a link of a data version; nothing where it is the present one or the link names none."""
    if version is None or version == panel.version:
        return []
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        return [dmc.Alert(html.P("A data version is twelve hexadecimal digits."), title="The link names no data version", variant="light")]
    found = since(version, panel.row_pattern, [source["source_id"] for source in panel.sources])
    title = f"The link was made with data version {version}; shown is {panel.version}"
    unknown = ["The changelog does not reach back to that version, so it cannot be said what has changed since."]
    said = lines(found) if found.known else unknown
    return [dmc.Alert([html.P(line) for line in said], title=title, color="gray", variant="light", className="since")]
