"""The ways to compare: each has what a page has, and the key ``mode`` of a link chooses one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from layouts.card import Head
from layouts.export import Export
from layouts.view_state import Codec, Key, titles

PATH = "/compare"
DEFAULT = "question"
NAMES = {
    "places": "Countries",
    "question": "One question",
    "sides": "Sources side by side",
    "lists": "Lists of countries",
    "claims": "Every claim",
}


@dataclass(frozen=True, kw_only=True)
class Mode:
    """What a way to compare owes: as a page, its scene has the ``state``; the layout is what stands below the page's head."""

    codec: Codec[Any]
    scene: Callable[[Any], Any]
    layout: Callable[[Any], list[Any]]
    export: Callable[[Any], Export]
    head: Callable[[Any], Head] | None = None


def choice_key(field: str, meaning: str, labels: Mapping[str, str], **more: Any) -> Key[Any]:
    """A key that is one of a few codes, each with a label: the first, where ``more``, the fields of a key, gives no other default."""
    own = {"default": lambda _: next(iter(labels)), "options": lambda _: labels} | more
    return Key(field=field, meaning=meaning, codes=lambda: labels, title=titles(labels), **own)


def mode_key(mode: str) -> Key[Any]:
    """The key ``mode`` in the codec of one of the modes."""
    meaning = "Which way to compare; a question where it is missing."
    own: dict[str, Any] = {"default": lambda _: DEFAULT, "options": lambda _: (mode,)}
    return choice_key("mode", meaning, NAMES, label="way to compare", fuzzy=False, **own)
