"""One series over all of its years for one to six places: the rows drawn, what they say of themselves, and their words.

Figure, legend, evidence, table and export of a chart over time are made of this object.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from etl.queries import evidence, histories, map_rows, place_summary
from etl.queries.choices import Series
from layouts import format as words
from layouts import legend_symbols, scales, theme
from layouts.evidence import edition_notes, own_caveats, row_evidence
from layouts.evidence.mark_counts import mark_legend
from layouts.evidence.row_evidence import Caveats, RowEvidence
from layouts.evidence.selection import Selection, subject
from layouts.evidence.source_columns import with_source
from layouts.export import LegendEntry
from layouts.figures import series
from layouts.scales import Class

_MOST = 40
# What a row is called, one and several: by its unit, else by the kind of figure.
_WORDS = {"date": ("date", "dates"), "score": ("score", "scores"), "percent_score": ("score", "scores")}
_OF_KIND = {"treaty_register": ("status", "statuses"), "government_rating": ("rating", "ratings"), "expert_index": ("rating", "ratings")}


@dataclass(frozen=True, eq=False)
class OverTime:
    """The rows of ``places`` in all years of a selection, whose year is none.

    ``span``: the years of the axis, None for their own; ``named``: whether several places are named at the ends of their lines.
    """

    selection: Selection
    places: tuple[str, ...]
    span: tuple[int, int] | None = None
    height: int = series.HEIGHT
    named: bool = True

    @property
    def series(self) -> Series:
        return self.selection.series

    @property
    def indicator(self) -> Indicator:
        return self.series.indicator

    @property
    def source(self) -> Mapping[str, Any]:
        return evidence.source(self.selection.source)

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        chosen = self.selection
        return scales.classes(self.indicator, map_rows.classes(chosen.indicator, chosen.source, chosen.group))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows drawn, with ``name, status, class, says, edition_note, own_caveat``, place by place and by year."""
        rows = histories.history(self.series, self.selection.group, self.places, inferred=self.selection.inferred)
        notes, says = edition_notes.notes(rows), [words.reading(self.indicator, row) for row in row_dicts(rows)]
        read = [edition_notes.with_note(*pair) for pair in zip(says, notes, strict=True)]
        return rows.assign(says=read, edition_note=notes, own_caveat=own_caveats.have(rows, self.indicator))

    @cached_property
    def absent(self) -> list[tuple[str, str]]:
        """The chosen places of which nothing is drawn, by name, and which absence that is."""
        names, absent = place_summary.names(), histories.without_rows(self.series, self.rows, self.places)
        return [(names[place], vocabulary.label("absence", code)) for code, places in absent.items() for place in places]

    @property
    def without_figure(self) -> tuple[tuple[str, str], ...]:
        """The absences of chosen places, and the names of those that each is of: ('Not covered by this source', 'Kosovo')."""
        labels = dict.fromkeys(label for _, label in self.absent)
        return tuple((label, "; ".join(name for name, own in self.absent if own == label)) for label in labels)

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the rows drawn say of themselves, with what explains the years without a row."""
        rows, stops = self.rows.rename(columns={"name": "place_name"}), self.series.stops[self.selection.group]
        years = row_evidence.years_of(rows)
        known = (years[0], max(years[1], stops[-1].year)) if years and stops else None
        lacking = [caveat for place in self.places for caveat in self._lacking(place, known)]
        return row_evidence.evidence_of(rows, absent=lacking)

    def _lacking(self, place: str, years: row_evidence.Years | None) -> Caveats:
        """What explains absent years of a place; it names the place where the chart has others."""
        about = place_summary.names()[place] if len(self.places) > 1 else ""
        caveats = row_evidence.absence_caveats(self.selection.source, self.selection.indicator, years, place)
        return tuple(replace(caveat, about=about if caveat.about else "") for caveat in caveats)

    @property
    def standing(self) -> Caveats:
        return row_evidence.standing_caveats(self.series, self.selection.group)

    @property
    def names(self) -> str:
        """The places that are drawn, in words: 'Germany, New Zealand and Nepal'; where nothing is, all that are chosen."""
        drawn = set(self.rows["place"]) or self.places
        return words.listed_places(place_summary.names()[place] for place in self.places if place in drawn)

    @property
    def title(self) -> str:
        return f"{subject(self.selection)}: {self.names}, {self.evidence.period}"

    @property
    def left_out(self) -> int:
        """How many inferred values of the places are not included."""
        rows = self.series.at(self.selection.group, None, inferred=True)
        return 0 if self.selection.inferred else int((rows["place"].isin(self.places) & (rows["basis"] == "inferred")).sum())

    def counted(self, place: str) -> tuple[str, str]:
        """How many years of one place are drawn, masked ones apart, and from when to when; where there are none, which absence it is."""
        rows = self.rows[self.rows["place"] == place]
        if rows.empty:
            return dict(self.absent)[place_summary.names()[place]], ""
        masked = int((rows["status"] == "masked").sum())
        figures = len(rows) - masked
        parts = [_years_with(figures, self._words[0])] if figures or not masked else []
        parts += [f"{masked} masked"] if masked else []
        return ", ".join(parts), words.period(int(rows["stop"].min()), int(rows["stop"].max()))

    @property
    def _words(self) -> tuple[str, str]:
        """What a row is called, one and several."""
        figures = ("figure", "figures")
        return _WORDS.get(self.indicator.unit) or (
            _OF_KIND.get(self.indicator.kind, figures) if self.indicator.table == "ratings" else figures
        )

    @property
    def subtitle(self) -> str:
        """Who says it, what kind of number it is, a rate of what, and how many figures there are; of one place, of how many years."""
        masked = int((self.rows["status"] == "masked").sum())
        figures = len(self.rows) - masked
        zeros = int((self.rows["status"] == "zero").sum())
        one, several = self._words
        is_by_year = len(self.places) < 2 and self.indicator.unit != "date"
        figure = _years_with(figures, one) if is_by_year else f"{figures} {one if figures == 1 else several}"
        counted = [figure] if figures else []
        counted += [f"{zeros} of them zero"] if zeros and len(self.places) > 1 else []
        counted += [f"{masked} masked"] if masked else []
        counted += [f"{self.left_out} inferred not shown"] if self.left_out else []
        counted = counted or [words.uncapitalised(label) for label, _ in self.without_figure]
        rate = [vocabulary.label("unit", self.indicator.unit)] if self.indicator.unit in words.RATES else []
        return " · ".join(
            [self.source["publisher"], vocabulary.label("kind", self.indicator.kind), *rate, *filter(None, [", ".join(counted)])]
        )

    @cached_property
    def figure(self) -> dict[str, Any]:
        """The chart. Treat it as read-only."""
        names = [place_summary.names()[place] for place in self.places]
        drawn = partial(series.series, self.rows, self.indicator, classes=self.classes, places=names)
        return drawn(span=self.span, height=self.height, named=self.named)

    @cached_property
    def marks(self) -> dict[str, LegendEntry]:
        """The marks that are drawn by their codes, or the steps of ratings in words, with how many there are of each.

        The points of several places are in ``place_marks``.
        """
        if not self.indicator.scale or self.indicator.unit == "date":
            marks = mark_legend(self.rows, self.indicator)
            if not self.place_marks:
                return marks
            # Every place has its own colour, and so these marks have none.
            inks = {code: mark.look if code == "masked" else theme.INK for code, mark in marks.items() if code != "figure"}
            noted = {"star": self.rows["edition_note"] != "", "dagger": self.rows["own_caveat"]}
            named = {code: ", ".join(self.rows.loc[rows, "name"].unique()) for code, rows in noted.items()}
            labels = {code: ": ".join(filter(None, (marks[code].label, named.get(code)))) for code in inks}
            return {code: replace(marks[code], look=ink, label=labels[code]) for code, ink in inks.items()}
        counts = self.rows["class"].astype("str").value_counts()
        return {one.code: LegendEntry(one.in_full, one.look, int(counts[one.code])) for one in self.classes if one.code in counts}

    @cached_property
    def place_marks(self) -> dict[str, LegendEntry]:
        """The marks of several places and how many rows each has; none where words stand beside the rows of places."""
        counts, names = self.rows["name"].value_counts(), place_summary.names()
        if len(self.places) < 2 or self.indicator.scale or self.indicator.unit == "date":
            return {}
        looks = enumerate(zip([names[place] for place in self.places], theme.PLACES, legend_symbols.PLACES, strict=False))
        return {
            f"place-{number}": LegendEntry(name, look, int(counts[name]), symbol)
            for number, (name, look, symbol) in looks
            if name in counts
        }

    @property
    def unit(self) -> str:
        """What the marks count, as the title of their legend."""
        is_rating = self.indicator.table == "ratings"
        return self.indicator.label if is_rating else words.sentence(vocabulary.label("unit", self.indicator.unit))

    @cached_property
    def editions(self) -> list[str]:
        """Where another edition of the source says something else, a sentence or two for each place."""
        own = [(name, edition_notes.by_year(row_dicts(rows))) for name, rows in self.rows.groupby("name", sort=False)]
        return [f"{name}. {text}" if len(self.places) > 1 else text for name, text in own if text]

    @property
    def obtained(self) -> tuple[tuple[str, str], ...]:
        """How the figures were obtained that are not as published, and which they are: ('Derived', '2022, 2024')."""
        several, other = len(self.places) > 1, self.rows[self.rows["basis"] != "printed"]
        texts: dict[str, list[str]] = {}
        for (basis, name), rows in other.astype({"basis": "str"}).groupby(["basis", "name"], sort=False):
            is_all = len(rows) == (self.rows["name"] == name).sum()
            years = "all figures" if is_all else words.years(map(int, rows["stop"]))
            texts.setdefault(str(basis), []).append(f"{name}, {years}" if several else years)
        return tuple((words.sentence(vocabulary.label("basis", basis)), "; ".join(parts)) for basis, parts in texts.items())

    @property
    def alt(self) -> str:
        """The chart in words: what the rows say, one after the other."""
        several = len(self.places) > 1
        heads = [f"{row['name']}, {row['stop']}" if several else str(row["stop"]) for row in row_dicts(self.rows)]
        readings = [f"{head}: {says.rstrip('.')}" for head, says in zip(heads, self.rows["says"], strict=True)]
        more = [f"and {len(readings) - _MOST} more"] if len(readings) > _MOST else []
        absent = [f"{label}: {names}." for label, names in self.without_figure]
        return " ".join([f"{self.title}. {'; '.join([*readings[:_MOST], *more]) or 'no figure'}.", *absent])

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        """The rows as they are passed on: figures, ranges and masks."""
        rows = self.rows.astype("object").rename(columns={"name": "place_name"})
        rows = rows.assign(place_kind=rows["place"].map(place_summary.kinds()))
        return with_source(rows.assign(indicator=self.selection.indicator, source_id=self.selection.source))

    @property
    def row_pattern(self) -> str:
        """The pattern of the identifiers of all rows that the chart would show: those of the places, in all years."""
        group = self.selection.group.replace(".", "/")
        tail = r"\d+" if self.indicator.table == "ratings" else rf"\d+/\d+/{group}"
        return rf"{self.selection.source}/[^/]+/(?:{'|'.join(self.places)})/{tail}"


def _years_with(count: int, what: str) -> str:
    return f"{words.counted(count, 'year')} with a {what}"
