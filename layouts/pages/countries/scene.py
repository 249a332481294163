"""What the list of places shows: countries and territories by region of the world, then the regions that sources speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from etl.contract.folding import fold
from etl.queries import place_rows, place_summary
from etl.queries.atlas import atlas
from layouts.evidence.other_names import also_called
from layouts.page import Stateless

_OTHERS = "World and organisations"


@dataclass(frozen=True)
class Entry:
    """A place: its code, its name, how many sources name it, and its other names and codes."""

    code: str
    name: str
    sources: int
    also: str


@dataclass(frozen=True)
class Scene:
    """Places under the titles of their groups: ``areas`` by region of the world, ``regions`` by who groups countries so."""

    areas: Mapping[str, tuple[Entry, ...]]
    regions: Mapping[str, tuple[Entry, ...]]

    @property
    def count(self) -> int:
        """How many countries and territories there are."""
        return sum(map(len, self.areas.values()))


def _order(row: tuple[str, str, str]) -> str:
    """Names in the order of the alphabet, accents or not: Åland Islands stand under A."""
    return fold(row[1])


@cache
def scene(_state: Stateless) -> Scene:
    """The scene: the same for everyone."""
    places, kinds = atlas()["places"], place_summary.kinds()
    areas: dict[str, list[Entry]] = {}
    regions: dict[str, list[Entry]] = {}
    spoken_of = set(place_rows.spoken_of())
    for code, name, group in sorted(zip(places["place"], places["name"], places["region"], strict=True), key=_order):
        entry = Entry(code, name, len(place_rows.sources(code)), also_called(code) or code)
        if kinds[code] in ("country", "territory"):
            areas.setdefault(group, []).append(entry)
        elif code in spoken_of:
            regions.setdefault(group if group not in ("", "Organisation") else _OTHERS, []).append(entry)
    return Scene(*({title: tuple(group) for title, group in sorted(one.items())} for one in (areas, regions)))
