"""The map of coverage: how many sources have a figure on each place since a year, and where there are masks alone or nothing."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import place_summary
from layouts import scales, theme
from layouts.figures import choropleth
from layouts.pages.coverage import coverage_words
from layouts.pages.coverage.state import State
from layouts.scales import Class

# How many sources have a figure: the last number of each class; beyond the last there are more.
_UP_TO = (1, 2, 4, 6, 8)
_LABELS = ("1 source", "2 sources", "3 or 4", "5 or 6", "7 or 8", "9 or more")
_OUTSIDE = "outside"


def _classes(region: str) -> tuple[Class, ...]:
    looks = theme.ordered(len(_LABELS), "other")
    counted = [Class(str(number), label, look) for number, (label, look) in enumerate(zip(_LABELS, looks, strict=True))]
    missing = {entry.code: entry.look for entry in scales.absences()}
    none = Class("no_figure", "No figure from any source", missing["no_figure"])
    outside = [Class(_OUTSIDE, f"Outside {region}", theme.LAND)] if region else []
    return (*counted, Class("masked", "Masked counts only", missing["masked"]), none, *outside)


def _class_of(row: dict[str, Any], region: str) -> str:
    if region and row["region"] != region:
        return _OUTSIDE
    if not row["sources"]:
        return "masked" if row["masked"] else "no_figure"
    return str(sum(row["sources"] > bound for bound in _UP_TO))


def _outline(place: str) -> dict[str, Any]:
    if not place:
        return choropleth.outline("")
    record = place_summary.record(place)
    centre = None if record["drawn_as"] == "area" else (float(record["longitude"]), float(record["latitude"]))
    return choropleth.outline(place, centre)


@dataclass(frozen=True, eq=False)
class CoverageMap:
    """The map of a state; ``places``: all of ``source_coverage.by_place``."""

    state: State
    places: pd.DataFrame

    @property
    def classes(self) -> tuple[Class, ...]:
        """Numbers of sources, then masks and nothing, then what is outside a chosen region."""
        return _classes(self.state.region)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The places with their ``class`` and what the map ``says`` of them."""
        rows = row_dicts(self.places)
        readings = [coverage_words.reading(row, self.state.since) for row in rows]
        return self.places.assign(**{"class": [_class_of(row, self.state.region) for row in rows], "says": readings})

    @cached_property
    def figure(self) -> dict[str, Any]:
        """The map, with the outline of the opened place."""
        source = f"Sources in the atlas with {coverage_words.have(self.state)} since {self.state.since}"
        figure = choropleth.choropleth(self.rows, self.classes, self.rows["says"], source=source)
        areas, points, _ = figure["data"]
        return {**figure, "data": [areas, points, _outline(self.state.place)]}

    @cached_property
    def legend(self) -> list[tuple[str, list[tuple[Class, int]]]]:
        """The classes with the numbers of their places, under their two titles."""
        counts = Counter(self.rows["class"])
        counted = [(entry, counts[entry.code]) for entry in self.classes]
        title = f"Sources with {coverage_words.have(self.state)} since {self.state.since}"
        return [(title, counted[: len(_LABELS)]), ("No figure", counted[len(_LABELS) :])]
