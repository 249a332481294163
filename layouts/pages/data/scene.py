"""What the data page shows: the tables with their sizes and columns, the versions, the terms, and how to read the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic.dataclasses import dataclass as form

from etl.contract.forms import FORM, Text, read_toml, validated
from etl.contract.schema import ROW_TABLES
from etl.queries import evidence, open_data, table_sizes
from etl.queries.atlas import atlas
from etl.queries.data_versions import DataVersion, data_versions
from etl.queries.table_sizes import TableSize
from layouts.export import Column, table_columns
from layouts.exports import formats
from layouts.exports.responses import public_address
from layouts.page import Stateless

_FILE = Path(__file__).with_name("reading.toml")
# How many rows are written to estimate the size of a table as text.
_SAMPLE = 400
_FIRST = (*ROW_TABLES, "claims", "lineage", "sources", "caveats")


@form(frozen=True, config=FORM)
class Way:
    """A way to read the tables: lines of code, and what to know of them."""

    title: Text
    code: Text
    note: Text


@dataclass(frozen=True)
class Table:
    """A table: its size as Parquet in bytes, its columns, and about how many bytes it has as CSV and as JSON."""

    size: TableSize
    columns: Sequence[Column]
    as_csv: int
    as_json: int


@dataclass(frozen=True)
class Scene:
    """``terms``: by the terms of reuse the records of the sources; ``names``: short titles of sources by their identifiers."""

    tables: Sequence[Table]
    ways: Sequence[Way]
    versions: Sequence[DataVersion]
    terms: Mapping[str, Sequence[Mapping[str, Any]]]
    closed: Sequence[Mapping[str, Any]]
    names: Mapping[str, str]
    version: str


def _table(size: TableSize) -> Table:
    """A table with its size as text, estimated from rows that are spread evenly over it."""
    columns, rows = table_columns(size.name), open_data.select(size.name, {})
    sample = rows.iloc[:: max(1, len(rows) // _SAMPLE)]
    share = len(rows) / max(1, len(sample))
    as_csv, as_json = len(formats.csv(sample, columns)), sum(map(len, formats.json_pieces(sample, columns, {})))
    return Table(size, columns, round(as_csv * share), round(as_json * share))


@cache
def _tables() -> tuple[Table, ...]:
    """The tables that hold figures first, then what describes them."""
    order = {name: number for number, name in enumerate(_FIRST)}
    return tuple(map(_table, sorted(table_sizes.table_sizes(), key=lambda size: order.get(size.name, len(order)))))


def ways(address: str) -> list[Way]:
    """How to read the tables, with the address of the atlas in the lines."""
    entries = read_toml("words", _FILE).get("ways", [])
    read = [validated(Way, entry, "words", f"{_FILE.name}, way {number}") for number, entry in enumerate(entries, 1)]
    return [Way(way.title, way.code.strip().replace("{address}", address), way.note.replace("{address}", address)) for way in read]


def _terms() -> dict[str, list[Mapping[str, Any]]]:
    records = sorted(evidence.all_sources(), key=lambda record: (record["licence"], record["short_title"].casefold()))
    return {licence: list(group) for licence, group in groupby(records, key=lambda record: str(record["licence"]))}


@lru_cache(maxsize=8)
def _scene(address: str) -> Scene:
    sources = evidence.all_sources()
    closed = [source for source in sources if not open_data.may_be_passed_on(source)]
    names = {source["source_id"]: source["short_title"] for source in sources}
    return Scene(_tables(), ways(address), data_versions(), _terms(), closed, names, atlas().version)


def scene(_state: Stateless) -> Scene:
    """The scene for the address at which the reader sees the atlas."""
    return _scene(public_address())
