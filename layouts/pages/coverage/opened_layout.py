"""The opened place as a table: a line a source, by kind of figure, each a link to the view that shows it."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from layouts import format as words
from layouts.components.aria import data
from layouts.pages.coverage.opened_place import OpenedPlace, SourceLine
from layouts.pages.coverage.state import KINDS

_HEADS = ("Source", "What it has", "First", "Latest", "Years", "Years masked only")


def _line(line: SourceLine) -> html.Tr:
    cells = zip(_HEADS[1:], (line.what, line.first, line.newest, line.years, line.masked), strict=True)
    return html.Tr(
        [
            html.Th(dcc.Link(line.source, href=line.address), scope="row"),
            *(html.Td(cell, **(data(head=head) if cell else {})) for head, cell in cells),
        ]
    )


def _group(kind: str, lines: Sequence[SourceLine], name: str) -> html.Tbody:
    title = html.Tr(html.Th(KINDS[kind], colSpan=len(_HEADS), scope="rowgroup"), className="covered-kind")
    nothing = html.Tr(html.Td(f"No source has a figure for {words.in_sentence(name)}.", colSpan=len(_HEADS), className="quiet"))
    return html.Tbody([title, *(map(_line, lines) if lines else [nothing])])


def opened(place: OpenedPlace | None) -> list[Any]:
    """The sources of a place; nothing where none is chosen."""
    if place is None:
        return []
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in _HEADS]))
    table = html.Table([head, *(_group(kind, lines, place.name) for kind, lines in place.lines.items())], className="covered")
    elsewhere = f"In the atlas for other countries, but not for {words.in_sentence(place.name)}: {'; '.join(place.absent)}. "
    absent = elsewhere if place.absent else ""
    more = dcc.Link(f"Everything on {words.in_sentence(place.name)}", href=f"/country/{place.place}", className="on-screen")
    return [html.Section([html.H2(place.headline), table, html.P([absent, more])], className="opened-place")]
