"""The closed words of the atlas, each with its label and its definition: one home for all of them.

The words stand in vocabulary.toml and indicators.toml beside this module; code refers to them by code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

_HERE = Path(__file__).parent
TableName = Literal["estimates", "ratings", "flows"]


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary: its code, the label on the screen, and what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True)
class Step(Term):
    """A word of a rating scale; ``rank`` is its place in the order, None where it is outside the order."""

    rank: int | None


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


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def _terms() -> dict[str, Mapping[str, Term]]:
    return {group: {code: Term(code, **words) for code, words in entries.items()} for group, entries in _read("vocabulary.toml").items()}


def terms(group: str) -> Mapping[str, Term]:
    """All words of a group (``kind``, ``family``, ``unit``, ``range_kind``, ``basis``, ``severity``, ...), in their order."""
    return _terms()[group]


def label(group: str, code: str) -> str:
    """The label of a word on the screen."""
    return _terms()[group][code].label


def _indicator(code: str, entry: dict[str, Any], entries: dict[str, Any]) -> Indicator:
    scale = entries[entry["scale_of"]]["scale"] if "scale_of" in entry else entry.get("scale", [])
    plain = {key: value for key, value in entry.items() if key not in ("scale", "scale_of")}
    steps = tuple(Step(rank=step.get("rank"), **{k: v for k, v in step.items() if k != "rank"}) for step in scale)
    return Indicator(**{"code": code, "minimum": None, "maximum": None, "computed_from": "", **plain, "scale": steps})


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in the order in which the screen offers them."""
    entries = _read("indicators.toml")
    return {code: _indicator(code, entry, entries) for code, entry in entries.items()}
