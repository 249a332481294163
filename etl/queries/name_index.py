"""The index of the search in memory: names by their beginnings, and all rows by the beginnings of their words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas

# How alike a word or name with a slip must be, of 100; the shortest that may have one; how many names are offered for one.
_ALIKE, _SHORTEST, _MOST_SLIPS = 78, 4, 12
_END = "\U0010ffff"


_ENDING = re.compile(r"(?<=[a-z]{5})(ions?|ed|ing)$|(?<=[a-z]{3})s$")
# Words of a sentence that name nothing.
_IDLE = frozenset(re.findall(r"\w+", "a an and are by for from how in is many much number of on people per s the to what which who"))


def telling(words: Iterable[str]) -> list[str]:
    """The words that name something."""
    return [word for word in words if word not in _IDLE]


def stem(word: str) -> str:
    """A word without its ending, so that 'convictions' finds 'convicted'; short words are whole."""
    return _ENDING.sub("", word)


class Fit(IntEnum):
    """How a name fits a query; the lower the better. A beginning is as good as all telling words of a name."""

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
    is_repeated: bool
    fit: Fit = Fit.EXACT
    place: str = ""

    @property
    def precedence(self) -> tuple[bool, int]:
        """Whoever produced figures comes before those who repeat them, unless a document is meant by its name; then the better fit."""
        is_meant = self.kind == "source" and self.fit is Fit.EXACT
        return self.is_repeated and not is_meant, self.fit


@dataclass(frozen=True)
class Index:
    """Rows of the index by their terms and by their words; ``terms`` and ``vocabulary`` are sorted.

    ``names``: the rows that are names, each with how many telling words it has.
    """

    hits: Sequence[Hit]
    terms: Sequence[str]
    rows: Sequence[Sequence[int]]
    vocabulary: Sequence[str]
    postings: Mapping[str, frozenset[int]]
    names: Mapping[int, int]

    def beginning(self, text: str, end: str = _END) -> Iterator[int]:
        """The rows of names that begin with a text."""
        for at in range(bisect_left(self.terms, text), bisect_right(self.terms, text + end)):
            yield from self.rows[at]

    def having(self, word: str) -> frozenset[int]:
        """The rows with a word that begins so, whatever its ending; short words are looked for whole."""
        if word.isascii() and len(word) < _SHORTEST - 1:
            return self.postings.get(word, frozenset())
        word = stem(word)
        first, last = bisect_left(self.vocabulary, word), bisect_right(self.vocabulary, word + _END)
        return frozenset().union(*(self.postings[known] for known in self.vocabulary[first:last]))

    def with_all(self, words: Sequence[str]) -> list[int]:
        """The rows that have all the words, names before descriptions; none for no words."""
        sets = sorted((self.having(word) for word in words), key=len)
        common = frozenset.intersection(*sets) if sets else frozenset()
        return sorted(common, key=lambda number: (number not in self.names, number))

    def _corrected(self, word: str) -> str:
        """The word of the index that is likest to one that no name has."""
        if self.having(word) or len(word) < _SHORTEST:
            return word
        likest = process.extractOne(word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return str(likest[0]) if likest else word

    def with_slips(self, text: str, words: Sequence[str]) -> Iterator[int]:
        """The rows of the names that are likest to a text, then those that have all the words, each corrected."""
        if len(text) >= _SHORTEST:
            for _, _, at in process.extract(text, self.terms, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_SLIPS):
                yield from self.rows[at]
            yield from self.with_all([self._corrected(word) for word in words])


def _grouped(keys: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for key, number in keys:
        groups.setdefault(key, []).append(number)
    return dict(sorted(groups.items()))


@cache
def index() -> Index:
    """The table ``search``, read once a process."""
    table: list[dict[str, Any]] = row_dicts(atlas()["search"])
    hits = [Hit(row["kind"], row["code"], row["label"], row["name"], row["rank"], row["is_repeated"]) for row in table]
    names = _grouped((row["term"], number) for number, row in enumerate(table) if row["is_name"])
    words = _grouped((word, number) for number, row in enumerate(table) for word in row["term"].split())
    postings = {word: frozenset(numbers) for word, numbers in words.items()}
    are_names = {number: len(telling(row["term"].split())) for number, row in enumerate(table) if row["is_name"]}
    return Index(hits, list(names), list(names.values()), list(words), postings, are_names)
