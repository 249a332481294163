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
from layouts.evidence.year_marks import INFERRED

# The columns of the rows that words and charts are made of.
_READ = (
    *("source_id", "indicator", "estimate_id", "year_end", "stop", "status", "basis", "as_printed", "unit", "caveat_ids"),
    *("value", "value_low", "value_high", "range_kind", "rating", "rank", "rank_low", "rank_high"),
)
_UNREGISTERED = "Not in this copy of the register"


@dataclass(frozen=True, eq=False)
class Cell:
    """A place in a row: its ``rows`` by year (``stop``, ``status``), and as ``readings`` what they say.

    A reading has the figures of its row, ``says`` in words, and ``edition_note`` on what another edition has. ``absences``: by source
    which it is where there are no rows; ``inferred``: the years of inferred values, which are not shown; ``is_register``: of a
    register of treaties.
    """

    place: str
    name: str
    rows: pd.DataFrame
    readings: Sequence[Mapping[str, Any]]
    absences: Mapping[str, str]
    inferred: frozenset[int] = frozenset()
    is_register: bool = False

    def lack(self, year: int | None, source: str) -> str:
        """Why a source has no row of a year, or of any year, in words."""
        if year in self.inferred or (year is None and self.inferred):
            return INFERRED
        return self._label(self.absences.get(source, "no_figure")).lower()

    def _label(self, absence: str) -> str:
        """An absence in words; a register has no figures, and the copy of it need not be whole."""
        return _UNREGISTERED if self.is_register and absence == "no_figure" else vocabulary.label("absence", absence)

    @property
    def absence(self) -> str:
        """Which absence the whole cell is, in words, where no source has a row."""
        codes = self.absences.values()
        return words.sentence(INFERRED) if self.inferred else self._label("no_figure" if "no_figure" in codes else "not_covered")


def latest(indicator: Indicator, cell: Cell, *, by_edition: bool = False) -> str:
    """The latest figure of a cell in words with its year, or which of the absences it is."""
    if not cell.readings:
        return cell.absence
    figure = cell.readings[-1]
    year = "" if indicator.unit == "date" else f", {figure['stop']}"
    if by_edition:
        edition = evidence.source(figure["source_id"])["published_year"]
        year += " edition" if edition == figure["stop"] else f" ({edition} edition)"
    return f"{words.sentence(words.figure(indicator, figure))}{words.obtained(figure)}{year}"


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
    drawn_rows = rows.assign(**texts) if own else rows
    return Cell(place, name, drawn_rows, readings, absences, inferred, indicator.kind == "treaty_register")


def _readable(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return row_dicts(rows[[name for name in _READ if name in rows]])
