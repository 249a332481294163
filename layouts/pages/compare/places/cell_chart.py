"""The small chart of a place in a row: a strip of ratings, bars of counts, dots of editions, or words, on the scale of the row."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from dash import html

from etl.contract.row_figures import is_missing
from layouts import format as words
from layouts import theme
from layouts.components import small_charts
from layouts.components.small_charts import Dot, Mark
from layouts.mark_looks import SERIES
from layouts.pages.compare.places.place_cell import Cell, reading
from layouts.pages.compare.places.series_row import SeriesRow

Row = Mapping[str, Any]
# Widths in pixels: all cells of a row on a wide screen, the space between two, a cell on a phone, and a letter or digit at a mark.
_SCREEN, _BETWEEN, _PHONE, _LETTER = 1136, 24, 358, 7.7
# With more places than these the word of a mask takes a year more.
_WIDE = 3
_OF_STATUS = {"masked": small_charts.MASKED, "zero": theme.ABSENCES["zero"], "range": small_charts.RANGE, "figure": small_charts.FIGURE}


def _gap(row: SeriesRow, cell: Cell, year: int) -> Mark:
    return small_charts.gap(year, cell.lack(year, row.sources[0]))


def _by_year(cell: Cell) -> dict[int, Row]:
    return {int(row["stop"]): row for row in cell.readings}


def _word(row: SeriesRow, rating: Row, steps: int) -> str:
    """The word at the first step of a run of equal ratings, where the run has room for it; '' for a rating without a short word."""
    word = words.short(row.indicator, rating) if row.has_words else ""
    width = min(_PHONE, _SCREEN / len(row.cells) - _BETWEEN) / (row.span[1] - row.span[0] + 1)
    return word if len(word) * _LETTER <= steps * width else ""


def _strip(row: SeriesRow, cell: Cell, label: str) -> html.Div:
    own, marks = _by_year(cell), []
    for rating, run in groupby(range(row.span[0], row.span[1] + 1), lambda year: own[year]["rating"] if year in own else ""):
        years = list(run)
        for year in years:
            if not rating:
                marks.append(_gap(row, cell, year))
                continue
            word = _word(row, own[year], len(years)) if year == years[0] else ""
            marks.append(Mark(year, reading(row.indicator, own[year]), word, look=row.looks.get(str(own[year]["rating"]), theme.ACROSS)))
    return small_charts.strip(marks, label=label)


def _bar(row: SeriesRow, figure: Row) -> Mark:
    """A figure from zero to itself; a mask or a range over all that it can be, which is nothing where no bounds are printed."""
    low, high = (figure[name] for name in ("value_low", "value_high"))
    ends = (0.0, figure["value"]) if not is_missing(figure["value"]) else (low, high)
    known = [float(end) for end in ends if not is_missing(end)]
    drawn_from, drawn_to = (min(known), max(known)) if known else (0.0, 0.0)
    is_starred = bool(figure["edition_note"]) and len(row.cells) <= _WIDE
    word, special = _bar_word(row, figure), figure["status"] in ("masked", "zero") or is_starred
    look = _OF_STATUS[figure["status"]]
    return Mark(int(figure["stop"]), reading(row.indicator, figure), word, drawn_to, drawn_from if len(known) > 1 else 0.0, look, special)


def _bar_word(row: SeriesRow, figure: Row) -> str:
    """The number or the mask as it stands at a bar, with a star where another edition has something else."""
    star = SERIES["star"].glyph if figure["edition_note"] else ""
    if figure["status"] != "masked":
        return words.short(row.indicator, figure) + star
    return SERIES["omitted"].glyph if is_missing(figure["value_low"]) else words.printed(figure) + star


def _bars(row: SeriesRow, cell: Cell, label: str) -> html.Div:
    own = _by_year(cell)
    marks: list[Mark] = []
    for year in range(row.span[0], row.span[1] + 1):
        mark = _bar(row, own[year]) if year in own else _gap(row, cell, year)
        # Of masks side by side the first alone has its word.
        crowded = any(before.always and before.look and before.word for before in marks[-_crowd(row) :])
        marks.append(replace(mark, word="") if mark.always and mark.look and crowded else mark)
    return small_charts.bars(marks, label=label, top=row.top)


def _crowd(row: SeriesRow) -> int:
    """How many years the word of a mask takes."""
    return 1 if len(row.cells) <= _WIDE else 2


def _dot(row: SeriesRow, record: Row, figures: Mapping[str, Row], cell: Cell) -> Dot:
    name, own = str(record["published_year"]), figures.get(record["source_id"])
    if own is None:
        return Dot(name, cell.lack(None, record["source_id"]), None)
    if row.indicator.table == "ratings":
        return Dot(name, words.short(row.indicator, own), own["rank"])
    low, high = (None if is_missing(own[end]) else float(own[end]) for end in ("value_low", "value_high"))
    at = None if is_missing(own["value"]) else float(own["value"])
    return Dot(name, words.short(row.indicator, own), at, low, high, own["range_kind"] == "not_seen")


def _dots(row: SeriesRow, cell: Cell, label: str) -> html.Div:
    figures = {str(own["source_id"]): own for own in cell.readings}
    dots = [_dot(row, record, figures, cell) for record in row.records]
    return small_charts.dots(dots, label=label, top=row.top, most=3)


def runs(row: SeriesRow, cell: Cell) -> str:
    """The ratings of a place in words, years of one rating together: 'Signatory 2001 to 2012; party 2013'."""
    own = _by_year(cell)
    texts: list[str] = []
    for rating, years in groupby(own, lambda year: words.figure(row.indicator, own[year])):
        texts.append(f"{rating}, {words.years(years)}")
    return "; ".join(texts)


def cell_chart(row: SeriesRow, cell: Cell) -> Any:
    """The chart of a cell; None where words say it all: an absence, dates, and the ratings of a single year."""
    label = f"{row.title}: {cell.name}"
    if not cell.readings or row.shape == "words":
        return None
    return {"strip": _strip, "bars": _bars, "dots": _dots}[row.shape](row, cell, label)
