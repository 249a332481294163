"""What the small charts of a place show: ratings as strips, counts as bars with masks and gaps, editions as dots never joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_figures import is_missing
from etl.contract.vocabulary import Indicator
from etl.queries import choices, map_rows
from layouts import format as words
from layouts import scales
from layouts.components import small_charts
from layouts.components.small_charts import Dot, Mark
from layouts.evidence import edition_notes
from layouts.theme import Look

Row = Mapping[str, Any]
STRIPS = ("tip_tier", "p3_overall", "p3_prosecution", "p3_protection", "p3_prevention", "trafficking_criminalised")
# Counts that every place shows first; the others stand behind a title that opens them where these are there.
COUNTS = ("detected_victims", "persons_prosecuted", "persons_convicted")
_EDITIONS = ("modern_slavery_prevalence", "modern_slavery", "forced_labour")
_BARS = ("persons", "cases", "reports", "incidents", "case_files", "letters", "decisions")
_NOTES = {
    "tip_tier": "One government's view of another's efforts: 1, 2, 2W (Tier 2 Watch List), 3. No tier says how much trafficking there is.",
    "p3_overall": "Points from 3 to 15; prosecution, protection and prevention from 1 to 5. A rank, not a measure.",
    "trafficking_criminalised": "The law in the books, not its use.",
    "detected_victims": "People recorded by the authorities in a year.",
    "persons_convicted": "Not the people prosecuted in the same year: no conviction rate can be read from the two.",
    "persons_prosecuted": "People prosecuted in a year.",
}
# How many letters stand under a step of a strip.
_LONG = 4
_SHORT = {"p3_prosecution": "Prosecution", "p3_protection": "Protection", "p3_prevention": "Prevention", "p3_overall": "Overall"}


@dataclass(frozen=True, eq=False)
class Chart:
    """A small chart: its title, a line under it, the source, and its ``marks`` (of a strip or of bars) or its ``dots``.

    ``parts``: strips that stand under one title, each with its name; ``revised``: what an earlier edition has instead, in words.
    """

    indicator: Indicator
    title: str
    note: str
    source: str
    source_title: str
    kind: str
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    parts: tuple[tuple[str, tuple[Mark, ...]], ...] = ()
    revised: str = ""


@cache
def _looks(code: str, source: str) -> Mapping[tuple[str, int], Look | None]:
    """The look of every rating of a source by place and year."""
    series = choices.series(code, source)
    bounds = map_rows.classes(code, source, choices.ALL)
    looks = {entry.code: entry.look for entry in scales.classes(series.indicator, bounds)}
    classified = map_rows.classified(series, series.rows, choices.ALL)
    columns = (classified[name] for name in ("place", "year", "class"))
    return {(str(place), int(year)): looks.get(str(one)) for place, year, one in zip(*columns, strict=True)}


def _strip(indicator: Indicator, rows: Sequence[Row], years: range) -> tuple[Mark, ...]:
    """A mark for each year; an inferred value is not drawn, and the gap says that it is held back."""
    by_year = {int(row["year_end"]): row for row in rows}
    looks, place = _looks(indicator.code, rows[0]["source_id"]), rows[0]["place"]
    marks = []
    for year in years:
        row = by_year.get(year)
        if row is None:
            marks.append(small_charts.gap(year, "no figure"))
        elif row["basis"] == "inferred":
            marks.append(small_charts.gap(year, "an inferred value is held and not shown"))
        else:
            marks.append(Mark(year, words.reading(indicator, row), words.short(indicator, row), look=looks.get((place, year))))
    return tuple(marks)


def _runs(marks: Sequence[Mark]) -> str:
    """The words of a strip with their years, for words that are too long for its steps: '1995 to 2007: Partly a crime'."""
    figures = [mark for mark in marks if mark.look]
    if all(len(mark.word) <= _LONG for mark in figures):
        return ""
    by_text: dict[str, list[int]] = {}
    for mark in figures:
        by_text.setdefault(mark.text, []).append(mark.year)
    return "; ".join(f"{words.years(years)}: {text}" for text, years in by_text.items()) + "."


def _bar(indicator: Indicator, row: Row) -> Mark:
    """The bar of a count; a mask and a range are drawn over all that they can be, a mask without bounds has no height."""
    year, text = int(row["year_end"]), words.reading(indicator, row)
    note = edition_notes.note(row)
    text = edition_notes.with_note(text, note)
    if row["range_kind"] == "masked":
        low, high = (0 if is_missing(row[name]) else row[name] for name in ("value_low", "value_high"))
        word = "masked" if is_missing(row["value_low"]) else words.printed(row)
        return Mark(year, text, word, high, low, small_charts.MASKED, always=True)
    if is_missing(row["value"]):
        low, high = (row[name] if not is_missing(row[name]) else row[other] for name, other in _SIDES)
        return Mark(year, text, words.short(indicator, row), high, low, small_charts.RANGE, always=True)
    word = words.plain(row["value"]) + ("*" if note else "")
    return Mark(year, text, word, row["value"], look=small_charts.FIGURE, always=row["value"] == 0 or bool(note))


_SIDES = (("value_low", "value_high"), ("value_high", "value_low"))


def _bars(indicator: Indicator, rows: Sequence[Row], last: int) -> tuple[Mark, ...]:
    by_year = {int(row["year_end"]): row for row in rows if row["basis"] != "inferred"}
    years = range(min(by_year), max(*by_year, last) + 1) if by_year else range(0)
    return tuple(_bar(indicator, by_year[year]) if year in by_year else small_charts.gap(year, "no figure") for year in years)


def _dot(indicator: Indicator, row: Row, source: Row) -> Dot:
    ends = [None if is_missing(row[name]) else float(row[name]) for name in ("value_low", "value_high")]
    at = None if is_missing(row["value"]) else float(row["value"])
    name = f"{source['short_title']}, for {words.period(int(row['year_start']), int(row['year_end']))}"
    hollow = row["range_kind"] == "not_seen"
    # A mark beside its scale says its number in short, its range in words.
    text = f"{words.short(indicator, row)}; {words.span(indicator, row)}" if at is not None else words.figure(indicator, row)
    return Dot(name, text, at, ends[0], ends[1], hollow)


def _editions(rows: Sequence[Row], sources: Mapping[str, Row]) -> Iterator[Chart]:
    """The estimates of one thing by edition or source, each of a year of its own; the rate where there is one, else the number."""
    for code in _EDITIONS:
        own = [row for row in rows if row["indicator"] == code and row["basis"] != "inferred"]
        if len(own) > 1:
            indicator, ordered = vocabulary.indicators()[code], sorted(own, key=lambda row: row["year_end"])
            dots = tuple(_dot(indicator, row, sources[row["source_id"]]) for row in ordered)
            note = "Each edition has a method of its own: no line is drawn between them."
            yield Chart(
                indicator, f"{indicator.label}{' per 1,000' if indicator.unit == 'per_1000' else ''}", note, "", "", "dots", dots=dots
            )
            if code == _EDITIONS[0]:
                return


def _strip_chart(indicator: Indicator, rows: Sequence[Row], years: range, source: Row) -> Chart:
    """A strip, with its words above it where they are too long for its steps."""
    marks = _strip(indicator, rows, years)
    if part := _SHORT.get(indicator.code):
        about = ("3P index", _NOTES["p3_overall"], source["source_id"], source["short_title"], "strip")
        return Chart(indicator, *about, parts=((part, marks),))
    note = _NOTES.get(indicator.code, "")
    if runs := _runs(marks):
        marks, note = tuple(replace(mark, word="" if mark.look else mark.word) for mark in marks), f"{runs} {note}"
    return Chart(indicator, indicator.label, note, source["source_id"], source["short_title"], "strip", parts=(("", marks),))


def _bar_chart(indicator: Indicator, rows: Sequence[Row], last: int, source: Row) -> Chart:
    about = (_NOTES.get(indicator.code, ""), source["source_id"], source["short_title"], "bars")
    marks, revised = _bars(indicator, rows, last), edition_notes.by_year(rows)
    return Chart(indicator, f"{indicator.label} ({source['short_title']})", *about, marks=marks, revised=revised)


def _joined(charts: Iterable[Chart]) -> Iterator[Chart]:
    """Charts, where strips of one title and one source stand together as its parts."""
    for _, group in groupby(charts, lambda chart: (chart.title, chart.source)):
        first, *others = group
        yield replace(first, parts=(*first.parts, *(part for chart in others for part in chart.parts)))


def charts(rows: Sequence[Row], sources: Mapping[str, Row], last_years: Mapping[tuple[str, str], int], until: int) -> tuple[Chart, ...]:
    """The charts of a place of its own rows, inferred ones too, in the order of indicators.

    ``last_years``: the last year that each source has of an indicator anywhere, up to which a missing year is a gap; ``until``: the last
    year in which the place existed.
    """

    def by_source() -> Iterator[Chart]:
        for (code, source), group in groupby(rows, lambda row: (row["indicator"], row["source_id"])):
            indicator, own, last = vocabulary.indicators()[code], list(group), min(last_years[code, source], until)
            if code in STRIPS and len(own) > 1:
                years = range(int(own[0]["year_end"]), max(int(own[-1]["year_end"]), last) + 1)
                yield _strip_chart(indicator, own, years, sources[source])
            elif indicator.family == "counts" and indicator.unit in _BARS and len(own) > 2:
                yield _bar_chart(indicator, own, last, sources[source])

    return (*_joined(by_source()), *_editions(rows, sources))
