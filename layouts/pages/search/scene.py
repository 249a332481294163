"""What the page of results shows: the groups of results, or names near to what was searched for."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.queries import place_names, place_summary
from layouts.evidence import search_entries, search_results
from layouts.evidence.search_entries import Listed, Result
from layouts.evidence.search_results import Group
from layouts.exports import registry
from layouts.pages.search.state import State

MOST = 50


@dataclass(frozen=True)
class Scene:
    """``query``: what was searched for, without what cannot be printed; ``near``: places whose names are near to it.

    ``is_guess``: whether all results are names that differ from it by a slip.
    """

    query: str
    groups: tuple[Group, ...]
    near: Sequence[Result]
    is_guess: bool

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def listed() -> list[Listed]:
    """The pages that have one address, with their names and descriptions."""
    return [
        Listed("Pages", page.title, page.description, page.path, (page.name, page.description))
        for page in registry.pages().values()
        if not page.key and page.slug not in ("not_found_404", "search")
    ]


def printable(text: str) -> str:
    """A text without signs that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _near(query: str) -> list[Result]:
    names = place_summary.names()
    return [search_entries.near_place(code, names[code]) for code in place_names.near(query)]


def scene(state: State) -> Scene:
    """Everything that a query finds."""
    query = printable(state.q)
    groups = search_results.groups(query, listed(), most=MOST) if query else ()
    is_guess = bool(groups) and all(result.is_guess for group in groups for result in group.results)
    return Scene(query, groups, _near(query) if is_guess or not groups else (), is_guess)
