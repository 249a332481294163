"""One series over all of its years: the rows of chosen places, which of them have none, and which have the most."""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from etl.contract.row_figures import WITH_FIGURE
from etl.queries import choices, map_rows, place_summary
from etl.queries.choices import Series


def history(series: Series, group: str, places: Sequence[str], *, inferred: bool = False) -> pd.DataFrame:
    """The rows of a series for a group and places, in the order of these and by year, with ``name``, ``status`` and ``class``."""
    rows = series.at(group, None, inferred=inferred)
    rows = map_rows.classified(series, rows[rows["place"].isin(places)].astype({"place": "str"}), group)
    order = rows["place"].map({place: number for number, place in enumerate(places)}).astype("int64")
    rows = rows.assign(name=rows["place"].map(place_summary.names()).astype("object"), order=order)
    return rows.sort_values(["order", "stop"], kind="stable").drop(columns="order")


def without_rows(series: Series, rows: pd.DataFrame, places: Sequence[str]) -> dict[str, list[str]]:
    """The places without one of the ``rows`` of a series, by kind of absence: no_figure or not_covered."""
    absent: dict[str, list[str]] = {"no_figure": [], "not_covered": []}
    covered, present = map_rows.covered_places(series.source_id), set(rows["place"])
    for place in places:
        if place not in present:
            absent["no_figure" if place in covered else "not_covered"].append(place)
    return absent


@cache
def longest(indicator: str, source: str, group: str, count: int) -> tuple[tuple[str, int], ...]:
    """The places with the most years of a series and how many they are: first those with the most, then by name."""
    series, names = choices.series(indicator, source), place_summary.names()
    rows = series.at(group, None, inferred=False)
    figures = rows[map_rows.status(series.indicator, rows).isin(WITH_FIGURE)]
    counts = figures.groupby("place", observed=True)["stop"].nunique().rename("years").reset_index().astype({"place": "str"})
    counts = counts.assign(name=counts["place"].map(names)).sort_values(["years", "name"], ascending=[False, True]).head(count)
    return tuple(zip(counts["place"], map(int, counts["years"]), strict=True))
