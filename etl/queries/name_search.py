"""What a reader looks for by name: exactly, by its beginning, by several of its words, then with slips of the pen.

The index is a table of the build; names are compared as etl/contract/folding says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from etl.contract.folding import fold
from etl.queries.atlas import atlas
from etl.queries.name_index import Fit, Hit, index, stem, telling

LONGEST = 80
# A year beside a place and an indicator chooses nothing: the chart has all years.
_YEAR = re.compile(r"(19|20)[0-9]{2}")
# How many words of a query are compared, and among how many of them a place is looked for.
_MOST_WORDS, _MOST_PLACES = 8, 16


def _places_in(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The places that a query names among other words, by code in their order, each with the words that name no place.

    A word of a longer name names no other place: 'South Sudan' is not Sudan.
    """
    names = index()
    codes_at: dict[int, list[str]] = {}
    named: set[int] = set()
    for length in range(min(len(words) - 1, 5), 0, -1):
        for first in range(len(words) - length + 1):
            span, name = range(first, first + length), " ".join(words[first : first + length])
            if named.isdisjoint(span) and len(name) > 2 and telling([name]):
                hits = (names.hits[number] for number in names.beginning(name, end=""))
                if codes := [hit.code for hit in hits if hit.kind == "place"]:
                    codes_at[first] = codes
                    named.update(span)
    left = tuple(word for at, word in enumerate(words) if at not in named)
    return {code: left for first in sorted(codes_at) for code in codes_at[first]}


@cache
def _figures() -> frozenset[tuple[str, str]]:
    """The indicators of which there is a figure for a place, with the place."""
    frames = [atlas()[table][["indicator", "place"]].drop_duplicates() for table in ("estimates", "ratings")]
    return frozenset((str(indicator), str(place)) for frame in frames for indicator, place in frame.itertuples(index=False))


def _about_places(words: Sequence[str]) -> Iterator[Hit]:
    """The places that are named among other words, and the indicators that the other words name, of those places."""
    names = index()
    for place, others in _places_in(words).items():
        named = next(hit for hit in names.hits if (hit.kind, hit.code) == ("place", place))
        yield replace(named, name=named.label, fit=Fit.PART)
        for number in names.with_all([word for word in telling(others) if not _YEAR.fullmatch(word)]):
            hit = names.hits[number]
            if hit.kind == "indicator" and (hit.code, place) in _figures():
                yield replace(hit, fit=Fit.WORDS if number in names.names else Fit.DESCRIBED, place=place)


def fit(query: str, *names: str) -> Fit | None:
    """How one of the names fits a query, without slips; None where none does."""
    text = fold(query[:LONGEST])
    fits = [_fit(text, telling(text.split()), fold(name)) for name in names] if text else []
    return min((one for one in fits if one is not None), default=None)


def _fit(text: str, words: Sequence[str], name: str) -> Fit | None:
    if name.startswith(text):
        return Fit.EXACT if name == text else Fit.BEGINNING
    own = telling(name.split())
    if not words or not all(any(part.startswith(stem(word)) for part in own) for word in words):
        return None
    return Fit.BEGINNING if len(own) == len(words) else Fit.WORDS


def _named(text: str, words: Sequence[str]) -> Iterator[Hit]:
    """What a folded query names without slips."""
    names = index()
    yield from (replace(names.hits[number], fit=Fit.EXACT) for number in names.beginning(text, end=""))
    yield from (replace(names.hits[number], fit=Fit.BEGINNING) for number in names.beginning(text))
    for number in names.with_all(words):
        all_told = names.names.get(number) == len(words)
        yield replace(names.hits[number], fit=Fit.BEGINNING if all_told else Fit.WORDS if number in names.names else Fit.DESCRIBED)
    yield from _about_places(text.split()[:_MOST_PLACES])


def _hits(text: str) -> Iterator[Hit]:
    """All that fits a folded query, of one name better fits first; slips only where nothing fits without."""
    words = telling(text.split())[:_MOST_WORDS]
    named = list(_named(text, words))
    yield from named or (replace(index().hits[number], fit=Fit.SLIP) for number in index().with_slips(text, words))


@lru_cache(maxsize=128)
def find(query: str) -> Mapping[str, tuple[Hit, ...]]:
    """What fits a query by kind (place, indicator, rating, source, question), each thing once, the best fit first.

    A query is cut to its first 80 characters; one without a letter or a digit finds nothing.
    """
    text = fold(query[:LONGEST])
    best: dict[tuple[str, str, str], Hit] = {}
    for hit in sorted(_hits(text), key=lambda hit: hit.fit) if text else ():
        best.setdefault((hit.kind, hit.code, hit.place), hit)
    kinds: dict[str, list[Hit]] = {}
    for hit in best.values():
        kinds.setdefault(hit.kind, []).append(hit)
    # Slips stay in the order of their likeness.
    return {
        kind: tuple(sorted(hits, key=lambda hit: (*hit.precedence, hit.rank if hit.fit < Fit.SLIP else 0))) for kind, hits in kinds.items()
    }
