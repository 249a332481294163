"""Brings a publisher's own file into the repository's form: figures of a source, or the outlines of the reference data.

A file is taken whole or refused, and a refused file changes nothing: it is read, written as a draft and checked as a
build would check it before the draft takes the place of the old files. Nothing is built; the person sees the difference
in version control and decides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from etl import build, outline_imports
from etl.contract import source_config
from etl.contract.dates import in_words
from etl.contract.errors import EtlError, InputError
from etl.contract.schema import Tables
from etl.contract.source_config import Source
from etl.contract.source_module import Aggregator, Dated, Transcriber, importer
from etl.discovery import module_of
from etl.geography import reference, reference_geography
from etl.geography.gazetteer import Gazetteer
from etl.store import inputs

# Files that a user may have but the atlas may not pass on: the word on the command line, and the template of the source.
_OWN: Mapping[str, Path] = {"ctdc": Path(__file__).parent / "sources" / "ctdc_own.toml"}


def offered(data: Path) -> Mapping[str, str]:
    """What can be imported, and from which file, in the words of the function that reads it."""
    readers: dict[str, Callable[..., object] | None] = {
        source.source_id: importer(module_of(source)) for source in source_config.discover(inputs.sources_folder(data))
    }
    readers |= {name: importer(module_of(_described(name, data))) for name in _OWN} | dict(outline_imports.OUTLINES)
    return {name: (reader.__doc__ or "").partition("\n")[0].replace("``", "") for name, reader in readers.items() if reader}


def _described(name: str, data: Path) -> Source:
    """The source that a file is imported for; one of the user's own is described by its template at the first import."""
    folder = inputs.sources_folder(data) / (f"{name}_own" if name in _OWN else name)
    return source_config.read_source(folder, _OWN[name] if name in _OWN and not (folder / "source.toml").exists() else None)


def _check_edition(source: Source, file: Path, data: Path) -> None:
    """Raise InputError for a file of another date than the source's edition, with the source that it belongs to."""
    module = module_of(source)
    if source.file_dated is None or not isinstance(module, Dated):
        return
    dated = module.edition_date(file)
    if dated == source.file_dated:
        return
    own = f"'{source.source_id}' is the edition of {in_words(source.file_dated.isoformat())}"
    if dated is None:
        remedy = f"Give the file as the publisher offers it; {own}."
        raise InputError(source.source_id, file.name, "it does not print its date, so its edition is not known", remedy)
    known = source_config.discover(inputs.sources_folder(data))
    others = [other.source_id for other in known if other.file_dated == dated and module_of(other) is module]
    remedy = f"Import it as '{others[0]}'." if others else _new_edition(source, dated.isoformat())
    raise InputError(source.source_id, file.name, f"this is the edition of {in_words(dated.isoformat())}; {own}", remedy)


def _new_edition(source: Source, dated: str) -> str:
    name = f"{source.source_id.rstrip('0123456789_')}_{dated[:7].replace('-', '_')}"
    module = source.module or source.source_id
    return (
        f'No source holds that edition. Describe it in data/sources/{name}/source.toml, with module = "{module}" and '
        f"file_dated = {dated}, after the description of '{source.source_id}'; then import the file as '{name}'."
    )


def _names(data: Path) -> Gazetteer:
    """The names of places, from reference tables that a build would take."""
    tables = inputs.read_places(data)
    reference.check(tables, scopes=[source.source_id for source in source_config.discover(inputs.sources_folder(data))])
    return reference_geography.names(tables)


def _read(source: Source, file: Path, names: Gazetteer) -> Tables:
    """The figures of the file in the repository's form."""
    module = module_of(source)
    if isinstance(module, Aggregator):
        return module.aggregate(file, source.suppressed_below, names)
    assert isinstance(module, Transcriber)
    tables = module.transcribe(file)
    if next(iter(tables.values())).empty:
        raise InputError(source.source_id, file.name, "it holds no figures", "Give the publisher's whole file.")
    return tables


def _name_file(error: EtlError, name: str, source: Source, file: Path, imported: Tables) -> None:
    """Give an error and those told with it the names of source and file, and what to do where a hand-kept file is at fault."""
    for fault in error.faults:
        fault.source = name if fault.source in ("", source.source_id, source.module) else fault.source
        files = ("source.toml", *module_of(source).FILES)
        kept = next((kept for kept in files if kept not in imported and fault.where.startswith(kept)), "")
        fault.where = fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        if kept:
            fault.remedy += f" If the file is right, correct {kept} first and import the file again."


def _check_whole(source: Source, draft: Path, file: Path, table: str) -> None:
    """Raise InputError for a file with fewer rows than the one that it would replace: it may be cut off, or lack a part."""
    if (held := source.folder / table).exists():
        before, rows = ((folder / table).read_bytes().count(b"\n") - 1 for folder in (source.folder, draft))
        if rows < before:
            problem = f"it gives {rows} rows of {table}, where the atlas has {before}; it may be cut off, or lack a part"
            remedy = f"Give the publisher's whole file. If these rows were withdrawn, remove {held.name} from the source's folder first."
            raise InputError(source.source_id, file.name, problem, remedy)


def _import_figures(name: str, file: Path, data: Path) -> Iterator[str]:
    if name not in (known := offered(data)):
        problem = "no importer reads a publisher's file for this source"
        raise InputError(name, "import", problem, f"Sources that can be imported: {', '.join(known)}.")
    source = _described(name, data)
    names = _names(data)
    tables: Tables = {}
    try:
        _check_edition(source, file, data)
        tables = _read(source, file, names)
        with inputs.draft(source, tables, _OWN.get(name)) as folder:
            _check_whole(source, folder, file, next(iter(tables)))
            if all((folder / needed).exists() for needed in module_of(source).FILES):
                build.checked_rows(replace(source, folder=folder), names, pinned=False)
    except EtlError as error:
        _name_file(error, name, source, file, tables)
        raise
    path = f"data/sources/{source.source_id}"
    for table, frame in tables.items():
        yield f"{path}/{table}: {len(frame)} rows. See the difference with: git diff --stat {path}"


def run(name: str, file: Path, data: Path) -> Iterator[str]:
    """Import ``file`` for a source or an outline; yields what was written. Raises EtlError for a file that is not taken."""
    if name in outline_imports.OUTLINES:
        yield from outline_imports.replaced(name, file, data)
    else:
        yield from _import_figures(name, file, data)
