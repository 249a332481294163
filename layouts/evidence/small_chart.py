"""A small chart of one place: marks over years or a dot for each edition, named in words, and where the whole chart opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.contract.row_figures import is_missing
from etl.contract.vocabulary import Indicator
from etl.queries import choices, place_series
from layouts import format as words
from layouts.evidence.selection import SELECTION, Selection
from layouts.evidence.year_marks import Mark

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Dot:
    """A row of a scale: its name, which leads to ``link``, what it says, where the mark is, and its range where one was published.

    ``hollow``: it is not known whether a range was published.
    """

    name: str
    text: str
    at: float | None
    low: float | None = None
    high: float | None = None
    hollow: bool = False
    link: str = ""


@dataclass(frozen=True)
class SmallChart:
    """``kind``: strip or bars (of ``marks``), or dots; ``label`` names it; ``link``: where it opens; ``top``: the end of its scale.

    Of dots each leads to the chart of its own edition.
    """

    kind: str
    label: str
    link: str = ""
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    top: float | None = None


def chart_link(indicator: str, source: str, *places: str) -> str:
    """The address of the chart over time of places, for the people of whom the series tells here."""
    groups = choices.series(indicator, source).groups
    group = place_series.group_of(indicator, source) if groups else choices.ALL
    chosen = SELECTION.nearest_valid(Selection(indicator, source, group))
    return f"/map{SELECTION.encode(chosen)}&tab=chart&places={'.'.join(places)}"


def edition_dot(indicator: Indicator, row: Row, name: str, link: str) -> Dot:
    """The dot of an estimate or of a score: its number beside it, and its range, or that it is not known whether there is one."""
    if indicator.table == "ratings":
        return Dot(name, words.short(indicator, row), float(row["rank"]), link=link)
    low, high, at = (None if is_missing(row[part]) else float(row[part]) for part in ("value_low", "value_high", "value"))
    return Dot(name, words.short(indicator, row) + words.obtained(row), at, low, high, row["range_kind"] == "not_seen", link)
