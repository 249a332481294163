"""The state of the flow page: what a link can say, each key once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.queries import choices, corridors
from layouts import map_zooms
from layouts.evidence.selection import place_key
from layouts.view_state import LONGEST_NUMBER, Codec, Flag, Key, Number, Several, numbers, titles

TABS = {"map": "Map", "sankey": "Sankey", "table": "Table"}
ROLES = {"both": "Origin or destination", "origin": "Origin", "destination": "Destination"}
TOPS = {number: f"{number} largest" for number in (10, 25, 50, 100, 150, 300, 600, 1000)}
MASKED, ACROSS = "Include corridors with masked counts only", "Across borders only"
_LATEST = 9999


@dataclass(frozen=True)
class State:
    """What the flow page shows. ``against`` is a second series beside the first, '' for none; ``opened`` regions of the Sankey."""

    series: str = ""
    against: str = ""
    first: int = 0
    last: int = _LATEST
    group: str = choices.ALL
    region: str = ""
    role: str = "both"
    place: str = ""
    minimum: int = 0
    top: int = 100
    masked: bool = False
    across: bool = False
    zoom: str = map_zooms.WORLD
    tab: str = "map"
    opened: tuple[str, ...] = ()


class _Second(Key[State]):
    """The series beside the first, which is none rather than the first again."""

    def meant(self, state: State, value: Any) -> Any:
        return "" if value == state.series else super().meant(state, value)


def _entry(state: State) -> corridors.Series:
    return corridors.series()[state.series]


def _series_title(code: str) -> str:
    return corridors.series()[code].label


def _groups() -> list[str]:
    return sorted({choices.ALL, *(group for code in corridors.series() for group in corridors.groups(code))})


def _no_second(state: State, text: str) -> str:
    return "is already the first series" if text == state.series else "the atlas does not have"


def _no_last(state: State, text: str) -> str:
    earlier = map(str, numbers(_entry(state).first, state.first))
    return "is before the first" if text in earlier else "this series does not have"


def zooms(place: str) -> tuple[str, ...]:
    """The parts of the world to choose from; that of the ``place`` is one of them where a place is chosen."""
    return (*map_zooms.NAMES, *([map_zooms.PLACE] if place else []))


def _from(codes: Callable[[], Iterable[str]]) -> dict[str, Any]:
    """The options of a key that are the codes of the atlas in every state."""
    return {"options": lambda _: codes(), "codes": codes}


def _one_of(labels: Mapping[Any, str]) -> dict[str, Any]:
    """The options of a key whose values are the same in every state."""
    missing = "is not one of the choices"
    return {"options": lambda _: labels, "codes": lambda: labels, "title": titles(labels), "missing": lambda _state, _text: missing}


CODEC = Codec(
    State(),
    Key(
        field="series",
        meaning="Source and kind of evidence.",
        default=lambda _: corridors.current_series()[0],
        title=_series_title,
        always=True,
        **_from(corridors.series),
    ),
    _Second(
        field="against",
        meaning="A second series to compare with.",
        label="second series",
        default=lambda _: "",
        options=lambda state: [code for code in corridors.series() if code != state.series],
        codes=corridors.series,
        title=_series_title,
        missing=_no_second,
    ),
    Number(
        field="first",
        name="from",
        label="first year",
        meaning="First year; one that the series has.",
        default=lambda state: _entry(state).first,
        options=lambda state: numbers(_entry(state).first, _entry(state).last),
        missing=lambda _state, _text: "this series does not have",
    ),
    Number(
        field="last",
        name="to",
        label="last year",
        meaning="Last year; one that the series has.",
        default=lambda state: _entry(state).last,
        options=lambda state: numbers(state.first, _entry(state).last),
        missing=_no_last,
    ),
    Key(
        field="group",
        meaning="Form, sex and age, where the series tells them apart.",
        default=lambda state: corridors.groups(state.series)[0],
        options=lambda state: corridors.groups(state.series),
        codes=_groups,
        title=choices.group_label,
        missing=lambda _state, _text: "this series does not have",
    ),
    Key(
        field="region",
        meaning="Region of the world that a corridor touches.",
        default=lambda _: "",
        empty="all regions",
        **_from(corridors.regions),
    ),
    Key(field="role", meaning="Whether place or region is origin, destination or either.", default=lambda _: "both", **_one_of(ROLES)),
    place_key("Code of a place that a corridor touches.", empty="all places"),
    Number(
        field="minimum",
        name="min",
        label="minimum count",
        meaning="The smallest count of a corridor, in people or cases.",
        default=lambda _: 0,
        options=lambda _: numbers(0, 10**LONGEST_NUMBER - 1),
        missing=lambda _state, _text: "is not a whole number",
    ),
    Number(
        field="top", label="number of corridors", meaning="How many corridors, the largest first.", default=lambda _: 100, **_one_of(TOPS)
    ),
    Flag("masked", "Whether corridors with masked counts only are shown.", name="hidden", label=f'setting "{MASKED}"'),
    Flag("across", "Whether only corridors between two different places are shown.", label=f'setting "{ACROSS}"'),
    Key(
        field="zoom",
        meaning="Part of the world that the map shows; place, the default where one is chosen: where most of its people are counted.",
        default=lambda state: map_zooms.PLACE if state.place else map_zooms.WORLD,
        options=lambda state: zooms(state.place),
        codes=lambda: (*map_zooms.NAMES, map_zooms.PLACE),
        title=titles(map_zooms.NAMES),
        missing=lambda _state, _text: "is not one of the choices",
    ),
    Key(field="tab", meaning="Whether the picture is a map or a Sankey diagram.", default=lambda _: "map", **_one_of(TABS)),
    Several(
        field="opened",
        name="open",
        label="opened regions",
        meaning="Regions that the Sankey diagram opens, joined by points.",
        default=lambda _: (),
        options=lambda _: corridors.regions(),
        codes=corridors.regions,
        missing=lambda _state, _text: "the atlas does not have in full",
    ),
)


def series() -> Iterator[State]:
    """The map of each series that is no earlier edition."""
    for code in corridors.current_series():
        yield CODEC.decode({"series": code})[0]
