"""The marks of a small chart over years: ratings as a strip, counts as bars, for the page of a place and for places side by side.

A year without a figure keeps its place and has no mark; a mask or a range is a bar over all that it can be; a zero is a point.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_figures import is_missing
from etl.contract.vocabulary import Indicator
from etl.queries import choices, map_rows
from layouts import format as words
from layouts import scales, theme
from layouts.evidence import edition_notes, own_caveats
from layouts.mark_looks import SERIES
from layouts.scales import Class
from layouts.theme import Look

Row = Mapping[str, Any]
# A look of its own for what is a figure, for a printed zero, and for the range in which a masked one lies.
FIGURE, ZERO, MASKED, RANGE = theme.ordered(5)[3], theme.ABSENCES["zero"], theme.ABSENCES["masked"], theme.ACROSS
INFERRED = "an inferred value is not shown"
_NO_FIGURE = "–"
# Widths in pixels: a chart on a phone, and a letter or digit at a mark.
_PHONE, _LETTER = 358, 7.7
_SIDES = (("value_low", "value_high"), ("value_high", "value_low"))


@dataclass(frozen=True)
class Mark:
    """One step of a strip or of a row of bars, a year as a rule.

    ``text``: what the step says, in full ('147 people', 'no figure'); ``word``: the same in the fewest letters, which stand at
    the mark ('147', 'WL', '<5'); ``low, high``: from where to where a bar is drawn, a figure from 0 to itself and a mask or a
    range over all that it can be; ``look``: None where nothing is drawn, which is a gap; ``signs``: those at the end of the word,
    which may have room alone; ``always``: no plain figure, so that its word is drawn wherever there is room.
    """

    year: int
    text: str
    word: str = ""
    high: float | None = None
    low: float = 0
    look: Look | None = None
    always: bool = False
    signs: str = ""


def gap(year: int, text: str) -> Mark:
    """A year without a figure."""
    return Mark(year, text, _NO_FIGURE)


@cache
def classes(code: str, source: str) -> Mapping[str, Class]:
    """The class of the map by rating, for every rating of a source."""
    series, group = choices.series(code, source), choices.ALL
    rows = map_rows.classified(series, series.rows.drop_duplicates("rating"), group)
    known = {entry.code: entry for entry in scales.classes(series.indicator, map_rows.classes(code, source, group))}
    pairs = zip(rows["rating"].astype("str"), rows["class"].astype("str"), strict=True)
    return {rating: known[one] for rating, one in pairs if one in known}


def legend(code: str, source: str, ratings: Iterable[str]) -> tuple[Class, ...]:
    """The classes in which ratings are, each once, in the order of the scale."""
    known = classes(code, source)
    present = {known[rating].code: known[rating] for rating in ratings if rating in known}
    order = scales.classes(vocabulary.indicators()[code], map_rows.classes(code, source, choices.ALL))
    return tuple(replace(present[entry.code], label=entry.in_full) for entry in order if entry.code in present)


def says(indicator: Indicator, row: Row) -> str:
    """A row in words: figure, range, how it was obtained, what another edition has, whether it is doubted."""
    notes = filter(None, (edition_notes.note(row), own_caveats.NOTE if own_caveats.has(row) else ""))
    return edition_notes.with_note(words.reading(indicator, row), " ".join(notes))


def signs(row: Row) -> str:
    """What stands behind the word of a row: that another edition differs, that it has a caveat of its own."""
    said = {"star": edition_notes.note(row), "dagger": own_caveats.has(row)}
    return "".join(SERIES[code].glyph for code, is_said in said.items() if is_said)


def _at_runs(marks: Sequence[Mark], room: float) -> Iterator[Mark]:
    """The word of equal ratings at the first year of their run, where the run is wide enough for it."""
    for word, run in groupby(marks, lambda mark: mark.word):
        own = list(run)
        for number, mark in enumerate(own):
            has_room = not number and len(own) * room >= len(word) * _LETTER
            yield mark if mark.look is None or has_room else replace(mark, word="")


def strip_marks(rows: Mapping[int, Row], indicator: Indicator, years: range, lack: Callable[[int], str], width: float) -> tuple[Mark, ...]:
    """Ratings by year, a mark for each of ``years``; ``lack``: why a year has none; ``width``: of the chart in pixels."""
    looks = classes(indicator.code, str(next(iter(rows.values()))["source_id"]))
    marks = [gap(year, lack(year)) for year in years]
    for number, year in enumerate(years):
        if row := rows.get(year):
            entry = looks.get(str(row["rating"]))
            marks[number] = Mark(year, says(indicator, row), words.short(indicator, row), look=entry.look if entry else theme.ACROSS)
    longest = max((len(mark.word) for mark in marks if mark.look), default=0)
    if longest * _LETTER <= width / len(years):
        return tuple(marks)
    return tuple(_at_runs(marks, min(width, _PHONE) / len(years)))


def _bar(indicator: Indicator, row: Row) -> Mark:
    """A figure from zero to itself; a mask or a range over all that it can be, which is nothing where no bounds are printed."""
    year, text, noted = int(row["year_end"]), says(indicator, row), signs(row)
    if row["range_kind"] != "masked" and not is_missing(row["value"]):
        look = FIGURE if row["value"] else ZERO
        return Mark(year, text, words.short(indicator, row) + noted, float(row["value"]), 0, look, not row["value"] or bool(noted), noted)
    low, high = (row[name] if not is_missing(row[name]) else row[other] for name, other in _SIDES)
    ends = (0.0, 0.0) if is_missing(low) else (float(low), float(high))
    if row["range_kind"] != "masked":
        return Mark(year, text, words.short(indicator, row) + noted, ends[1], ends[0], RANGE, True, noted)
    word = SERIES["omitted"].glyph if is_missing(row["value_low"]) else words.printed(row) + noted
    return Mark(year, text, word, ends[1], ends[0], MASKED, True, noted)


def _by_weight(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks whose words matter most first: the last figure, the highest, the first, then what is no plain figure or has a sign."""
    figures = [mark for mark in marks if mark.look is FIGURE]
    if figures:
        yield from (figures[-1], max(figures, key=lambda mark: mark.high or 0), figures[0])
    yield from (mark for mark in marks if mark.look and mark.always)


def _worded(marks: Sequence[Mark], room: float) -> tuple[Mark, ...]:
    """The marks with those words, or else signs, that have room beside each other; ``room``: of a year in pixels."""
    said: dict[int, str] = {}
    for mark in _by_weight(marks):
        others = {year: word for year, word in said.items() if year != mark.year}
        fits = (
            word
            for word in (mark.word, mark.signs)
            if word and all(abs(mark.year - year) * room >= (len(word) + len(other)) * _LETTER / 2 for year, other in others.items())
        )
        if mark.year not in said and (word := next(fits, "")):
            said[mark.year] = word
    return tuple(mark if mark.look is None else replace(mark, word=said.get(mark.year, "")) for mark in marks)


def bar_marks(rows: Mapping[int, Row], indicator: Indicator, years: range, lack: Callable[[int], str], width: float) -> tuple[Mark, ...]:
    """Counts by year, a mark for each of ``years``; ``lack``: why a year has none; ``width``: of the chart in pixels."""
    marks = [_bar(indicator, rows[year]) if year in rows else gap(year, lack(year)) for year in years]
    return _worded(marks, min(width, _PHONE) / len(years))
