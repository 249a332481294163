"""The matrix of places and sources as data that the browser draws (assets/pages/coverage.js): a row a place, a column a source.

Two hundred and fifty places by thirty sources would be thousands of components; as numbers they are a few kilobytes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import source_coverage
from layouts.pages.coverage import coverage_links
from layouts.pages.coverage.state import KINDS

Record = Mapping[str, Any]
_COLUMN = ["kind", "source_id"]


def columns(cells: pd.DataFrame) -> Sequence[Record]:
    """The columns for some cells: by kind, and within a kind the newest first, those of one or a few places last."""
    order = {kind: number for number, kind in enumerate(source_coverage.KINDS)}
    counted = cells.groupby(_COLUMN, as_index=False).agg(places=("place", "size"), newest=("last", "max"), indicator=("indicator", "first"))
    counted = counted.assign(order=counted["kind"].map(order), few=counted["places"] * 10 < counted["places"].max())
    ascending = {"order": True, "few": True, "newest": False, "places": False, "source_id": True}
    return row_dicts(counted.sort_values(list(ascending), ascending=list(ascending.values())))


def _head(column: Record) -> dict[str, Any]:
    known = vocabulary.indicators()[column["indicator"]].kind
    shape = "secondary_claim" if column["kind"] == "claim" else known
    return {"title": source_coverage.titles()[column["source_id"]], "kind": column["kind"], "shape": shape}


def _number(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _cell(cell: Record, column: int, view: int) -> list[int]:
    years = (_number(cell[name]) for name in ("last", "first", "years", "masked", "last_masked"))
    return [column, view, *years]


def matrix(places: pd.DataFrame, cells: pd.DataFrame, *, since: int, caption: str) -> dict[str, Any]:
    """The matrix of ``places`` (rows of ``by_place``) and ``cells``.

    A cell is [column, view, last, first, years, masked, last masked], 0 where there is no such year; ``views`` are addresses in
    which {place} and {name} stand for the place.
    """
    heads = columns(cells)
    numbers = {(head["kind"], head["source_id"]): number for number, head in enumerate(heads)}
    views: dict[str, int] = {}
    rows: dict[str, list[list[int]]] = {place: [] for place in places["place"]}
    for cell in row_dicts(cells):
        view = views.setdefault(coverage_links.template(cell), len(views))
        rows[cell["place"]].append(_cell(cell, numbers[cell["kind"], cell["source_id"]], view))
    lines = [[row["place"], row["name"], int(row["kind"] == "territory"), row["sources"], rows[row["place"]]] for row in row_dicts(places)]
    kinds: Sequence[str] = list(dict.fromkeys(head["kind"] for head in heads))
    groups = [{"title": KINDS[kind], "columns": sum(head["kind"] == kind for head in heads)} for kind in kinds]
    heads_of_columns = [_head(head) for head in heads]
    return {"caption": caption, "since": since, "groups": groups, "columns": heads_of_columns, "views": list(views), "rows": lines}
