"""The built tables as they are passed on to others: filtered by exact values, without rows whose source forbids it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.contract.schema import Field, fields
from etl.queries.atlas import atlas
from etl.store import tables

MOST_ROWS, MOST_PASSED_OVER = 50_000, 9_999_999
MOST_VALUES = 50
_LONGEST = 200


def folder() -> Path:
    """The folder of the built tables, where what is made of them may lie; raises TablesError where there is none."""
    return tables.folder()


def names() -> list[str]:
    """The tables that are there."""
    return [name for name in fields() if name in atlas().tables]


def may_be_passed_on(source: Mapping[str, Any]) -> bool:
    """Whether the terms of a source, from its record, let the atlas pass on its figures."""
    return source["redistribution"] in ("figures", "aggregates")


def closed_sources() -> Mapping[str, str]:
    """The sources whose rows may not be passed on, with the address where they are found."""
    return {source["source_id"]: source["url"] for source in row_dicts(atlas()["sources"]) if not may_be_passed_on(source)}


def without(rows: pd.DataFrame, sources: Collection[str]) -> pd.DataFrame:
    """The rows that are of none of the sources."""
    return rows[~rows["source_id"].astype("object").isin(sources)] if sources else rows


def _number(text: str, kind: type[int] | type[float]) -> int | float | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _fault(field: Field | None, name: str, values: Sequence[str]) -> str:
    """What is wrong with a filter, in words; '' where nothing is."""
    if field is None:
        return f"There is no column '{name[:_LONGEST]}' in this table."
    if len(values) > MOST_VALUES or any(len(value) > _LONGEST for value in values):
        return f"A filter holds at most {MOST_VALUES} values of {_LONGEST} characters; '{name}' holds more."
    kinds = {"int": int, "float": float}
    if field.type in kinds and any(_number(value, kinds[field.type]) is None for value in values):
        return f"The column '{name}' holds numbers; write digits."
    if field.type == "flag" and not set(values) <= {"true", "false"}:
        return f"The column '{name}' is true or false."
    return f"The column '{name}' holds lists of numbers and cannot be filtered." if field.type == "floats" else ""


def faults(table: str, filters: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong with the filters on a table, in plain words; nothing where they can be followed."""
    known = {field.name: field for field in fields()[table]}
    return [fault for name, values in filters.items() if (fault := _fault(known.get(name), name, values))]


def _matches(cells: pd.Series, field: Field, values: Sequence[str]) -> pd.Series:
    if field.type == "texts":
        return pd.Series([cell is not None and any(value in cell for value in values) for cell in cells], cells.index, "bool")
    if field.type == "flag":
        return cells.isin([value == "true" for value in values])
    if field.type in ("int", "float"):
        return cells.isin([float(value) for value in values])
    return cells.isin(list(values))


def select(table: str, filters: Mapping[str, Sequence[str]], *, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
    """The rows whose columns have one of the values of each filter, in the order of the table, as far as they may be passed on.

    The record of the sources and their caveats is never closed.
    """
    rows = atlas()[table]
    if "source_id" in rows and table not in ("sources", "caveats"):
        rows = without(rows, closed_sources())
    known = {field.name: field for field in fields()[table]}
    for name, values in filters.items():
        rows = rows[_matches(rows[name], known[name], values)]
    return rows.iloc[offset : None if limit is None else offset + limit]
