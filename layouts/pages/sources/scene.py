"""What the page of sources shows: a record a source with its caveats and its earlier editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, place_summary, revisions
from etl.queries.atlas import superseded
from layouts import format as words
from layouts.export import Caveat
from layouts.page import Stateless

# Of how many countries the names stand before a caveat.
_FEW = 3


@dataclass(frozen=True)
class Source:
    """A source: its ``record`` in the table sources, caveats of all rows and of some, earlier editions.

    The earlier editions have the latest first, and none of their own.
    """

    record: Mapping[str, Any]
    caveats: tuple[Caveat, ...]
    row_caveats: tuple[Caveat, ...]
    earlier: tuple["Source", ...] = ()


@dataclass(frozen=True)
class Scene:
    """All sources by the label of the kind of their numbers; first what was published first hand, then what repeats it."""

    kinds: Mapping[str, tuple[Source, ...]]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(source for group in self.kinds.values() for source in group)

    @property
    def earlier(self) -> int:
        return sum(len(source.earlier) for source in self.sources)


def _with_limits(caveat: Mapping[str, Any]) -> str:
    """The text of a caveat, with the few countries and the years that it is limited to where it does not name them itself."""
    codes = [code for limit in (caveat["places"], caveat["destinations"]) if limit is not None for code in limit]
    names = [place_summary.names()[code] for code in codes if place_summary.kinds()[code] in ("country", "territory")]
    if not 0 < len(names) <= _FEW or any(name in caveat["text"] for name in names):
        return str(caveat["text"])
    years = [] if pd.isna(caveat["first_year"]) else [words.period(caveat["first_year"], caveat["last_year"])]
    return f"{', '.join([*names, *years])}: {caveat['text']}"


def _source(record: Mapping[str, Any], earlier: tuple[Source, ...] = ()) -> Source:
    code, caveats = record["source_id"], evidence.all_caveats(record["source_id"])
    whole, single = (
        tuple(Caveat(code, caveat["severity"], _with_limits(caveat)) for caveat in row_dicts(caveats[caveats["single_rows"] == limited]))
        for limited in (False, True)
    )
    return Source(record, whole, single, earlier)


def _with_editions(record: Mapping[str, Any]) -> Source:
    return _source(record, tuple(_source(evidence.source(code)) for code in revisions.earlier(record["source_id"])))


@lru_cache(maxsize=1)
def scene(_state: Stateless) -> Scene:
    """The sources, those of a kind by their short titles."""
    order = list(vocabulary.terms("kind"))
    records = [record for record in evidence.all_sources() if record["source_id"] not in superseded()]
    records = sorted(records, key=lambda record: (order.index(record["kind"]), record["short_title"].casefold()))
    groups = groupby(records, key=lambda record: record["kind"])
    return Scene({vocabulary.label("kind", kind): tuple(map(_with_editions, group)) for kind, group in groups})
