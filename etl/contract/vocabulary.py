"""The closed words of the atlas, each with its label and its definition: one home for all of them.

The words stand in vocabulary.toml and indicators.toml beside this module; code refers to them by code.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.contract.forms import FORM, Text, one_of, read_toml, validated
from etl.contract.schema import RowTable

_HERE = Path(__file__).parent


def word(group: str, *others: str) -> AfterValidator:
    """What makes a text in a form a word of a group of the vocabulary, or one of the others."""
    return AfterValidator(lambda text: one_of(group.replace("_", " "), text, [*others, *terms(group)]))


IndicatorCode = Annotated[str, AfterValidator(lambda code: one_of("indicator", code, list(indicators())))]


@dataclass(frozen=True, config=FORM)
class Term:
    """A word of the vocabulary: its code, the label on the screen, and what it means."""

    code: Text
    label: Text
    definition: Text


@dataclass(frozen=True, config=FORM)
class Step(Term):
    """A word of a rating scale; ``rank`` is its place in the order, None where it is outside the order."""

    rank: int | None = None


@dataclass(frozen=True, config=FORM)
class Unit(Term):
    """A unit; ``whole``: counted in whole numbers; ``amount``: grows with the size of a place, as a count of people does."""

    whole: bool = False
    amount: bool = False


@dataclass(frozen=True, config=FORM)
class Indicator(Term):
    """Something that is counted or judged, in the field's standard terms."""

    family: Annotated[str, word("family")]
    table: RowTable
    kind: Annotated[str, word("kind")]
    unit: Annotated[str, word("unit")]
    stock_or_flow: Annotated[str, word("stock_or_flow")]
    polarity: Annotated[str, word("polarity")]
    scale: tuple[Step, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    computed_from: str = ""
    measures: str = ""

    @property
    def measure(self) -> str:
        """What it measures: the indicator that it computes another way, else itself."""
        return self.measures or self.code

    def step(self, code: str) -> Step | None:
        """The word of the scale with this code, or None."""
        return next((step for step in self.scale if step.code == code), None)


@cache
def _terms() -> dict[str, Mapping[str, Term]]:
    groups: dict[str, dict[str, Term]] = {}
    faults: list[EtlError] = []
    for group, entries in read_toml("words", _HERE / "vocabulary.toml").items():
        groups[group] = {}
        form = Unit if group == "unit" else Term
        for code, entry in entries.items() if isinstance(entries, dict) else {"": entries}.items():
            with gathered(faults):
                groups[group][code] = validated(form, _coded(code, entry), "words", f"vocabulary.toml, {group}.{code}")
    raise_all(faults)
    return dict(groups)


def _coded(code: str, entry: Any) -> Any:
    return {"code": code, **entry} if isinstance(entry, dict) else entry


def terms(group: str) -> Mapping[str, Term]:
    """All words of a group (``kind``, ``family``, ``unit``, ``range_kind``, ``basis``, ``severity``, ...), in their order."""
    return _terms()[group]


def label(group: str, code: str) -> str:
    """The label of a word on the screen."""
    return _terms()[group][code].label


def unit(code: str) -> Unit:
    """A unit by its code."""
    term = _terms()["unit"][code]
    if not isinstance(term, Unit):
        raise TypeError(f"'{code}' is not a unit")
    return term


def _scale(code: str, entries: Mapping[str, Any]) -> Any:
    """The steps of an indicator's scale, its own or that of another."""
    where, owner = f"indicators.toml, {code}", entries[code].get("scale_of", code)
    if owner not in entries or not isinstance(entries[owner].get("scale", []), list):
        remedy = "Name an indicator that has a scale, or write the scale as a list."
        raise InputError("words", where, f"there is no scale '{owner}'", remedy)
    steps = enumerate(entries[owner].get("scale", []), 1)
    return tuple(validated(Step, step, "words", f"{where}, step {number}") for number, step in steps)


def _indicator(code: str, entries: Mapping[str, Any]) -> Indicator:
    """An indicator with its scale; raises InputError for what does not fit, and for words that the vocabulary lacks."""
    entry = _coded(code, entries[code])
    if isinstance(entry, dict):
        entry = {key: value for key, value in entry.items() if key != "scale_of"} | {"scale": _scale(code, entries)}
    return validated(Indicator, entry, "words", f"indicators.toml, {code}")


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in the order in which the screen offers them; raises InputError for all entries that do not fit."""
    _terms()  # what is wrong with the words themselves is told once, not for each indicator
    entries = read_toml("words", _HERE / "indicators.toml")
    known: dict[str, Indicator] = {}
    faults: list[EtlError] = []
    for code in entries:
        with gathered(faults):
            known[code] = _indicator(code, entries)
    raise_all(faults)
    return known
