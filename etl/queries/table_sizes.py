"""How large the built tables are: their rows and columns, and the file that holds each."""

from dataclasses import dataclass
from functools import cache

from etl.contract import schema
from etl.queries import open_data
from etl.queries.atlas import atlas
from etl.store import tables


@dataclass(frozen=True)
class TableSize:
    """A table, what its rows are, how many rows and columns it has, and its size as Parquet in bytes."""

    name: str
    meaning: str
    rows: int
    columns: int
    size: int


@cache
def table_sizes() -> tuple[TableSize, ...]:
    """All tables in the order of the data dictionary; raises TablesError where a file has gone."""
    frames = ((name, atlas()[name]) for name in open_data.names())
    return tuple(TableSize(name, schema.meaning(name), *frame.shape, tables.file_size(name)) for name, frame in frames)
