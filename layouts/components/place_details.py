"""All sources on one place side by side: figure, year, range, basis and history, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
# Stands after the figure of a year that differs in another edition of the source.
_DIFFERS = "*"
# Ratings of at most so many letters are shown year by year, longer ones by runs of years.
_LONG = 4
# The word of a year, its look, and what it means.
_Chip = tuple[str, theme.Look | None, str]


def _chip(period: str, word: str, look: theme.Look | None, meaning: str) -> html.Li:
    """A year or a run of years of a series, in one component: pages of many components are slow."""
    return html.Li(f"{period}\n{word}", title=meaning, className=f"chip {theme.edge(look)}" if look else "chip")


def history(
    indicator: Indicator, rows: Sequence[Mapping[str, Any]], looks: Mapping[str, Class], notes: Mapping[int, str] | None = None
) -> html.Ol:
    """Every year of a series with its look and its word, ratings in words by runs; a year without a figure is one too.

    ``notes``: by year what another edition of the source has instead.
    """
    notes = notes or {}
    by_year = {row["year_end"]: row for row in rows}
    absent = vocabulary.terms("absence")["no_figure"].label
    chips: list[tuple[int, _Chip]] = []
    for year in range(min(by_year), max(by_year) + 1):
        if row := by_year.get(year):
            look = entry.look if (entry := looks.get(row["class"])) else None
            word = words.short(indicator, row) + (_DIFFERS if year in notes else "")
            meaning = ". ".join(filter(None, (words.reading(indicator, row), notes.get(year))))
            chips.append((year, (word, look, meaning)))
        else:
            chips.append((year, ("none", theme.ABSENCES["no_figure"], absent)))
    joined = _runs(chips) if indicator.table == "ratings" else ((str(year), chip) for year, chip in chips)
    return html.Ol([_chip(period, *chip) for period, chip in joined], className="history")


def _runs(chips: Iterable[tuple[int, _Chip]]) -> Iterator[tuple[str, _Chip]]:
    """Chips with their years in words: neighbouring years with the same rating in words, such as a status, are one chip."""
    for chip, run in groupby(chips, key=lambda pair: pair[1]):
        years = [year for year, _ in run]
        if len(chip[0]) > _LONG:
            yield words.period(years[0], years[-1]), chip
        else:
            yield from ((str(year), chip) for year in years)


@dataclass(frozen=True)
class Series:
    """The rows of one source on one place in one indicator by year, and a strip of all years where there are several.

    ``differs``: in which years another edition of the source differs, in words, '' for none; ``caveats``: of the years with
    a mask or a range; ``quarters``: a table of quarters, where the source prints any.
    """

    indicator: Indicator
    source: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    history: html.Ol | None
    differs: str = ""
    caveats: tuple[str, ...] = ()
    quarters: html.Details | None = None

    def nearest(self, year: int | None) -> Mapping[str, Any]:
        """The row of the year, else the last before it, else the first of all."""
        earlier = [row for row in self.rows if not year or row["year_end"] <= year]
        return earlier[-1] if earlier else self.rows[0]


def _without_range(row: Mapping[str, Any]) -> str:
    return vocabulary.label("range_kind", "masked") if row.get("range_kind") == "masked" else "not applicable"


def _line(indicator: Indicator, row: Mapping[str, Any], source: Mapping[str, Any], place: str) -> html.Tr:
    whole = f"For {row['place_name']} as a whole: " if row["place"] != place else ""
    cells = (
        words.period(row["year_start"], row["year_end"]),
        whole + words.figure(indicator, row),
        words.span(indicator, row) or _without_range(row),
        vocabulary.label("basis", row["basis"]),
    )
    head = html.Th([source["short_title"], html.Br(), html.Small(source["publisher"])], scope="row")
    return html.Tr([head, *(html.Td(cell, **data(head=title)) for cell, title in zip(cells, _HEADS[1:], strict=True))])


def _block(indicator: Indicator, series: Iterable[Series], place: str, year: int | None) -> html.Tbody:
    """The lines of one indicator under its name."""
    lines: list[Any] = [html.Tr(html.Th(indicator.label, colSpan=len(_HEADS), scope="rowgroup"), className="says-title")]
    for one in series:
        lines.append(_line(indicator, one.nearest(year), one.source, place))
        if one.history:
            lines.append(html.Tr(html.Td(one.history, colSpan=len(_HEADS)), className="history-row"))
        notes = [f"{_DIFFERS} {one.differs}"] if one.differs else []
        for text in (*notes, *one.caveats):
            lines.append(html.Tr(html.Td(text, colSpan=len(_HEADS)), className="history-row quiet"))
        if one.quarters:
            lines.append(html.Tr(html.Td(one.quarters, colSpan=len(_HEADS)), className="history-row"))
    return html.Tbody(lines)


def _named(source: Mapping[str, Any]) -> str:
    """A source and its publisher, without the publisher where the title names it."""
    title, publisher = str(source["short_title"]), str(source["publisher"])
    return title if publisher.partition(",")[0] in title else f"{title} ({publisher})"


def _absences(missing: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Any]:
    lines = []
    for code, sources in missing.items():
        if sources:
            names = "; ".join(map(_named, sources))
            lines.append(html.Li([html.Strong(f"{vocabulary.label('absence', code)}: "), names]))
    return [html.H4("What is missing"), html.Ul(lines, className="plain")] if lines else []


def place_panel(
    record: Mapping[str, Any],
    family: vocabulary.Term,
    series: Sequence[Series],
    missing: Mapping[str, Sequence[Mapping[str, Any]]],
    others: Sequence[tuple[str, str]],
    *,
    year: int | None,
) -> list[Any]:
    """The panel of a place for a family of indicators; ``series`` in the order of the indicators.

    ``others`` are the other families that speak of the place: label and link.
    """
    blocks = [_block(indicator, group, record["place"], year) for indicator, group in groupby(series, lambda one: one.indicator)]
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in _HEADS]))
    table = [html.Table([head, *blocks], className="says")] if blocks else []
    note = [html.P(record["note"], className="quiet")] if record["note"] else []
    title = f"{record['name']}: {family.label.lower()}, source by source"
    empty = [html.P("No source of this group has a figure for this place. That says nothing of what happens there.")] if not series else []
    links = [html.Li(dcc.Link(label, href=link)) for label, link in others]
    also = [html.Nav([html.Span("Also on this place:"), html.Ul(links)], className="also", **aria(label="Other figures"))]
    return [
        html.H3(title),
        *(also if links else []),
        *note,
        html.P(family.definition, className="quiet"),
        *table,
        *empty,
        *_absences(missing),
    ]
