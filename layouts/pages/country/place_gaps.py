"""What is missing of a place: years without a figure, and sources that could cover the place and do not, each since when."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.contract import vocabulary
from etl.queries import evidence, place_rows, source_scope
from layouts import format as words
from layouts.pages.country.place_charts import COUNTS, Chart

Row = Mapping[str, Any]
# The series whose missing years are named: the most asked for.
_NAMED = ("tip_tier", "p3_overall", *COUNTS)


def _titles(sources: Sequence[str]) -> str:
    """Sources with the years that they speak of: '3P index (2000 to 2013)'."""
    records = [evidence.source(source) for source in sources]
    return "; ".join(f"{one['short_title']} ({words.period(int(one['first_year']), int(one['last_year']))})" for one in records)


def _years(chart: Chart, marks: Sequence[Any]) -> str:
    """The years of a chart without a figure: those between figures, and since when there are none."""
    with_figure = [mark.year for mark in marks if mark.look]
    if not with_figure:
        return ""
    last = max(with_figure)
    inside = words.none_of_years(mark.year for mark in marks if not mark.look and mark.year < last)
    parts = [f"none for {inside}" if inside else "", f"none after {last}" if marks[-1].year > last else ""]
    ends = f"; the source runs to {marks[-1].year} ({chart.source_title})" if parts[1] else ""
    text = ", and ".join(filter(None, parts))
    return f"{chart.indicator.label}: {text}{ends}." if text else ""


def gap_sentences(place: str, charts: Sequence[Chart], rows: Sequence[Row]) -> Iterator[str]:
    """What is missing, a sentence each."""
    for chart in charts:
        marks = chart.parts[0][1].marks
        if chart.indicator.code in _NAMED and marks and (text := _years(chart, marks)):
            yield text
    absent: dict[str, list[str]] = {"not_covered": [], "no_figure": []}
    for family in vocabulary.terms("family"):
        present = {row["source_id"] for row in rows if vocabulary.indicators()[row["indicator"]].family == family}
        for code, sources in source_scope.missing(place, family, present).items():
            absent[code] += [source for source in sources if source not in absent[code]]
    named = place_rows.sources(place)
    if sources := [source for source in absent["not_covered"] if source in named]:
        yield f"Counts only its citizens in other countries, and has no count for the place itself: {_titles(sources)}."
    if sources := [source for source in absent["not_covered"] if source not in named]:
        yield f"Not covered by: {_titles(sources)}."
    # A source with a figure of another kind, or of the region around the place, stands in the table.
    elsewhere = {*absent["not_covered"], *(row["source_id"] for row in rows)}
    silent = [source for source in absent["no_figure"] if source not in elsewhere]
    registers = [source for source in silent if evidence.source(source)["kind"] == "treaty_register"]
    if registers:
        yield f"Not listed in our copies of these treaty registers, which may be incomplete: {_titles(registers)}."
    if sources := [source for source in silent if source not in registers]:
        yield f"Covers this place, but has no figure for it: {_titles(sources)}."
    if place in source_scope.areas() and any(row["place"] != place for row in rows):
        yield "The International Labour Organization's estimates are for regions and the world; none is for this place alone."
