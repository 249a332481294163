"""The numeric classes of a map: what the queries class rows by, and what scales give labels and looks to."""

from dataclasses import dataclass

# The class of a range that lies in several classes of a map.
ACROSS = "low|high"


@dataclass(frozen=True)
class Bounds:
    """Upper bounds of the numeric classes of a map; ``exact`` where each class is a single value."""

    upper_bounds: tuple[float, ...] = ()
    exact: bool = False
