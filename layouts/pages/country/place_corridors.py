"""Corridors from and to a place: the ten largest of each series, masked counts as ranges, totals left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import corridors, place_rows
from etl.queries.atlas import documents, superseded
from layouts import format as words
from layouts.components.small_charts import Bar

_MOST = 10
_GROUP = "GROUP:"
# How a series reads from one end: where the place is the origin, where it is the destination.
_TITLES: Mapping[str, tuple[str, str]] = {
    "detected_by_citizenship": ("Citizens of {} detected in other countries", "Victims detected in {}, by citizenship"),
    "convicted_by_citizenship": ("Citizens of {} convicted in other countries", "Persons convicted in {}, by citizenship"),
    "repatriated": ("Repatriated from {}", "Returned to {}"),
    "referred_by_nationality": ("Nationals of {} referred in other countries", "People referred in {}, by nationality"),
    "assisted_case": ("Citizens of {} assisted, by country of exploitation", "People exploited in {} and assisted, by citizenship"),
}
_NO_ROUTE = {
    "detected_by_citizenship": "Citizenship and detecting country: not a recorded route.",
    "convicted_by_citizenship": "Citizenship and convicting country: not a recorded route.",
    "referred_by_nationality": "Nationality and country of referral: not a recorded route. Referred is not confirmed.",
    "assisted_case": "The country of exploitation is often the country where people were identified: not a recorded route.",
    "repatriated": "From the country of exploitation to the country returned to.",
}


@dataclass(frozen=True, eq=False)
class CorridorList:
    """One series of counts from or to a place: its ten largest corridors, and what is masked or left out, in words.

    ``link``: the same on the map of flows.
    """

    title: str
    note: str
    source_title: str
    bars: tuple[Bar, ...]
    link: str


def _bar(row: Mapping[str, Any], end: str) -> Bar:
    """A corridor; a sum with masked counts is a range, and one of which a bound is missing says what is printed."""
    code, low, high = row[end], row["low"], row["high"]
    name = corridors.name(code)
    link = "" if code.startswith(_GROUP) else f"/country/{code}"
    if pd.isna(low) or pd.isna(high):
        return Bar(name, f"at least {words.plain(row['count'])}", row["count"], row["count"], link)
    text = words.plain(low) if low == high else f"{words.plain(low)} to {words.plain(high)}"
    return Bar(name, text, low, high, link)


def _list(frame: pd.DataFrame, place: str, name: str, *, out: bool) -> CorridorList:
    """The list of one series (``frame``: its yearly rows) at one end of a place."""
    end = "destination" if out else "origin"
    sums = corridors.summed(frame, [end]).sort_values(["low", "high", end], ascending=[False, False, True])
    first = sums.head(_MOST)
    series = corridors.series()[f"{frame['source_id'].iloc[0]}.{frame['evidence'].iloc[0]}"]
    years = words.period(int(frame["year_end"].min()), int(frame["year_end"].max()))
    masked, further = int(sums["masked"].sum()), len(sums) - len(first)
    parts = [
        _NO_ROUTE.get(series.evidence, ""),
        f"{masked} of {int(sums['cells'].sum())} counts are masked; hatched is what they can add." if masked else "",
        f"{further} further {'country or group' if further == 1 else 'countries and groups'} are in the download." if further else "",
    ]
    title = _TITLES.get(series.evidence, (f"{series.label}: from {{}}", f"{series.label}: to {{}}"))[0 if out else 1].format(name)
    link = f"/flows?v=1&series={series.code}&role={'origin' if out else 'destination'}&place={place}"
    bars = tuple(_bar(row, end) for row in row_dicts(first))
    return CorridorList(f"{title}, {years}", " ".join(filter(None, parts)), str(series.record["short_title"]), bars, link)


def corridor_lists(place: str, name: str) -> tuple[CorridorList, ...]:
    """The series from and to a place, each of everyone and all forms, in their order, without documents and earlier editions."""
    flows = place_rows.rows(place, "flows")
    rows = flows[flows["quarter"].isna() & (flows["kind"] == "corridor") & ~flows["source_id"].isin(documents() | superseded())]
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")].astype({"origin": "str", "destination": "str"})
    rows = rows[rows["origin"] != rows["destination"]]
    lists = []
    for code in corridors.current_series():
        source, evidence = code.split(".")
        own = rows[(rows["source_id"] == source) & (rows["evidence"] == evidence)]
        for out in (True, False):
            frame = own[own["origin" if out else "destination"] == place]
            lists += [_list(frame, place, name, out=out)] if len(frame) else []
    return tuple(lists)
