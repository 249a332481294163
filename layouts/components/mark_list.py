"""The legend of a chart: the marks that occur, each with how many there are of it."""

from collections.abc import Mapping

from dash import html

from layouts import theme
from layouts.components.aria import data
from layouts.export import LegendEntry
from layouts.mark_looks import SERIES


def _look(code: str, entry: LegendEntry) -> str:
    """The style classes of a row: a symbol, a bar with its filling, or the box of a step."""
    if not entry.symbol:
        return theme.edge(entry.look)
    swatch = SERIES[code].swatch if code in SERIES else None
    return f"mark-{code} {theme.edge(swatch)}" if swatch else f"mark-{code}"


def mark_list(entries: Mapping[str, LegendEntry]) -> html.Ul:
    """Marks by their codes."""
    rows = [
        html.Li(entry.label, className=f"legend-row {_look(code, entry)}", **data(count=str(entry.count)))
        for code, entry in entries.items()
    ]
    return html.Ul(rows, className="legend-list")
