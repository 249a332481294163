"""What the page of sources lists: a card a source with what it counts and its earlier editions, by kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from etl.contract import vocabulary
from etl.contract.folding import fold
from etl.queries import evidence, revisions, source_profile
from etl.queries.atlas import superseded
from layouts import format as words
from layouts.evidence import reported_places
from layouts.pages.sources.state import State

Record = Mapping[str, Any]
# How many of the things that a source counts a card names.
_NAMED = 3


@dataclass(frozen=True)
class Source:
    """A source: its record, what it counts and which places, in a line each, and its earlier editions, the latest first."""

    record: Record
    counts: str
    places: str
    earlier: tuple[Record, ...]

    @property
    def text(self) -> str:
        """All words by which it is searched, folded."""
        own = (self.record[name] for name in ("title", "short_title", "publisher", "edition"))
        editions = (edition["short_title"] for edition in self.earlier)
        return fold(" ".join((*own, *self.record["authors"], *_indicators(self.record), *editions)))


@dataclass(frozen=True)
class Scene:
    """The sources of a state, and how many there are of each kind with its words; first hand before what repeats it."""

    state: State
    sources: Sequence[Source]
    counts: Mapping[str, int]
    earlier: int

    @property
    def kinds(self) -> Mapping[str, list[Source]]:
        """The sources by the code of their kind, in the order of the vocabulary."""
        groups: dict[str, list[Source]] = {}
        for source in self.sources:
            groups.setdefault(source.record["kind"], []).append(source)
        return groups


def _indicators(record: Record) -> list[str]:
    """The labels of what a source counts, those of its own kind of figure first."""
    own = source_profile.indicators().get(record["source_id"], ())
    return [one.label for one in sorted(own, key=lambda one: one.kind != record["kind"])]


def _counts(record: Record) -> str:
    """What a source counts in a line; of a document how many claims it makes."""
    source = record["source_id"]
    if source_profile.is_document(source):
        return f"{words.counted(source_profile.row_counts(source)['claims'], 'claim')}, each with its location in the text"
    labels = _indicators(record)
    more = len(labels) - _NAMED
    return "; ".join(labels[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


@lru_cache(maxsize=1)
def _sources() -> tuple[Source, ...]:
    order = list(vocabulary.terms("kind"))
    records = [record for record in evidence.all_sources() if record["source_id"] not in superseded()]
    records.sort(key=lambda record: (order.index(record["kind"]), record["short_title"].casefold()))
    editions = [tuple(map(evidence.source, revisions.earlier(record["source_id"]))) for record in records]
    return tuple(
        Source(record, _counts(record), reported_places.of_source(record["source_id"]) or "world and regions", earlier)
        for record, earlier in zip(records, editions, strict=True)
    )


def scene(state: State) -> Scene:
    """The sources that a state lists."""
    words = [fold(word) for word in state.search.split()]
    fitting = [source for source in _sources() if all(word in source.text for word in words)]
    listed = [source for source in fitting if state.kind in ("", source.record["kind"])]
    counts = Counter(source.record["kind"] for source in fitting)
    return Scene(state, listed, counts, sum(len(source.earlier) for source in listed))
