"""The state of the map page: one indicator of one source in one year, and the places that are chosen on map and chart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from etl.queries import choices
from layouts.evidence.layer_classes import only_key
from layouts.evidence.selection import KEYS, Selection, places_key
from layouts.view_state import Codec, Flag, Key

TABS = ("map", "chart", "table")
# The key by which a link once named the one place that was outlined on the map.
_PLACE = "place"


@dataclass(frozen=True)
class State:
    """What the map page shows. ``year`` is None for indicators that are dates; ``places`` in the order of their choice."""

    indicator: str = ""
    source: str = ""
    group: str = ""
    year: int | None = None
    places: tuple[str, ...] = ()
    tab: str = "map"
    inferred: bool = False
    shaded: bool = False
    only: str = ""

    @property
    def selection(self) -> Selection:
        return Selection(self.indicator, self.source, self.group, self.year, self.inferred, self.shaded, self.only)


class _Shaded(Flag[State]):
    """The choice of shades in place of circles, which only maps of amounts offer."""

    def is_valid(self, state: State, value: Any) -> bool:
        return value is False or (value is True and replace(state, shaded=False).selection.is_amount)


class _MapCodec(Codec[State]):
    """Also reads a link that names one place by ``place``: it comes after those that the link calls ``places``."""

    def decode(self, query: Mapping[str, object]) -> tuple[State, list[str]]:
        place, places = query.get(_PLACE), query.get("places", "")
        if not isinstance(place, str) or not isinstance(places, str):
            return super().decode(query)
        codes = list(filter(None, [places, "" if place in places.replace(",", ".").split(".") else place]))
        rest = {name: value for name, value in query.items() if name not in (_PLACE, "places")}
        return super().decode(rest | ({"places": ".".join(codes)} if codes else {}))


CODEC: Codec[State] = _MapCodec(
    State(),
    *KEYS,
    Key(
        field="tab",
        meaning="Whether the page opens on the map, on the chart over time, or on the table.",
        default=lambda _: "map",
        options=lambda _: TABS,
        codes=lambda: TABS,
    ),
    Flag("inferred", "Whether inferred values are included."),
    places_key("Places that the map outlines and the chart over time draws, one to six codes joined by points."),
    _Shaded("shaded", "Whether a map of amounts shades the countries in place of drawing circles."),
    only_key("Code of the class of the map that stands out; all others step back."),
)


def newest() -> Iterator[State]:
    """The map of each indicator by the latest publication that has it, in its latest year."""
    for indicator in choices.indicators():
        yield CODEC.decode({"indicator": indicator, "source": choices.sources_of(indicator)[0]})[0]
