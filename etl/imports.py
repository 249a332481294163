"""Brings a publisher's own file into the repository's form: figures of a source, or the outlines of the reference data.

A file is taken whole or refused, and a refused file changes nothing: it is read, written as a draft and checked as a
build would check it before the draft takes the place of the old files. Nothing is built; the person sees the difference
in version control and decides.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import shapely

from etl import boundaries, build, catalog, ground, outlines
from etl.catalog import Source
from etl.errors import EtlError, InputError
from etl.places import Gazetteer
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


def _check_places(drawn: set[str], file: Path, data: Path) -> None:
    """Hold the places that new outlines draw against those that the atlas has and draws now."""
    before = {feature["properties"]["place"] for feature in inputs.read_outlines(data, "boundaries")["features"]}
    unknown = drawn - set(inputs.read_places(data)["places"]["place"]) - {""}
    for places, problem in (
        (before - drawn, "no outline of {}, which the atlas draws"),
        (unknown, "an outline of {}, which places.csv lacks"),
    ):
        if places:
            raise InputError("boundaries", file.name, f"it has {problem.format(', '.join(sorted(places)))}", boundaries.REMEDY)


def _check_outlines(name: str, features: list[str], file: Path, data: Path) -> None:
    """Hold new outlines against what a build asks of them."""
    collection = {"features": [json.loads(feature) for feature in features]}
    drawn = {feature["properties"]["place"] for feature in collection["features"]}
    try:
        if name == "boundaries":
            _check_places(drawn, file, data)
            outlines.boundaries(collection, drawn)
        else:
            outlines.disputed(collection)
    except EtlError as error:
        for fault in error.every:
            fault.source, fault.where = name, fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        raise


def _import_outlines(name: str, file: Path, data: Path) -> Iterator[str]:
    frame = _OUTLINES[name](file)
    places = frame["place"] if "place" in frame else [""] * len(frame)
    features = [_feature(*row) for row in zip(places, frame.geometry, strict=True)]
    _check_outlines(name, features, file, data)
    inputs.write_outlines(data, name, features)
    yield f"data/reference/{name}.geojson: {len(frame)} outlines"


def _reader(module: ModuleType) -> Callable[..., Tables] | None:
    """What a module has to read a publisher's own file, if anything."""
    reader: Callable[..., Tables] | None = getattr(module, "aggregate", getattr(module, "transcribe", None))
    return reader


def offered(data: Path) -> Mapping[str, str]:
    """What can be imported, and from which file, in the words of the function that reads it."""
    readers: dict[str, Callable[..., object] | None] = {
        source.source_id: _reader(source.load()) for source in catalog.discover(inputs.sources_folder(data))
    }
    readers |= {name: _reader(_described(name, data).load()) for name in _OWN} | dict(_OUTLINES)
    return {name: (reader.__doc__ or "").partition("\n")[0].replace("``", "") for name, reader in readers.items() if reader}


def _described(name: str, data: Path) -> Source:
    """The source that a file is imported for; one of the user's own is described by its template at the first import."""
    folder = inputs.sources_folder(data) / (f"{name}_own" if name in _OWN else name)
    return catalog.read_source(folder, _OWN[name] if name in _OWN and not (folder / "source.toml").exists() else None)


def _check_edition(source: Source, file: Path, data: Path) -> None:
    """Raise InputError for a file of another date than the source's edition, with the source that it belongs to."""
    module = source.load()
    if source.file_dated is None or not hasattr(module, "edition_date"):
        return
    dated = module.edition_date(file)
    if dated == source.file_dated:
        return
    own = f"'{source.source_id}' is the edition of {source.file_dated:%-d %B %Y}"
    if dated is None:
        remedy = f"Give the file as the publisher offers it; {own}."
        raise InputError(source.source_id, file.name, "it does not print its date, so its edition is not known", remedy)
    others = [other.source_id for other in catalog.discover(inputs.sources_folder(data)) if other.file_dated == dated]
    remedy = f"Import it as '{others[0]}'." if others else _new_edition(source, dated.isoformat())
    raise InputError(source.source_id, file.name, f"this is the edition of {dated:%-d %B %Y}; {own}", remedy)


def _new_edition(source: Source, dated: str) -> str:
    name = f"{source.source_id.rstrip('0123456789_')}_{dated[:7].replace('-', '_')}"
    module = source.module or source.source_id
    return (
        f'No source holds that edition. Describe it in data/sources/{name}/source.toml, with module = "{module}" and '
        f"file_dated = {dated}, after the description of '{source.source_id}'; then import the file as '{name}'."
    )


def _read(source: Source, file: Path, names: Gazetteer) -> Tables:
    """The figures of the file in the repository's form."""
    module = source.load()
    if hasattr(module, "aggregate"):
        counted: Tables = module.aggregate(file, source.suppressed_below, names)
        return counted
    tables: Tables = module.transcribe(file)
    if next(iter(tables.values())).empty:
        raise InputError(source.source_id, file.name, "it holds no figures", "Give the publisher's whole file.")
    return tables


def _name_file(error: EtlError, source: Source, file: Path) -> None:
    """Give an error and those told with it the names of source and file."""
    for fault in error.every:
        fault.source = fault.source or source.source_id
        fault.where = fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        if "source.toml" in fault.where:
            fault.remedy += " If the file is right, correct source.toml first and import the file again."


def _import_figures(name: str, file: Path, data: Path) -> Iterator[str]:
    if name not in (known := offered(data)):
        problem = "there is nothing that reads a publisher's file for this source"
        raise InputError(name, "import", problem, f"Sources that can be imported: {', '.join(known)}.")
    source = _described(name, data)
    names = ground.names(inputs.read_places(data))
    try:
        _check_edition(source, file, data)
        tables = _read(source, file, names)
        with inputs.draft(source, tables, _OWN.get(name)) as folder:
            if all((folder / needed).exists() for needed in source.columns):
                build.checked_rows(replace(source, folder=folder), names, pinned=False)
    except EtlError as error:
        _name_file(error, source, file)
        raise
    path = f"data/sources/{source.source_id}"
    for table, frame in tables.items():
        yield f"{path}/{table}: {len(frame)} rows. See the difference with: git diff --stat {path}"


def run(name: str, file: Path, data: Path) -> Iterator[str]:
    """Import ``file`` for a source or an outline; yields what was written. Raises EtlError for a file that is not taken."""
    if name in _OUTLINES:
        yield from _import_outlines(name, file, data)
    else:
        yield from _import_figures(name, file, data)
