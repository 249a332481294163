"""What the page on the atlas shows: its prose."""

from pathlib import Path

from layouts.page import Stateless


def scene(_state: Stateless) -> str:
    """The prose in Markdown, from its file."""
    return Path(__file__).with_name("prose.md").read_text(encoding="utf-8")
