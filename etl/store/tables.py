"""Reads and writes the built tables.

A build is written to a folder of its own and becomes visible by the exchange of one link, data/built, so that whoever
reads sees either the old tables or the new ones, whole.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from etl.contract.errors import BusyError, TablesError, WriteError
from etl.contract.schema import ROW_TABLES
from etl.contract.table_contract import TableContract, contracts

# Where the data is, absolute: as ATLAS_DATA says, else beside where the program runs.
DATA = Path(os.environ.get("ATLAS_DATA", "data")).absolute()
_BETWEEN = "\0"
_REMEDY = "Run: python -m etl build"


def _unwritten(folder: Path, error: OSError) -> WriteError:
    problem = f"the tables cannot be written ({error.strerror or error})"
    remedy = "Free some space or fix the permissions, then build again; the tables built before are untouched."
    return WriteError("build", str(folder), problem, remedy)


@contextmanager
def exclusive(data: Path) -> Iterator[None]:
    """Let one build, or one import at the moment of its writing, run at a time.

    Raises BusyError for the second, WriteError where nothing can be written.
    """
    lock = FileLock(data / ".build.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError("build", str(data), "another build or import is running", "Wait until it has ended, then try again.") from error
    except OSError as error:
        raise _unwritten(data, error) from error
    try:
        yield
    finally:
        lock.release()


def arrow(name: str, frame: pd.DataFrame, version: str) -> pa.Table:
    """A frame as a table of the contract, in its order, with the data version in the metadata."""
    table = contracts()[name]
    ordered = frame[table.columns].sort_values(table.order, kind="stable")
    del frame  # the table is made of the sorted rows alone; the largest would be in memory twice
    return pa.Table.from_pandas(ordered, schema=table.schema(version), preserve_index=False)


def version_of(schema: pa.Schema) -> str:
    """The data version in the metadata of a built table; '' where there is none."""
    return str((schema.metadata or {}).get(b"data_version", b"").decode())


def _write_all(folder: Path, tables: Mapping[str, pa.Table], documents: Mapping[str, bytes]) -> None:
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    for name, content in documents.items():
        (folder / name).write_bytes(content)
    for path in folder.iterdir():
        with path.open("rb") as written:
            os.fsync(written.fileno())


def _publish(built: Path, folder: Path) -> None:
    """Point the link at the new folder in one step, and keep only it and the one before."""
    before = built.resolve()
    if built.is_dir() and not built.is_symlink():
        before = built.rename(folder.with_suffix(".before"))
    link = folder.with_suffix(".link")
    link.symlink_to(os.path.relpath(folder, built.parent))
    link.replace(built)
    for old in folder.parent.iterdir():
        if old not in (folder, before):
            shutil.rmtree(old, ignore_errors=True)


def write(data: Path, version: str, tables: Mapping[str, pa.Table], documents: Mapping[str, bytes]) -> None:
    """Write tables and documents, then publish them as data/built; raises WriteError, and the old ones stay whole."""
    home = data / ".built"
    try:
        home.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{version}-", dir=home))
        try:
            folder.chmod(0o755)
            _write_all(folder, tables, documents)
            _publish(data / "built", folder)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise _unwritten(home, error) from error


def folder(data: Path = DATA) -> Path:
    """The folder that data/built leads to; raises TablesError where there is none."""
    built = (data / "built").resolve()
    if not built.is_dir():
        raise TablesError("tables", "data/built", "the tables have not been built", _REMEDY)
    return built


def _once(lists: "pa.ChunkedArray[Any]") -> "pd.Series[Any]":
    """Lists of texts as tuples, each in memory once however many rows have it; None where there is none."""
    codes, texts = pd.factorize(cast("pa.ChunkedArray[Any]", pc.binary_join(lists, _BETWEEN)).to_pandas())
    tuples = np.empty(len(texts) + 1, "object")  # the last stands for none
    tuples[:-1] = [tuple(text.split(_BETWEEN)) if text else () for text in texts]
    return pd.Series(tuples[codes])


def _table(built: Path, name: str, contract: TableContract) -> pa.Table:
    texts = [field.name for field in contract.fields[1:] if field.type == "text"] if name in ROW_TABLES else []
    try:
        # Not ``read_table``, which cuts long columns into pieces: of a whole one rows are taken in a third of the time.
        with pq.ParquetFile(built / f"{name}.parquet", read_dictionary=texts) as file:
            return file.read()
    except (OSError, KeyError, pa.ArrowException) as error:
        raise TablesError("tables", f"data/built/{name}.parquet", "the table is missing or not readable", _REMEDY) from error


def _frame(table: pa.Table, contract: TableContract) -> pd.DataFrame:
    lists = {field.name: _once(table[field.name]) for field in contract.fields if field.type == "texts"}
    return table.drop_columns([*lists]).to_pandas(self_destruct=True, split_blocks=True).assign(**lists)[contract.columns]


def read(data: Path = DATA) -> tuple[dict[str, pd.DataFrame], str]:
    """All built tables and their data version; raises TablesError where they are missing, unreadable or of two builds.

    Of the tables whose rows quote a source the texts are categories, but for the identifier, which no two rows share.
    """
    tables = {name: _table(folder(data), name, contract) for name, contract in contracts().items()}
    versions = {version_of(table.schema) for table in tables.values()}
    if len(versions) != 1:
        raise TablesError("tables", "data/built", "the tables are of different builds", _REMEDY)
    return {name: _frame(tables.pop(name), contract) for name, contract in contracts().items()}, versions.pop()


def read_document(name: str, data: Path = DATA) -> bytes:
    """A built document, such as the basemap; raises TablesError where it is missing."""
    try:
        return ((data / "built").resolve() / name).read_bytes()
    except OSError as error:
        raise TablesError("tables", f"data/built/{name}", "the file is missing or not readable", _REMEDY) from error


def file_size(name: str, data: Path = DATA) -> int:
    """The size of a built table in bytes; raises TablesError where it is missing."""
    return len(read_document(f"{name}.parquet", data))
