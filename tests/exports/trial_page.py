"""A page of the shape of the contract, small and complete, that tests add to the pages of the atlas."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from layouts.export import Column, Export
from layouts.page import Page
from layouts.view_state import Codec, Key

WORDS = ("one", "two")


@dataclass(frozen=True)
class State:
    """The word that is shown."""

    word: str = "one"


CODEC = Codec(State(), Key(field="word", meaning="A word.", default=lambda _: "one", options=lambda _: WORDS, codes=lambda: WORDS))
COLUMNS = (Column("place", "text", "A place."), Column("source_id", "text", "A source."))
ROWS = pd.DataFrame({"place": ["AND", "FRA"], "source_id": ["gsi_2023"] * 2})


def _export(state: State) -> Export:
    facts: dict[str, Any] = {
        "title": "A trial",
        "subtitle": "Of two rows",
        "period": "2023",
        "ranges": "none",
        "kind": "none",
        "alt": "A trial.",
    }
    nothing: dict[str, Any] = dict.fromkeys(("parts", "legends", "sources", "caveats"), ())
    return Export(link=CODEC.encode(state), stem="trial", rows=ROWS, columns=COLUMNS, version="0123456789ab", **facts, **nothing)


def trial(slug: str, **other: Any) -> Page[Any, Any]:
    """A page with a ``slug`` that keeps the contract, but for what is ``other``; what is ``...`` it lacks."""
    texts = {"path": f"/{slug}", "slug": slug, "name": slug.title(), "title": slug.title()}
    made = {"order": 7, "codec": CODEC, "scene": lambda state: state, "layout": str, "export": _export, "embed": True}
    return Page(**{name: part for name, part in {**texts, **made, **other}.items() if part is not ...})
