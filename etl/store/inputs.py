"""Reads the inputs below data/: transcribed figures and reference data; writes them only for ``import``."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from etl.catalog import Source
from etl.errors import InputError
from etl.readers import ROW, read_csv
from etl.schema import Raw

_REFERENCE = {
    "places": ("place", "name", "kind", "region", "subregion", "income_group", "longitude", "latitude", "note"),
    "regions": ("place", "name", "kind", "scheme", "longitude", "latitude", "note"),
    "members": ("region", "member"),
    "aliases": ("alias", "place", "kind", "scope"),
    "citizenships": ("label", "place", "group", "note"),
    "population": ("place", "year", "population"),
}
_OUTLINES = ("boundaries", "disputed")


@dataclass(frozen=True)
class Reference:
    """The reference data: tables of text, the outlines as GeoJSON, and the comparable questions."""

    tables: Mapping[str, pd.DataFrame]
    outlines: Mapping[str, dict[str, Any]]
    quantities: list[Mapping[str, Any]]


def sources_folder(data: Path) -> Path:
    """Where the transcribed figures stand."""
    return data / "sources"


def read_raw(source: Source) -> Raw:
    """The transcribed files of a source as text; raises InputError where one is missing or not strict CSV."""
    return {name: read_csv(source.source_id, source.folder / name, columns, only=True) for name, columns in source.columns.items()}


def write_raw(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Replace transcribed files of a source, each at once."""
    for name, frame in tables.items():
        draft = folder / f".{name}.draft"
        frame.drop(columns=ROW, errors="ignore").to_csv(draft, index=False, lineterminator="\n", encoding="utf-8")
        draft.replace(folder / name)


def write_new(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a source that is not there yet; one that is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / name).exists():
        (folder / name).write_bytes(content)


def _read_outlines(path: Path) -> dict[str, Any]:
    try:
        outlines: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            "reference", path.name, "the outlines are missing or not GeoJSON", "Restore the file from version control."
        ) from error
    return outlines


def _read_quantities(path: Path) -> list[Mapping[str, Any]]:
    try:
        entries: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("quantities", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("reference", path.name, f"not readable as TOML ({error})", "Mend the file at the place named.") from error
    return entries


def read_reference(data: Path) -> Reference:
    """Places, names, regions, population, outlines and comparable questions."""
    folder = data / "reference"
    tables = {name: read_csv("reference", folder / f"{name}.csv", columns, only=True) for name, columns in _REFERENCE.items()}
    outlines = {name: _read_outlines(folder / f"{name}.geojson") for name in _OUTLINES}
    return Reference(tables, outlines, _read_quantities(folder / "quantities.toml"))


def write_outlines(data: Path, name: str, features: list[str]) -> None:
    """Replace an outline file of the reference data: GeoJSON with one feature a line."""
    draft = data / "reference" / f".{name}.draft"
    draft.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8")
    draft.replace(data / "reference" / f"{name}.geojson")


def fingerprint(folder: Path) -> str:
    """A hash of the files below a folder, names and bytes; hidden and compiled files do not count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".pyc" and not path.name.startswith("."):
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def data_version(data: Path) -> str:
    """Twelve hex digits: a hash of all inputs, that is of the figures, the reference data, the words and the ETL itself."""
    parts = [fingerprint(folder) for folder in (data / "sources", data / "reference", Path(__file__).parent.parent)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]
