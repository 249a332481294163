"""The legend and the evidence of a layer, as every page that draws maps shows them, and its rows as a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl.contract import row_numbers, vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_numbers import WITH_FIGURE, WITH_ROW
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts.components import evidence_list, legend, revision_list, rows_table
from layouts.components.rows_table import Line
from layouts.evidence import row_evidence
from layouts.evidence.layer import Layer

_FIGURE_COLUMN = 1
# How a column of figures is sorted where a row has no single one.
_SORTING = {
    "range": "Sorted by figure; a range is placed by its lower bound.",
    "masked": "Masked counts have no figure to sort by and come last.",
}


def layer_legend(layer: Layer) -> list[Any]:
    """The legend with the number of places in each class; with their names where the map draws regions alone."""
    title = layer.indicator.label if layer.indicator.scale else vocabulary.terms("unit")[layer.indicator.unit].label.capitalize()
    regions = layer.rows[layer.rows["kind"] == "region"]
    names = regions.groupby("class")["name"].agg("; ".join).to_dict() if len(regions) == len(layer.rows) else {}
    return legend.legend(title, layer.classes, layer.counts, names)


def source_evidence(layer: Layer) -> Sequence[Any]:
    """The part of the evidence that holds for all years of the source."""
    return evidence_list.of_source(layer.source, layer.indicator, layer.standing)


def period_evidence(layer: Layer) -> Sequence[Any]:
    """The part of the evidence that belongs to the period."""
    general, single = row_evidence.split_caveats(layer.evidence.caveats, layer.standing)
    regions = (layer.rows["kind"] == "region") & (layer.rows["drawn_as"] != "point")
    revision = layer.revision
    return evidence_list.of_period(
        layer.period,
        layer.evidence.bases,
        layer.evidence.ranges,
        general,
        single,
        world="; ".join(layer.world_readings),
        outlines=sorted(set(layer.rows.loc[regions, "note"])),
        revised=revision_list.revisions(revision.edition, revision.cells, revision.summary) if revision else [],
    )


def _line(indicator: Indicator, row: Mapping[str, Any], names: str) -> Line:
    number = row_numbers.number(indicator, row) if row["status"] in WITH_FIGURE else None
    cells = (row["reading"], "", "", "", "")
    if row["status"] in WITH_ROW:
        years = (row["year"], row["year"]) if indicator.table == "ratings" else (row["year_start"], row["year_end"])
        figures = (words.figure(indicator, row), words.span(indicator, row), words.period(*map(int, years)))
        cells = (*figures, vocabulary.label("basis", row["basis"]), row["locator"])
    return Line((row["name"], *cells), {_FIGURE_COLUMN: number}, also=names)


def layer_table(layer: Layer, places: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The table twin, as data that the browser draws, sorts and searches: the world's own figure, then the places of the map.

    ``places``: codes (``value``) with the other names by which the table finds them (``also``).
    """
    states, names = set(layer.rows["status"]), {place["value"]: place["also"] for place in places}
    caption = [f"{layer.title}. {layer.subtitle}.", *(sentence for status, sentence in _SORTING.items() if status in states)]
    rows = [*row_dicts(layer.world), *row_dicts(layer.rows[layer.rows["status"] != "gone"])]
    return rows_table.data(" ".join(caption), [_line(layer.indicator, row, names.get(row["place"], "")) for row in rows])
