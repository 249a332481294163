"""A page as it opens on a link: what the link asked for in vain, what has changed since it was made, and the page itself."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from etl.contract import vocabulary
from etl.queries import evidence
from etl.queries.changes_since import ChangedRow, Revision, Since, changed_row, since
from layouts.export import Export
from layouts.exports.responses import DATA_VERSION_PATTERN
from layouts.format import rating
from layouts.page import Page
from layouts.view_state import DATA_VERSION

_MOST = 12
_FIGURES = ("rating", "as_printed", "value", "count")
_WORDS = {"basis": "basis", "range_kind": "kind of range"}


def _name(row: ChangedRow | None, row_id: str) -> str:
    if row is None:
        return row_id
    places = " to ".join(row.places)
    if row.offset is None:
        return f"{places}, {' to '.join(map(str, row.years))}" if row.years else places
    about = vocabulary.indicators().get(row.indicator)
    counted = about.label if about else row.indicator.replace("_", " ")
    return f"{places}: {counted} ({evidence.source(row.source_id)['short_title']}, at character {row.offset})"


def _value(row: ChangedRow | None, field: str, value: object) -> str:
    """A value in the words of the screen; a rating by the label of its step."""
    if value is None or value == "":
        return "missing"
    if field in _WORDS:
        return vocabulary.label(field, str(value)).lower() if str(value) in vocabulary.terms(field) else str(value)
    indicator = vocabulary.indicators().get(row.indicator) if row else None
    if indicator and indicator.table == "ratings" and isinstance(value, str):
        return rating(indicator, {"rating": value}) or value
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _change(row: ChangedRow | None, field: str, pair: tuple[object, object]) -> str:
    """What a field was and is: figures and words of the vocabulary in full, others by their name alone."""
    if field not in (*_FIGURES, *_WORDS):
        return f"{field.replace('_', ' ')} revised"
    before, after = (_value(row, field, value) for value in pair)
    changed = f"was {before}, is {after}" if pair[0] is not None else f"is now {after}"
    return changed if field in _FIGURES else f"{_WORDS[field]} {changed}"


def _revision(row: ChangedRow | None, row_id: str, fields: Revision) -> str:
    """A revised row; a figure that is masked or gone now is not repeated."""
    figure = next((name for name in _FIGURES if name in fields), None)
    names = [figure] if figure else [name for name in fields if name in _WORDS] or list(fields)
    return f"{_name(row, row_id)}: {'; '.join(_change(row, name, fields[name]) for name in names)}."


def _group(title: str, count: int, lines: Iterable[str]) -> list[str]:
    more = [f"And {count - _MOST} more."] if count > _MOST else []
    return [f"{title}: {count}.", *lines, *more] if count else []


def _counted(counted: Mapping[str, Mapping[str, int]]) -> list[str]:
    texts = {source: ", ".join(f"{count:,} {word}" for word, count in counts.items() if count) for source, counts in counted.items()}
    return [f"{evidence.source(source)['short_title']} as a whole, rows: {counts}." for source, counts in texts.items()]


def change_lines(since: Since) -> list[str]:
    """What changed, in sentences; revised rows whose figure is another come first."""
    if not since.known:
        return ["The changelog does not reach back to that version, so the changes since then cannot be listed."]

    def row(row_id: str) -> ChangedRow | None:
        return changed_row(since.tables.get(row_id, ""), row_id)

    def named(row_ids: tuple[str, ...]) -> list[str]:
        return [f"{_name(row(row_id), row_id)}." for row_id in row_ids[:_MOST]]

    revised = sorted(since.revised.items(), key=lambda item: not any(name in _FIGURES for name in item[1]))
    lines = [
        *_group("Rows revised", len(revised), [_revision(row(row_id), row_id, fields) for row_id, fields in revised[:_MOST]]),
        *_group("Rows added", len(since.added), named(since.added)),
        *_group("Rows withdrawn", len(since.withdrawn), named(since.withdrawn)),
        *_counted(since.counted),
    ]
    return lines or ["Nothing has changed in the rows that this view shows."]


def _notice(title: str, lines: Sequence[str], **look: str) -> dmc.Alert:
    return dmc.Alert([html.P(line) for line in lines], title=title, variant="light", **look)


def changes(export: Export, version: object) -> list[dmc.Alert]:
    """What has changed since the data version of a link; nothing where that is the present one."""
    if version == export.version:
        return []
    if not isinstance(version, str) or not re.fullmatch(DATA_VERSION_PATTERN, version):
        return [_notice("The link names no data version", ["A data version is twelve hexadecimal digits."])]
    lines = change_lines(since(version, export.row_pattern, [source["source_id"] for source in export.sources]))
    title = f"The link was made with data version {version}; this page shows {export.version}"
    return [_notice(title, lines, color="gray", className="since")]


def opened_page(page: Page[Any, Any], /, **query: object) -> html.Div:
    """The page for the query of a link, whatever its words are."""
    state, messages = page.codec.decode(query)
    # Of a name in the path that is none, the page itself says so.
    named = page.codec.decode({page.key: query[page.key]})[1] if page.key in query else []
    messages = [message for message in messages if message not in named]
    notices = [_notice("Part of this link could not be used", messages, color="orange")] if messages else []
    if page.export and DATA_VERSION in query:
        notices += changes(page.exported(state), query[DATA_VERSION])
    return html.Div([html.Div(notices, className="notices", role="status"), page.layout(page.scene(state))])
