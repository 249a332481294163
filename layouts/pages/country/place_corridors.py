"""Corridors from and to a place, and within it: the ten largest of each series, masked counts as ranges.

Totals are left out, but where a series has nothing else at a place, they stand there as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import corridors
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.place_summary import kinds
from layouts import format as words
from layouts.components.small_charts import Bar

_MOST = 10
_GROUP = "GROUP:"
# The ways of a corridor: which end is the place, and which the other.
_WAYS = (("out", "origin", "destination"), ("in", "destination", "origin"))
# What one list of a page has in common.
_LIST = ["series", "way", "place"]
Row = Mapping[str, Any]
# How a series reads from one end: where the place is the origin, where it is the destination.
_TITLES: Mapping[str, tuple[str, str]] = {
    "detected_by_citizenship": ("Citizens of {} detected in other countries", "Victims detected in {}, by citizenship"),
    "convicted_by_citizenship": ("Citizens of {} convicted in other countries", "Persons convicted in {}, by citizenship"),
    "repatriated": ("Repatriated from {}", "Returned to {}"),
    "referred_by_nationality": ("Nationals of {} referred in other countries", "People referred in {}, by nationality"),
    "assisted_case": ("Citizens of {} assisted, by country of exploitation", "People exploited in {} and assisted, by citizenship"),
}
# Where the place is the origin, these are of other countries alone.
_ABROAD = ("detected_by_citizenship", "convicted_by_citizenship", "referred_by_nationality")
_NO_ROUTE = {
    "detected_by_citizenship": "Citizenship and detecting country: not a recorded route.",
    "convicted_by_citizenship": "Citizenship and convicting country: not a recorded route.",
    "referred_by_nationality": "Nationality and country of referral: not a recorded route. Referred is not confirmed.",
    "assisted_case": "The country of exploitation is often the country where people were identified: not a recorded route.",
    "repatriated": "From the country of exploitation to the country returned to.",
}
# A total without the other country, of which it is not always known whether the place is the one that people return from.
_ONLY_TOTALS = "Totals as the source prints them; the other country is not named."
_TOTALS_FROM = {"repatriated": "Repatriated from {} or to it"}
# A region has no citizens of its own.
_FROM_REGION = {
    "detected_by_citizenship": "People from {} detected, by country",
    "convicted_by_citizenship": "People from {} convicted, by country",
}


@dataclass(frozen=True, eq=False)
class CorridorList:
    """One series of counts from or to a place: its ten largest corridors, what is masked, and how many ``further`` there are, in words.

    ``count``: how many there are at all; ``link``: the same on the map of flows.
    """

    title: str
    note: str
    further: str
    source_title: str
    bars: tuple[Bar, ...]
    count: int
    link: str


def _bar(row: Row, series: corridors.Series) -> Bar:
    """A corridor; a sum with masked counts is a range, and one of which a bound is missing says what is printed."""
    code, low, high = row["other"], row["low"], row["high"]
    is_inside = code == row["place"]
    name = corridors.name(code) + (f", {series.inside}" if is_inside else "")
    link = "" if is_inside or code.startswith(_GROUP) else f"/country/{code}"
    if pd.isna(low) or pd.isna(high):
        return Bar(name, f"at least {words.plain(row['count'])}", row["count"], row["count"], link)
    text = words.plain(low) if low == high else f"{words.plain(low)} to {words.plain(high)}"
    return Bar(name, text, low, high, link)


@cache
def _sums() -> pd.DataFrame:
    """All corridors of every place from either end: ``way`` (out, in), ``place``, ``other``; sums as ``corridors`` gives them.

    Of everyone and all forms, without documents and earlier editions; the largest first. ``total``: what a source prints without
    naming the other country, where it names none.
    """
    flows = atlas()["flows"]
    rows = flows[flows["quarter"].isna() & ~flows["source_id"].isin(documents() | superseded())]
    names = ["source_id", "evidence", "origin", "destination"]
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")].astype(dict.fromkeys(names, "str"))
    rows = rows.assign(series=rows["source_id"] + "." + rows["evidence"])
    both = pd.concat([rows.assign(way=way, place=rows[own], other=rows[end]) for way, own, end in _WAYS], ignore_index=True)
    both = both[(both["place"] != both["other"]) | (both["way"] == "in") | ~both["evidence"].isin(_ABROAD)]
    both = both.assign(total=both["kind"] == "total")
    both = both[~both["total"] | both.groupby(_LIST)["total"].transform("all") & (both["place"] != both["other"])]
    sums = corridors.summed(both, [*_LIST, "other", "total"])
    years = both.groupby(_LIST, as_index=False).agg(first=("year_start", "min"), last=("year_end", "max"))
    merged = sums.merge(years, on=_LIST)
    return merged.sort_values(["low", "high", "other"], ascending=[False, False, True], ignore_index=True)


@cache
def _positions() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", _sums().groupby("place").indices)


def _masked(masked: int, cells: int) -> str:
    """How many counts are masked; '' for none."""
    if not masked:
        return ""
    some = f"{masked} of {cells} counts {'is' if masked == 1 else 'are'}"
    counts = "The only count is" if cells == 1 else "All counts are" if masked == cells else some
    return f"{counts} masked; the dotted part is what {'it' if masked == 1 else 'they'} could add."


def _title(series: corridors.Series, way: str, place: str, *, is_total: bool) -> str:
    """How a series reads from one end, with {} for the name of the place there."""
    outward, inward = _TITLES.get(series.evidence, (f"{series.label}: from {{}}", f"{series.label}: to {{}}"))
    special = _TOTALS_FROM if is_total else _FROM_REGION if kinds()[place] == "region" else {}
    return inward if way == "in" else special.get(series.evidence, outward)


def _list(code: str, way: str, rows: Sequence[Row], place: str, name: str) -> CorridorList:
    """The list of one series at one end of a place."""
    series = corridors.series()[code]
    masked, further = sum(row["masked"] for row in rows), len(rows) - _MOST
    about = _ONLY_TOTALS if rows[0]["total"] else _NO_ROUTE.get(series.evidence, "")
    parts = [about, _masked(masked, sum(row["cells"] for row in rows))]
    rest = f"{further} further {'country or group is' if further == 1 else 'countries and groups are'} in the download. "
    role = "origin" if way == "out" else "destination"
    link = f"/flows?v=1&series={series.code}&role={role}&place={place}"
    years = words.period(int(rows[0]["first"]), int(rows[0]["last"]))
    text, bars = " ".join(filter(None, parts)), tuple(_bar(row, series) for row in rows[:_MOST])
    title = f"{_title(series, way, place, is_total=rows[0]['total']).format(words.in_sentence(name))}, {years}"
    return CorridorList(title, text, rest if further > 0 else "", str(series.record["short_title"]), bars, len(rows), link)


def corridor_lists(place: str, name: str) -> tuple[CorridorList, ...]:
    """The series from and to a place, in their order."""
    rows = row_dicts(_sums().iloc[_positions().get(place, [])])
    lists = {(code, way): [row for row in rows if (row["series"], row["way"]) == (code, way)] for code, way in _order()}
    return tuple(_list(code, way, own, place, name) for (code, way), own in lists.items() if own)


def _order() -> list[tuple[str, str]]:
    return [(code, way) for code in corridors.current_series() for way, _, _ in _WAYS]
