"""Everything that countries side by side show: a row a series, a cell a place, how they differ, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, evidence, place_series, place_summary
from etl.queries.atlas import atlas
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import row_evidence
from layouts.evidence.row_evidence import RowEvidence
from layouts.pages.compare.places import differences
from layouts.pages.compare.places.series_row import SeriesRow, cell_of
from layouts.pages.compare.places.state import CODEC, MAIN, State, families, family_of, place_labels

# Neighbours to begin with.
_SUGGESTED = (("THA", "VNM", "KHM"), ("NGA", "GHA", "BEN"), ("ROU", "BGR", "MDA"))


@dataclass(frozen=True, eq=False)
class Scene:
    """The places of a state, and the rows of each family that has any."""

    state: State
    sections: Mapping[str, tuple[SeriesRow, ...]]
    version: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(place_summary.names()[place] for place in self.state.places)

    @property
    def listed_names(self) -> str:
        return differences.listed(self.names)

    @property
    def series_rows(self) -> tuple[SeriesRow, ...]:
        return tuple(row for rows in self.sections.values() for row in rows)

    @property
    def places(self) -> list[dict[str, str]]:
        """Every place that can be chosen, with its other names."""
        return list(place_summary.options())

    @property
    def families(self) -> list[dict[str, str]]:
        return [{"value": code, "label": label} for code, label in families().items()]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Sets of neighbours to begin with, in words and as links."""
        sets = [tuple(place for place in places if place in place_labels()) for places in _SUGGESTED]
        return [(differences.listed([place_labels()[place] for place in own]), CODEC.encode(State(own))) for own in sets if len(own) > 1]

    def further(self, family: str) -> tuple[int, str]:
        """How many more series of a family the places have than are drawn, and the link that draws them all."""
        count = 0 if self.state.families else len(_rows(self.state.places, family, main=False)) - len(self.sections.get(family, ()))
        return count, CODEC.encode(State(self.state.places, (family,)))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows drawn and the absences, one after the other, with ``place_name`` and the code and label of the indicator."""
        parts = [part for row in self.series_rows for part in _export_rows(row)]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["place", "source_id", "as_printed"])

    @cached_property
    def evidence(self) -> RowEvidence:
        return row_evidence.evidence_of(self.rows.assign(place_name=self.rows["place"].map(place_summary.names())))

    @cached_property
    def table(self) -> dict[str, Any]:
        """A line a series and year, a column a place."""
        lines = [line for row in self.series_rows for line in _lines(row)]
        return rows_table.data("One source at a time; nothing is added up or ranked.", lines, ("Series", "Year", *self.names))


def _export_rows(row: SeriesRow) -> Iterator[pd.DataFrame]:
    for cell in row.cells:
        absent = [{"place": cell.place, "source_id": source, "status": cell.absence} for source in row.sources]
        own = cell.rows if len(cell.rows) else pd.DataFrame(absent).assign(says=vocabulary.label("absence", cell.absence))
        named = {"indicator": row.indicator.code, "indicator_label": row.title, "place_name": cell.name}
        yield own.astype("object").assign(**named)


def _lines(row: SeriesRow) -> Iterator[Line]:
    """The lines of a series by year, the latest first; editions each by its name."""
    by_year: dict[tuple[int, str], dict[str, str]] = {}
    for cell in row.cells:
        for reading in cell.readings:
            by_year.setdefault((int(reading["stop"]), str(reading["source_id"])), {})[cell.place] = reading["says"]
    for year, source in sorted(by_year, reverse=True):
        own = by_year[year, source]
        texts = [own.get(cell.place) or vocabulary.label("absence", cell.absence or "no_figure") for cell in row.cells]
        head = f"{row.title} ({evidence.source(source)['short_title']})"
        yield Line((head, str(year), *texts), {1: float(year)})


def _sources(places: tuple[str, ...], indicator: str) -> list[tuple[str, ...]]:
    """The sources of the rows of an indicator: each its own, but single editions together, the earliest first."""
    own = dict.fromkeys(source for place in places for code, source in place_series.histories(place) if code == indicator)
    parts = [place_series.histories(place).get((indicator, source)) for place in places for source in own]
    single = all(part is None or len(part) == 1 for part in parts)
    dated = vocabulary.indicators()[indicator].unit == "date"
    if len(own) < 2 or not single or dated:
        return [(source,) for source in own]
    return [tuple(sorted(own, key=lambda source: int(evidence.source(source)["published_year"])))]


@lru_cache(maxsize=256)
def _rows(places: tuple[str, ...], family: str, *, main: bool) -> tuple[SeriesRow, ...]:
    known, names = vocabulary.indicators(), place_summary.names()
    codes = [code for code in choices.indicators() if family_of(known[code]) == family and (code in MAIN or not main)]
    series = [(known[code], sources) for code in codes for sources in _sources(places, code)]
    return tuple(
        SeriesRow(indicator, sources, tuple(cell_of(place, names[place], indicator, sources) for place in places))
        for indicator, sources in series
    )


@lru_cache(maxsize=64)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    chosen = [family for family in families() if not state.families or family in state.families]
    sections = {family: _rows(state.places, family, main=not state.families) for family in chosen}
    return Scene(state, {family: rows for family, rows in sections.items() if rows}, atlas().version)
