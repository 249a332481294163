"""What the page on the atlas shows: its prose."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from layouts.page import Stateless


@dataclass(frozen=True)
class Scene:
    """The prose in Markdown."""

    prose: str


@lru_cache(maxsize=1)
def scene(_state: Stateless) -> Scene:
    """The prose, from its file."""
    return Scene(Path(__file__).with_name("prose.md").read_text(encoding="utf-8"))
