"""The legend of a map: every class and every absence with its look, its label and how many places it holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from etl.contract import vocabulary
from layouts import theme
from layouts.components.aria import data
from layouts.scales import Class


def _row(entry: Class, count: int, names: str) -> html.Li:
    """A class in one component: its style sheet draws the swatch before it and the count, or the names, behind it."""
    empty = "" if count else " legend-empty"
    told: dict[str, Any] = {"title": entry.definition} if entry.definition and entry.code not in theme.ABSENCES else {}
    return html.Li(entry.label, className=f"legend-row {theme.edge(entry.look)}{empty}", **told, **data(count=names or str(count)))


def _list(title: str, entries: Sequence[Class], counts: Mapping[str, int], names: Mapping[str, str]) -> html.Div:
    rows = [_row(entry, counts.get(entry.code, 0), names.get(entry.code, "")) for entry in entries]
    return html.Div([html.H3(title, className="legend-title"), html.Ul(rows, className="legend-list")])


def absences() -> html.Details:
    """What the four absences mean, for readers without a mouse too; the same on every map, so that no change of a map sends it."""
    terms = vocabulary.terms("absence").values()
    rows = [html.Div([html.Dt(term.label), html.Dd(term.definition)], className="fact") for term in terms]
    return html.Details([html.Summary("What do these words mean?"), html.Dl(rows)], className="legend-words")


def legend(title: str, classes: Sequence[Class], counts: Mapping[str, int], names: Mapping[str, str]) -> list[html.Div]:
    """The classes that figures have (a range of two only where it occurs), then always the four absences.

    ``names`` are the places of a class, where a map has so few that they can be told instead of counted.
    """
    absent = [entry for entry in classes if entry.code in theme.ABSENCES]
    figures = [entry for entry in classes if entry.code not in theme.ABSENCES and ("|" not in entry.code or counts.get(entry.code))]
    return [_list(title, figures, counts, names), _list("No figure", absent, counts, names)]
