"""The legend and the evidence of a layer, as every page that draws maps shows them, and its rows as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.contract import row_figures, vocabulary
from etl.contract.row_figures import WITH_FIGURE, WITH_ROW
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
    names = regions.groupby("class")["name"].agg("; ".join) if len(regions) == len(layer.rows) else {}
    return legend.legend(title, layer.classes, layer.counts, dict(names))


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


def _line(indicator: Indicator, row: Mapping[str, Any], other_names: Mapping[str, str]) -> Line:
    number = row_figures.number(indicator, row) if row["status"] in WITH_FIGURE else None
    order, names = {_FIGURE_COLUMN: number}, other_names.get(row["place"], "")
    if row["status"] not in WITH_ROW:
        return Line((row["name"], row["reading"], "", "", "", ""), order, also=names)
    years = (row["year"], row["year"]) if indicator.table == "ratings" else (row["year_start"], row["year_end"])
    figures = (words.figure(indicator, row), words.span(indicator, row), words.period(*map(int, years)))
    return Line((row["name"], *figures, vocabulary.label("basis", row["basis"]), row["locator"]), order, also=names)


def layer_table(layer: Layer, other_names: Mapping[str, str]) -> dict[str, Any]:
    """The table twin, as data that the browser draws, sorts and searches: the world's own figure, then the places of the map.

    ``other_names``: by which a place is found as well.
    """
    states = set(layer.rows["status"])
    caption = [f"{layer.title}. {layer.subtitle}.", *(sentence for status, sentence in _SORTING.items() if status in states)]
    mapped = layer.rows[layer.rows["status"] != "gone"]
    rows = [*layer.world.to_dict("records"), *mapped.to_dict("records")]
    return rows_table.data(" ".join(caption), [_line(layer.indicator, row, other_names) for row in rows])
