"""The closed words of the atlas, each with its label and its definition: one home for all of them.

The words stand in vocabulary.toml and indicators.toml beside this module; code refers to them by code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from etl.errors import EtlError, InputError, gathered, raise_all

_HERE = Path(__file__).parent
TableName = Literal["estimates", "ratings", "flows"]
T = TypeVar("T")
_UNLIMITED: Mapping[str, Any] = {"minimum": None, "maximum": None, "computed_from": ""}


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary: its code, the label on the screen, and what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True)
class Step(Term):
    """A word of a rating scale; ``rank`` is its place in the order, None where it is outside the order."""

    rank: int | None = None


@dataclass(frozen=True)
class Indicator(Term):
    """Something that is counted or judged, in the field's standard terms."""

    family: str
    table: TableName
    kind: str
    unit: str
    stock_or_flow: str
    polarity: str
    scale: tuple[Step, ...]
    minimum: float | None
    maximum: float | None
    computed_from: str

    def step(self, code: str) -> Step | None:
        """The word of the scale with this code, or None."""
        return next((step for step in self.scale if step.code == code), None)


def read_toml(path: Path) -> dict[str, Any]:
    """A file of words that people write; raises InputError where it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("words", path.name, f"not readable as TOML ({error})", "Mend the file at the place named.") from error


def entry(kind: type[T], words: Any, where: str) -> T:
    """An entry of such a file as its dataclass; raises InputError for all keys that it lacks or that are not known, and for blank text."""
    form = {field.name: field.default is MISSING for field in fields(kind)}  # type: ignore[arg-type]
    given = words if isinstance(words, dict) else {}
    faults = {
        "the key {} is not known": [key for key in given if key not in form],
        "the key {} is missing": [key for key, needed in form.items() if needed and key not in given],
        "{} is not text": [key for key in ("label", "definition", "title", "introduction") if key in given and not _is_text(given[key])],
    }
    remedy = f"Its keys are {', '.join(form)}."
    raise_all([InputError("words", where, fault.format(key), remedy) for fault, keys in faults.items() for key in keys])
    return kind(**given)


def entries(kind: type[T], found: Mapping[str, Any], where: str) -> dict[str, T]:
    """Entries by their code; raises InputError for all that do not fit."""
    made: dict[str, T] = {}
    faults: list[EtlError] = []
    for code, words in found.items():
        with gathered(faults):
            made[code] = entry(kind, {"code": code, **words} if isinstance(words, dict) else words, f"{where}{code}")
    raise_all(faults)
    return made


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


@cache
def _terms() -> dict[str, Mapping[str, Term]]:
    groups: dict[str, Mapping[str, Term]] = {}
    faults: list[EtlError] = []
    for group, words in read_toml(_HERE / "vocabulary.toml").items():
        with gathered(faults):
            groups[group] = entries(Term, words if isinstance(words, dict) else {group: words}, f"vocabulary.toml, {group}.")
    raise_all(faults)
    return groups


def terms(group: str) -> Mapping[str, Term]:
    """All words of a group (``kind``, ``family``, ``unit``, ``range_kind``, ``basis``, ``severity``, ...), in their order."""
    return _terms()[group]


def label(group: str, code: str) -> str:
    """The label of a word on the screen."""
    return _terms()[group][code].label


def _steps(code: str, found: Mapping[str, Any]) -> tuple[Step, ...]:
    """The scale of an indicator, its own or that of another."""
    where, owner = f"indicators.toml, {code}", found[code].get("scale_of", code)
    if owner not in found or not isinstance(found[owner].get("scale", []), list):
        raise InputError(
            "words", where, f"there is no scale '{owner}'", "Name an indicator that has a scale, or write the scale as a list."
        )
    return tuple(entry(Step, step, f"{where}, step {number}") for number, step in enumerate(found[owner].get("scale", []), 1))


def _indicator(code: str, found: Mapping[str, Any]) -> Indicator:
    """An indicator with its scale; raises InputError for what does not fit, and for words that the vocabulary lacks."""
    where = f"indicators.toml, {code}"
    if not isinstance(found[code], dict):
        raise InputError("words", where, "it is not a table", f"Write [{code}] and its keys below.")
    plain = {key: value for key, value in found[code].items() if key not in ("scale", "scale_of")}
    indicator = entry(Indicator, {**_UNLIMITED, "code": code, **plain, "scale": _steps(code, found)}, where)
    words = {group: getattr(indicator, group) for group in ("family", "kind", "unit")}
    wrong = [(group, word) for group, word in words.items() if word not in terms(group)]
    raise_all([InputError("words", where, f"unknown {group} '{word}'", f"Use one of {', '.join(terms(group))}.") for group, word in wrong])
    return indicator


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in the order in which the screen offers them; raises InputError for all entries that do not fit."""
    found = read_toml(_HERE / "indicators.toml")
    made: dict[str, Indicator] = {}
    faults: list[EtlError] = []
    for code in found:
        with gathered(faults):
            made[code] = _indicator(code, found)
    raise_all(faults)
    return made
