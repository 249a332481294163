"""The state of the page of a source: which one; and the identifier for what a reader writes in the address."""

import re
from dataclasses import dataclass

from etl.queries import evidence
from layouts.view_state import Codec, Named


@dataclass(frozen=True)
class State:
    """What the page shows: ``source`` is an identifier, or a text that is none."""

    source: str = ""


CODEC: Codec[State] = Codec(State(), Named("source", "Identifier of the source.", codes=evidence.identifiers))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


def resolve(text: str) -> str:
    """The identifier of a source for that identifier, however it is written, or for its title; '' where there is none."""
    names = {_folded(record[name]): record["source_id"] for name in ("title", "short_title") for record in evidence.all_sources()}
    codes = {_folded(code): code for code in evidence.identifiers()}
    return text if text in evidence.identifiers() else str((names | codes).get(_folded(text), ""))
