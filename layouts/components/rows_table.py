"""The table twin of a map: the same rows, the absences spelled out, sortable and searchable by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

COLUMNS = ("Place", "What the source says", "Range", "Period", "Basis", "Where it stands")


@dataclass(frozen=True)
class Line:
    """A line of the table: its cells, and the values that its columns are sorted by."""

    cells: tuple[str, ...]
    order: tuple[Any, ...]


def arranged(lines: Sequence[Line], column: int, descending: bool, wanted: str) -> list[Line]:
    """The lines that hold the wanted words anywhere, in the order of a column; lines without a figure stay last."""
    words = wanted.casefold().split()
    found = [line for line in lines if all(word in " ".join(line.cells).casefold() for word in words)]
    present = [line for line in found if line.order[column] is not None]
    absent = [line for line in found if line.order[column] is None]
    return sorted(present, key=lambda line: line.order[column], reverse=descending) + absent


def header(button_type: str, column: int, descending: bool) -> html.Thead:
    """The head of the table: each title is a button that sorts by its column; ``button_type`` names the buttons."""
    cells = []
    for place, title in enumerate(COLUMNS):
        chosen = place == column
        arrow = (" ↓" if descending else " ↑") if chosen else ""
        button = html.Button(title + arrow, id={"type": button_type, "column": place}, className="sorter")
        order = ("descending" if descending else "ascending") if chosen else "none"
        cells.append(html.Th(button, scope="col", **{"aria-sort": order}))
    return html.Thead(html.Tr(cells))


def body(lines: Sequence[Line]) -> html.Tbody:
    """The lines of the table; the place is the head of its row."""
    rows = [html.Tr([html.Th(line.cells[0], scope="row"), *map(html.Td, line.cells[1:])]) for line in lines]
    return html.Tbody(rows or [html.Tr(html.Td("No row holds these words.", colSpan=len(COLUMNS)))])


def table(caption: str, head: html.Thead, lines: Sequence[Line]) -> html.Div:
    """The whole table in a frame that scrolls by keyboard."""
    whole = html.Table([html.Caption(caption), head, body(lines)], className="rows")
    return html.Div(whole, className="rows-frame", tabIndex=0, role="region", **{"aria-label": caption})
