"""The fields of the built tables, as schema.toml describes them, and what passes between the steps that make the tables.

schema.toml is also the data dictionary that exports carry.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd
import pyarrow as pa

# What a source module takes (file name -> rows of text, with ROW) and what it gives back (table name -> rows).
Raw = Mapping[str, pd.DataFrame]
Tables = dict[str, pd.DataFrame]
# The column with the place of a row in its file: the line of a CSV file, the row of a sheet.
ROW = "row"

# The tables whose rows are quotations that source modules make.
RowTable = Literal["estimates", "ratings", "flows"]
ROW_TABLES: tuple[RowTable, ...] = get_args(RowTable)

ARROW: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "floats": pa.list_(pa.float64()),
}


@dataclass(frozen=True)
class Reference:
    """The reference data: tables of text, the outlines as GeoJSON, and the comparable questions."""

    tables: Mapping[str, pd.DataFrame]
    outlines: Mapping[str, dict[str, Any]]
    quantities: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Field:
    """One field of a table; schema.toml says what each part means."""

    name: str
    type: str
    say: str
    null: bool = False
    default: str | None = None
    words: str = ""
    filled: bool = False
    figure: bool = False
    compared: bool = True

    @property
    def arrow(self) -> "pa.Field[Any]":
        """The field with its description as pyarrow takes it."""
        return pa.field(self.name, ARROW[self.type], nullable=self.null, metadata={"description": self.say})


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    """The tables as schema.toml has them: dictionaries are fields, all else concerns the table as a whole."""
    return tomllib.loads(Path(__file__).with_name("schema.toml").read_text(encoding="utf-8"))


@cache
def fields() -> Mapping[str, tuple[Field, ...]]:
    """The fields of all tables, in their order."""
    return {
        table: tuple(Field(name, **entry) for name, entry in parts.items() if isinstance(entry, dict)) for table, parts in entries().items()
    }


def meaning(table: str) -> str:
    """What the rows of a table are, in a sentence."""
    return str(entries()[table]["say"])
