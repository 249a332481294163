"""Reads the inputs below data/: transcribed figures and reference data; writes them only for ``import``.

What ``import`` writes is first written beside the old files, as a draft that can be read and checked like a source.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from etl.contract.errors import InputError, WriteError
from etl.contract.forms import read_toml
from etl.contract.schema import ROW, Raw, Reference
from etl.contract.source_config import Source
from etl.geography.reference import FORMS
from etl.read.csv_reader import read_csv
from etl.store.tables import exclusive

_ABANDONED = 24 * 60 * 60
_OUTLINES = ("boundaries", "disputed")


def sources_folder(data: Path) -> Path:
    """Where the transcribed figures are."""
    return data / "sources"


def read_raw(source: Source, files: Mapping[str, Sequence[str]]) -> Raw:
    """The transcribed ``files`` of a source, each with these columns, as text; raises InputError for what is missing or not strict CSV."""
    return {name: read_csv(source.source_id, source.folder / name, columns, strict=True) for name, columns in files.items()}


def write_raw(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write transcribed files of a source."""
    for name, frame in tables.items():
        frame.drop(columns=ROW, errors="ignore").to_csv(folder / name, index=False, lineterminator="\n", encoding="utf-8")


@contextmanager
def _drafts(folder: Path) -> Iterator[Path]:
    """A hidden folder for drafts, removed at the end, or a day after the import was killed; raises WriteError where none can be written."""
    try:
        for old in folder.glob(".import-*"):
            if time.time() - old.stat().st_mtime > _ABANDONED:
                shutil.rmtree(old)
        with TemporaryDirectory(prefix=".import-", dir=folder) as hidden:
            yield Path(hidden)
    except OSError as error:
        remedy = "Free space, or allow writing there. Nothing was changed."
        why = error.strerror or "copying failed; the disk may be full"
        raise WriteError("import", str(folder), f"the files cannot be written ({why})", remedy) from error


@contextmanager
def draft(source: Source, tables: Mapping[str, pd.DataFrame], template: Path | None) -> Iterator[Path]:
    """A copy of a source's folder with ``tables``, and with the source.toml ``template`` if it has none yet.

    At the end it replaces the folder. Where an error is raised inside, everything stays as it was.
    """
    with _drafts(source.folder.parent) as hidden:
        copy = hidden / source.source_id
        if source.folder.exists():
            shutil.copytree(source.folder, copy)
        copy.mkdir(exist_ok=True)
        if template and not (copy / "source.toml").exists():
            shutil.copyfile(template, copy / "source.toml")
        write_raw(copy, tables)
        yield copy
        with exclusive(source.folder.parent.parent):
            if source.folder.exists():
                for name in (*tables, "source.toml"):
                    (copy / name).replace(source.folder / name)
            else:
                copy.replace(source.folder)


def read_places(data: Path) -> Mapping[str, pd.DataFrame]:
    """The tables of the reference data: places, names, regions, population."""
    folder = data / "reference"
    columns = {name: [field.name for field in fields(form)] for name, (form, _) in FORMS.items()}
    return {name: read_csv("reference", folder / f"{name}.csv", columns[name], strict=True) for name in FORMS}


def read_outlines(data: Path, name: str) -> dict[str, Any]:
    """An outline file of the reference data as GeoJSON; raises InputError where it is missing or is none."""
    path = data / "reference" / f"{name}.geojson"
    try:
        outlines: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem, remedy = "the outlines are missing or not GeoJSON", "Restore the file from version control."
        raise InputError("reference", path.name, problem, remedy) from error
    return outlines


def read_reference(data: Path) -> Reference:
    """Places, names, regions, population, outlines and comparable questions."""
    outlines = {name: read_outlines(data, name) for name in _OUTLINES}
    quantities = read_toml("reference", data / "reference" / "quantities.toml")
    return Reference(read_places(data), outlines, quantities.get("quantities", []))


def write_outlines(data: Path, name: str, features: list[str]) -> None:
    """Replace an outline file of the reference data at once: GeoJSON with one feature a line; raises WriteError."""
    with _drafts(data / "reference") as hidden:
        draft = hidden / f"{name}.geojson"
        draft.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8")
        draft.replace(data / "reference" / draft.name)


def fingerprint(folder: Path) -> str:
    """A hash of the files below a folder, names and bytes; hidden and compiled files do not count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".pyc" and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@cache
def _own_fingerprint() -> str:
    return fingerprint(Path(__file__).parents[1])


def data_version(data: Path) -> str:
    """Twelve hex digits: a hash of all inputs, that is of the figures, the reference data, the words and the ETL itself."""
    parts = [fingerprint(data / "sources"), fingerprint(data / "reference"), _own_fingerprint()]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]
