"""One row of countries side by side: one series of a source, or the editions of one estimate, with a cell for every place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import columns
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, place_series
from layouts import format as words
from layouts.evidence import row_evidence
from layouts.evidence.row_evidence import RowEvidence
from layouts.pages.compare.places import differences


@dataclass(frozen=True, eq=False)
class Cell:
    """A place in a row: its ``rows`` by year (``stop``, ``status``, ``says``); ``absence``: which it is where there are none."""

    place: str
    name: str
    rows: pd.DataFrame
    absence: str

    @cached_property
    def readings(self) -> list[dict[str, Any]]:
        """The rows as dicts, by year."""
        return row_dicts(self.rows)


@dataclass(frozen=True, eq=False)
class SeriesRow:
    """A series over all years; of several ``sources``, the earliest first, each is an edition with one figure a place."""

    indicator: Indicator
    sources: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def by_edition(self) -> bool:
        return len(self.sources) > 1

    @property
    def key(self) -> str:
        """A name for the row, for identifiers on the page."""
        return f"{self.indicator.code}-{'-'.join(self.sources)}"

    @cached_property
    def records(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(evidence.source(source) for source in self.sources)

    @property
    def source_titles(self) -> str:
        return ", ".join(record["short_title"] for record in self.records)

    @property
    def title(self) -> str:
        return self.indicator.label

    @property
    def publishers(self) -> str:
        return ", ".join(dict.fromkeys(record["publisher"] for record in self.records))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows of all places."""
        return pd.concat([cell.rows for cell in self.cells], ignore_index=True)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last year of any place."""
        return int(self.rows["stop"].min()), int(self.rows["stop"].max())

    @cached_property
    def top(self) -> float:
        """The end of the common scale: the maximum of a score, else the largest number of any place, a mask's range included."""
        if self.indicator.maximum is not None:
            return float(self.indicator.maximum)
        numbers = self.rows[[name for name in columns(self.indicator.table) if name in self.rows]].astype("float64")
        return float(numbers.max(axis=None))

    @property
    def scale(self) -> str:
        """The scale that the charts of the row share, in words; '' for dates, which have none."""
        if self.indicator.unit == "date":
            return ""
        years = words.period(*self.span)
        if self.indicator.scale:
            return f"{years} for each place"
        unit = str(self.rows["unit"].dropna().iloc[0]) if self.indicator.table == "estimates" else self.indicator.unit
        return f"{'' if self.by_edition else f'{years}, '}0 to {words.quantity(self.top, unit)} for each place"

    @cached_property
    def differences(self) -> str:
        editions = dict(zip(self.sources, (record["short_title"] for record in self.records), strict=True)) if self.by_edition else None
        return differences.sentences(self.indicator, [(cell.name, cell.readings) for cell in self.cells], editions=editions)

    @cached_property
    def evidence(self) -> RowEvidence:
        return row_evidence.evidence_of(self.rows)

    @cached_property
    def standing(self) -> row_evidence.Caveats:
        """The caveats of every row that is drawn."""
        return row_evidence.standing_caveats(self.rows)

    @property
    def row_pattern(self) -> str:
        """The pattern of the identifiers of all rows that the row would show."""
        counted, places = self.indicator.computed_from or self.indicator.code, "|".join(re.escape(cell.place) for cell in self.cells)
        tails = {source: self._tail(source) for source in self.sources}
        return "|".join(f"{source}/{counted}/(?:{places})/{tail}" for source, tail in tails.items())

    def _tail(self, source: str) -> str:
        if self.indicator.table == "ratings":
            return "[^/]+"
        return rf"\d+/\d+/{place_series.group_of(self.indicator.code, source).replace('.', '/')}"


def latest(indicator: Indicator, cell: Cell) -> str:
    """The latest figure of a cell in words with its year, or which of the absences it is."""
    if not cell.readings:
        return vocabulary.label("absence", cell.absence)
    row = cell.readings[-1]
    year = "" if indicator.unit == "date" else f", {row['stop']}"
    return f"{words.sentence(words.figure(indicator, row))}{year}"


def cell_of(place: str, name: str, indicator: Indicator, sources: Sequence[str]) -> Cell:
    """The cell of a place in the row of an indicator and its sources."""
    histories = place_series.histories(place)
    own = [histories[indicator.code, source] for source in sources if (indicator.code, source) in histories]
    absent = {place_series.absence(source, place) for source in sources}
    absence = "" if own else "no_figure" if "no_figure" in absent else "not_covered"
    rows = pd.concat(own, ignore_index=True) if own else pd.DataFrame()
    says = [words.reading(indicator, row) for row in row_dicts(rows)]
    return Cell(place, name, rows.assign(says=says) if own else rows, absence)
