"""What the small charts of a place show: ratings as strips, counts as bars with masks and gaps, editions as dots never joined."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_figures import is_missing
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts.evidence import edition_notes, own_caveats
from layouts.evidence.small_chart import Dot, SmallChart, chart_link, edition_dot
from layouts.evidence.year_marks import INFERRED, bar_marks, legend, strip_marks
from layouts.scales import Class

Row = Mapping[str, Any]
STRIPS = ("tip_tier", "p3_overall", "p3_prosecution", "p3_protection", "p3_prevention", "trafficking_criminalised")
# Counts that every place shows first; the others stand behind a title that opens them where these are there.
COUNTS = ("detected_victims", "persons_prosecuted", "persons_convicted")
_EDITIONS = ("modern_slavery_prevalence", "modern_slavery", "forced_labour")
_BARS = ("persons", "cases", "reports", "incidents", "case_files", "letters", "decisions")
_NOTES = {
    "tip_tier": "One government's rating of another's efforts. A tier does not show how much trafficking there is.",
    "p3_overall": "Points from 3 to 15; prosecution, protection and prevention from 1 to 5. It ranks; it does not count.",
    "trafficking_criminalised": "What the law says, not how it is applied.",
    "detected_victims": "People recorded by the authorities in a year.",
    "persons_convicted": "Not the same people as those prosecuted in the year, so the two give no conviction rate.",
    "persons_prosecuted": "People prosecuted in a year.",
}
# The width of a chart in pixels on a wide screen.
_WIDTH = 524
_SHORT = {"p3_prosecution": "Prosecution", "p3_protection": "Protection", "p3_prevention": "Prevention", "p3_overall": "Overall"}


@dataclass(frozen=True, eq=False)
class Chart:
    """What stands under one title: a line under it, the source, and one small chart or several of one source, each with its name.

    ``legend``: the ratings of strips that are words; ``revised``: what an earlier edition has instead, in words; ``noted``: some
    figure has a caveat of its own.
    """

    indicator: Indicator
    title: str
    note: str
    source: str
    source_title: str
    parts: tuple[tuple[str, SmallChart], ...]
    legend: tuple[Class, ...] = ()
    revised: str = ""
    noted: bool = False

    @property
    def kind(self) -> str:
        """Strip, bars or dots."""
        return self.parts[0][1].kind


def main_charts(charts: Sequence[Chart]) -> tuple[list[Chart], list[Chart]]:
    """The charts that stand open, ratings and the counts that every place has, and the further series of counts."""
    rest = [chart for chart in charts if chart.kind == "bars" and chart.indicator.code not in COUNTS and chart.source.startswith("unodc")]
    return [chart for chart in charts if chart not in rest], rest


def _lack(rows: Sequence[Row]) -> Callable[[int], str]:
    """Why a source has no figure of a year that is drawn."""
    inferred = {int(row["year_end"]) for row in rows if row["basis"] == "inferred"}
    return lambda year: INFERRED if year in inferred else "no figure"


def _by_year(rows: Sequence[Row]) -> dict[int, Row]:
    return {int(row["year_end"]): row for row in rows if row["basis"] != "inferred"}


def _edition(indicator: Indicator, row: Row, source: Row) -> Dot:
    """The dot of an edition, whose range is in words beside its number."""
    name = f"{source['short_title']}, for {words.period(int(row['year_start']), int(row['year_end']))}"
    dot = edition_dot(indicator, row, name, chart_link(indicator.code, row["source_id"], row["place"]))
    text = words.figure(indicator, row) if is_missing(row["value"]) else f"{dot.text}; {words.without_aside(words.span(indicator, row))}"
    return replace(dot, text=text)


def _editions(rows: Sequence[Row], sources: Mapping[str, Row]) -> Iterator[Chart]:
    """The estimates of one thing by edition or source, each of a year of its own; the rate where there is one, else the number."""
    for code in _EDITIONS:
        own = [row for row in rows if row["indicator"] == code and row["basis"] != "inferred"]
        if len(own) > 1:
            indicator, ordered = vocabulary.indicators()[code], sorted(own, key=lambda row: row["year_end"])
            dots = tuple(_edition(indicator, row, sources[row["source_id"]]) for row in ordered)
            note = "Each edition has its own method, so they are not joined by a line."
            title = f"{indicator.label}{' per 1,000' if indicator.unit == 'per_1000' else ''}"
            label = f"{title}: {own[0]['place_name']}"
            yield Chart(indicator, title, note, "", "", (("", SmallChart("dots", label, dots=dots)),))
            if code == _EDITIONS[0]:
                return


def _strip_chart(indicator: Indicator, rows: Sequence[Row], last: int, source: Row) -> Chart:
    """A strip, or a part of the index of which it is one."""
    by_year, code = _by_year(rows), str(source["source_id"])
    years = range(int(rows[0]["year_end"]), max(int(rows[-1]["year_end"]), last) + 1)
    marks = strip_marks(by_year, indicator, years, _lack(rows), _WIDTH)
    strip = SmallChart("strip", f"{indicator.label}: {rows[0]['place_name']}", chart_link(indicator.code, code, rows[0]["place"]), marks)
    if part := _SHORT.get(indicator.code):
        return Chart(indicator, "3P index", _NOTES["p3_overall"], code, source["short_title"], ((part, strip),))
    classes = legend(indicator.code, code, (str(row["rating"]) for row in by_year.values()))
    return Chart(indicator, indicator.label, _NOTES.get(indicator.code, ""), code, source["short_title"], (("", strip),), classes)


def _bar_chart(indicator: Indicator, rows: Sequence[Row], last: int, source: Row) -> Chart:
    by_year, code = _by_year(rows), str(source["source_id"])
    years = range(min(by_year), max(*by_year, last) + 1)
    marks = bar_marks(by_year, indicator, years, _lack(rows), _WIDTH)
    bars = SmallChart("bars", f"{indicator.label}: {rows[0]['place_name']}", chart_link(indicator.code, code, rows[0]["place"]), marks)
    title = f"{indicator.label} ({source['short_title']})"
    revised, noted = edition_notes.by_year(rows), any(map(own_caveats.has, by_year.values()))
    note = _NOTES.get(indicator.code, "")
    return Chart(indicator, title, note, code, source["short_title"], (("", bars),), revised=revised, noted=noted)


def _joined(charts: Iterable[Chart]) -> Iterator[Chart]:
    """Charts, where strips of one title and one source stand together as its parts; the last of them is the whole of an index."""
    for _, group in groupby(charts, lambda chart: (chart.title, chart.source)):
        first, *others = group
        last = others[-1] if others else first
        yield replace(first, indicator=last.indicator, parts=(*first.parts, *(part for chart in others for part in chart.parts)))


def charts(rows: Sequence[Row], sources: Mapping[str, Row], last_years: Mapping[tuple[str, str], int], until: int) -> tuple[Chart, ...]:
    """The charts of a place of its own rows, inferred ones too, in the order of indicators.

    ``last_years``: the last year that each source has of an indicator anywhere, up to which a missing year is a gap; ``until``: the last
    year in which the place existed.
    """

    def by_source() -> Iterator[Chart]:
        for (code, source), group in groupby(rows, lambda row: (row["indicator"], row["source_id"])):
            indicator, own, last = vocabulary.indicators()[code], list(group), min(last_years[code, source], until)
            if code in STRIPS and len(_by_year(own)) > 1:
                yield _strip_chart(indicator, own, last, sources[source])
            elif indicator.family == "counts" and indicator.unit in _BARS and len(_by_year(own)) > 2:
                yield _bar_chart(indicator, own, last, sources[source])

    return (*_joined(by_source()), *_editions(rows, sources))
