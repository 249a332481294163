"""The ready-made comparisons of comparisons.toml: sources side by side, and corridors, which the flow page draws."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, InstanceOf
from pydantic.dataclasses import dataclass

from etl.contract.forms import FORM, Text, read_toml, validated
from etl.queries import choices, corridors, revisions
from layouts.evidence.selection import SELECTION, Selection
from layouts.pages.compare.side_by_side.state import selection_of

_FILE = Path(__file__).with_name("comparisons.toml")


def _selections(codes: Sequence[str]) -> tuple[Selection, ...]:
    """The panels that the file states by code, with the nearest years; none where the atlas lacks an indicator or a source."""
    selections = [selection_of(code) for code in codes]
    known = all(one.indicator in choices.indicators() and one.source in choices.held_by(one.indicator) for one in selections)
    return tuple(map(SELECTION.nearest_valid, selections)) if known else ()


@dataclass(frozen=True, config=FORM)
class Ready:
    """A ready-made comparison: its panels and what to know before reading it."""

    id: Text
    title: Text
    introduction: Text
    panels: Annotated[tuple[InstanceOf[Selection], ...], BeforeValidator(_selections)]
    picture: Literal["map", "series", "dots"] = "map"
    place: str = ""


@dataclass(frozen=True, config=FORM)
class Corridors:
    """A comparison of corridors, which the flow page draws."""

    title: Text
    introduction: Text
    series: Text
    against: Text

    @property
    def link(self) -> str:
        """The flow page with both series."""
        return f"/flows?v=1&series={self.series}&against={self.against}"


T = TypeVar("T", Ready, Corridors)


def _entries(part: str, kind: type[T]) -> list[T]:
    """The entries of a part of the file; raises InputError for one that does not fit its form."""
    entries = read_toml("words", _FILE).get(part, [])
    return [validated(kind, entry, "words", f"{_FILE.name}, {part} {number}") for number, entry in enumerate(entries, 1)]


@cache
def ready() -> tuple[Ready, ...]:
    """The comparisons whose sources the atlas has."""
    return tuple(entry for entry in _entries("comparisons", Ready) if entry.panels)


@cache
def corridor_comparisons() -> tuple[Corridors, ...]:
    """The comparisons of corridors of which the atlas has both series."""
    return tuple(entry for entry in _entries("corridors", Corridors) if {entry.series, entry.against} <= set(corridors.series()))


def introduction(selections: Sequence[Selection]) -> str:
    """The introduction of the ready-made comparison with these sources, in any edition; '' for one of the reader's own."""
    latest = [(one.indicator, revisions.latest(one.source) or one.source) for one in selections]
    return next((entry.introduction for entry in ready() if [(one.indicator, one.source) for one in entry.panels] == latest), "")
