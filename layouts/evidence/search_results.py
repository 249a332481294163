"""What a search finds, in groups: countries, numbers, indicators, sources, questions, terms and pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.queries import claim_list, name_search, source_scope
from etl.queries.name_index import Fit, Hit
from layouts.evidence import number_entries
from layouts.evidence.search_entries import MAKERS, Listed, Result, address, side_by_side

LONGEST = name_search.LONGEST
NUMBERS, CLAIMS = "Numbers", "Claims"
_PLACES = "Countries and regions"
# How many countries can stand side by side.
_FEWEST, _MOST = 2, 5
# The groups in their order, where they fit alike, each with the kinds of things in it that the tables name.
_GROUPS: Mapping[str, Sequence[str]] = {
    _PLACES: ("place",),
    NUMBERS: (),
    "Indicators": ("indicator", "rating"),
    "Sources": ("source",),
    "Questions": ("question",),
    CLAIMS: (),
    "Terms": (),
    "Pages": (),
}
_EXPLAINING = ("Terms", "Pages")
_MOST_NUMBERS = 8


@dataclass(frozen=True)
class Group:
    """Results of one kind, the best first, as far as they are listed; ``total``: how many there are."""

    title: str
    results: tuple[Result, ...]
    total: int


@lru_cache(maxsize=256)
def _numbers(query: str) -> tuple[Result, ...]:
    return tuple(number_entries.results(query, most=_MOST_NUMBERS))


def _claims(query: str) -> tuple[Result, ...]:
    """The way to the claims that contain a query, where some do."""
    link = address("/compare", mode="claims", search=query)
    claims = Result(f"Claims that contain “{query}”", "In the documents that repeat figures of others", link, Fit.DESCRIBED)
    return (claims,) if claim_list.contain(query) else ()


def _listed(query: str, things: Iterable[Listed]) -> Iterator[Result]:
    for thing in things:
        fit = name_search.fit(query, thing.title, *thing.names)
        fit = Fit.DESCRIBED if fit is None and name_search.fit(query, thing.words) is not None else fit
        if fit is not None:
            yield Result(thing.title, thing.detail, thing.link, fit)


def _side_by_side(hits: Sequence[Hit]) -> tuple[Result, ...]:
    """The way to countries side by side, where a query names several."""
    codes = [hit.code for hit in hits if hit.fit is Fit.PART and hit.code in source_scope.areas()]
    is_named = _FEWEST <= len(codes) <= _MOST and len(codes) == len(hits)
    return (side_by_side(codes, Fit.PART),) if is_named else ()


def _group(title: str, query: str, listed: Iterable[Listed], most: int) -> Group:
    """The hits of a group and what is listed in it, made into results as far as they are wanted."""
    hits_by_kind = name_search.find(query)
    hits = sorted((hit for kind in _GROUPS[title] for hit in hits_by_kind.get(kind, ())), key=lambda hit: hit.precedence)
    others = sorted(_listed(query, (thing for thing in listed if thing.group == title)), key=lambda result: result.fit)
    others += _numbers(query) if title == NUMBERS else _claims(query) if title == CLAIMS else ()
    beside = _side_by_side(hits) if title == _PLACES else ()
    results = [*beside, *(MAKERS[hit.kind](hit) for hit in hits[:most]), *others]
    return Group(title, tuple(results[:most]), len(beside) + len(hits) + len(others))


def _precedence(group: Group) -> int:
    """How well a group fits; a term or a page that is called so is no better than a figure whose name begins so."""
    fit = min(result.fit for result in group.results)
    return max(fit, Fit.BEGINNING) if group.title in _EXPLAINING else fit


def groups(query: str, listed: Iterable[Listed] = (), *, most: int = 5) -> tuple[Group, ...]:
    """What a query finds in the tables and among what is ``listed``, at most so many results a group; the best group comes first.

    The query is cut to its first 80 characters. Names that are only like it are left out where something is found.
    """
    things, text = list(listed), query[:LONGEST]
    gathered = [group for title in _GROUPS if (group := _group(title, text, things, most)).results]
    sure = [group for group in gathered if not all(result.is_guess for result in group.results)]
    return tuple(sorted(sure or gathered, key=_precedence))
