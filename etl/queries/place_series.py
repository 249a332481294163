"""The series that sources have of one place, over all years: what countries side by side are made of."""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, map_rows, place_summary

Key = tuple[str, str]


def _with_status(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of both tables with their ``status``, which is of the table alone."""
    known = vocabulary.indicators()
    tables = rows["indicator"].astype("object").map(lambda code: known[code].table)
    first = {table: known[str(rows["indicator"].iloc[at])] for at, table in enumerate(tables)}
    return rows.assign(status=pd.concat([map_rows.status(one, rows[tables == table]) for table, one in first.items()]))


@lru_cache(maxsize=256)
def histories(place: str) -> Mapping[Key, pd.DataFrame]:
    """The rows on a place itself, of everyone and all forms, by indicator and source, in the order of the indicators.

    Columns of ``place_summary.says`` and, by year, ``stop`` (the year) and ``status``. Rows of regions that hold the place,
    earlier editions, inferred rows and what documents repeat are left out. They are shared: treat them as read-only.
    """
    own: dict[Key, pd.DataFrame] = {}
    for family in vocabulary.terms("family"):
        rows = place_summary.says(place, family)
        rows = rows[rows["place"] == place]
        if len(rows):
            rows = _with_status(rows.assign(stop=rows["year_end"].astype("int64"))).sort_values("stop", kind="stable")
            rows = rows.astype(dict.fromkeys(("indicator", "source_id", "place"), "str")).sort_values("order", kind="stable")
            own |= {
                (str(indicator), str(source)): part for (indicator, source), part in rows.groupby(["indicator", "source_id"], sort=False)
            }
    return own


def absence(source: str, place: str) -> str:
    """Which absence it is where a source has no row of a series on a place: no_figure or not_covered."""
    return "no_figure" if place in map_rows.covered_places(source) else "not_covered"


def inferred_years(indicator: str, source: str, place: str) -> frozenset[int]:
    """The years of which a series has an inferred row on a place, which the histories leave out."""
    series = choices.series(indicator, source)
    if not series.has_inferred:
        return frozenset()
    rows = series.rows[(series.rows["place"] == place) & (series.rows["basis"] == "inferred")]
    return frozenset(int(year) for year in rows.loc[rows["group"] == group_of(indicator, source), "stop"])


def group_of(indicator: str, source: str) -> str:
    """The group (form.sex.age) of the rows of a series here: everyone, or the only people that its source tells of."""
    groups = choices.series(indicator, source).groups
    return choices.ALL if choices.ALL in groups else next((group for group in groups if group.startswith("all.")), groups[0])
