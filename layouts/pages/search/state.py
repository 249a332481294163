"""The state of the page of results: what is searched for."""

from dataclasses import dataclass

from layouts.view_state import Codec, Text


@dataclass(frozen=True)
class State:
    """The words of a search, '' for none."""

    q: str = ""


CODEC: Codec[State] = Codec(State(), Text("q", "Words or a number to search for.", label="words"))
