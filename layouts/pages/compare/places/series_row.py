"""One row of countries side by side: one series of a source, or the editions of one estimate, with a cell for every place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract.row_figures import columns
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, place_series
from layouts import format as words
from layouts.evidence import own_caveats, row_evidence, year_marks
from layouts.evidence.row_evidence import Caveats, RowEvidence
from layouts.pages.compare.places import differences
from layouts.pages.compare.places.place_cell import Cell
from layouts.scales import Class

# The columns of the rows that evidence is made of.
OF_EVIDENCE = (
    *("source_id", "indicator", "estimate_id", "place", "place_name", "year_start", "year_end", "as_printed", "caveat_ids"),
    *("range_kind", "basis", "rating", "rank_high"),
)


def edition_of(record: Mapping[str, Any]) -> tuple[str, str]:
    """The title of a source without its year, and the year: what editions of one publication share, and what they do not."""
    stem, _, year = str(record["short_title"]).rpartition(" ")
    return (stem, year) if year.isdecimal() else (str(record["short_title"]), "")


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
        """The sources of the row; editions of one title by their years: 'Global Slavery Index 2013, 2016, 2018 and 2023'."""
        parts = [edition_of(record) for record in self.records]
        return f"{parts[0][0]} {words.listed(year for _, year in parts)}" if self.by_edition else self.records[0]["short_title"]

    @property
    def title(self) -> str:
        return self.indicator.label

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
        return float(numbers.max().max())

    @property
    def shape(self) -> str:
        """What its cells are drawn as: strip, bars, dots (of editions), or words where a date or a single year says it all."""
        is_rated = self.indicator.table == "ratings"
        if self.indicator.unit == "date" or (self.span[0] == self.span[1]) or (self.by_edition and self.indicator.scale):
            return "words"
        return "dots" if self.by_edition else "strip" if is_rated else "bars"

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """The classes of the map in which some rating of the row is."""
        return year_marks.legend(self.indicator.code, self.sources[0], self.rows["rating"].dropna().astype("str"))

    @property
    def scale(self) -> str:
        """The scale that the charts of the row share, in words; '' for dates, which have none."""
        if self.shape == "words":
            return ""
        years = words.period(*self.span)
        if self.shape == "strip":
            return years
        unit = str(self.rows["unit"].dropna().iloc[0]) if self.indicator.table == "estimates" else self.indicator.unit
        return f"{'' if self.by_edition else f'{years}, '}0 to {words.quantity(self.top, unit)}"

    @property
    def left_out(self) -> str:
        """How many inferred values are not included; '' for none."""
        count = sum(len(cell.inferred) for cell in self.cells)
        return f"{count} inferred not shown" if count else ""

    @cached_property
    def differences(self) -> str:
        editions = dict(zip(self.sources, (record["short_title"] for record in self.records), strict=True)) if self.by_edition else None
        return differences.sentences(self.indicator, [(cell.name, cell.readings) for cell in self.cells], editions=editions)

    @cached_property
    def lacking(self) -> Caveats:
        """The caveats that say why a place has no figure in some of the years."""
        years = self.span[1] - self.span[0] + 1
        places = [cell.place for cell in self.cells if self.by_edition or len(cell.rows) < years]
        explaining = [source for source in self.sources if evidence.explains_absences(source)]
        texts = (row_evidence.absence_caveats(source, self.indicator.code, self.span, place) for source in explaining for place in places)
        return tuple(dict.fromkeys(caveat for caveats in texts for caveat in caveats))

    @cached_property
    def evidence(self) -> RowEvidence:
        return row_evidence.evidence_of(self.rows[[name for name in OF_EVIDENCE if name in self.rows]], absent=self.lacking)

    @property
    def has_gaps(self) -> bool:
        """Whether a place that has a chart has no row in some of the years."""
        years = self.span[1] - self.span[0] + 1
        return any(0 < len(cell.rows) < years for cell in self.cells)

    @property
    def is_revised(self) -> bool:
        """Whether another edition has something else of some figure."""
        return bool((self.rows["edition_note"] != "").any())

    @property
    def is_noted(self) -> bool:
        """Whether some figure that is drawn as a bar has a caveat of its own."""
        return self.shape == "bars" and bool(own_caveats.have(self.rows, self.indicator).any())

    @property
    def has_words(self) -> bool:
        """Whether each rating has a word that is short enough to stand in a strip, as tiers and points have."""
        return self.indicator.code == "tip_tier" or not self.indicator.scale

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
