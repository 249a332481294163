"""What one map shows: one indicator of one source at one time, with everything that the rows drawn say of themselves.

Figure, legend, evidence, table and export of a map are made of this object, so that none of them stands beside another's rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import WITH_FIGURE, WITH_ROW, numbers
from etl.contract.vocabulary import Indicator
from etl.queries import choices, evidence, map_rows, revisions
from etl.queries.choices import Series
from layouts import format as words
from layouts import theme
from layouts.evidence import layer_classes, row_evidence
from layouts.evidence.row_evidence import Caveats, RowEvidence
from layouts.evidence.selection import Selection
from layouts.figures import choropleth, circle_map
from layouts.scales import Class

# How many places a caveat of a map names at most; each row carries its own caveats, and a chosen place lists them.
_MOST_NAMES = 6
# The words of treaty registers that say that a state is a party.
PARTIES = ("party", "party_undated")


@dataclass(frozen=True)
class Revision:
    """What an edition changed in the rows drawn: the ``edition`` before, the cells that differ, and counts over the whole source."""

    edition: str
    cells: pd.DataFrame
    summary: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Layer:
    """One row a place (``rows``, with ``status``, ``class`` and ``reading``), the classes, and what the rows say of themselves.

    ``world``: the source's own figure for the world where it stands beside the map, in the columns of ``rows``; ``left_out``:
    how many inferred values are not included.
    """

    selection: Selection
    series: Series
    rows: pd.DataFrame
    world: pd.DataFrame
    evidence: RowEvidence
    period: tuple[int, int]
    left_out: int

    @cached_property
    def source(self) -> Mapping[str, Any]:
        return evidence.source(self.selection.source)

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """All classes of the map in their own looks."""
        return layer_classes.classes(self.selection)

    @property
    def is_exact(self) -> bool:
        """Whether each class is a single value, of which a legend names those that occur."""
        return map_rows.classes(self.selection.indicator, self.selection.source, self.selection.group).exact

    @property
    def drawn_classes(self) -> tuple[Class, ...]:
        """The classes as the map draws them: where one stands out, all others step back."""
        only = self.selection.only
        return tuple(entry if only in ("", entry.code) else replace(entry, look=theme.FADED) for entry in self.classes)

    @property
    def largest(self) -> float:
        """The number of the widest circle of the series in all years, 0 where all are masks; of a map in circles alone."""
        return self.series.largest[self.selection.group]

    @property
    def standing(self) -> Caveats:
        """The caveats of every row of the series, whatever the year."""
        return row_evidence.standing_caveats(self.series, self.selection.group)

    @property
    def indicator(self) -> Indicator:
        return self.series.indicator

    @property
    def title(self) -> str:
        """A plain claim of what is drawn, and of whom where that is not everyone."""
        group = self.selection.group
        whom = "" if group == choices.ALL else f", {choices.group_label(group)}"
        return f"{self.indicator.label}{whom}, {words.period(*self.period)}"

    @cached_property
    def subtitle(self) -> str:
        """Who says it, what kind of number it is, for how many places, and which class stands out."""
        counted = [self._extent, *([f"{self.counts['masked']:,} masked"] if self.counts.get("masked") else [])]
        counted += [f"{self.left_out} inferred not shown"] if self.left_out else []
        kind = vocabulary.label("kind", self.indicator.kind)
        return " · ".join(filter(None, (self.source["publisher"], kind, ", ".join(filter(None, counted)), self.highlighted)))

    @property
    def _extent(self) -> str:
        """How many places have what the map is of: '188 parties', '186 places with a date', '110 places with a figure'."""
        figures = int(self.rows["status"].isin(WITH_FIGURE).sum())
        if self.indicator.kind == "treaty_register" and self.indicator.unit == "category":
            return words.counted(sum(self.counts.get(code, 0) for code in PARTIES), "party", "parties")
        if self.rows["kind"].eq("world").all():
            return ""
        what = {"date": " with a date", "category": " rated", "score": " rated"}.get(self.indicator.unit, " with a figure")
        unit = "region" if (self.rows["kind"] == "region").sum() > 1 else "place"
        undated = self.counts.get("party_undated", 0) if self.indicator.unit == "date" else 0
        more = f", {words.counted(undated, 'party', 'parties')} whose date was not seen" if undated else ""
        ranges = int((self.rows["status"] == "range").sum()) if self.indicator.table == "estimates" else 0
        more += f", {ranges} with a range alone" if ranges else ""
        return words.counted(figures - undated - ranges, unit) + what + more

    @property
    def highlighted(self) -> str:
        """Which class stands out, in words; '' where none does."""
        label = next((entry.label for entry in self.classes if entry.code == self.selection.only), "")
        return f"Highlighted: {label}" if label else ""

    @property
    def hole(self) -> str:
        """Why the year has few figures; '' where it has."""
        stops = self.series.stops[self.selection.group]
        return next((stop.hole for stop in stops if stop.year == self.selection.year), "")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many places have which class or absence."""
        return dict(self.rows.loc[self.rows["status"] != "gone", "class"].astype("str").value_counts())

    @cached_property
    def caveats(self) -> tuple[Caveats, Caveats]:
        """The caveats of all rows drawn that are not standing, and those of some of the rows."""
        return row_evidence.split_caveats(self.evidence.caveats, self.standing)

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """By class the names of its regions, where the map draws regions alone."""
        regions = self.rows[self.rows["kind"] == "region"]
        names = regions.groupby("class")["name"].agg("; ".join)
        return {str(code): str(joined) for code, joined in names.items()} if len(regions) == len(self.rows) else {}

    @cached_property
    def outline_notes(self) -> list[str]:
        """What is to be known of the outlines of the regions."""
        regions = (self.rows["kind"] == "region") & (self.rows["drawn_as"] != "point")
        return sorted(set(self.rows.loc[regions, "note"]))

    @cached_property
    def world_readings(self) -> list[str]:
        """The source's own figure for the world in words, whether it stands beside the map or is all that is drawn."""
        mapped = self.rows[(self.rows["place"] == "WORLD") & self.rows["status"].isin(WITH_ROW)]
        return [words.reading(self.indicator, row) for rows in (self.world, mapped) for row in row_dicts(rows)]

    @cached_property
    def figure(self) -> dict[str, Any]:
        """The map, with no place chosen. Treat it as read-only."""
        years = ("for " if self.indicator.table == "estimates" else "") + words.period(*self.period)
        drawing = (self.rows, self.drawn_classes, self.rows["reading"])
        source = f"{self.source['short_title']}, {years}"
        if self.selection.is_circled:
            return circle_map.circle_map(*drawing, source=source, largest=self.largest)
        return choropleth.choropleth(*drawing, source=source)

    @cached_property
    def revision(self) -> Revision | None:
        """What the edition changed; None for a source that revises none, or for what is computed here."""
        earlier, chosen = revisions.revised(self.selection.source), self.selection
        if not earlier or chosen.year is None or self.indicator.computed_from:
            return None
        cells = revisions.changes(chosen.indicator, chosen.source, chosen.group, chosen.year)
        return Revision(evidence.source(earlier)["edition"], cells, revisions.summary(chosen.source))


def _circled(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a map in circles: each in the class of its status, with the ``number`` of its circle, which masks and zeros lack."""
    number = numbers(rows).where(rows["status"].isin(["figure", "range"]))
    return rows.assign(number=number, **{"class": rows["status"]})


def _reading(indicator: Indicator, row: Mapping[str, Any]) -> str:
    """What the source says of a place, in words; of an absence which one it is."""
    if row["status"] not in WITH_ROW:
        return vocabulary.label("absence", row["status"]) if row["status"] != "gone" else ""
    whole = "For the region as a whole: " if row["kind"] == "region" else ""
    return whole + words.reading(indicator, row)


@lru_cache(maxsize=64)
def layer(selection: Selection) -> Layer:
    """The layer of a selection. It is shared: treat its frames as read-only."""
    series, group, year = selection.series, selection.group, selection.year
    rows = map_rows.by_place(series, group, year, inferred=selection.inferred)
    world, period = map_rows.world_beside(series, group, year, rows), series.period(group, year)
    world = world.assign(reading=[words.reading(series.indicator, row) for row in row_dicts(world)])
    rows = rows.assign(reading=pd.Series([_reading(series.indicator, row) for row in row_dicts(rows)], rows.index, "object"))
    rows = _circled(rows) if selection.is_circled else rows
    absent = rows["status"].isin(map_rows.absences_of(selection.source)).any()
    lacking = row_evidence.absence_caveats(selection.source, selection.indicator, period) if absent else ()
    both = pd.concat([world.astype("object"), rows.astype("object")]).rename(columns={"name": "place_name"})
    own = row_evidence.evidence_of(both, absent=lacking, most=_MOST_NAMES)
    left_out = 0 if selection.inferred else int((series.at(group, year, inferred=True)["basis"] == "inferred").sum())
    return Layer(selection, series, rows, world, own, own.years or period, left_out)
