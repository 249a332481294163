"""The quarters of a series as a table of years, behind a title that opens it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html

from etl.contract import vocabulary
from layouts.components.aria import data

_QUARTERS = (1, 2, 3, 4)
# Stands after a figure with a note.
_NOTED = "*"
At = tuple[int, int]


@dataclass(frozen=True)
class Quarters:
    """The quarters of a series: ``figures`` and ``notes`` by year and quarter, ``groups`` in words, and all rows as CSV.

    ``obtained``: how many of the figures were obtained in which way.
    """

    figures: Mapping[At, str]
    groups: Sequence[str]
    notes: Mapping[At, str]
    obtained: str
    link: str


def quarter_table(quarters: Quarters, title: str) -> html.Details:
    """A table of years by quarters, the last year first; then its groups and its notes. ``title`` names the series."""
    absent = vocabulary.label("absence", "no_figure")
    figures = {at: figure + (_NOTED if at in quarters.notes else "") for at, figure in quarters.figures.items()}
    years = range(min(figures)[0], max(figures)[0] + 1)
    lines = []
    for year in reversed(years):
        cells = [html.Td(figures.get((year, quarter), absent), **data(head=f"Q{quarter}")) for quarter in _QUARTERS]
        lines.append(html.Tr([html.Th(str(year), scope="row"), *cells]))
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in ("Year", *(f"Q{quarter}" for quarter in _QUARTERS))]))
    notes = [f"{_NOTED} {year} Q{quarter}: {note}" for (year, quarter), note in quarters.notes.items()]
    obtained = f"How the quarters were obtained: {quarters.obtained}. Quarters are parts of a year; no map, rate or sum includes them."
    return html.Details(
        [
            html.Summary(f"{title} by quarter, {years[0]} to {years[-1]}"),
            html.Div(html.Table([head, html.Tbody(lines)], className="rows"), className="rows-frame", tabIndex=0),
            html.P(obtained, className="quiet"),
            html.Ul([html.Li(text) for text in (*quarters.groups, *notes)], className="plain"),
            html.P(html.A("All quarters with their groups, locations and caveats (CSV)", href=quarters.link)),
        ]
    )
