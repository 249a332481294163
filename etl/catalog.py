"""Finds the sources: each folder in data/sources with its source.toml, and the module that understands it.

There is no list to keep in step. A folder is read by the module in etl/sources of the same name, or, where several
editions share one form, by the module that source.toml names. Keys that are not known are refused.
"""

import importlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from etl import vocabulary
from etl.errors import InputError, RuleError
from etl.schema import Raw, Tables

T = TypeVar("T")


@dataclass(frozen=True)
class Caveat:
    """A caveat as source.toml states it; without indicator, place and years it applies to all rows."""

    id: str
    severity: str
    text: str
    indicator: str = ""
    place: str = ""
    years: tuple[int, int] | None = None
    hole: bool = False


@dataclass(frozen=True)
class Pin:
    """A figure that the build must reproduce."""

    indicator: str
    place: str
    year: int
    locator: str
    sex: str = "all"
    age: str = "all"
    form: str = "all"
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    rating: str | None = None
    offset: int | None = None
    origin: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Source:
    """What source.toml says of one edition of one publication."""

    source_id: str
    folder: Path
    title: str
    short_title: str
    publisher: str
    edition: str
    published_year: int
    url: str
    citation: str
    licence: str
    licence_note: str
    redistribution: str
    kind: str
    method: str
    range_meaning: str
    accessed: date
    module: str = ""
    revises: str = ""
    withheld_below: int = 0
    caveats: tuple[Caveat, ...] = ()
    pins: tuple[Pin, ...] = ()

    def load(self) -> ModuleType:
        """The module of etl/sources that understands the folder; raises RuleError where there is none."""
        name = f"etl.sources.{self.module or self.source_id}"
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            remedy = f"Write etl/sources/{self.module or self.source_id}.py, or name the module in source.toml."
            raise RuleError(self.source_id, "source.toml", "no module understands this source", remedy) from error

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The transcribed files and their columns, as the module declares them."""
        return dict(self.load().FILES)

    @property
    def normalise(self) -> Callable[[Raw], Tables]:
        """The pure function from transcribed files to rows."""
        function: Callable[[Raw], Tables] = self.load().normalise
        return function


def _strict(kind: type[T], entry: dict[str, Any], source: str, where: str) -> T:
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(entry) - set(known)):
        raise InputError(source, where, f"unknown key {', '.join(unknown)}", f"Use {', '.join(known)}.")
    required = [name for name, field in known.items() if field.default is MISSING]
    if missing := [name for name in required if name not in entry]:
        raise InputError(source, where, f"missing key {', '.join(missing)}", "Add it; every source answers all of these.")
    return kind(**entry)


def _caveat(entry: dict[str, Any], source: str, number: int) -> Caveat:
    entry = {**entry, **({"years": tuple(entry["years"])} if "years" in entry else {})}
    caveat = _strict(Caveat, entry, source, f"source.toml, caveat {number}")
    if caveat.severity not in vocabulary.terms("severity"):
        known = ", ".join(vocabulary.terms("severity"))
        raise InputError(source, f"source.toml, caveat '{caveat.id}'", f"unknown severity '{caveat.severity}'", f"Use one of {known}.")
    return caveat


def read_source(folder: Path) -> Source:
    """Read a folder's source.toml; raises InputError for broken TOML, unknown or missing keys, and unknown words."""
    source = folder.name
    try:
        entry = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(source, "source.toml", f"not readable as TOML ({error})", "Mend the file at the place named.") from error
    entry["caveats"] = tuple(_caveat(item, source, number) for number, item in enumerate(entry.get("caveats", []), 1))
    entry["pins"] = tuple(_strict(Pin, item, source, f"source.toml, pin {number}") for number, item in enumerate(entry.get("pins", []), 1))
    read = _strict(Source, {**entry, "source_id": source, "folder": folder}, source, "source.toml")
    if read.kind not in vocabulary.terms("kind"):
        raise InputError(source, "source.toml, kind", f"unknown kind '{read.kind}'", f"Use one of {', '.join(vocabulary.terms('kind'))}.")
    return read


def discover(folder: Path) -> Iterator[Source]:
    """All sources below ``data/sources``, in the order of their identifiers."""
    for path in sorted(folder.glob("*/source.toml")):
        yield read_source(path.parent)
