"""Imports a publisher's own file: figures of a source, or the outlines of the reference data.

A file is imported whole or refused, and a refused file changes nothing: it is read, written as a draft and checked as a
build would check it before the draft replaces the old files. Nothing is built; the user reviews the difference in version
control.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from etl import build
from etl.contract import source_config
from etl.contract.dates import in_words
from etl.contract.errors import EtlError, InputError
from etl.contract.schema import Tables
from etl.contract.source_config import Source
from etl.contract.source_module import Aggregator, Dated, Transcriber, importer, module_of
from etl.geography import boundaries, reference, reference_geography
from etl.geography.gazetteer import Gazetteer
from etl.store import inputs

_OUTLINES: Mapping[str, Callable[[Path], pd.DataFrame]] = {"boundaries": boundaries.derive, "disputed": boundaries.derive_disputed}
# Files that a user may have but the atlas may not pass on: the name on the command line -> the template of the source.
_USER_SUPPLIED: Mapping[str, Path] = {"ctdc": Path(__file__).parent / "sources" / "ctdc_own.toml"}


def importable(data: Path) -> Mapping[str, str]:
    """What can be imported, and from which file: the first line of the docstring of each reader."""
    readers: dict[str, Callable[..., object] | None] = {
        source.source_id: importer(module_of(source)) for source in source_config.discover(inputs.sources_folder(data))
    }
    readers |= {name: importer(module_of(_target(name, data))) for name in _USER_SUPPLIED} | dict(_OUTLINES)
    return {name: (reader.__doc__ or "").partition("\n")[0].replace("``", "") for name, reader in readers.items() if reader}


def _target(name: str, data: Path) -> Source:
    """The source that a file is imported into; a user-supplied source is described by its template at the first import."""
    template = _USER_SUPPLIED.get(name)
    folder = inputs.sources_folder(data) / (f"{name}_own" if template else name)
    return source_config.read_source(folder, None if (folder / "source.toml").exists() else template)


def _check_edition(source: Source, file: Path, data: Path) -> None:
    """Raise InputError for a file of another date than the source's edition; the remedy names the source it belongs to."""
    module = module_of(source)
    if source.file_dated is None or not isinstance(module, Dated):
        return
    dated = module.edition_date(file)
    if dated == source.file_dated:
        return
    edition = f"'{source.source_id}' is the edition of {in_words(source.file_dated.isoformat())}"
    if dated is None:
        remedy = f"Give the file as the publisher offers it; {edition}."
        raise InputError(source.source_id, file.name, "it does not print its date, so its edition is not known", remedy)
    sources = source_config.discover(inputs.sources_folder(data))
    others = [other.source_id for other in sources if other.file_dated == dated and module_of(other) is module]
    name = f"{source.source_id.rstrip('0123456789_')}_{dated:%Y_%m}"
    how_to_add = (
        f"No source has that edition. Describe it in data/sources/{name}/source.toml, with module = "
        f'"{source.module or source.source_id}" and file_dated = {dated.isoformat()}, '
        f"after the description of '{source.source_id}'; then import the file as '{name}'."
    )
    remedy = f"Import it as '{others[0]}'." if others else how_to_add
    raise InputError(source.source_id, file.name, f"this is the edition of {in_words(dated.isoformat())}; {edition}", remedy)


def _gazetteer(data: Path) -> Gazetteer:
    """The names of places, from reference tables that pass the checks of a build."""
    tables = inputs.read_places(data)
    reference.check(tables, scopes=[source.source_id for source in source_config.discover(inputs.sources_folder(data))])
    return reference_geography.reference_gazetteer(tables)


def _read(source: Source, file: Path, names: Callable[[], Gazetteer]) -> Tables:
    """The figures of the file as transcribed files of the source."""
    module = module_of(source)
    if isinstance(module, Aggregator):
        return module.aggregate(file, source.suppressed_below, names())
    assert isinstance(module, Transcriber)
    tables = module.transcribe(file)
    if next(iter(tables.values())).empty:
        raise InputError(source.source_id, file.name, "there are no figures in it", "Give the publisher's whole file.")
    return tables


def _add_context(error: EtlError, name: str, source: Source, file: Path, imported: Tables) -> None:
    """Add to an error and its companions the names of source and file, and a remedy where a hand-written file is at fault."""
    hand_written = [known for known in ("source.toml", *module_of(source).FILES) if known not in imported]
    for fault in error.faults:
        fault.source = name if fault.source in ("", source.source_id, source.module) else fault.source
        at_fault = next((known for known in hand_written if fault.where.startswith(known)), "")
        fault.where = fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        if at_fault:
            fault.remedy += f" If the file is right, correct {at_fault} first and import the file again."


def _check_row_count(source: Source, draft: Path, file: Path, table: str) -> None:
    """Raise InputError for a file with fewer rows than the one that it would replace: it may be cut off or incomplete."""
    if (current := source.folder / table).exists():
        before, rows = ((folder / table).read_bytes().count(b"\n") - 1 for folder in (source.folder, draft))
        if rows < before:
            problem = f"it has {rows} rows of {table}, the atlas has {before}; it may be cut off or incomplete"
            remedy = f"Give the publisher's whole file. If these rows were withdrawn, remove {current.name} from the source's folder first."
            raise InputError(source.source_id, file.name, problem, remedy)


def _import_figures(name: str, file: Path, data: Path) -> Iterator[str]:
    if name not in (known := importable(data)):
        raise InputError(name, "import", "this source has no importer", f"Sources that can be imported: {', '.join(known)}.")
    source, names = _target(name, data), cache(partial(_gazetteer, data))
    tables: Tables = {}
    try:
        _check_edition(source, file, data)
        tables = _read(source, file, names)
        with inputs.draft(source, tables, _USER_SUPPLIED.get(name)) as folder:
            _check_row_count(source, folder, file, next(iter(tables)))
            if all((folder / required).exists() for required in module_of(source).FILES):
                build.checked_rows(replace(source, folder=folder), names(), pinned=False)
    except EtlError as error:
        if error.source != "reference":
            _add_context(error, name, source, file, tables)
        raise
    path = f"data/sources/{source.source_id}"
    for table, frame in tables.items():
        yield f"{path}/{table}: {len(frame)} rows. See the difference with: git diff --stat {path}"


def _feature(place: str, outline: shapely.Geometry) -> str:
    shape = json.loads(shapely.to_geojson(outline))
    return json.dumps({"type": "Feature", "properties": {"place": place}, "geometry": shape}, separators=(",", ":"))


def _places(features: list[dict[str, Any]]) -> set[str]:
    return {feature["properties"]["place"] for feature in features}


def _check_outlines(name: str, features: list[str], file: Path, data: Path) -> None:
    """Check new outlines as a build checks them; raises InputError too where they lack a place that the atlas draws now."""
    collection = {"features": [json.loads(feature) for feature in features]}
    if name == "disputed":
        reference_geography.disputed_lines(collection)
        return
    places = _places(collection["features"])
    missing = _places(inputs.read_outlines(data, "boundaries")["features"]) - places
    unknown = places - set(inputs.read_places(data)["places"]["place"]) - {""}
    for wrong, problem in ((missing, "no outline of {}, which the atlas draws"), (unknown, "an outline of {}, which places.csv lacks")):
        if wrong:
            raise InputError("boundaries", file.name, f"it has {problem.format(', '.join(sorted(wrong)))}", boundaries.REMEDY)
    reference_geography.area_outlines(collection, places)


def _import_outlines(name: str, file: Path, data: Path) -> Iterator[str]:
    """Replace the outlines ``name`` by those of a file; yields what was written. Raises EtlError for a file that is refused."""
    try:
        frame = _OUTLINES[name](file)
        places = frame["place"] if "place" in frame else [""] * len(frame)
        features = [_feature(*row) for row in zip(places, frame["geometry"], strict=True)]
        _check_outlines(name, features, file, data)
    except EtlError as error:
        for fault in error.faults:
            fault.source, fault.where = name, fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        raise
    inputs.write_outlines(data, name, features)
    yield f"data/reference/{name}.geojson: {len(frame)} outlines"


def run(name: str, file: Path, data: Path) -> Iterator[str]:
    """Import ``file`` for a source or an outline; yields what was written. Raises EtlError for a file that is refused."""
    yield from (_import_outlines if name in _OUTLINES else _import_figures)(name, file, data)
