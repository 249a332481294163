"""The rows of an export as a typed table: only what may be passed on, types as the columns say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.contract.schema import ARROW
from etl.queries import open_data
from layouts.export import Behind, Column, Export

_PANDAS = {"text": "object", "int": "Int64", "float": "float64", "flag": "boolean"}
LISTS = ("texts", "floats")


def withheld_sources(export: Export) -> list[Mapping[str, Any]]:
    """The sources whose figures may not be passed on: they are cited and linked instead."""
    return [source for source in export.sources if not open_data.may_be_passed_on(source)]


def is_closed(export: Export) -> bool:
    """Whether no source of an export lets its figures be passed on."""
    return bool(export.sources) and len(withheld_sources(export)) == len(export.sources)


def offered(export: Export) -> pd.DataFrame:
    """The rows of an export that may be passed on; none where the only source keeps its figures to itself."""
    return export.rows.iloc[:0] if is_closed(export) else _without_withheld(export, export.rows)


def behind(export: Export) -> Behind | None:
    """The rows that the rows of an export are sums of, as far as they may be passed on; None where there are none."""
    return export.behind and replace(export.behind, rows=_without_withheld(export, export.behind.rows))


def _without_withheld(export: Export, rows: pd.DataFrame) -> pd.DataFrame:
    return open_data.without(rows, [source["source_id"] for source in withheld_sources(export)])


def _cells(values: pd.Series, kind: str) -> pd.Series:
    if kind in LISTS:
        return pd.Series([list(cell) if hasattr(cell, "__len__") else None for cell in values], values.index, "object")
    if kind == "text":
        cells = np.array(values, dtype="object")
        cells[pd.isna(cells)] = None
        return pd.Series(cells, values.index, "object")
    return values.astype(pd.api.types.pandas_dtype(_PANDAS[kind]))


def typed(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows with exactly the columns, in their order and types; missing cells are None or NA, never zero."""
    return pd.DataFrame({column.name: _cells(rows[column.name], column.type) for column in columns}, index=rows.index)


def arrow(rows: pd.DataFrame, columns: Sequence[Column], metadata: Mapping[str, str]) -> pa.Table:
    """The rows as an Arrow table whose schema carries the description of each column."""
    fields = [pa.field(column.name, ARROW[column.type], metadata={"description": column.meaning}) for column in columns]
    return pa.Table.from_pandas(typed(rows, columns), schema=pa.schema(fields, metadata=dict(metadata)), preserve_index=False)
