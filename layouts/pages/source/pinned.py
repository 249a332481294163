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

_COLUMNS = ("As printed", "What", "Place", "Year", "Location in source")


def _cells(pinned: PinnedFigure) -> tuple[str, ...]:
    row, indicator = pinned.row, vocabulary.indicators()[pinned.row["indicator"]]
    if pinned.table == "ratings":
        return words.rating(indicator, row), indicator.label, " to ".join(pinned.places), str(row["year"]), pinned.locator
    group = group_label(row)
    what = indicator.label if group == vocabulary.label("sex", "all") else f"{indicator.label}: {group}"
    years = words.period(int(row["year_start"]), int(row["year_end"]))
    return words.printed(row), what, " to ".join(pinned.places), years, pinned.locator


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
    opening = html.P(
        ["These figures are ", term("pinned_figure", "pinned"), ": the tables are published only if they contain exactly these."]
    )
    return [html.Section([html.H2("Figures checked at every build", id="pinned"), opening, table])]
