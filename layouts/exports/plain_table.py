"""The rows of an export for readers without scripts: heads and cells in words, without the columns that only programs need."""

from typing import Any

from etl.contract import vocabulary
from layouts.export import Export
from layouts.exports.export_notes import offered
from layouts.exports.formats import flat, plain

# The group of the vocabulary that the words of a column are of.
_GROUPS = {"range_kind": "range_kind", "basis": "basis", "agrees": "agreement", "evidence": "evidence", "kind": "flow_kind"}
# Columns that name things by codes; a column of names stands beside each of them.
_CODES = frozenset(
    [
        *("source_id", "indicator", "evidence", "group", "form", "sex", "age", "place", "origin", "destination", "caveat_ids", "series"),
        *("estimate_id", "row_id", "rating_id", "flow_id", "claim_id", "quantity_id", "data_version", "unit"),
    ]
)
_HEADS = {
    "says": "Figure",
    "counted": "What is counted",
    "source_short": "Source",
    "source_title": "Source",
    "place_name": "Place",
    "origin_name": "Origin",
    "destination_name": "Destination",
    "year_start": "First year",
    "year_end": "Last year",
    "range_kind": "Range",
    "basis": "How obtained",
    "lineage": "Where the number came from",
    "locator": "Location in source",
    "produced_by": "Producer",
    "agrees": "Agrees with what it repeats",
    "offset": "Character in the text",
    "answer_group": "Group",
    "indicator_label": "Indicator",
    "group_label": "Who and what form",
    "low": "Lowest possible sum",
    "high": "Highest possible sum",
    "cells": "Yearly counts",
    "masked_cells": "Masked yearly counts",
    "drawn": "On the map",
}


def _word(column: str, cell: Any) -> str:
    text = plain(cell)
    if text is None or text == "":
        return ""
    if text in ("True", "False"):
        return "yes" if text == "True" else "no"
    terms = vocabulary.terms(_GROUPS[column]) if column in _GROUPS else {}
    return terms[str(text)].label if str(text) in terms else str(text)


def heads_and_cells(export: Export) -> tuple[list[str], list[list[str]]]:
    """The heads of the table, and its cells row by row."""
    chosen = set(export.plain_columns or (column.name for column in export.columns)) - _CODES
    names = [column.name for column in export.columns if column.name in chosen]
    rows = flat(offered(export), export.columns)[names]
    cells = [[_word(name, cell) for name, cell in zip(names, row, strict=True)] for row in rows.itertuples(index=False)]
    return [_HEADS.get(name, name.replace("_", " ").capitalize()) for name in names], cells
