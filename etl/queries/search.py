"""What a reader looks for by name: exactly, by its beginning, by several of its words, then with slips of the pen.

The index is a table of the build; names are compared as etl/contract/folding says.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas

LONGEST = 80
# How alike a name or a word with a slip must be, of 100; how many words of a query are compared; the shortest with a slip.
_ALIKE, _MOST_WORDS, _SHORTEST = 78, 8, 4
_MOST_SLIPS, _MOST_PLACES = 12, 16
_END = "\U0010ffff"
# Words of a sentence that name nothing.
_IDLE = frozenset("a an and are by for from how in is many much number of on people s the to what which who".split())


class Fit(IntEnum):
    """How a name fits a query; the lower the better."""

    EXACT = 0
    BEGINNING = 1
    WORDS = 2
    PART = 3
    DESCRIBED = 4
    SLIP = 5


@dataclass(frozen=True)
class Hit:
    """A thing that fits a query: its kind and code, its label, the name that fits (the label too), how it fits, its order.

    ``place`` is the code of the place that a query asks about beside an indicator; '' where it names none.
    """

    kind: str
    code: str
    label: str
    name: str
    rank: int
    fit: Fit = Fit.EXACT
    place: str = ""


@dataclass(frozen=True)
class _Index:
    """Rows of the index by their terms and by their words; ``terms`` and ``vocabulary`` are sorted."""

    hits: Sequence[Hit]
    terms: Sequence[str]
    rows: Sequence[Sequence[int]]
    vocabulary: Sequence[str]
    postings: Mapping[str, frozenset[int]]
    names: frozenset[int]

    def beginning(self, text: str, end: str = _END) -> Iterator[int]:
        """The rows of names that begin with a text."""
        for at in range(bisect_left(self.terms, text), bisect_right(self.terms, text + end)):
            yield from self.rows[at]

    def having(self, word: str) -> frozenset[int]:
        """The rows with a word that begins so; short words are looked for whole."""
        if word.isascii() and len(word) < 3:
            return self.postings.get(word, frozenset())
        first, last = bisect_left(self.vocabulary, word), bisect_right(self.vocabulary, word + _END)
        return frozenset().union(*(self.postings[known] for known in self.vocabulary[first:last]))


def _grouped(keys: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for key, number in keys:
        groups.setdefault(key, []).append(number)
    return dict(sorted(groups.items()))


@cache
def _index() -> _Index:
    table: list[dict[str, Any]] = row_dicts(atlas()["search"])
    hits = [Hit(row["kind"], row["code"], row["label"], row["name"], row["rank"]) for row in table]
    names = _grouped((row["term"], number) for number, row in enumerate(table) if row["is_name"])
    words = _grouped((word, number) for number, row in enumerate(table) for word in row["term"].split())
    postings = {word: frozenset(numbers) for word, numbers in words.items()}
    are_names = frozenset(number for number, row in enumerate(table) if row["is_name"])
    return _Index(hits, list(names), list(names.values()), list(words), postings, are_names)


def _by_words(words: Sequence[str]) -> list[int]:
    """The rows that have all the words, names before descriptions."""
    index = _index()
    sets = sorted((index.having(word) for word in words), key=len)
    common = frozenset.intersection(*sets) if sets else frozenset()
    return sorted(common, key=lambda number: (number not in index.names, number))


def _corrected(words: Sequence[str]) -> list[str]:
    """The words as the index has them: one that no name has gives way to the likest."""
    index, corrected = _index(), []
    for word in words:
        likest = None if index.having(word) or len(word) < _SHORTEST else process.extractOne(word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        corrected.append(str(likest[0]) if likest else word)
    return corrected


def _with_slips(text: str, words: Sequence[str]) -> Iterator[int]:
    index = _index()
    if len(text) >= _SHORTEST:
        for _, _, at in process.extract(text, index.terms, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_SLIPS):
            yield from index.rows[at]
        yield from _by_words(_corrected(words))


def _places_in(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The places that a query names among other words, by code, each with the words that are left."""
    index, places = _index(), {}
    for length in range(min(len(words) - 1, 5), 0, -1):
        for first in range(len(words) - length + 1):
            name = " ".join(words[first : first + length])
            rows = (index.hits[number] for number in index.beginning(name, end="")) if len(name) > 2 and name not in _IDLE else ()
            for hit in rows:
                if hit.kind == "place":
                    places.setdefault(hit.code, (*words[:first], *words[first + length :]))
    return places


@cache
def _figures() -> frozenset[tuple[str, str]]:
    """The indicators of which there is a figure for a place, with the place."""
    frames = [atlas()[table][["indicator", "place"]].drop_duplicates() for table in ("estimates", "ratings")]
    return frozenset((str(indicator), str(place)) for frame in frames for indicator, place in frame.itertuples(index=False))


def _about_places(words: Sequence[str]) -> Iterator[Hit]:
    """The places that are named among other words, and the indicators that the other words name, of those places."""
    index = _index()
    for place, others in _places_in(words).items():
        named = next(hit for hit in index.hits if (hit.kind, hit.code) == ("place", place))
        yield replace(named, name=named.label, fit=Fit.PART)
        for number in _by_words([word for word in others if word not in _IDLE]):
            hit = index.hits[number]
            if hit.kind == "indicator" and (hit.code, place) in _figures():
                yield replace(hit, fit=Fit.WORDS, place=place)


def _named(text: str, words: Sequence[str]) -> Iterator[Hit]:
    """What a folded query names without slips, better fits first."""
    index = _index()
    yield from (replace(index.hits[number], fit=Fit.EXACT) for number in index.beginning(text, end=""))
    yield from (replace(index.hits[number], fit=Fit.BEGINNING) for number in index.beginning(text))
    for number in _by_words(words):
        yield replace(index.hits[number], fit=Fit.WORDS if number in index.names else Fit.DESCRIBED)
    yield from _about_places(text.split()[:_MOST_PLACES])


def _hits(text: str) -> Iterator[Hit]:
    """All that fits a folded query; slips only where nothing fits without."""
    words = text.split()
    telling = ([word for word in words if word not in _IDLE] or words)[:_MOST_WORDS]
    named = list(_named(text, telling))
    yield from named or (replace(_index().hits[number], fit=Fit.SLIP) for number in _with_slips(text, telling))


@lru_cache(maxsize=512)
def find(query: str) -> Mapping[str, tuple[Hit, ...]]:
    """What fits a query by kind (place, indicator, rating, source, question, term), each thing once, the best fit first.

    A query is cut to its first 80 characters; one without a letter or a digit finds nothing.
    """
    text = fold(query[:LONGEST])
    best: dict[tuple[str, str, str], Hit] = {}
    for hit in _hits(text) if text else ():
        best.setdefault((hit.kind, hit.code, hit.place), hit)
    kinds: dict[str, list[Hit]] = {}
    for hit in best.values():
        kinds.setdefault(hit.kind, []).append(hit)
    # Slips stay in the order of their likeness.
    return {kind: tuple(sorted(hits, key=lambda hit: (hit.fit, hit.rank if hit.fit < Fit.SLIP else 0))) for kind, hits in kinds.items()}
