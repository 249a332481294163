"""The figures of a source that the tables must reproduce, as a table."""

from collections.abc import Sequence
from typing import Any

from dash import html

from etl.contract import vocabulary
from etl.queries.source_profile import PinnedFigure
from layouts import format as words
from layouts.components import rows_table
from layouts.components.term import term
from layouts.pages.source.scene import group_label

_COLUMNS = ("Figure", "What", "Place", "Year", "Location in source")


def _figure(pinned: PinnedFigure) -> str:
    """The figure as it is printed, thousands apart as everywhere; one that the atlas worked out says so."""
    row = pinned.row
    if pinned.table == "ratings":
        figure = words.rating(vocabulary.indicators()[row["indicator"]], row)
    else:
        text = words.printed(row)
        figure = f"{int(text):,}" if text.isdecimal() else text
    return figure + words.obtained(row)


def _cells(pinned: PinnedFigure) -> tuple[str, ...]:
    row, indicator = pinned.row, vocabulary.indicators()[pinned.row["indicator"]]
    where = " to ".join(pinned.places)
    if pinned.table == "ratings":
        return _figure(pinned), indicator.label, where, str(row["year"]), pinned.locator
    group = group_label(row)
    what = indicator.label if group == vocabulary.label("sex", "all") else f"{indicator.label}: {group}"
    return _figure(pinned), what, where, words.period(int(row["year_start"]), int(row["year_end"])), pinned.locator


def pinned_figures(pinned: Sequence[PinnedFigure]) -> list[Any]:
    """The section; nothing for a source without such figures."""
    if not pinned:
        return []
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in _COLUMNS]))
    rows = []
    for one in pinned:
        figure, *rest = _cells(one)
        rows.append(html.Tr([html.Th(figure, scope="row"), *map(html.Td, rest)]))
    table = rows_table.scrolling(html.Table([head, html.Tbody(rows)], className="rows"), "Figures checked at every build")
    derived = any(one.row["basis"] == "derived" for one in pinned)
    worked_out = (
        [" One that is ", term("basis.derived", "derived"), " is worked out by the atlas from what the source has."] if derived else []
    )
    opening = html.P(
        [
            "These figures are ",
            term("pinned_figure", "pinned"),
            ": the tables are published only if they contain exactly these.",
            *worked_out,
        ]
    )
    return [html.Section([html.H2("Figures checked at every build", id="pinned"), opening, table])]
