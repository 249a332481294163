"""Brings a publisher's own file into the repository's form: figures of a source, or the outlines of the reference data.

Nothing is built; the person sees the difference in version control and decides.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from etl import boundaries, catalog
from etl.errors import InputError
from etl.store import inputs

_OUTLINES: Mapping[str, Callable[[Path], gpd.GeoDataFrame]] = {
    "boundaries": boundaries.derive,
    "disputed": boundaries.derive_disputed,
}


def _feature(place: str, outline: shapely.Geometry) -> str:
    shape = json.loads(shapely.to_geojson(outline))
    return json.dumps({"type": "Feature", "properties": {"place": place}, "geometry": shape}, separators=(",", ":"))


def _import_outlines(name: str, file: Path, data: Path) -> Iterator[str]:
    frame = _OUTLINES[name](file)
    places = frame["place"] if "place" in frame else [""] * len(frame)
    inputs.write_outlines(data, name, [_feature(*row) for row in zip(places, frame.geometry, strict=True)])
    yield f"data/reference/{name}.geojson: {len(frame)} outlines"


def _import_figures(name: str, file: Path, data: Path) -> Iterator[str]:
    folder = inputs.sources_folder(data) / name
    known = [source.source_id for source in catalog.discover(inputs.sources_folder(data)) if hasattr(source.load(), "transcribe")]
    if name not in known:
        offered = ", ".join([*known, *_OUTLINES])
        raise InputError(
            name, "import", "there is nothing that reads a publisher's file for this source", f"Sources that can be imported: {offered}."
        )
    tables = catalog.read_source(folder).load().transcribe(file)
    inputs.write_raw(folder, tables)
    for table, frame in tables.items():
        yield f"data/sources/{name}/{table}: {len(frame)} rows. See the difference with: git diff --stat data/sources/{name}"


def run(name: str, file: Path, data: Path) -> Iterator[str]:
    """Import ``file`` for a source or an outline; yields what was written. Raises InputError for a file of another form."""
    yield from _import_outlines(name, file, data) if name in _OUTLINES else _import_figures(name, file, data)
