"""What every source says of one place: figure, year, range, basis and history, side by side, and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from etl import vocabulary
from etl.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.scales import Class

_HEADS = ("Source", "Year", "What it says", "Range", "Basis")


def _chip(year: int, word: str, look: theme.Look | None, meaning: str) -> html.Li:
    """A year of a series; one component, because pages of many components answer slowly."""
    return html.Li(f"{year}\n{word}", title=meaning, className=f"chip {theme.edge(look)}" if look else "chip")


def _history(indicator: Indicator, rows: pd.DataFrame, looks: Mapping[str, Class]) -> html.Ol:
    """Every year of a series with its look and its word; a year without a figure is there too, and says so."""
    said = {row["year_end"]: row for row in rows.to_dict("records")}
    absent = vocabulary.terms("absence")["no_figure"].label
    chips = []
    for year in range(min(said), max(said) + 1):
        if row := said.get(year):
            known = looks.get(row["class"])
            chips.append(_chip(year, words.short(indicator, row), known.look if known else None, words.reading(indicator, row)))
        else:
            chips.append(_chip(year, "none", theme.ABSENCES["no_figure"], absent))
    return html.Ol(chips, className="history")


def _line(indicator: Indicator, row: Mapping[str, Any], source: Mapping[str, Any], place: str) -> html.Tr:
    whole = f"For {row['place_name']} as a whole: " if row["place"] != place else ""
    cells = (
        words.period(row["year_start"], row["year_end"]),
        whole + words.figure(indicator, row),
        words.span(indicator, row) or "not applicable",
        vocabulary.label("basis", row["basis"]),
    )
    head = html.Th([source["short_title"], html.Br(), html.Small(source["publisher"])], scope="row")
    return html.Tr([head, *(html.Td(cell, **{"data-head": title}) for cell, title in zip(cells, _HEADS[1:], strict=True))])


def nearest(rows: pd.DataFrame, year: int | None) -> pd.Series:
    """The row of the year, or the last before it, or the first of all: the row that a panel puts in front."""
    earlier = rows[rows["year_end"] <= year] if year else rows
    return earlier.iloc[-1] if len(earlier) else rows.iloc[0]


def _block(
    indicator: Indicator,
    rows: pd.DataFrame,
    sources: Mapping[str, Mapping[str, Any]],
    looks: Mapping[str, Mapping[str, Class]],
    place: str,
    year: int | None,
) -> html.Tbody:
    """The lines of one indicator under its name."""
    lines: list[Any] = [html.Tr(html.Th(indicator.label, colSpan=len(_HEADS), scope="rowgroup"), className="says-title")]
    for (source, where), group in rows.groupby(["source_id", "place"], sort=False, observed=True):
        lines.append(_line(indicator, dict(nearest(group, year)), sources[source], place))
        if len(group) > 1 and where == place:
            lines.append(html.Tr(html.Td(_history(indicator, group, looks[source]), colSpan=len(_HEADS)), className="history-row"))
    return html.Tbody(lines)


def _absences(missing: Mapping[str, Sequence[str]], sources: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    lines = []
    for code, held in missing.items():
        if held:
            names = "; ".join(f"{sources[source]['short_title']} ({sources[source]['publisher']})" for source in held)
            lines.append(html.Li([html.Strong(f"{vocabulary.label('absence', code)}: "), names]))
    return [html.H4("What is missing"), html.Ul(lines, className="plain")] if lines else []


def place_panel(
    record: Mapping[str, Any],
    family: vocabulary.Term,
    rows: pd.DataFrame,
    missing: Mapping[str, Sequence[str]],
    sources: Mapping[str, Mapping[str, Any]],
    looks: Mapping[str, Mapping[str, Mapping[str, Class]]],
    others: Sequence[tuple[str, str]],
    *,
    year: int | None,
) -> list[Any]:
    """The panel of a place for a family of indicators; ``rows`` with ``class``, ``looks`` by indicator, source and class.

    ``others`` are the other families that speak of the place: label and link.
    """
    known = vocabulary.indicators()
    blocks = [
        _block(known[code], group, sources, looks[code], record["place"], year)
        for code, group in rows.groupby("indicator", sort=False, observed=True)
    ]
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in _HEADS]))
    table = [html.Table([head, *blocks], className="says")] if blocks else []
    note = [html.P(record["note"], className="quiet")] if record["note"] else []
    title = f"{record['name']}: {family.label.lower()}, source by source"
    empty = [html.P("No source of this group has a figure for this place. That says nothing of what happens there.")] if rows.empty else []
    links = [html.Li(dcc.Link(label, href=link)) for label, link in others]
    also = [html.Nav([html.Span(f"Also on {record['name']}:"), html.Ul(links)], className="also", **{"aria-label": "Other figures"})]
    return [
        html.H3(title),
        *(also if links else []),
        *note,
        html.P(family.definition, className="quiet"),
        *table,
        *empty,
        *_absences(missing, sources),
    ]
