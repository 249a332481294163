"""A place in a row of countries side by side: its rows over all years in words, or which of the absences it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, place_series
from layouts import format as words
from layouts.evidence import edition_notes

# The columns of the rows that words and charts are made of.
_READ = (
    *("source_id", "indicator", "estimate_id", "year_end", "stop", "status", "basis", "as_printed", "unit"),
    *("value", "value_low", "value_high", "range_kind", "rating", "rank", "rank_low", "rank_high"),
)
_INFERRED = "an inferred value is not shown"


@dataclass(frozen=True, eq=False)
class Cell:
    """A place in a row: its ``rows`` by year (``stop``, ``status``), and as ``readings`` what they say.

    A reading has the figures of its row, ``says`` in words, and ``edition_note`` on what another edition has. ``absences``: by source
    which it is where there are no rows; ``inferred``: the years of inferred values, which are not shown.
    """

    place: str
    name: str
    rows: pd.DataFrame
    readings: Sequence[Mapping[str, Any]]
    absences: Mapping[str, str]
    inferred: frozenset[int] = frozenset()

    def lack(self, year: int | None, source: str) -> str:
        """Why a source has no row of a year, or of any year, in words."""
        if year in self.inferred or (year is None and self.inferred):
            return _INFERRED
        return vocabulary.label("absence", self.absences.get(source, "no_figure")).lower()

    @property
    def absence(self) -> str:
        """Which absence the whole cell is, in words, where no source has a row."""
        codes = self.absences.values()
        return (
            words.sentence(_INFERRED)
            if self.inferred
            else vocabulary.label("absence", "no_figure" if "no_figure" in codes else "not_covered")
        )


def reading(indicator: Indicator, figure: Mapping[str, Any]) -> str:
    """A row of a place in words: figure, range, how it was obtained where not as published, and what another edition has."""
    basis = "" if figure["basis"] == "printed" else f" ({vocabulary.label('basis', figure['basis'])})"
    return edition_notes.with_note(words.reading(indicator, figure) + basis, figure["edition_note"])


def latest(indicator: Indicator, cell: Cell, *, by_edition: bool = False) -> str:
    """The latest figure of a cell in words with its year, or which of the absences it is."""
    if not cell.readings:
        return cell.absence
    figure = cell.readings[-1]
    year = "" if indicator.unit == "date" else f", {figure['stop']}"
    if by_edition:
        edition = evidence.source(figure["source_id"])["published_year"]
        year += " edition" if edition == figure["stop"] else f" ({edition} edition)"
    return f"{words.sentence(words.figure(indicator, figure))}{year}"


def cell_of(place: str, name: str, indicator: Indicator, sources: Sequence[str]) -> Cell:
    """The cell of a place in the row of an indicator and its sources."""
    histories = place_series.histories(place)
    own = [histories[indicator.code, source] for source in sources if (indicator.code, source) in histories]
    absences = {source: place_series.absence(source, place) for source in sources if (indicator.code, source) not in histories}
    left_out = place_series.inferred_years(place)
    inferred = frozenset[int]().union(*(left_out.get((indicator.code, source), ()) for source in sources))
    rows = pd.concat(own, ignore_index=True) if own else pd.DataFrame()
    readings = [{**row, "says": words.reading(indicator, row), "edition_note": edition_notes.note(row)} for row in _readable(rows)]
    texts = {"place_name": name, **{column: [one[column] for one in readings] for column in ("says", "edition_note")}}
    return Cell(place, name, rows.assign(**texts) if own else rows, readings, absences, inferred)


def _readable(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return row_dicts(rows[[name for name in _READ if name in rows]])
