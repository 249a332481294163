"""The state of the page of a country: the place that its address names."""

from dataclasses import dataclass

from etl.queries import place_summary
from layouts.view_state import Codec, Named


@dataclass(frozen=True)
class State:
    """``place``: a code, or what the reader wrote where it means no place."""

    place: str = ""


CODEC: Codec[State] = Codec(State(), Named("place", "Code of a country, a territory or a region.", codes=place_summary.names))
