"""What an edition changed against the one that it revises, cell by cell.

Only what both editions show is compared. A cell that is masked in one of them is said to be masked, without a number.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.queries.atlas import atlas
from etl.queries.place import names

KINDS = ("same", "changed", "added", "withdrawn", "masked_now", "masked_before", "masked_in_both")
_KEY = ["indicator", "place", "year_end", "form", "sex", "age", "quarter"]


def revised(source: str) -> str:
    """The identifier of the edition that a source revises; '' where it revises none."""
    sources = atlas()["sources"].set_index("source_id")
    return str(sources.loc[source, "revises"])


def _cells(source: str) -> pd.DataFrame:
    table = atlas()["estimates"]
    table = table[table["source_id"] == source]
    reading = table["as_printed"].astype("str").where(table["range_kind"] != "masked", "")
    cells = table.assign(quarter=table["quarter"].fillna(-1).astype("int64"))[_KEY].astype("str")
    return cells.assign(reading=reading, value=table["value"]).set_index(_KEY)


def _kinds(both: pd.DataFrame) -> "np.ndarray[Any, np.dtype[np.str_]]":
    before, after = both["reading_before"], both["reading_after"]
    return np.select(
        [
            before.isna(),
            after.isna(),
            (before == "") & (after == ""),
            after == "",
            before == "",
            (before == after) | (both["value_before"] == both["value_after"]),
        ],
        ["added", "withdrawn", "masked_in_both", "masked_now", "masked_before", "same"],
        "changed",
    )


@cache
def _compared(source: str) -> pd.DataFrame:
    """Every cell of both editions, with ``reading`` ('' where masked) and ``value`` before and after, and the kind of change."""
    earlier = revised(source)
    if not earlier:
        return pd.DataFrame(columns=[*_KEY, "reading_before", "value_before", "reading_after", "value_after", "kind"])
    before, after = _cells(earlier).add_suffix("_before"), _cells(source).add_suffix("_after")
    both = before.join(after, how="outer")
    return both.assign(kind=_kinds(both)).reset_index()


@cache
def _views(source: str) -> Mapping[tuple[str, ...], pd.DataFrame]:
    """What differs, by indicator, group and year."""
    found = _compared(source)
    found = found[~found["kind"].isin(["same", "masked_in_both"]) & (found.get("quarter") == "-1")]
    return {tuple(key): rows for key, rows in found.groupby(["indicator", "form", "sex", "age", "year_end"])}


def changes(indicator: str, source: str, group: str, year: int) -> pd.DataFrame:
    """The cells of an indicator, a group (form.sex.age) and a year that an edition changed.

    Columns ``place, name, before, after, difference, kind``; ``before`` and ``after`` are as printed, '' where the cell is
    masked or not there; ``difference`` only where both are printed numbers. Cells that read the same, or are masked in both,
    are left out. Empty for a source that revises none.
    """
    found = _views(source).get((indicator, *group.split("."), str(year)), _compared(source).head(0))
    return pd.DataFrame(
        {
            "place": found["place"],
            "name": found["place"].map(names()),
            "before": found["reading_before"].fillna(""),
            "after": found["reading_after"].fillna(""),
            "difference": (found["value_after"] - found["value_before"]).astype("float64"),
            "kind": found["kind"],
        }
    ).sort_values("name", ignore_index=True)


def summary(source: str) -> Mapping[str, int]:
    """How many cells of both editions, over all years and groups, are of each kind of ``KINDS``."""
    counted = _compared(source)["kind"].value_counts()
    return {kind: int(counted.get(kind, 0)) for kind in KINDS}
