"""What is missing of a place: years without a figure, and sources that could cover the place and do not, each since when."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import masked
from etl.queries import evidence, place_rows, source_scope
from layouts import format as words
from layouts.evidence.selection import SELECTION, Selection
from layouts.evidence.year_marks import INFERRED
from layouts.pages.country.place_charts import COUNTS, Chart

Row = Mapping[str, Any]
# The series whose missing years are named: the most asked for.
_NAMED = ("tip_tier", "p3_overall", *COUNTS)
# How a source that has no total tells groups apart, by the column of its rows.
_GROUPED = {"form": "for some forms of exploitation", "sex": "by sex", "age": "by age"}
# What a source that has no count of a place may count instead.
_CITIZENS, _RETURNS = "its citizens in other countries", "people repatriated"


def _titles(sources: Sequence[str]) -> str:
    """Sources with the years that they speak of: '3P index (2000 to 2013)'."""
    records = [evidence.source(source) for source in sources]
    return "; ".join(f"{one['short_title']} ({words.period(int(one['first_year']), int(one['last_year']))})" for one in records)


def _years(chart: Chart, marks: Sequence[Any]) -> str:
    """The years of a chart without a figure: those between figures, since when there are none, and those of inferred values alone."""
    with_figure = [mark.year for mark in marks if mark.look]
    if not with_figure:
        return ""
    last, inferred = max(with_figure), [mark.year for mark in marks if mark.text == INFERRED]
    lacking = [mark.year for mark in marks if not mark.look and mark.year not in inferred]
    inside = words.none_of_years(year for year in lacking if year < last)
    parts = [f"none for {inside}" if inside else "", f"none after {last}" if lacking and lacking[-1] > last else ""]
    parts += [f"for {words.years(inferred)} only an inferred value, which is not shown"] if inferred else []
    ends = f"; the source runs to {marks[-1].year} ({chart.source_title})" if parts[1] else ""
    text = ", and ".join(filter(None, parts))
    return f"{chart.indicator.label}: {text}{ends}." if text else ""


def _elsewhere(place: str, source: str) -> str:
    """What a source without a count of a place counts of its citizens and of people who return, in words."""
    flows = place_rows.rows(place, "flows")
    own = flows[flows["source_id"] == source]
    back = own["evidence"] == "repatriated"
    occurs = {_CITIZENS: ~back, _RETURNS: back}
    return words.listed(text for text, rows in occurs.items() if rows.any())


def _absent(place: str, rows: Sequence[Row]) -> Mapping[str, list[str]]:
    """The sources without a figure of a place in some family: ``not_covered``, or covered with ``no_figure`` of any kind."""
    absent: dict[str, list[str]] = {"not_covered": [], "no_figure": []}
    for family in vocabulary.terms("family"):
        present = {row["source_id"] for row in rows if vocabulary.indicators()[row["indicator"]].family == family}
        for code, sources in source_scope.missing(place, family, present).items():
            absent[code] += [source for source in sources if source not in absent[code]]
    # A source with a figure of another kind, or of the region around the place, stands in the table.
    elsewhere = {*absent["not_covered"], *(row["source_id"] for row in rows)}
    return {**absent, "no_figure": [source for source in absent["no_figure"] if source not in elsewhere]}


def _of_groups(place: str) -> Mapping[str, pd.DataFrame]:
    """The rows of groups of people or forms that each source has on a place."""
    rows = place_rows.rows(place, "estimates")
    rows = rows[(rows[list(_GROUPED)] != "all").any(axis=1)]
    return {str(source): own for source, own in rows.groupby("source_id", observed=True)}


def group_sentences(place: str, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """The sources that have no total of a place, and figures of groups, zeros and masks too: a sentence each, and the newest on the map."""
    grouped = _of_groups(place)
    for source in (source for source in _absent(place, rows)["no_figure"] if source in grouped):
        own = grouped[source]
        looks = {"zeros": own["value"] == 0, "figures": own["value"] > 0, "masked values": masked(own)}
        what = words.listed(text for text, occur in looks.items() if occur.any())
        of_what = words.listed(text for column, text in _GROUPED.items() if (own[column] != "all").any())
        title, years = evidence.source(source)["short_title"], words.years(map(int, own["year_end"]))
        last = own.sort_values("year_end", kind="stable").iloc[-1]
        group = ".".join(map(str, last[["form", "sex", "age"]]))
        link = f"/map{SELECTION.encode(Selection(last['indicator'], source, group, int(last['year_end'])))}&place={place}"
        yield f"No total, only {what} {of_what}: {title} ({years}).", link


def gap_sentences(place: str, charts: Sequence[Chart], rows: Sequence[Row]) -> Iterator[str]:
    """What is missing, a sentence each."""
    for chart in charts:
        marks = chart.parts[-1][1].marks
        if chart.indicator.code in _NAMED and marks and (text := _years(chart, marks)):
            yield text
    absent, named = _absent(place, rows), place_rows.sources(place)
    counted = {source: _elsewhere(place, source) for source in absent["not_covered"] if source in named}
    for what in dict.fromkeys(counted.values()):
        sources = [source for source, text in counted.items() if text == what]
        yield f"Counts only {what}, and has no count for the place itself: {_titles(sources)}."
    if sources := [source for source in absent["not_covered"] if source not in named]:
        yield f"Not covered by: {_titles(sources)}."
    silent = [source for source in absent["no_figure"] if source not in _of_groups(place)]
    registers = [source for source in silent if evidence.source(source)["kind"] == "treaty_register"]
    if registers:
        yield f"Not listed in our copies of these treaty registers, which may be incomplete: {_titles(registers)}."
    if sources := [source for source in silent if source not in registers]:
        yield f"Covers this place, but has no figure for it: {_titles(sources)}."
    if place in source_scope.areas() and any(row["place"] != place for row in rows):
        yield "The International Labour Organization's estimates are for regions and the world; none is for this place alone."
