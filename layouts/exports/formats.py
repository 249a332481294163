"""Rows as bytes: CSV, JSON and Parquet. Whole tables are written piece by piece, so that memory stays flat."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract.row_dicts import row_dicts
from etl.contract.schema import ARROW
from layouts.export import Column

BOM = "\ufeff".encode()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 2000
_PANDAS = {"text": "object", "int": "Int64", "float": "float64", "flag": "boolean"}
_LISTS = ("texts", "floats")


def _cells(values: pd.Series, kind: str) -> pd.Series:
    if kind in _LISTS:
        return pd.Series([list(cell) if hasattr(cell, "__len__") else None for cell in values], values.index, "object")
    if kind == "text":
        return values.astype("object").where(values.notna(), None)
    return values.astype(pd.api.types.pandas_dtype(_PANDAS[kind]))


def typed(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows with exactly the columns, in their order and types; missing cells are None or NA, never zero."""
    return pd.DataFrame({column.name: _cells(rows[column.name], column.type) for column in columns}, index=rows.index)


def inert(cell: object) -> object:
    """Text that a spreadsheet would run as a formula, preceded by an apostrophe; everything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def flat(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows with lists as text ('a; b'), for formats whose cells hold one thing."""
    frame = typed(rows, columns)
    for column in columns:
        if column.type in _LISTS:
            frame[column.name] = frame[column.name].map(lambda cells: "; ".join(map(str, cells)), na_action="ignore")
    return frame


def _whole(number: float) -> object:
    """A whole number as one, so that people are not printed in tenths."""
    return number if pd.isna(number) or not number.is_integer() else int(number)


def _pieces(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    return (rows.iloc[start : start + _PIECE] for start in range(0, len(rows), _PIECE))


def csv_pieces(rows: pd.DataFrame, columns: Sequence[Column], *, bom: bool = False) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180, UTF-8), the header first; with a byte order mark for spreadsheets that need one."""
    yield (BOM if bom else b"") + (",".join(column.name for column in columns) + "\r\n").encode()
    for piece in _pieces(rows):
        frame = flat(piece, columns)
        for column in columns:
            if column.type == "float":
                frame[column.name] = pd.Series(map(_whole, frame[column.name]), frame.index, "object")
            elif column.type in ("text", *_LISTS):
                frame[column.name] = frame[column.name].map(inert)
        yield frame.to_csv(index=False, header=False, lineterminator="\r\n").encode()


def csv(rows: pd.DataFrame, columns: Sequence[Column], *, bom: bool = False) -> bytes:
    """The rows as CSV in one piece."""
    return b"".join(csv_pieces(rows, columns, bom=bom))


def plain(cell: Any) -> Any:
    """A cell as JSON knows it; a missing one is null."""
    if isinstance(cell, list):
        return cell
    if pd.isna(cell):
        return None
    return cell.item() if isinstance(cell, np.generic) else cell


def records(rows: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The rows as JSON objects."""
    return [{name: plain(cell) for name, cell in row.items()} for row in row_dicts(typed(rows, columns))]


def column_records(columns: Sequence[Column]) -> list[dict[str, str]]:
    """What each column says, as JSON objects."""
    return [{"name": column.name, "type": column.type, "says": column.meaning} for column in columns]


def json_pieces(rows: pd.DataFrame, columns: Sequence[Column], about: Mapping[str, Any]) -> Iterator[bytes]:
    """An object with everything ``about`` the rows, then ``rows``."""
    head = json.dumps(dict(about), ensure_ascii=False, allow_nan=False)
    yield (head[:-1] + (", " if about else "") + '"rows": [').encode()
    for number, piece in enumerate(_pieces(rows)):
        body = json.dumps(records(piece, columns), ensure_ascii=False, allow_nan=False)[1:-1]
        yield f"{', ' if number else ''}{body}".encode()
    yield b"]}\n"


def parquet(rows: pd.DataFrame, columns: Sequence[Column], metadata: Mapping[str, str]) -> bytes:
    """The rows as Parquet; descriptions and ``metadata`` stand in its schema."""
    fields = [pa.field(column.name, ARROW[column.type], metadata={"description": column.meaning}) for column in columns]
    schema = pa.schema(fields, metadata=dict(metadata.items()))
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(typed(rows, columns), schema=schema, preserve_index=False), file, compression="zstd")
    return file.getvalue()
