"""One of the panels side by side: the rows that it draws, what they say of themselves, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import WITH_ROW
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, place_summary, source_comparison
from etl.queries.choices import Series
from layouts import format as words
from layouts.evidence import edition_notes, layer_rows, row_evidence
from layouts.evidence.layer import Layer, layer
from layouts.evidence.row_evidence import Caveats, RowEvidence
from layouts.evidence.selection import Selection
from layouts.evidence.source_columns import with_source
from layouts.export import Legend, LegendEntry
from layouts.exports import legend_symbols
from layouts.figures import dated, series
from layouts.mark_looks import SERIES
from layouts.pages.compare.side_by_side.state import subject

_LABELS = {
    "figure": "A figure",
    "zero": "Zero, as printed",
    "range": "A range, from its low to its high end",
    "bound": "Only a bound: the figure lies beyond it",
    "masked": "Masked by the publisher: what the mask can mean",
    "undated": "A party whose date was not seen",
    "omitted": "Masked by the publisher, no bounds printed: in a lane beside the scale",
    "star": "Another edition of the source differs",
}
_RATED = {"figure": "A rating", "range": "One of two ratings, not known which"}
_DATED = {"figure": "A date", "range": "A window of years: the day was not seen", "bound": "The year by which it had happened"}
_MOST = 40


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
    def history(self) -> pd.DataFrame:
        return source_comparison.history(self.series, self.selection.group, self.place)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows drawn over time or as dots, with ``name, status, says, edition_note``; none without a place over time."""
        if self.by_year:
            rows = self.history.assign(name=place_summary.names().get(self.place, self.place)).astype({"place": "str"})
            says = [words.reading(self.indicator, row) for row in row_dicts(rows)]
        else:
            rows = self.layer.rows[self.layer.rows["status"].isin(WITH_ROW)]
            says = list(rows["reading"])
        notes = edition_notes.notes(rows)
        return rows.assign(says=[edition_notes.with_note(*pair) for pair in zip(says, notes, strict=True)], edition_note=notes)

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the rows drawn say of themselves; over time with what explains the years without a row."""
        if self.picture == "map":
            return self.layer.evidence
        rows, stops = self.rows.rename(columns={"name": "place_name"}), self.series.stops[self.selection.group]
        years = row_evidence.years_of(rows)
        known = (years[0], max(years[1], stops[-1].year)) if self.by_year and years and stops else None
        lacking = row_evidence.absence_caveats(self.selection.source, self.selection.indicator, known, self.place)
        return row_evidence.evidence_of(rows, absent=[replace(caveat, about="") for caveat in lacking])

    @cached_property
    def standing(self) -> Caveats:
        return row_evidence.standing_caveats(self.series.at(self.selection.group, None, inferred=True))

    @property
    def caption(self) -> str:
        """Title with the source: of its year, or of the place over the years that are drawn."""
        name = place_summary.names().get(self.place, self.place) or "no place chosen"
        title = f"{subject(self.selection)}: {name}, {self.evidence.period}" if self.by_year else self.layer.title
        return f"{title} ({self.source['short_title']})"

    @property
    def column(self) -> str:
        """The heading of its column in the table."""
        return f"{self.number}: " + (f"{subject(self.selection)} ({self.source['short_title']})" if self.by_year else self.caption)

    @property
    def subtitle(self) -> str:
        """Who says it and what kind of number it is; for a year how many places have one, over time how many years."""
        if not self.by_year:
            return self.layer.subtitle
        masked = int((self.rows["status"] == "masked").sum())
        figures = len(self.rows) - masked
        rows = self.series.at(self.selection.group, None, inferred=True)
        left_out = int(((rows["place"] == self.place) & (rows["basis"] == "inferred")).sum())
        counted = [f"{figures} {'year' if figures == 1 else 'years'} with a figure"]
        counted += [f"{masked} masked"] if masked else []
        counted += [f"{left_out} inferred not shown"] if left_out else []
        return f"{self.source['publisher']} · {vocabulary.label('kind', self.indicator.kind)} · {', '.join(counted)}"

    @property
    def figure(self) -> dict[str, Any]:
        if self.picture == "map":
            return self.layer.figure
        if self.picture == "dots":
            return series.dots(self.rows, self.indicator)
        return series.series(self.rows, self.indicator, span=self.span)

    @cached_property
    def readings(self) -> Mapping[Any, str]:
        """What the panel says of each place, or over time of each year, and what another edition of its source says instead."""
        rows = self.rows if self.by_year else self.layer.rows
        keys = rows["stop"].astype("int64") if self.by_year else rows["place"]
        readings = [words.figure(self.indicator, row) for row in row_dicts(rows)] if self.by_year else rows["reading"]
        return dict(zip(keys, map(edition_notes.with_note, readings, edition_notes.notes(rows)), strict=True))

    @cached_property
    def marks(self) -> dict[str, LegendEntry]:
        """The marks that are drawn over time or as dots by their codes, with how many there are of each."""
        labels = _LABELS | (_DATED if self.indicator.unit == "date" else _RATED if self.indicator.table == "ratings" else {})
        counts = _mark_counts(self.rows, self.indicator)
        return {
            code: LegendEntry(label, SERIES[code].ink, counts[code], legend_symbols.SERIES[code])
            for code, label in labels.items()
            if counts[code]
        }

    @property
    def legend(self) -> Legend:
        if self.picture == "map":
            classes, absences = layer_rows.legends(self.layer)
            return Legend(f"{self.number}: {classes.title}", (*classes.entries, *absences.entries))
        unit = self.indicator.label if self.indicator.table == "ratings" else vocabulary.label("unit", self.indicator.unit)
        return Legend(f"{self.number}: {words.sentence(unit)}", tuple(self.marks.values()))

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
        """The rows as they are passed on: of a map every place, over time and as dots the figures, ranges and masks."""
        if self.picture == "map":
            return layer_rows.export_rows(self.layer)
        rows = self.rows.astype("object").rename(columns={"name": "place_name"})
        rows = rows.assign(place_kind=rows["place"].map(place_summary.kinds()), on_map=False)
        return with_source(rows.assign(indicator=self.selection.indicator, source_id=self.selection.source))

    @property
    def row_pattern(self) -> str:
        """The pattern of the identifiers of all rows that the panel would show; over time those of the place, in all years."""
        if not self.by_year:
            return layer_rows.row_pattern(self.layer)
        group = self.selection.group.replace(".", "/")
        tail = r"\d+" if self.indicator.table == "ratings" else rf"\d+/\d+/{group}"
        return rf"{self.selection.source}/[^/]+/{self.place}/{tail}"


def _mark_counts(rows: pd.DataFrame, indicator: Indicator) -> dict[str, int]:
    """How many rows are drawn in each way; a figure with a range is drawn in both."""
    status, masked, undated = rows["status"], rows["status"] == "masked", dated.unseen(rows, indicator)
    low, high = (rows[name].notna() for name in (("value_low", "value_high") if "value_low" in rows else ("rank_low", "rank_high")))
    drawn_as = {
        "figure": (status == "figure") & ~undated,
        "zero": status == "zero",
        "range": low & high & ~masked,
        "bound": (status == "range") & ~(low & high),
        "masked": masked & (low | high),
        "omitted": masked & ~(low | high),
        "undated": undated,
        "star": rows["edition_note"] != "",
    }
    return {code: int(mark.sum()) for code, mark in drawn_as.items()}
