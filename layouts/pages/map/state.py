"""The state of the map page: one indicator of one source in one year, what is chosen on it, and the places of its chart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from etl.queries import choices
from layouts.evidence.layer_classes import only_key
from layouts.evidence.selection import KEYS, Selection, place_key, places_key
from layouts.view_state import Codec, Flag, Key

TABS = ("map", "chart", "table")


@dataclass(frozen=True)
class State:
    """What the map page shows. ``year`` is None for indicators that are dates; ``place`` '' where none is chosen."""

    indicator: str = ""
    source: str = ""
    group: str = ""
    year: int | None = None
    place: str = ""
    tab: str = "map"
    inferred: bool = False
    places: tuple[str, ...] = ()
    shaded: bool = False
    only: str = ""

    @property
    def selection(self) -> Selection:
        return Selection(self.indicator, self.source, self.group, self.year, self.inferred, self.shaded, self.only)

    @property
    def charted(self) -> tuple[str, ...]:
        """The places of the chart; where none are chosen for it, the place that is chosen on the map."""
        return self.places or ((self.place,) if self.place else ())


class _Shaded(Flag[State]):
    """The choice of shades in place of circles, which only maps of amounts offer."""

    def is_valid(self, state: State, value: Any) -> bool:
        return value is False or (value is True and replace(state, shaded=False).selection.is_amount)


CODEC: Codec[State] = Codec(
    State(),
    *KEYS,
    place_key("Code of the place that is outlined."),
    Key(
        field="tab",
        meaning="Whether the page opens on the map, on the chart over time, or on the table.",
        default=lambda _: "map",
        options=lambda _: TABS,
        codes=lambda: TABS,
    ),
    Flag("inferred", "Whether inferred values are included."),
    places_key("Places of the chart over time, one to six codes joined by points."),
    _Shaded("shaded", "Whether a map of amounts shades the countries in place of drawing circles."),
    only_key("Code of the class of the map that stands out; all others step back."),
)


def newest() -> Iterator[State]:
    """The map of each indicator by the latest publication that has it, in its latest year."""
    for indicator in choices.indicators():
        yield CODEC.decode({"indicator": indicator, "source": choices.sources_of(indicator)[0]})[0]
