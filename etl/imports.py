"""Brings a publisher's own file into the repository's form: figures of a source, or the outlines of the reference data.

Nothing is built; the person sees the difference in version control and decides.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import shapely

from etl import boundaries, catalog
from etl.catalog import Source
from etl.errors import EtlError, InputError
from etl.schema import Tables
from etl.store import inputs

_OUTLINES: Mapping[str, Callable[[Path], gpd.GeoDataFrame]] = {
    "boundaries": boundaries.derive,
    "disputed": boundaries.derive_disputed,
}

# Files that a user may have but the atlas may not pass on: the word on the command line, and the template of the source.
_OWN: Mapping[str, Path] = {"ctdc": Path(__file__).parent / "sources" / "ctdc_own.toml"}


def _feature(place: str, outline: shapely.Geometry) -> str:
    shape = json.loads(shapely.to_geojson(outline))
    return json.dumps({"type": "Feature", "properties": {"place": place}, "geometry": shape}, separators=(",", ":"))


def _import_outlines(name: str, file: Path, data: Path) -> Iterator[str]:
    frame = _OUTLINES[name](file)
    places = frame["place"] if "place" in frame else [""] * len(frame)
    inputs.write_outlines(data, name, [_feature(*row) for row in zip(places, frame.geometry, strict=True)])
    yield f"data/reference/{name}.geojson: {len(frame)} outlines"


def _readers(module: ModuleType) -> bool:
    """Whether a module reads a publisher's own file."""
    return hasattr(module, "transcribe") or hasattr(module, "aggregate")


def _own(name: str, data: Path) -> str:
    """The folder for a file that the user has under the publisher's terms; made from its template at the first import."""
    folder = inputs.sources_folder(data) / f"{name}_own"
    inputs.write_new(folder, "source.toml", _OWN[name].read_bytes())
    return folder.name


def _read(source: Source, file: Path) -> Tables:
    """The figures of the file in the repository's form; an error is given the names of source and file."""
    module = source.load()
    try:
        tables: Tables = module.aggregate(file, source.suppressed_below) if hasattr(module, "aggregate") else module.transcribe(file)
    except EtlError as error:
        error.source = error.source or source.source_id
        error.where = error.where if file.name in error.where else f"{file.name}, {error.where}"
        raise
    return tables


def _import_figures(name: str, file: Path, data: Path) -> Iterator[str]:
    folder = inputs.sources_folder(data) / name
    known = [source.source_id for source in catalog.discover(inputs.sources_folder(data)) if _readers(source.load())]
    if name not in known:
        offered = ", ".join([*known, *_OWN, *_OUTLINES])
        raise InputError(
            name, "import", "there is nothing that reads a publisher's file for this source", f"Sources that can be imported: {offered}."
        )
    tables = _read(catalog.read_source(folder), file)
    inputs.write_raw(folder, tables)
    for table, frame in tables.items():
        yield f"data/sources/{name}/{table}: {len(frame)} rows. See the difference with: git diff --stat data/sources/{name}"


def run(name: str, file: Path, data: Path) -> Iterator[str]:
    """Import ``file`` for a source or an outline; yields what was written. Raises InputError for a file of another form."""
    if name in _OUTLINES:
        yield from _import_outlines(name, file, data)
    else:
        yield from _import_figures(_own(name, data) if name in _OWN else name, file, data)
