"""What a map draws, as a link names it: an indicator of a source, for a group of people, in a year."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from etl.contract import vocabulary
from etl.queries import choices, evidence, place_summary, revisions
from etl.queries.choices import Series, Stop, series
from layouts.view_state import Codec, Flag, Key, Number, Several

FIRST_INDICATOR, FIRST_SOURCE = "tip_tier", "tip_tiers"
MOST_PLACES = 6


@dataclass(frozen=True)
class Selection:
    """An indicator, a source, a group (form.sex.age) and a year, None for dates; ``inferred``: with inferred values.

    ``shaded``: amounts as shaded areas in place of circles; ``only``: the code of the class that stands out, '' for none.
    """

    indicator: str = ""
    source: str = ""
    group: str = ""
    year: int | None = None
    inferred: bool = False
    shaded: bool = False
    only: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether a map draws circles of it: an amount of several places, not one figure of the whole world."""
        indicator = vocabulary.indicators()[self.indicator]
        return vocabulary.unit(indicator.unit).amount and self.group in self.series.local_groups

    @property
    def is_circled(self) -> bool:
        return self.is_amount and not self.shaded

    @property
    def series(self) -> Series:
        return series(self.indicator, self.source)

    @cached_property
    def latest(self) -> "Selection | None":
        """The same selection in the latest edition of its source; None where it is the latest, or has no such figures."""
        last = revisions.latest(self.source)
        if last not in choices.held_by(self.indicator):
            return None
        same: Selection = SELECTION.nearest_valid(replace(self, source=last))
        return same


def indicator_label(code: str) -> str:
    """The name of an indicator."""
    known = vocabulary.indicators()
    return known[code].label if code in known else code


def source_label(source: str) -> str:
    """The short title of a source."""
    return str(evidence.source(source)["short_title"]) if source in evidence.identifiers() else source


def subject(selection: Selection) -> str:
    """What is counted or rated, and of whom where that is not everyone."""
    group = "" if selection.group == choices.ALL else f", {choices.group_label(selection.group)}"
    return indicator_label(selection.indicator) + group


def _all_sources() -> list[str]:
    return sorted({source for code in choices.indicators() for source in choices.held_by(code)})


def _all_groups() -> list[str]:
    return sorted({group for code in choices.indicators() for source in choices.held_by(code) for group in series(code, source).groups})


def _first_source(state: Any) -> str:
    sources = choices.held_by(state.indicator)
    return FIRST_SOURCE if FIRST_SOURCE in sources else sources[0]


def _missing_source(_state: Any, source: str) -> str:
    return "has no such figures" if source in evidence.identifiers() else "the atlas does not have"


def _stops(state: Any) -> tuple[Stop, ...]:
    return series(state.indicator, state.source).stops[state.group]


def _last_year(state: Any) -> int | None:
    stops = _stops(state)
    years = [stop.year for stop in stops if not stop.hole] or [stop.year for stop in stops]
    return years[-1] if years else None


def _groups(state: Any) -> tuple[str, ...]:
    return series(state.indicator, state.source).groups


class _Group(Key[Any]):
    """The key of the group; everyone is not written."""

    def write(self, value: Any) -> str:
        return "" if value == choices.ALL else str(value)


KEYS: tuple[Key[Any], ...] = (
    Key(
        field="indicator",
        meaning="Code of the indicator.",
        default=lambda _: FIRST_INDICATOR,
        options=lambda _: choices.indicators(),
        codes=choices.indicators,
        title=indicator_label,
        always=True,
    ),
    Key(
        field="source",
        meaning="Identifier of a source that has the indicator.",
        default=_first_source,
        options=lambda state: choices.held_by(state.indicator),
        codes=_all_sources,
        title=source_label,
        missing=_missing_source,
        always=True,
    ),
    _Group(
        field="group",
        meaning="Form, sex and age, joined by points, where the source tells them apart.",
        default=lambda state: _groups(state)[0],
        options=_groups,
        codes=_all_groups,
        title=choices.group_label,
        always=True,
    ),
    Number(
        field="year",
        meaning="A year that the source has.",
        default=_last_year,
        options=lambda state: [stop.year for stop in _stops(state)],
        title=lambda year: "all dates at once" if year is None else str(year),
        missing=lambda _state, _year: "this source does not have",
        always=True,
    ),
)


def place_key(meaning: str, *, empty: str = "none") -> Key[Any]:
    """The key of a place: a code that is none stands for no place, since a code near to it is another country; ``empty`` names that."""
    return Key(
        field="place",
        meaning=meaning,
        default=lambda _: "",
        options=lambda _: place_summary.names(),
        codes=place_summary.names,
        title=lambda code: place_summary.names()[code],
        empty=empty,
        fuzzy=False,
    )


class _Places(Several[Any]):
    """Places in the order in which they are chosen, each once, up to a number."""

    def nearest(self, state: Any, value: Any) -> Any:
        return tuple(dict.fromkeys(super().nearest(state, value)))[:MOST_PLACES]


def places_key(meaning: str) -> Key[Any]:
    """The key of one to six places."""
    return _Places(
        field="places",
        meaning=meaning,
        default=lambda _: (),
        options=lambda _: place_summary.names(),
        codes=place_summary.names,
        title=lambda code: place_summary.names()[code],
        missing=lambda _state, _text: f"are not 1 to {MOST_PLACES} different places of the atlas",
    )


SELECTION: Codec[Selection] = Codec(Selection(), *KEYS, Flag("inferred", "Whether inferred values are included."))
