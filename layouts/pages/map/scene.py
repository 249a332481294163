"""One view of the world page: binds what the queries know to the figure, the legend, the evidence and the table.

All parts are made from the same frame of the same view, so that a picture never stands beside another view's evidence.
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Any, TypeVar

import pandas as pd

from etl.contract import dates, vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices, evidence, map_rows, place_summary, revisions
from layouts import format as words
from layouts import scales
from layouts.components import evidence_list as evidence_parts
from layouts.components import legend as legend_parts
from layouts.components import revision_list as revision_parts
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import row_evidence as drawn_rows
from layouts.evidence.row_evidence import Drawn
from layouts.figures import choropleth
from layouts.pages.map import state
from layouts.pages.map.state import View
from layouts.scales import Class

_STATED = ("figure", "range", "zero")
_DRAWN = (*_STATED, "masked")
_FIGURE_COLUMN = 1
# By what a column of figures is sorted where a row has no single one.
_SORTED = {
    "range": "Sorted by figure; a range is placed by its lower bound.",
    "masked": "Masked counts have no figure to sort by and come last.",
}
T = TypeVar("T")


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn of a view: one row a place, the classes, what the hover says, and what the rows say of themselves.

    ``own`` is the source's own figure for the world where it stands beside the map, in the columns of the frame.
    """

    indicator: Indicator
    source: Mapping[str, Any]
    frame: pd.DataFrame
    classes: tuple[Class, ...]
    readings: pd.Series
    own: pd.DataFrame
    drawn: Drawn
    period: tuple[int, int]

    @property
    def said_by(self) -> str:
        """Source and period in a few words."""
        speaks = "for " if self.indicator.table == "estimates" else ""
        return f"{self.source['short_title']}, {speaks}{words.period(*self.period)}"


def _reading(indicator: Indicator, row: Mapping[str, Any]) -> str:
    if row["status"] not in _DRAWN:
        return vocabulary.label("absence", row["status"]) if row["status"] != "gone" else ""
    whole = "For the region as a whole: " if row["kind"] == "region" else ""
    basis = "" if row["basis"] == "printed" else f" ({vocabulary.label('basis', row['basis'])})"
    return whole + words.reading(indicator, row) + basis


@lru_cache(maxsize=512)
def _scene(indicator: str, source: str, group: str, year: int | None, inferred: bool) -> Scene:
    entry = vocabulary.indicators()[indicator]
    frame = map_rows.drawn(indicator, source, group, year, inferred=inferred)
    readings = pd.Series([_reading(entry, row) for row in frame.to_dict("records")], frame.index, "object")
    classes = scales.classes(entry, map_rows.classes(indicator, source, group))
    own, asked = _own(entry, frame, source, group, year), evidence.period(indicator, source, group, year)
    rows = pd.concat([own.astype("object"), frame.astype("object")]).rename(columns={"name": "place_name"})
    lacking = drawn_rows.absent(source, indicator, asked) if frame["status"].eq("no_figure").any() else ()
    drawn = drawn_rows.described(rows, absent=lacking)
    return Scene(entry, evidence.source(source), frame, classes, readings, own, drawn, drawn.years or asked)


def _own(entry: Indicator, frame: pd.DataFrame, source: str, group: str, year: int | None) -> pd.DataFrame:
    """The source's own figure for the world as a frame of one row; of none where it is drawn or not printed."""
    own = map_rows.world_row(entry.code, source, group, year)
    if own is None or "WORLD" in frame["place"].array:
        return frame.iloc[:0]
    row = pd.DataFrame([dict(own)])
    return row.assign(name="World", kind="world", status=map_rows.status(entry, row)).reindex(columns=frame.columns)


def scene(view: View) -> Scene:
    """The scene of a view; the chosen place and the tab do not change it."""
    return _scene(view.indicator, view.source, view.group, view.year, view.inferred)


def _remembered(part: Callable[[View], T]) -> Callable[[View], T]:
    """Keep a part of a view for the life of the process: it depends on the tables and on what is drawn, nothing else."""
    kept = lru_cache(maxsize=512)(part)

    @wraps(part)
    def answer(view: View) -> T:
        return kept(replace(view, place="", tab="map"))

    return answer


@_remembered
def title(view: View) -> str:
    """A plain claim of what is drawn."""
    group = "" if view.group == choices.ALL else f", {choices.group_label(view.group)}"
    return f"{scene(view).indicator.label}{group}, {words.period(*scene(view).period)}"


@_remembered
def subtitle(view: View) -> str:
    """Who says it, what kind of number it is, and for how many places."""
    shown = scene(view)
    held = int(shown.frame["status"].isin(_STATED).sum())
    masked = int((shown.frame["status"] == "masked").sum())
    kind = vocabulary.label("kind", shown.indicator.kind)
    units = "regions" if (shown.frame["kind"] == "region").sum() > 1 else "places"
    named = units.removesuffix("s") if held == 1 else units
    masks = f", {masked} masked" if masked else ""
    inferred = f", {count} inferred not shown" if (count := unshown(view)) else ""
    return f"{shown.source['publisher']} · {kind} · {held} {named} with a figure{masks}{inferred}"


def in_latest(view: View) -> View | None:
    """The same view in the latest edition of its source; None where it is the latest, or has no such figures."""
    last = revisions.latest(view.source)
    return state.fitted(replace(view, source=last)) if last in choices.held_by(view.indicator) else None


def unshown(view: View) -> int:
    """How many inferred rows the view leaves out."""
    rows = map_rows.select(view.indicator, view.source, view.group, view.year, inferred=True)
    return 0 if view.inferred else int((rows["basis"] == "inferred").sum())


@_remembered
def _map(view: View) -> dict[str, Any]:
    shown = scene(view)
    return choropleth.choropleth(shown.frame, shown.classes, shown.readings, source=shown.said_by)


def outline(view: View) -> dict[str, Any]:
    """What marks the chosen place on the map: its outline, or a ring where it is too small to see one."""
    if not view.place:
        return choropleth.outline("")
    record = place_summary.record(view.place)
    centre = None if record["drawn_as"] == "area" else (float(record["longitude"]), float(record["latitude"]))
    return choropleth.outline(view.place, centre)


def figure(view: View) -> dict[str, Any]:
    """The map of a view."""
    areas, points, _ = _map(view)["data"]
    return {**_map(view), "data": [areas, points, outline(view)]}


@_remembered
def places_key(view: View) -> str:
    """A name for the set of places that a map draws; maps with the same name differ in values and colours only."""
    return hashlib.sha256("|".join(scene(view).frame["place"]).encode()).hexdigest()[:8]


@_remembered
def change(view: View) -> list[dict[str, Any]]:
    """What differs between two maps of the same places: for the areas and the circles the parts of the trace to exchange."""
    areas, points, _ = _map(view)["data"]
    return [
        {name: areas[name] for name in ("z", "customdata", "hovertemplate", "colorscale", "zmax")},
        {name: points[name] for name in ("customdata", "hovertemplate")},
        {name: points["marker"][name] for name in ("color", "colorscale", "cmax")},
    ]


@_remembered
def legend(view: View) -> list[Any]:
    """The legend of a view with the number of places in each class."""
    shown = scene(view)
    unit = vocabulary.terms("unit")[shown.indicator.unit]
    heading = shown.indicator.label if shown.indicator.scale else unit.label.capitalize()
    regions = shown.frame[shown.frame["kind"] == "region"]
    names = regions.groupby("class")["name"].agg("; ".join) if len(regions) == len(shown.frame) else {}
    return legend_parts.legend(heading, shown.classes, evidence.counts(shown.frame), dict(names))


@_remembered
def source_evidence(view: View) -> Sequence[Any]:
    """The part of the evidence that holds for all years of the source."""
    return evidence_parts.of_source(scene(view).source, scene(view).indicator, standing(view))


@_remembered
def standing(view: View) -> pd.DataFrame:
    """The caveats that every row of the series carries, whatever the year."""
    rows = choices.rows(view.indicator, view.source)
    return drawn_rows.standing(rows[rows["group"] == view.group])


@_remembered
def period_evidence(view: View) -> Sequence[Any]:
    """The part of the evidence that belongs to the period."""
    shown = scene(view)
    general, single = drawn_rows.listed(shown.drawn.caveats, standing(view))
    regions = (shown.frame["kind"] == "region") & (shown.frame["drawn_as"] != "point")
    return evidence_parts.of_period(
        shown.period,
        shown.drawn.bases,
        shown.drawn.ranges,
        general,
        single,
        world="; ".join(_of_world(shown)),
        outlines=sorted(set(shown.frame.loc[regions, "note"])),
        revised=_revised(view),
    )


def _of_world(shown: Scene) -> list[str]:
    """The source's own figure for the world in words, whether it stands beside the map or is all that is drawn."""
    drawn = shown.frame[(shown.frame["place"] == "WORLD") & shown.frame["status"].isin(_DRAWN)]
    return [words.reading(shown.indicator, row) for rows in (shown.own, drawn) for row in rows.to_dict("records")]


def _revised(view: View) -> Sequence[Any]:
    """What the edition changed in this view; nothing for a source that revises none, or for what is computed here."""
    earlier = revisions.revised(view.source)
    if not earlier or view.year is None or scene(view).indicator.computed_from:
        return []
    found = revisions.changes(view.indicator, view.source, view.group, view.year)
    return revision_parts.revisions(evidence.source(earlier)["edition"], found, revisions.summary(view.source))


def hole(view: View) -> str:
    """Why the year has few figures; '' where it has."""
    return next((stop.hole for stop in choices.stops(view.indicator, view.source, view.group) if stop.year == view.year), "")


def _order(indicator: Indicator, row: Mapping[str, Any]) -> float | None:
    """The number that a figure is sorted by, of a range its lower bound; None for a mask and for a row without a figure."""
    if row["status"] not in _STATED:
        return None
    if indicator.unit == "date":
        return dates.order(str(row["rating"]))
    numbers = (row.get(name) for name in ("rank", "rank_low", "value", "value_low", "value_high"))
    return next((float(number) for number in numbers if number is not None and not pd.isna(number)), math.inf)


def _line(indicator: Indicator, row: Mapping[str, Any], reading: str) -> Line:
    order = {_FIGURE_COLUMN: _order(indicator, row)}
    if row["status"] not in _DRAWN:
        return Line((row["name"], reading, "", "", "", ""), order, also=place_summary.other_names().get(row["place"], ""))
    years = (row["year"], row["year"]) if indicator.table == "ratings" else (row["year_start"], row["year_end"])
    cells = (
        row["name"],
        words.figure(indicator, row),
        words.span(indicator, row),
        words.period(*map(int, years)),
        vocabulary.label("basis", row["basis"]),
        row["locator"],
    )
    return Line(cells, order, also=place_summary.other_names().get(row["place"], ""))


@_remembered
def lines(view: View) -> tuple[Line, ...]:
    """The rows of the table twin: exactly the places of the map, the world's own figure first where there is one."""
    shown = scene(view)
    rows = zip(shown.frame.to_dict("records"), shown.readings, strict=True)
    own = [_line(shown.indicator, row, "") for row in shown.own.to_dict("records")]
    return (*own, *(_line(shown.indicator, row, reading) for row, reading in rows if row["status"] != "gone"))


def table(view: View) -> dict[str, Any]:
    """The table twin of a view, as data that the browser draws, sorts and searches."""
    statuses = set(scene(view).frame["status"])
    rules = [said for status, said in _SORTED.items() if status in statuses]
    return rows_table.data(" ".join([f"{title(view)}. {subtitle(view)}.", *rules]), lines(view))
