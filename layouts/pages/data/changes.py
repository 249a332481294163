"""What each version of the data changed, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from etl.queries.data_versions import DataVersion
from layouts.evidence.version_changes import counts, sentence


def _by_source(changed: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> html.Details:
    lines = sorted(f"{names.get(source, 'A source that is no longer in the atlas')}: {counts(own)}." for source, own in changed.items())
    return html.Details([html.Summary("By source"), html.Ul([html.Li(line) for line in lines], className="plain")])


def changes(versions: Sequence[DataVersion], names: Mapping[str, str]) -> list[Any]:
    """The versions, the present one first; ``names``: the short titles of the sources by their identifiers."""
    entries = []
    for number, version in enumerate(versions):
        title = [html.Code(version.version), " (this version)" if number == 0 else ""]
        parts = [html.P(sentence(version)), *([_by_source(version.changed, names)] if version.changed else [])]
        entries += [html.Div([html.Dt(title), html.Dd(parts)], className="version")]
    return [html.P("A revised row differs from the previous version in its figure or in its description."), html.Dl(entries)]
