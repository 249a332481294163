"""Everything that the coverage page shows in one state: the places that answer, their sources, the map, the matrix, the opened place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, place_summary, source_coverage
from etl.queries.atlas import atlas
from layouts.pages.coverage import coverage_matrix, coverage_words
from layouts.pages.coverage.coverage_map import CoverageMap
from layouts.pages.coverage.opened_place import OpenedPlace, opened_place
from layouts.pages.coverage.state import EVERY, NOBODY, ONE, RATINGS, State, kinds_of

Row = dict[str, Any]
_CITIZENS = frozenset({"citizenship"})


@dataclass(frozen=True)
class SourceCount:
    """A source with the number of places that it has figures on since the year asked for, and the newest year of these."""

    source: str
    title: str
    places: int
    newest: int


def _answers(table: pd.DataFrame, question: str) -> pd.Series:
    """Which places answer a question."""
    if question == RATINGS:
        return table["with_kinds"].map(lambda kinds: "rating" in kinds and kinds.isdisjoint({"count", "estimate"})).astype("bool")
    return {NOBODY: table["sources"] == 0, ONE: table["sources"] == 1, EVERY: table["sources"] > 0}[question]


@dataclass(frozen=True, eq=False)
class Scene:
    """The coverage page in one state."""

    state: State

    @cached_property
    def map(self) -> CoverageMap:
        """The map, of all places."""
        return CoverageMap(self.state, source_coverage.by_place(self.state.since, self.state.kinds))

    @cached_property
    def _in_region(self) -> pd.DataFrame:
        table = self.map.places
        return table[table["region"] == self.state.region] if self.state.region else table

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that answer the question, by name."""
        return self._in_region[_answers(self._in_region, self.state.question)]

    @property
    def listed(self) -> pd.DataFrame:
        """The rows of the matrix: the places that answer, or all of them where all are asked for."""
        return self._in_region if self.state.question == EVERY else self.places

    def named(self, kind: str) -> list[Row]:
        """The places that answer and are of a kind, country or territory, by name as readers of the alphabet look for it."""
        return sorted(row_dicts(self.places[self.places["kind"] == kind]), key=lambda row: fold(row["name"]))

    @cached_property
    def citizens_only(self) -> list[Row]:
        """Beside the places without any figure: those with nothing but counts of their citizens elsewhere."""
        if self.state.question != NOBODY or self.state.kinds != source_coverage.FIGURES:
            return []
        return row_dicts(self._in_region[self._in_region["with_kinds"].map(lambda kinds: kinds == _CITIZENS).astype("bool")])

    @property
    def title(self) -> str:
        kinds = Counter(self.places["kind"])
        return coverage_words.title(self.state, kinds["country"], kinds["territory"], len(self._in_region))

    @property
    def subtitle(self) -> str:
        return coverage_words.meaning(self.state)

    @property
    def mask_note(self) -> str:
        """What a name that is marked as masked stands for; '' where none is."""
        return coverage_words.masked(int(self.places["masked"].sum()))

    @cached_property
    def cells(self) -> pd.DataFrame:
        """The cells of the matrix: of the listed places and the kinds that count, of any year."""
        cells = source_coverage.cells()
        return cells[cells["kind"].isin(self.state.kinds) & cells["place"].isin(self.listed["place"])]

    @cached_property
    def _recent(self) -> pd.DataFrame:
        """The cells of the region that have a figure since the year asked for."""
        cells = source_coverage.cells()
        recent = cells["kind"].isin(self.state.kinds) & cells["last"].ge(self.state.since).fillna(False)
        return cells[recent & cells["place"].isin(self._in_region["place"])]

    @cached_property
    def sources(self) -> list[SourceCount]:
        """The sources that have figures since the year asked for, those of most places first."""
        counted = self._recent.groupby("source_id", as_index=False).agg(places=("place", "nunique"), newest=("last", "max"))
        rows = row_dicts(counted.sort_values(["places", "source_id"], ascending=[False, True]))
        return [
            SourceCount(row["source_id"], source_coverage.titles()[row["source_id"]], int(row["places"]), int(row["newest"]))
            for row in rows
        ]

    @cached_property
    def records(self) -> tuple[Mapping[str, Any], ...]:
        """The records of the sources that are counted, those of most places first, then of those with older figures alone."""
        named = dict.fromkeys([*(one.source for one in self.sources), *sorted(self.cells["source_id"].unique())])
        return tuple(evidence.source(source) for source in named)

    @cached_property
    def only_source(self) -> dict[str, str]:
        """The only source by place, where that is what is asked for."""
        own = self._recent[self._recent["place"].isin(self.places["place"])] if self.state.question == ONE else self._recent.iloc[:0]
        kinds = dict(zip(self.places["place"], self.places["with_kinds"], strict=True))
        pairs = zip(own["place"], own["source_id"], strict=True)
        return {place: coverage_words.only_source(source_coverage.titles()[source], kinds[place]) for place, source in pairs}

    @cached_property
    def matrix(self) -> dict[str, Any]:
        """The places by sources, as the browser draws them."""
        return coverage_matrix.matrix(self.listed, self.cells, since=self.state.since, caption=self.title)

    @cached_property
    def opened(self) -> OpenedPlace | None:
        """The row of the chosen place; None where none is chosen."""
        return opened_place(self.state.place) if self.state.place else None

    @property
    def place_options(self) -> list[dict[str, str]]:
        return [option for option in place_summary.options() if option["value"] in source_coverage.names()]

    @property
    def kind_options(self) -> list[str]:
        return list(kinds_of(self.state.question))

    @property
    def years(self) -> list[int]:
        """The years to begin with, the newest first."""
        first, last = source_coverage.years()
        return list(range(last, first - 1, -1))

    @property
    def regions(self) -> tuple[str, ...]:
        return source_coverage.regions()

    @property
    def version(self) -> str:
        return atlas().version


@lru_cache(maxsize=4)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    return Scene(state)
