"""Validates what people write by hand, and says plainly what is wrong with it.

A form is a dataclass of pydantic, written where its things belong: the words in vocabulary, the sources in source_config,
the comparable questions in questions, the tables of data/reference in reference.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from reprlib import repr as shortened
from typing import Annotated, Any, TypeVar

import pandas as pd
from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from etl.contract.errors import EtlError, InputError, raise_all
from etl.contract.schema import ROW

FORM = ConfigDict(extra="forbid", allow_inf_nan=False)
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Year = Annotated[int, AfterValidator(lambda year: _within(year, 1900, 2100))]
T = TypeVar("T")
_UNKNOWN, _MISSING = "unexpected_keyword_argument", "missing"


def _within(year: int, first: int, last: int) -> int:
    if first <= year <= last:
        return year
    raise PydanticCustomError("year", "it lies outside {first} to {last}", {"first": first, "last": last})


def one_of(name: str, word: str, known: Sequence[str]) -> str:
    """The word, where it is known; raises a fault for ``validated`` otherwise."""
    if word in known:
        return word
    context = {"name": name, "word": word, "remedy": f"Use one of {', '.join(known)}."}
    raise PydanticCustomError("unknown_word", "unknown {name} '{word}'", context)


def _fault(fault: ErrorDetails, known: Sequence[str]) -> tuple[str, str]:
    """The problem and the remedy of a fault that pydantic found."""
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in fault["loc"]).lstrip(".") or "the entry"
    if fault["type"] == _UNKNOWN:
        meant = get_close_matches(key, known, n=1)
        return f"unknown key {key}", (f"Did you mean {meant[0]}? " if meant else "") + f"Use {', '.join(known)}."
    if fault["type"] == _MISSING:
        return f"missing key {key}", "Add it; every entry of this kind states it."
    if fault["type"] == "string_pattern_mismatch" and not str(fault["input"]).strip():
        return f"{key} is empty", "Fill it in."
    if remedy := fault.get("ctx", {}).get("remedy"):
        return fault["msg"], remedy
    return f"{key} is {shortened(fault['input'])}: {fault['msg'][:1].lower()}{fault['msg'][1:]}", "Correct it."


def _about(fault: ErrorDetails, known: Sequence[str]) -> tuple[object, ...]:
    """What a fault is about: a key, or a value that was tried as several types (the last step is then the name of the type)."""
    whole = fault["type"] in (_UNKNOWN, _MISSING) or not fault["loc"] or fault["loc"][-1] in known
    return fault["loc"] if whole else (*fault["loc"][:-1], id(fault["input"]))


def _distinct(faults: list[ErrorDetails], known: Sequence[str]) -> list[ErrorDetails]:
    """One fault for each mistake: a misspelt key is missing too, and a value that may be of several types is of none of them."""
    unknown = [str(fault["loc"][-1]) for fault in faults if fault["type"] == _UNKNOWN]
    meant = {name for key in unknown for name in get_close_matches(key, known, n=1)}
    once = {_about(fault, known): fault for fault in faults[::-1]}
    distinct = [fault for fault in list(once.values())[::-1] if not (fault["type"] == _MISSING and fault["loc"][-1] in meant)]
    return sorted(distinct, key=lambda fault: fault["type"] != _UNKNOWN)


def read_toml(source: str, path: Path) -> dict[str, Any]:
    """A file that people write; raises InputError where it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(source, path.name, f"not readable as TOML ({error})", "Fix the file at the place named.") from error


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    """What validates a form; to make it takes longer than to validate a small table."""
    return TypeAdapter(form)


def validated(form: type[T], entry: Mapping[str, Any], source: str, where: str) -> T:
    """An entry of a file as its form; raises InputError for all that is wrong with it."""
    try:
        result: T = _adapter(form).validate_python(entry)  # type: ignore[arg-type]
    except ValidationError as error:
        known = [field.name for field in fields(form)]  # type: ignore[arg-type]
        raise_all([InputError(source, where, *_fault(fault, known)) for fault in _distinct(error.errors(), known)])
        raise
    return result


def check_rows(form: type[Any], table: pd.DataFrame, name: str, *, key: Sequence[str]) -> None:
    """Validate each row of a reference table, and check that no key repeats; raises InputError naming the lines."""
    faults: list[EtlError] = []
    try:
        _adapter(list[form]).validate_python(table.drop(columns=ROW).to_dict("records"))  # type: ignore[valid-type]
    except ValidationError as error:
        for fault in _distinct(error.errors(), list(table.columns)):
            place, *loc = fault["loc"]
            line = f"{name}, line {table[ROW].iloc[int(place)]}"
            faults.append(InputError("reference", line, *_fault({**fault, "loc": tuple(loc)}, list(table.columns))))
    for row in table[table.duplicated(list(key))].to_dict("records"):
        cells = ", ".join(str(row[column]) for column in key)
        faults.append(InputError("reference", f"{name}, line {row[ROW]}", f"duplicate row for {cells}", "Keep one of the two rows."))
    raise_all(faults)
