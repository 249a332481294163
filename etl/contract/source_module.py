"""What a module of etl/sources may offer: the columns of its files, and functions that make rows of them; and which source it is of.

``FILES`` and ``normalise`` are required. A module that can read its publisher's own file offers ``transcribe``, or ``aggregate``
where the file is about single persons, and ``edition_date`` where one module reads several editions.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast, runtime_checkable

from etl.contract.errors import RuleError, raise_all
from etl.contract.schema import Raw, Tables
from etl.contract.source_config import Source


class SourceModule(Protocol):
    """What every module offers: the columns of each transcribed file, and the pure function from these files to rows."""

    FILES: Mapping[str, tuple[str, ...]]

    def normalise(self, raw: Raw) -> Tables: ...


@runtime_checkable
class Transcriber(Protocol):
    """A module that reads the publisher's own file, in the form of the transcribed files."""

    def transcribe(self, path: Path) -> Tables: ...


@runtime_checkable
class Aggregator(Protocol):
    """A module that reads records of single persons and gives counts of at least ``k`` people; ``names`` is the gazetteer."""

    def aggregate(self, path: Path, k: int, names: Any) -> Tables: ...


@runtime_checkable
class Dated(Protocol):
    """A module that reads several editions, told apart by the date that the publisher's file prints; None where it prints none."""

    def edition_date(self, path: Path) -> date | None: ...


_PARAMETERS = {"normalise": ("raw",), "transcribe": ("path",), "aggregate": ("path", "k", "names"), "edition_date": ("path",)}


def importer(module: SourceModule) -> Callable[..., Tables] | None:
    """The function that reads the publisher's own file, where the module offers one."""
    if isinstance(module, Aggregator):
        return module.aggregate
    return module.transcribe if isinstance(module, Transcriber) else None


def _are_files(files: object) -> bool:
    """Whether something says for each of one or more files which columns it has."""
    if not isinstance(files, Mapping) or not files:
        return False
    return all(isinstance(columns, tuple) and columns and all(isinstance(name, str) for name in columns) for columns in files.values())


def _takes(function: Callable[..., object], parameters: tuple[str, ...]) -> bool:
    try:
        inspect.signature(function).bind(*parameters)
    except TypeError:
        return False
    return True


def _faults(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The problem and the remedy of all that a module lacks or offers in another form."""
    offered = vars(module)
    if not _are_files(offered.get("FILES")):
        yield "FILES is missing or malformed", 'Write FILES = {"figures.csv": ("indicator", "place", ...)}: each file and its columns.'
    for name, parameters in _PARAMETERS.items():
        form, function = f"{name}({', '.join(parameters)})", offered.get(name)
        if function is None and name == "normalise":
            yield "normalise is missing", f"Write the function {form}."
        elif function is not None and not (callable(function) and _takes(function, parameters)):
            yield f"{name} is not a function of {', '.join(parameters)}", f"Write it as {form}."
    for name in (name for name, thing in offered.items() if callable(thing) and name not in _PARAMETERS):
        if meant := get_close_matches(name, _PARAMETERS, n=1, cutoff=0.85):
            yield f"unknown function {name}", f"Did you mean {meant[0]}? Give it a name that reads less like it, if not."


def checked(module: ModuleType, source: str) -> SourceModule:
    """A module as what the rest of the ETL uses; raises RuleError with all that is wrong with it."""
    place = f"{module.__name__.replace('.', '/')}.py"
    raise_all([RuleError(source, place, problem, remedy) for problem, remedy in _faults(module)])
    return cast(SourceModule, module)


def module_of(source: Source) -> SourceModule:
    """The module of the same name in etl/sources, or the one that source.toml names: several editions of one form share it.

    Raises RuleError where there is none, or where it offers something malformed.
    """
    name = f"etl.sources.{source.module or source.source_id}"
    try:
        return checked(importlib.import_module(name), source.source_id)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        remedy = f"Write {name.replace('.', '/')}.py, or name the module in source.toml."
        raise RuleError(source.source_id, "source.toml", "no module understands this source", remedy) from error
