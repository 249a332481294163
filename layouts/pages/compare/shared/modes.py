"""The ways to compare: each is a folder of the shape of a page, and the key ``mode`` of a link chooses one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layouts.export import Export
from layouts.view_state import Codec, Key, titles

PATH = "/compare"
NAMES = {"question": "One question", "sides": "Side by side", "lists": "Lists of countries", "claims": "Every claim"}


@dataclass(frozen=True, kw_only=True)
class Mode:
    """What a way to compare owes: as a page, its scene has the ``state``; the layout is what stands below the page's head."""

    codec: Codec[Any]
    scene: Callable[[Any], Any]
    layout: Callable[[Any], list[Any]]
    export: Callable[[Any], Export]


def mode_key(mode: str) -> Key[Any]:
    """The key ``mode`` in the codec of one of the modes."""
    return Key(
        field="mode",
        label="way to compare",
        meaning="Which way to compare; a question where it is missing.",
        default=lambda _: next(iter(NAMES)),
        options=lambda _: (mode,),
        codes=lambda: NAMES,
        title=titles(NAMES),
        fuzzy=False,
    )
