"""What a view says of itself to search engines and to sites that show a preview of its link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from layouts.export import Legend
from layouts.theme import Look

Point = tuple[float, float]
# West, south, east and north in degrees.
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Arc:
    """A curve between two points of longitude and latitude.

    ``size``: the class of its width, 0 the thinnest; ``name``: what stands beside it, '' for nothing.
    """

    origin: Point
    destination: Point
    size: int = 0
    name: str = ""


@dataclass(frozen=True)
class Circle:
    """A circle of an amount on a place, ``wide`` pixels across on the map of the page, in a look."""

    place: str
    wide: float
    look: Look


@dataclass(frozen=True)
class Card:
    """What the preview picture of a view is drawn of.

    ``lines``: what stands under the title; ``areas``: colour (#rrggbb) by place, of a map; ``marked``: a place that is outlined,
    and around which the map is drawn where nothing else is on it; ``arcs``: of flows, the thinnest first; ``box``: the part of the
    world that their map shows; ``circles``: of amounts, the largest first; ``legends``: what the
    colours mean.
    """

    title: str
    lines: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    marked: str = ""
    arcs: tuple[Arc, ...] = ()
    box: Box | None = None
    circles: tuple[Circle, ...] = ()
    legends: tuple[Legend, ...] = ()

    @property
    def is_locator(self) -> bool:
        """Whether it only says where a place is."""
        return bool(self.marked) and not self.arcs and set(self.areas) <= {self.marked}

    @property
    def is_map(self) -> bool:
        """Whether it is a map of the world, with areas or arcs."""
        return bool(self.areas or self.arcs) and not self.is_locator


@dataclass(frozen=True)
class Head:
    """Title, one sentence, and ``thing``: type and fields of schema.org; ``card`` None for one of the words alone."""

    title: str
    description: str
    thing: Mapping[str, Any] = field(default_factory=lambda: {"@type": "WebPage"})
    card: Card | None = None
