"""The pyarrow schemas of the built tables, each field with its description.

The fields stand in schema.toml, which is also the data dictionary that exports carry.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

# What a source module is given (file name -> rows of text) and what it gives back (table name -> rows).
Raw = Mapping[str, pd.DataFrame]
Tables = dict[str, pd.DataFrame]

ARROW: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "floats": pa.list_(pa.float64()),
}


@dataclass(frozen=True)
class Field:
    """One field of a table: its name, its type, whether it may be missing, and what it says."""

    name: str
    type: str
    null: bool
    say: str


@cache
def fields() -> Mapping[str, tuple[Field, ...]]:
    """The fields of every table, in their order."""
    tables = tomllib.loads(Path(__file__).with_name("schema.toml").read_text(encoding="utf-8"))
    return {
        table: tuple(Field(name, entry["type"], entry.get("null", False), entry["say"]) for name, entry in entries.items())
        for table, entries in tables.items()
    }


def schema(table: str, *, data_version: str = "") -> pa.Schema:
    """The pyarrow schema of a table; the metadata holds the data version and each field's description."""
    columns = [
        pa.field(field.name, ARROW[field.type], nullable=field.null, metadata={"description": field.say}) for field in fields()[table]
    ]
    return pa.schema(columns, metadata={"data_version": data_version, "table": table})
