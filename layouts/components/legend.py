"""The legend of a map: every class and every absence with its look, its label and how many places it holds."""

from collections.abc import Mapping, Sequence

from dash import html

from layouts import theme
from layouts.scales import Class


def _row(entry: Class, count: int) -> html.Li:
    """A class in one component: its style sheet draws the swatch before it and the count behind it."""
    empty = "" if count else " legend-empty"
    return html.Li(
        entry.label, title=entry.definition, className=f"legend-row {theme.edge(entry.look)}{empty}", **{"data-count": str(count)}
    )


def _list(title: str, entries: Sequence[Class], counts: Mapping[str, int]) -> html.Div:
    rows = [_row(entry, counts.get(entry.code, 0)) for entry in entries]
    return html.Div([html.H3(title, className="legend-title"), html.Ul(rows, className="legend-list")])


def legend(title: str, classes: Sequence[Class], counts: Mapping[str, int]) -> list[html.Div]:
    """The classes that figures have (a range of two only where it occurs), then always the four absences."""
    absent = [entry for entry in classes if entry.code in theme.ABSENCES]
    figures = [entry for entry in classes if entry.code not in theme.ABSENCES and ("|" not in entry.code or counts.get(entry.code))]
    return [_list(title, figures, counts), _list("No figure", absent, counts)]
