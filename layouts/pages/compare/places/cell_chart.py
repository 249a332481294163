"""The small chart of a place in a row: a strip of ratings, bars of counts, dots of editions, or words, on the scale of the row."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from layouts import format as words
from layouts.evidence.small_chart import Dot, SmallChart, chart_link, edition_dot
from layouts.evidence.year_marks import bar_marks, strip_marks
from layouts.pages.compare.places.place_cell import Cell
from layouts.pages.compare.places.series_row import SeriesRow

Row = Mapping[str, Any]
# Widths in pixels: all cells of a row on a wide screen, and the space between two.
_SCREEN, _BETWEEN = 1136, 24


def _by_year(cell: Cell) -> dict[int, Row]:
    return {int(row["stop"]): row for row in cell.readings}


def _over_years(row: SeriesRow, cell: Cell, label: str) -> SmallChart:
    """The years of the row, so that the charts beside each other have one axis; it opens the chart of all places."""
    years, source, own = range(row.span[0], row.span[1] + 1), row.sources[0], _by_year(cell)
    marks, width = strip_marks if row.shape == "strip" else bar_marks, _SCREEN / len(row.cells) - _BETWEEN
    link = chart_link(row.indicator.code, source, *(other.place for other in row.cells))
    return SmallChart(row.shape, label, link, marks(own, row.indicator, years, lambda year: cell.lack(year, source), width), top=row.top)


def _dot(row: SeriesRow, record: Row, figures: Mapping[str, Row], cell: Cell) -> Dot:
    name, own = str(record["published_year"]), figures.get(record["source_id"])
    if own is None:
        return Dot(name, cell.lack(None, record["source_id"]), None)
    places = (other.place for other in row.cells)
    return edition_dot(row.indicator, own, name, chart_link(row.indicator.code, record["source_id"], *places))


def _editions(row: SeriesRow, cell: Cell, label: str) -> SmallChart:
    figures = {str(own["source_id"]): own for own in cell.readings}
    dots = tuple(_dot(row, record, figures, cell) for record in row.records)
    return SmallChart("dots", label, dots=dots, top=row.top)


def runs(row: SeriesRow, cell: Cell) -> str:
    """The ratings of a place in words, years of one rating together: 'Signatory 2001 to 2012; party 2013'."""
    own = _by_year(cell)
    texts: list[str] = []
    for rating, years in groupby(own, lambda year: words.figure(row.indicator, own[year]) + words.obtained(own[year])):
        texts.append(f"{rating}, {words.years(years)}")
    return "; ".join(texts)


def cell_chart(row: SeriesRow, cell: Cell) -> SmallChart | None:
    """The chart of a cell; None where words say it all: an absence, dates, and the ratings of a single year."""
    label = f"{row.title}: {cell.name}"
    if not cell.readings or row.shape == "words":
        return None
    return _editions(row, cell, label) if row.shape == "dots" else _over_years(row, cell, label)
