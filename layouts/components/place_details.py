"""All sources on one place side by side: figure, year, range, basis, history and quarters, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dash import dcc, html

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.components.aria import aria, data
from layouts.scales import Class

_HEADS = ("Source", "Year", "What it says", "Range", "Basis")
_QUARTERS = (1, 2, 3, 4)
# Stands after a figure with a note: another edition differs, or a caveat concerns the quarter alone.
_NOTED = "*"
# Ratings of at most so many letters are shown year by year, longer ones by runs of years.
_LONG = 4
# The word of a year, its look, and what it means.
_Chip = tuple[str, theme.Look | None, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Quarters:
    """The quarters of a series: ``figures`` and ``notes`` by year and quarter, ``groups`` in words, and all rows as CSV.

    ``obtained``: how many of the figures were obtained in which way.
    """

    figures: Mapping[tuple[int, int], str]
    groups: Sequence[str]
    notes: Mapping[tuple[int, int], str]
    obtained: str
    link: str


@dataclass(frozen=True)
class Series:
    """The rows of one source on one place in one indicator by year, each with its ``class``.

    ``classes``: those of the map by their codes; ``notes``: by year what another edition of the source has instead;
    ``differs``: the same in a sentence, '' for nothing; ``caveats``: of the years with a mask, a range or an inferred value.
    """

    indicator: Indicator
    source: Row
    rows: Sequence[Row]
    classes: Mapping[str, Class]
    notes: Mapping[int, str] = field(default_factory=dict)
    differs: str = ""
    caveats: tuple[str, ...] = ()
    quarters: Quarters | None = None

    def nearest(self, year: int | None) -> Row:
        """The row of the year, else the last before it, else the first of all."""
        earlier = [row for row in self.rows if not year or row["year_end"] <= year]
        return earlier[-1] if earlier else self.rows[0]


@dataclass(frozen=True, eq=False)
class PlaceSummary:
    """What every source says of a place (its ``record``) in a family of indicators, over all years.

    ``missing``: by kind of absence the records of the sources without a row; ``others``: label and link of the other families.
    """

    record: Row
    family: vocabulary.Term
    series: tuple[Series, ...]
    missing: Mapping[str, Sequence[Row]]
    others: tuple[tuple[str, str], ...]


def history(indicator: Indicator, rows: Sequence[Row], classes: Mapping[str, Class], notes: Mapping[int, str]) -> html.Ol:
    """Every year of a series with its look and its word, ratings in words by runs; a year without a figure is one too."""
    by_year = {row["year_end"]: row for row in rows}
    absent = "none", theme.ABSENCES["no_figure"], vocabulary.label("absence", "no_figure")
    chips: list[tuple[int, _Chip]] = []
    for year in range(min(by_year), max(by_year) + 1):
        if row := by_year.get(year):
            look = classes[row["class"]].look if row["class"] in classes else None
            word = words.short(indicator, row) + (_NOTED if year in notes else "")
            chips.append((year, (word, look, ". ".join(filter(None, (words.reading(indicator, row), notes.get(year)))))))
        else:
            chips.append((year, absent))
    joined = _runs(chips) if indicator.table == "ratings" else ((str(year), chip) for year, chip in chips)
    # A chip is one component: pages of many components are slow.
    items = [
        html.Li(f"{period}\n{word}", title=meaning, className=f"chip {theme.edge(look)}" if look else "chip")
        for period, (word, look, meaning) in joined
    ]
    return html.Ol(items, className="history")


def _runs(chips: Iterable[tuple[int, _Chip]]) -> Iterator[tuple[str, _Chip]]:
    """Chips with their years in words: neighbouring years with the same rating in words, such as a status, are one chip."""
    for chip, run in groupby(chips, key=lambda pair: pair[1]):
        years = [year for year, _ in run]
        if len(chip[0]) > _LONG:
            yield words.period(years[0], years[-1]), chip
        else:
            yield from ((str(year), chip) for year in years)


def _quarters(quarters: Quarters) -> html.Details:
    """A table of years by quarters, the last year first, behind a title that opens it; then its groups and its notes."""
    absent = vocabulary.label("absence", "no_figure")
    figures = {at: figure + (_NOTED if at in quarters.notes else "") for at, figure in quarters.figures.items()}
    years = range(min(figures)[0], max(figures)[0] + 1)
    lines = []
    for year in reversed(years):
        cells = [html.Td(figures.get((year, quarter), absent), **data(head=f"Q{quarter}")) for quarter in _QUARTERS]
        lines.append(html.Tr([html.Th(str(year), scope="row"), *cells]))
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in ("Year", *(f"Q{quarter}" for quarter in _QUARTERS))]))
    notes = [f"{_NOTED} {year} Q{quarter}: {note}" for (year, quarter), note in quarters.notes.items()]
    obtained = f"How the quarters were obtained: {quarters.obtained}. Quarters are parts of a year; no map, rate or sum includes them."
    return html.Details(
        [
            html.Summary(f"By quarter, {years[0]} to {years[-1]}"),
            html.Div(html.Table([head, html.Tbody(lines)], className="rows"), className="rows-frame", tabIndex=0),
            html.P(obtained, className="quiet"),
            html.Ul([html.Li(text) for text in (*quarters.groups, *notes)], className="plain"),
            html.P(html.A("All quarters with their groups, locations and caveats (CSV)", href=quarters.link)),
        ]
    )


def _line(indicator: Indicator, row: Row, source: Row, place: str) -> html.Tr:
    whole = f"For {row['place_name']} as a whole: " if row["place"] != place else ""
    without = vocabulary.label("range_kind", "masked") if row.get("range_kind") == "masked" else "not applicable"
    cells = (
        words.period(row["year_start"], row["year_end"]),
        whole + words.figure(indicator, row),
        words.span(indicator, row) or without,
        vocabulary.label("basis", row["basis"]),
    )
    head = html.Th([source["short_title"], html.Br(), html.Small(source["publisher"])], scope="row")
    return html.Tr([head, *(html.Td(cell, **data(head=title)) for cell, title in zip(cells, _HEADS[1:], strict=True))])


def _block(indicator: Indicator, series: Iterable[Series], place: str, year: int | None) -> html.Tbody:
    """The lines of one indicator under its name; a history and quarters only of the place itself."""
    lines: list[Any] = [html.Tr(html.Th(indicator.label, colSpan=len(_HEADS), scope="rowgroup"), className="says-title")]
    for one in series:
        lines.append(_line(indicator, one.nearest(year), one.source, place))
        own = one.rows[0]["place"] == place and len(one.rows) > 1
        further: list[tuple[Any, str]] = [(history(indicator, one.rows, one.classes, one.notes), "")] if own else []
        texts = (*([f"{_NOTED} {one.differs}"] if one.differs else []), *one.caveats)
        further += [(text, " quiet") for text in texts]
        further += [(_quarters(one.quarters), "")] if one.quarters else []
        lines += [html.Tr(html.Td(part, colSpan=len(_HEADS)), className=f"history-row{quiet}") for part, quiet in further]
    return html.Tbody(lines)


def _named(source: Row) -> str:
    """A source and its publisher, without the publisher where the title names it."""
    title, publisher = str(source["short_title"]), str(source["publisher"])
    return title if publisher.partition(",")[0] in title else f"{title} ({publisher})"


def place_panel(summary: PlaceSummary, *, first: str, year: int | None) -> list[Any]:
    """The panel of a place, the indicator ``first`` before the others, with the figures of the ``year`` or the last before it."""
    record, family = summary.record, summary.family
    series = sorted(summary.series, key=lambda one: one.indicator.code != first)
    blocks = [_block(indicator, group, record["place"], year) for indicator, group in groupby(series, lambda one: one.indicator)]
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in _HEADS]))
    empty = html.P("No source of this group has a figure for this place. That says nothing of what happens there.")
    links = html.Ul([html.Li(dcc.Link(label, href=link)) for label, link in summary.others])
    also = html.Nav([html.Span("Also on this place:"), links], className="also", **aria(label="Other figures"))
    absences = [
        html.Li([html.Strong(f"{vocabulary.label('absence', code)}: "), "; ".join(map(_named, sources))])
        for code, sources in summary.missing.items()
        if sources
    ]
    return [
        html.H3(f"{record['name']}: {family.label.lower()}, source by source"),
        *([also] if summary.others else []),
        *([html.P(record["note"], className="quiet")] if record["note"] else []),
        html.P(family.definition, className="quiet"),
        html.Table([head, *blocks], className="says") if blocks else empty,
        *([html.H4("What is missing"), html.Ul(absences, className="plain")] if absences else []),
    ]
