"""The table twin of a figure as plain data: the same rows, the absences spelled out.

The browser draws it (assets/core/table.js), because a page of a thousand Dash components takes seconds to answer; it sorts
and searches without asking the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import ClientsideFunction, Input, State, dcc, html

from layouts.components.aria import aria

# The order of the lines as they were given, by no column.
AS_GIVEN = -1
COLUMNS = ("Place", "What the source says", "Range", "Period", "How obtained", "Location in source")


@dataclass(frozen=True)
class Line:
    """A line of the table: its cells, what a column is sorted by where that is not its text, and a column that is a link.

    ``also`` are words by which it is found as well.
    """

    cells: tuple[str, ...]
    order: dict[int, float | None]
    link: tuple[int, str] | None = None
    also: str = ""


def _row(line: Line) -> dict[str, Any]:
    further = {"link": line.link, "also": line.also}
    return {"cells": list(line.cells), "order": line.order} | {name: value for name, value in further.items() if value}


def data(
    caption: str, lines: Sequence[Line], columns: Sequence[str] = COLUMNS, *, by: int | None = None, search: str = "", ticked: str = ""
) -> dict[str, Any]:
    """The table as the browser expects it: caption, columns, rows, the numbers that columns are sorted by.

    ``by`` is a column that the table starts with, its largest number first; the first column, upwards, where there is none; AS_GIVEN
    leaves the lines in their order.
    ``search`` is what the table is searched for at first. A cell that is the word ``ticked`` is drawn as a tick of that name.
    """
    ticks = {"ticked": ticked} if ticked else {}
    return {"caption": caption, "columns": list(columns), "by": by, "search": search, "rows": [_row(line) for line in lines]} | ticks


def changes(store: str) -> tuple[Input, State]:
    """The first two arguments of a clientside callback without outputs: when the store changed (to be ignored), and its data.

    Dash runs such a callback when its inputs change, but not when a page brings them; a store reports both by its
    ``modified_timestamp``. Dash knows such a callback by its inputs alone: one callback a store.
    """
    return Input(store, "modified_timestamp"), State(store, "data")


def drawing(identifier: str) -> tuple[ClientsideFunction, Input, State, State]:
    """The clientside callback that draws a table whenever its data change."""
    return (ClientsideFunction("table", "draw"), *changes(f"{identifier}-data"), State(identifier, "id"))


def table(identifier: str, rows: dict[str, Any] | None = None) -> html.Div:
    """The place where the browser draws the table; its data are in the store ``identifier``-data."""
    return html.Div([html.Div(id=identifier), dcc.Store(id=f"{identifier}-data", data=rows)])


def scrolling(table: html.Table, label: str) -> html.Div:
    """A table that is part of the page, which scrolls inside itself where the screen is narrow, with the keyboard too."""
    return html.Div(table, className="columns", tabIndex=0, role="region", **aria(label=label))
