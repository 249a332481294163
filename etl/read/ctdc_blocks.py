"""Opens the case records that CTDC offers, whatever their size: text, packed or not, a Parquet file, or a folder of several.

They are read in blocks of six columns, by the names that the atlas gives them; the others may have any name (later files write
sectorOf... for typeOf...). An engine such as DuckDB or Spark can prepare the Parquet files.
"""

import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from csv import reader
from pathlib import Path
from typing import IO, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from pyarrow import csv

from etl.contract.errors import InputError
from etl.read import file_kinds

COLUMNS = ("citizenship", "CountryOfExploitation", "yearOfRegistration", "gender", "isForcedLabour", "isSexualExploit")
# The reader loads up to 32 blocks in advance.
_BLOCK, _HEADER = 4 << 20, 1 << 16
REMEDY = f"Give the global dataset that CTDC offers, as CSV (or .csv.gz) in UTF-8, or as Parquet, with the columns {', '.join(COLUMNS)}."
Cell = tuple[str, str]


def _open(path: Path) -> pa.NativeFile:
    """The bytes of the file, unpacked; raises InputError for a file that is neither text nor a gzip archive."""
    kind = file_kinds.require("ctdc", path, file_kinds.TEXT, file_kinds.GZIP, remedy=REMEDY)
    # The stub lacks None: as it is, whatever the name of the file ends with.
    return pa.input_stream(str(path), compression="gzip" if kind == file_kinds.GZIP else None)  # type: ignore[arg-type]


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _spellings(printed: Sequence[str], where: str) -> Mapping[str, str]:
    """The column for each spelling in the header: editions differ in capitals and underscores."""
    folded = [_folded(name) for name in printed]
    for fault, times in (("lacks", range(1)), ("has more than once", range(2, len(folded) + 1))):
        if names := [name for name in COLUMNS if folded.count(_folded(name)) in times]:
            raise InputError("ctdc", where, f"the header {fault} {', '.join(names)}", REMEDY)
    return {printed[folded.index(_folded(name))]: name for name in COLUMNS}


def _text_spellings(path: Path) -> Mapping[str, str]:
    with _open(path) as file:
        header = next(iter(file.read(_HEADER).decode("utf-8-sig", errors="replace").splitlines()), "")
    return _spellings(next(reader([header]), []), f"{path.name}, line 1")


def _is_parquet(path: Path) -> bool:
    """Whether it is a Parquet file, or a folder of Parquet files such as an engine writes."""
    if path.is_dir():
        return any(path.rglob("*.parquet"))
    return path.is_file() and path.stat().st_size > 0 and file_kinds.file_kind(path) == file_kinds.PARQUET


def _text_blocks(path: Path) -> Iterator[pa.Table]:
    names = _text_spellings(path)
    options = csv.ConvertOptions(include_columns=list(names), column_types=dict.fromkeys(names, pa.string()))
    parsing = csv.ParseOptions(invalid_row_handler=lambda row: "error" if (row.text or "").strip() else "skip")
    with _open(path) as file, csv.open_csv(cast("IO[bytes]", file), csv.ReadOptions(block_size=_BLOCK), parsing, options) as blocks:
        for block in blocks:
            yield pa.Table.from_batches([block]).rename_columns(list(names.values()))


def _parquet_blocks(path: Path) -> Iterator[pa.Table]:
    """The columns as text, and ``file``, of which file of a folder the rows are."""
    dataset = ds.dataset(path, format="parquet", partitioning="hive")
    names = {**_spellings(dataset.schema.names, path.name), "__filename": "file"}
    text = pa.schema([(name, pa.string()) for name in names.values()])
    for batch in dataset.to_batches(columns=list(names), batch_readahead=2, fragment_readahead=1):
        yield pa.Table.from_batches([batch]).rename_columns(list(names.values())).cast(text)


def blocks(path: Path) -> Iterator[pa.Table]:
    """The columns as text, block by block; raises InputError for a file that is not the dataset."""
    try:
        yield from _parquet_blocks(path) if _is_parquet(path) else _text_blocks(path)
    except (pa.ArrowException, OSError, EOFError) as error:
        raise InputError("ctdc", path.name, f"the file is not the dataset that CTDC offers ({error})", REMEDY) from error


def _first_lines(path: Path, cells: set[Cell]) -> Mapping[Cell, str]:
    """The first line on which each of the ``cells`` (column, text) is printed, in the order of the file."""
    lines: dict[Cell, str] = {}
    with _open(path) as file, io.TextIOWrapper(cast("IO[bytes]", file), encoding="utf-8-sig", errors="replace", newline="") as text:
        rows = reader(text)
        header = next(rows)
        columns = [(name, header.index(printed)) for printed, name in _text_spellings(path).items()]
        for row in rows:
            for name, index in columns:
                cell = (name, row[index].strip() if index < len(row) else "")
                if cell in cells:
                    lines.setdefault(cell, f"{path.name}, line {rows.line_num}")
            if len(lines) == len(cells):
                break
    return lines


def _first_rows(path: Path, cells: set[Cell]) -> Mapping[Cell, str]:
    """The file and the first of its rows in which each of the ``cells`` (column, text) stands."""
    places: dict[Cell, str] = {}
    passed: Counter[str] = Counter()
    for block in _parquet_blocks(path):
        file = os.path.relpath(block["file"][0].as_py(), path.parent) if len(block) else ""
        for name, printed in sorted(cells - places.keys()):
            row = pc.index(pc.utf8_trim_whitespace(block[name]), printed).as_py()
            if row >= 0:
                places[name, printed] = f"{file}, row {passed[file] + row + 1}"
        passed[file] += len(block)
    return places


def places(path: Path, cells: set[Cell]) -> Mapping[Cell, str]:
    """Where each of the ``cells`` (column, text) first stands: the file and its line or row."""
    return _first_rows(path, cells) if _is_parquet(path) else _first_lines(path, cells)
