"""What each version of the data changed, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from etl.queries.data_versions import DataVersion

_NOT_LISTED = "The changes in this version are not listed yet."
_SAME = "No row of any source differs from the previous version."


def _counts(counts: Mapping[str, int]) -> str:
    """'1,163 rows added, 25,601 revised, 1,482 withdrawn'; what did not happen is left out."""
    parts = [f"{count:,} {word}" for word, count in counts.items() if count]
    first, _, rest = ", ".join(parts).partition(" ")
    return f"{first} {'row' if first == '1' else 'rows'} {rest}" if parts else ""


def _sentence(version: DataVersion) -> str:
    if version.changed is None:
        return _NOT_LISTED
    sources = f"{len(version.changed)} {'source' if len(version.changed) == 1 else 'sources'}"
    return f"{_counts(version.total)}, in {sources}." if version.changed else _SAME


def _by_source(changed: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> html.Details:
    lines = sorted(
        f"{names.get(source, 'A source that is no longer in the atlas')}: {_counts(counts)}." for source, counts in changed.items()
    )
    return html.Details([html.Summary("By source"), html.Ul([html.Li(line) for line in lines], className="plain")])


def changes(versions: Sequence[DataVersion], names: Mapping[str, str]) -> list[Any]:
    """The versions, the present one first; ``names``: the short titles of the sources by their identifiers."""
    entries = []
    for number, version in enumerate(versions):
        title = [html.Code(version.version), " (this version)" if number == 0 else ""]
        parts = [html.P(_sentence(version)), *([_by_source(version.changed, names)] if version.changed else [])]
        entries += [html.Div([html.Dt(title), html.Dd(parts)], className="version")]
    return [html.P("A revised row differs from the previous version in its figure or in its description."), html.Dl(entries)]
