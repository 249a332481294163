"""What the page of results shows: the groups of results, or names near to what was searched for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.queries import place_names, place_summary
from layouts import glossary
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


@cache
def listed() -> tuple[Listed, ...]:
    """The terms of the glossary, and the pages that have one address, with their names and descriptions."""
    entries = {entry.code: entry for entry in glossary.entries().values()}
    words = {code: [name.rpartition(".")[2].replace("_", " ") for name in entry.words] for code, entry in entries.items()}
    terms = [Listed("Terms", entry.title, _first_sentence(entry.text), entry.address, (*words[code],)) for code, entry in entries.items()]
    own_address = [page for page in registry.pages().values() if not page.key and page.slug not in ("not_found_404", "search")]
    return (*terms, *(Listed("Pages", page.title, page.description, page.path, (page.name,), page.description) for page in own_address))


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].rstrip('.')}."


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
