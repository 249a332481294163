"""One of the panels side by side: the rows that it draws, what they say of themselves, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import WITH_ROW
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, place_summary
from etl.queries.choices import Series
from layouts import format as words
from layouts.evidence import edition_notes, layer_rows, own_caveats, row_evidence
from layouts.evidence.layer import Layer, layer
from layouts.evidence.mark_counts import mark_legend
from layouts.evidence.over_time import OverTime
from layouts.evidence.row_evidence import Caveats, RowEvidence
from layouts.evidence.selection import Selection, subject
from layouts.evidence.source_columns import with_source
from layouts.export import Legend, LegendEntry
from layouts.figures import series

_MOST = 40
# As many places are named in a picture.
_NAMED = 24


@dataclass(frozen=True, eq=False)
class Slot:
    """A panel by its ``number`` from the left; over time it draws ``place`` in the years of ``span``, else places of one time."""

    number: int
    selection: Selection
    picture: str
    place: str
    span: tuple[int, int] | None = None

    @property
    def by_year(self) -> bool:
        return self.picture == "series"

    @property
    def series(self) -> Series:
        return self.selection.series

    @property
    def indicator(self) -> Indicator:
        return self.series.indicator

    @property
    def source(self) -> Mapping[str, Any]:
        return evidence.source(self.selection.source)

    @property
    def layer(self) -> Layer:
        """What the map of the selection shows; not for a panel over time, whose selection has no year."""
        return layer(self.selection)

    @cached_property
    def over_time(self) -> OverTime:
        """The chosen place over time; none is drawn where none is chosen."""
        return OverTime(self.selection, (self.place,) if self.place else (), self.span)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows drawn over time or as dots, with ``name, status, says, edition_note, own_caveat``; none without a place over time."""
        if self.by_year:
            return self.over_time.rows
        rows = self.layer.rows[self.layer.rows["status"].isin(WITH_ROW)]
        notes = edition_notes.notes(rows)
        says = [edition_notes.with_note(*pair) for pair in zip(rows["reading"], notes, strict=True)]
        return rows.assign(says=says, edition_note=notes, own_caveat=own_caveats.have(rows, self.indicator))

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the rows drawn say of themselves; over time with what explains the years without a row."""
        if self.picture == "map":
            return self.layer.evidence
        return self.over_time.evidence if self.by_year else row_evidence.evidence_of(self.rows.rename(columns={"name": "place_name"}))

    @property
    def standing(self) -> Caveats:
        return row_evidence.standing_caveats(self.series, self.selection.group)

    @property
    def caption(self) -> str:
        """Title with the source: of its year, or of the place over the years that are drawn."""
        if self.by_year and not self.place:
            return f"{subject(self.selection)} ({self.source['short_title']})"
        name = place_summary.names().get(self.place, self.place)
        title = f"{subject(self.selection)}: {words.in_sentence(name)}, {self.evidence.period}" if self.by_year else self.layer.title
        return f"{title} ({self.source['short_title']})"

    @property
    def absence(self) -> str:
        """What stands in place of a picture that would be an empty axis; '' where there is something to draw."""
        if not self.by_year or len(self.rows):
            return ""
        if not self.place:
            return "Choose a place above to see its years."
        return f"This source has no figure for {words.in_sentence(place_summary.names()[self.place])}."

    @property
    def column(self) -> str:
        """The heading of its column in the table."""
        return f"{self.number}: " + (f"{subject(self.selection)} ({self.source['short_title']})" if self.by_year else self.caption)

    @property
    def subtitle(self) -> str:
        """Who says it and what kind of number it is; for a year how many places have one, over time how many years."""
        if self.by_year and not self.place:
            return f"{self.source['publisher']} · {vocabulary.label('kind', self.indicator.kind)}"
        return self.over_time.subtitle if self.by_year else self.layer.subtitle

    @property
    def figure(self) -> dict[str, Any]:
        if self.picture == "map":
            return self.layer.figure
        if self.picture == "dots":
            return series.dots(self.rows, self.indicator)
        return self.over_time.figure

    @property
    def pictured(self) -> dict[str, Any]:
        """The figure of a picture, where the names of many places would be too small to read."""
        return series.dots(self.rows, self.indicator, named=len(self.rows) <= _NAMED) if self.picture == "dots" else self.figure

    @cached_property
    def readings(self) -> Mapping[Any, str]:
        """What the panel says of each place, or over time of each year, and what another edition of its source says instead."""
        rows = self.rows if self.by_year else self.layer.rows
        keys = rows["stop"].astype("int64") if self.by_year else rows["place"]
        readings = [words.figure(self.indicator, row) + words.obtained(row) for row in row_dicts(rows)] if self.by_year else rows["reading"]
        return dict(zip(keys, map(edition_notes.with_note, readings, edition_notes.notes(rows)), strict=True))

    @cached_property
    def marks(self) -> dict[str, LegendEntry]:
        """The marks that are drawn over time or as dots by their codes, with how many there are of each."""
        return self.over_time.marks if self.by_year else mark_legend(self.rows, self.indicator)

    @property
    def legend(self) -> Legend:
        if self.picture == "map":
            classes, absences = layer_rows.legends(self.layer)
            return Legend(f"{self.number}. {classes.title}", (*classes.entries, *absences.entries))
        unit = self.indicator.label if self.indicator.table == "ratings" else vocabulary.label("unit", self.indicator.unit)
        return Legend(f"{self.number}. {words.sentence(unit)}", tuple(self.marks.values()))

    @property
    def alt(self) -> str:
        """The panel in words: of a map its own words, over time and as dots what the rows say, one after the other."""
        if self.picture == "map":
            return f"{self.number}: {layer_rows.alt(self.layer)}"
        heads = self.rows["stop" if self.by_year else "name"]
        readings = [f"{head}: {says.rstrip('.')}" for head, says in zip(heads, self.rows["says"], strict=True)]
        more = [f"and {len(readings) - _MOST} more"] if len(readings) > _MOST else []
        return f"{self.number}: {self.caption}. {'; '.join([*readings[:_MOST], *more]) or 'no figure'}."

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        """The rows as they are passed on: of a map every place, else the figures, ranges and masks."""
        if self.picture == "map":
            return layer_rows.export_rows(self.layer)
        if self.by_year:
            return self.over_time.export_rows
        rows = self.rows.astype("object").rename(columns={"name": "place_name"})
        rows = rows.assign(place_kind=rows["place"].map(place_summary.kinds()))
        return with_source(rows.assign(indicator=self.selection.indicator, source_id=self.selection.source))

    @property
    def row_pattern(self) -> str:
        """The pattern of the identifiers of all rows that the panel would show; over time those of the place, in all years."""
        return self.over_time.row_pattern if self.by_year else layer_rows.row_pattern(self.layer)
