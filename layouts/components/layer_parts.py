"""The legend and the evidence of a layer, as every page that draws maps shows them, and its rows as a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from etl.contract import row_figures, vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import WITH_FIGURE, WITH_ROW
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.components import evidence_list, rows_table
from layouts.components.aria import aria, data
from layouts.components.rows_table import Line
from layouts.components.term import term_link
from layouts.evidence import edition_notes, layer_rows
from layouts.evidence.layer import Layer, Revision
from layouts.evidence.other_names import also_called
from layouts.scales import CIRCLED, Class

_FIGURE_COLUMN = 1
# How many places a list of changed cells names; all are in the rows, each with its note.
_MOST_NAMES = 12
# How a column of figures is sorted where a row has no single one.
_SORTING = {
    "range": "Sorted by figure; a range is placed by its lower bound.",
    "masked": "Masked counts have no figure to sort by and come last.",
}
# The cells that an edition changed, by kind: as lists of places, and as numbers.
_LISTS = {
    "added": "New in this edition",
    "withdrawn": "No longer in this edition",
    "masked_now": "Printed in the previous edition, now masked",
    "masked_before": "Masked in the previous edition, now printed",
    "zero_now": "Masked in the previous edition, now printed as 0",
}
_COUNTED = {
    "changed": "revised",
    "added": "added",
    "withdrawn": "withdrawn",
    "masked_now": "now masked",
    "masked_before": "no longer masked",
    "zero_now": "formerly masked, now printed as 0",
}


def _class_row(layer: Layer, entry: Class) -> html.Li:
    """A class with its swatch and its count; pressed, it alone stands out. The style sheet draws the swatch and the count."""
    count, only = layer.counts.get(entry.code, 0), layer.selection.only
    round_mark = f" round round-{entry.code}" if layer.selection.is_circled and entry.code in CIRCLED else ""
    looks = f"legend-row {theme.edge(entry.look)}{round_mark}{'' if count else ' legend-empty'}"
    names = "" if layer.selection.is_circled else layer.region_names.get(entry.code, "")
    counted = data(count=names or f"{count:,}")
    meaning: dict[str, Any] = {"title": entry.definition} if entry.definition and entry.code not in theme.ABSENCES else {}
    state = aria(pressed=str(entry.code == only).lower())
    stepped_back = " legend-back" if only not in ("", entry.code) else ""
    pressed = {**counted, **data(only=entry.code), **state, **meaning}
    return html.Li(html.Button(entry.label, type="button", className=looks + stepped_back, **pressed))


def _samples(layer: Layer) -> list[html.Ul]:
    """Circles of round numbers as wide as on the map; nothing where areas are shaded."""
    if not layer.selection.is_circled:
        return []
    rows = [
        html.Li(entry.label, className=f"legend-sample {theme.edge(entry.look)}", style={"--wide": f"{entry.wide:.1f}px"})
        for entry in layer_rows.sample_circles(layer)
    ]
    return [html.Ul(rows, className="legend-list legend-samples", **aria(label="Circles by size"))]


def _ways(layer: Layer) -> list[html.P]:
    """The other way to draw amounts, and the way back to all classes."""
    shaded = "Show as circles" if layer.selection.shaded else "Shade the countries instead"
    ways = [html.Button("Show all classes", type="button", className="legend-way", **data(only=""))] if layer.selection.only else []
    if layer.selection.is_amount:
        ways.append(html.Button(shaded, type="button", className="legend-way", **data(shaded="no" if layer.selection.shaded else "yes")))
    return [html.P(ways, className="legend-ways")] if ways else []


def layer_legend(layer: Layer, *, title: type[html.H2 | html.H3] = html.H2) -> list[Any]:
    """The classes that figures have, with circles of round numbers where the map draws circles, then the absences.

    Each with the number of its places; with their names where the map draws regions alone; pressed, a class stands out, as
    assets/core/legend.js asks for. ``title``: the heading of its parts, by what it stands under.
    """
    figures, missing = layer_rows.listed(layer)
    no_circle = [html.P("No circle: no figure, not zero.", className="quiet")] if layer.selection.is_circled else []

    def part(heading: str, entries: Sequence[Class], above: Sequence[Any] = (), below: Sequence[Any] = ()) -> html.Div:
        rows = html.Ul([_class_row(layer, entry) for entry in entries], className="legend-list")
        return html.Div([title(heading, className="legend-title"), *above, rows, *below])

    first = part(layer_rows.legend_title(layer.indicator), figures, above=_samples(layer))
    last = [part("No figure", missing, below=no_circle)] if missing else []
    return [first, *last, *_ways(layer)]


def absences() -> html.Details:
    """What the four absences mean, for readers without a mouse too; the same on every map, so that no change of a map sends it."""
    terms = vocabulary.terms("absence").items()
    rows = [html.Div([html.Dt(term_link(f"absence.{code}")), html.Dd(term.definition)], className="fact") for code, term in terms]
    return html.Details([html.Summary("What do these words mean?"), html.Dl(rows)], className="legend-words")


def source_evidence(layer: Layer) -> Sequence[Any]:
    """The part of the evidence that holds for all years of the source."""
    return [*evidence_list.of_source(layer.source, layer.indicator, layer.standing), *_revised_whole(layer.revision)]


def period_evidence(layer: Layer, *, opened_by: str = "") -> Sequence[Any]:
    """The part of the evidence that belongs to the period.

    ``opened_by``: the identifier of the title of the cells that an edition changed, where they are asked for when it is pressed; the
    element ``{opened_by}-cells`` takes them (``changed_list``). Without one they are there from the start.
    """
    return evidence_list.of_period(
        layer.period,
        layer.evidence.bases,
        layer.evidence.ranges,
        *layer.caveats,
        world="; ".join(layer.world_readings),
        outlines=layer.outline_notes,
        revised=[_revision(layer.revision, opened_by)] if layer.revision else [],
    )


def changed_cells(counts: Mapping[str, int]) -> str:
    """How many cells an edition changed, by kind, in words: '31 revised, 2 now masked'."""
    return ", ".join(f"{counts[kind]:,} {label}" for kind, label in _COUNTED.items() if counts.get(kind)) or "nothing revised"


def _revision(revision: Revision, opened_by: str) -> html.Details:
    """How many cells of a layer differ from those of the previous edition, and behind that the cells."""
    heading = f"Changes since the previous edition ({revision.edition}): {changed_cells(Counter(revision.cells['kind']))}"
    if not opened_by:
        return html.Details([html.Summary(heading), changed_list(revision)])
    return html.Details([html.Summary(heading, id=opened_by), html.Div(id=f"{opened_by}-cells")], key=heading)


def changed_list(revision: Revision) -> html.Ul:
    """The cells of a layer that differ from those of the previous edition, without any number that either of them masks."""
    items = []
    for row in row_dicts(revision.cells[revision.cells["kind"] == "changed"]):
        step = f"{row['difference']:+,.0f}".replace("-", "\N{MINUS SIGN}")
        items.append(html.Li(f"{row['name']}: {row['before']} before, {row['after']} now ({step})"))
    for kind, label in _LISTS.items():
        own = revision.cells[revision.cells["kind"] == kind]
        names = own["name"] + own["after"].map(" ({})".format) if kind == "masked_before" else own["name"]
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        items += [html.Li(f"{label}: {', '.join(names[:_MOST_NAMES])}{more}.")] if len(names) else []
    return html.Ul(items, className="revisions")


def _revised_whole(revision: Revision | None) -> list[html.P]:
    """How many cells an edition changed in all years and groups; nothing where it revises none."""
    if revision is None:
        return []
    whole = f"{changed_cells(revision.summary)}, {revision.summary['same']:,} unchanged"
    return [html.P(f"Changes since the previous edition ({revision.edition}), all years and groups: {whole}.", className="quiet")]


def _line(indicator: Indicator, row: Mapping[str, Any], note: str = "") -> Line:
    number = row_figures.number(indicator, row) if row["status"] in WITH_FIGURE else None
    cells = (row["reading"], "", "", "", "")
    if row["status"] in WITH_ROW:
        years = (row["year"], row["year"]) if indicator.table == "ratings" else (row["year_start"], row["year_end"])
        span = words.span(indicator, row) or ("not applicable" if indicator.table == "ratings" else "")
        figures = (edition_notes.with_note(words.figure(indicator, row), note), span, words.period(*map(int, years)))
        cells = (*figures, vocabulary.label("basis", row["basis"]), row["locator"])
    return Line((row["name"], *cells), {_FIGURE_COLUMN: number}, also=also_called(row["place"]))


def rows_in_words(caption: str, indicator: Indicator, rows: pd.DataFrame) -> dict[str, Any]:
    """Rows (``place, name, status, says, edition_note``) as a table, what another edition of the source says beside the figure."""
    lines = [_line(indicator, {**row, "reading": row["says"]}, row["edition_note"]) for row in row_dicts(rows)]
    return rows_table.data(caption, lines)


def layer_table(layer: Layer) -> dict[str, Any]:
    """The table twin, as data that the browser draws, sorts and searches: the world's own figure, then the places of the map."""
    states = set(layer.rows["status"])
    caption = [f"{layer.title}. {layer.subtitle}.", *(sentence for status, sentence in _SORTING.items() if status in states)]
    rows = [*row_dicts(layer.world), *row_dicts(layer.rows[layer.rows["status"] != "gone"])]
    return rows_table.data(" ".join(caption), [_line(layer.indicator, row) for row in rows])
