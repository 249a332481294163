"""Everything that countries side by side show: a row a series, a cell a place, how they differ, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices, evidence, place_series, place_summary
from etl.queries.atlas import atlas
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import edition_notes, row_evidence
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.series_panels import Panels, series_panels
from layouts.evidence.source_columns import with_source
from layouts.export import Caveat
from layouts.pages.compare.places.place_cell import cell_of
from layouts.pages.compare.places.series_row import OF_EVIDENCE, SeriesRow, edition_of
from layouts.pages.compare.places.state import CODEC, MAIN, TREATIES, State, families, family_of, place_labels

_TREATIES = "When states signed and joined treaties. Joining is a legal act; it does not show what a government does."
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
        """The places as they stand in a sentence."""
        return words.listed_places(self.names)

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
        return [
            (words.sentence(words.listed_places(place_labels()[place] for place in own)), CODEC.encode(State(own)))
            for own in sets
            if len(own) > 1
        ]

    def further(self, family: str) -> tuple[int, str]:
        """How many more series of a family the places have than are drawn, and the link that draws them all."""
        every = _series(self.state.places, family, main=False)
        return len(every) - len(self.sections[family]), CODEC.encode(State(self.state.places, (family,)))

    def family_words(self, family: str) -> tuple[str, str]:
        """The label of a family and what it means."""
        return families()[family], _TREATIES if family == TREATIES else vocabulary.terms("family")[family].definition

    @cached_property
    def evidence(self) -> RowEvidence:
        """What all rows drawn say of themselves, with what explains the absences."""
        lacking = [replace(caveat, about=_about(caveat)) for row in self.series_rows for caveat in row.lacking]
        figures = [row.rows.reindex(columns=OF_EVIDENCE) for row in self.series_rows]
        rows = pd.concat(figures, ignore_index=True) if figures else pd.DataFrame(columns=OF_EVIDENCE)
        return row_evidence.evidence_of(rows, absent=lacking)

    @cached_property
    def panels(self) -> Panels:
        """What a picture draws: the first rows with charts over years, as they stand on the page."""
        rows = [row for row in self.series_rows if row.shape in ("strip", "bars")]
        return series_panels([(row.indicator.code, row.sources[0]) for row in rows], self.state.places)

    @cached_property
    def drawn(self) -> tuple[SeriesRow, ...]:
        """The rows that a picture draws."""
        drawn = {(panel.selection.indicator, panel.selection.source) for panel in self.panels}
        return tuple(row for row in self.series_rows if (row.indicator.code, row.sources[0]) in drawn)

    @property
    def is_pictured(self) -> bool:
        """Whether a picture has anything to draw, or no place is chosen yet; dates of treaties alone are a table."""
        return bool(self.panels) or not self.state.places

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        """The rows drawn and the absences, one after the other, with the columns of their sources."""
        parts = [part for row in self.series_rows for part in _export_rows(row)]
        rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["place", "source_id"])
        return with_source(rows.assign(place_kind=rows["place"].map(place_summary.kinds())))

    @cached_property
    def table(self) -> dict[str, Any]:
        """A line a series and year, a column a place."""
        lines = [line for row in self.series_rows for line in _lines(row)]
        return rows_table.data("One source at a time; nothing is added up or ranked.", lines, ("Series", "Year", *self.names))


def _about(caveat: Caveat) -> str:
    """What a caveat on absences is limited to among the rows of several sources."""
    return ", ".join(filter(None, (evidence.source(caveat.source_id)["short_title"], caveat.about)))


def _export_rows(row: SeriesRow) -> Iterator[pd.DataFrame]:
    """The rows of each place as they are passed on; where a source has none, a row that says which absence it is."""
    for cell in row.cells:
        absent = [{"source_id": one, "status": code, "says": words.sentence(cell.lack(None, one))} for one, code in cell.absences.items()]
        named = {"place": cell.place, "place_name": cell.name, "indicator": row.indicator.code, "indicator_label": row.title}
        yield from (rows.astype("object").assign(**named) for rows in (cell.rows, pd.DataFrame(absent)) if len(rows))


def _text(reading: Mapping[str, Any]) -> str:
    return edition_notes.with_note(reading["says"], reading["edition_note"])


def _lines(row: SeriesRow) -> Iterator[Line]:
    """The lines of a series by year, the latest first; editions each by its name."""
    by_year: dict[tuple[int, str], dict[str, str]] = {}
    for cell in row.cells:
        for reading in cell.readings:
            by_year.setdefault((int(reading["stop"]), str(reading["source_id"])), {})[cell.place] = _text(reading)
    for year, source in sorted(by_year, reverse=True):
        own = by_year[year, source]
        texts = [own.get(cell.place) or words.sentence(cell.lack(year, source)) for cell in row.cells]
        head = f"{row.title} ({evidence.source(source)['short_title']})"
        yield Line((head, str(year), *texts), {1: float(year)})


def _sources(places: tuple[str, ...], indicator: str) -> list[tuple[str, ...]]:
    """The sources of the rows of an indicator: each its own, but editions with one figure a place together, the earliest first."""
    histories = [place_series.histories(place) for place in places]
    own = dict.fromkeys(source for history in histories for code, source in history if code == indicator)
    if vocabulary.indicators()[indicator].unit == "date":
        return [(source,) for source in own]
    records, groups = {source: evidence.source(source) for source in own}, dict[tuple[str, str], list[str]]()
    for source in sorted(own, key=lambda source: (int(records[source]["published_year"]), source)):
        single = all(len(history.get((indicator, source), ())) <= 1 for history in histories)
        stem, year = edition_of(records[source])
        groups.setdefault((stem, "") if single and year else (stem, source), []).append(source)
    return [tuple(sources) for sources in groups.values()]


def _series(places: tuple[str, ...], family: str, *, main: bool) -> list[tuple[Indicator, tuple[str, ...]]]:
    """The indicators and sources of the rows of a family; ``main``: of the main series alone."""
    known = vocabulary.indicators()
    codes = [code for code in choices.indicators() if family_of(known[code]) == family and (code in MAIN or not main)]
    return [(known[code], sources) for code in codes for sources in _sources(places, code)]


def _rows(places: tuple[str, ...], family: str, *, main: bool) -> tuple[SeriesRow, ...]:
    names, series = place_summary.names(), _series(places, family, main=main)
    rows = [SeriesRow(one, sources, tuple(cell_of(place, names[place], one, sources) for place in places)) for one, sources in series]
    # What only one of the places has is below what can be compared.
    return tuple(sorted(rows, key=lambda row: sum(len(cell.rows) > 0 for cell in row.cells) < 2))


@lru_cache(maxsize=8)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    chosen = [family for family in families() if not state.families or family in state.families]
    sections = {family: _rows(state.places, family, main=not state.families) for family in chosen}
    return Scene(state, {family: rows for family, rows in sections.items() if rows}, atlas().version)
