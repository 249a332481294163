"""The rows of an export as a typed table: only what may be passed on, types as the columns say."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.contract.schema import ARROW, fields
from layouts.exports.model import Behind, Column, Panel

OFFERED = ("figures", "aggregates")
_PANDAS = {"text": "object", "int": "Int64", "float": "float64", "flag": "boolean"}
LISTS = ("texts", "floats")


def withheld_sources(panel: Panel) -> list[Mapping[str, Any]]:
    """The sources whose figures may not be passed on: they are cited and linked instead."""
    return [source for source in panel.sources if source["redistribution"] not in OFFERED]


def is_closed(panel: Panel) -> bool:
    """Whether no source of a panel lets its figures be passed on."""
    return bool(panel.sources) and len(withheld_sources(panel)) == len(panel.sources)


def offered(panel: Panel) -> pd.DataFrame:
    """The rows of a panel that may be passed on; none where the only source keeps its figures to itself."""
    closed = [source["source_id"] for source in withheld_sources(panel)]
    if is_closed(panel):
        return panel.rows.iloc[:0]
    return panel.rows if not closed else panel.rows[~panel.rows["source_id"].astype("object").isin(closed)]


def table_columns(table: str) -> tuple[Column, ...]:
    """The columns of a built table."""
    return tuple(Column(field.name, field.type, field.say) for field in fields()[table])


def behind(panel: Panel) -> Behind | None:
    """The rows that the rows of a panel are sums of, as far as they may be passed on; None where there are none."""
    if panel.behind is None:
        return None
    closed = [source["source_id"] for source in withheld_sources(panel)]
    rows = panel.behind.rows
    return Behind(panel.behind.table, rows[~rows["source_id"].astype("object").isin(closed)])


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
    fields = [pa.field(column.name, ARROW[column.type], metadata={"description": column.say}) for column in columns]
    schema = pa.schema(fields, metadata=dict[bytes | str, bytes | str](metadata.items()))
    return pa.Table.from_pandas(typed(rows, columns), schema=schema, preserve_index=False)
