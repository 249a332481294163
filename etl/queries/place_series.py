"""The series that sources have of one place, over all years: what countries side by side are made of."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, map_rows, place_summary

Key = tuple[str, str]
_TEXTS = ("indicator", "source_id", "place", "basis")


@cache
def _every() -> pd.DataFrame:
    """The rows of ``place_summary.every_place`` with ``status`` and, by year, ``stop``."""
    rows, known = place_summary.every_place(), vocabulary.indicators()
    tables = rows["indicator"].map({code: entry.table for code, entry in known.items()}).astype("str")
    # The status of a row is a matter of its table alone; any indicator of the table stands for all.
    first = {table: known[str(rows.loc[tables == table, "indicator"].iloc[0])] for table in tables.unique()}
    status = pd.concat([map_rows.status(indicator, rows[tables == table]) for table, indicator in first.items()])
    own = rows.assign(status=status, stop=rows["year_end"].astype("int64")).astype(dict.fromkeys(_TEXTS, "str"))
    return own.sort_values(["order", "source_id", "stop"], kind="stable").reset_index(drop=True)


@cache
def _positions() -> Mapping[str, "np.ndarray[Any, Any]"]:
    return cast("Mapping[str, np.ndarray[Any, Any]]", _every().groupby("place").indices)


@lru_cache(maxsize=8)
def _on_place(place: str) -> pd.DataFrame:
    return _every().iloc[_positions().get(place, [])]


@lru_cache(maxsize=8)
def histories(place: str) -> Mapping[Key, pd.DataFrame]:
    """The rows on a place itself, of everyone and all forms, by indicator and source, in the order of the indicators.

    Columns of ``place_summary.every_place`` and, by year, ``stop`` (the year) and ``status``. Rows of regions that hold the
    place, earlier editions, inferred rows and what documents repeat are left out. They are shared: treat them as read-only.
    """
    rows = _on_place(place)
    groups = rows[rows["basis"] != "inferred"].groupby(["indicator", "source_id"], sort=False)
    return {(str(indicator), str(source)): part for (indicator, source), part in groups}


def absence(source: str, place: str) -> str:
    """Which absence it is where a source has no row of a series on a place: no_figure or not_covered."""
    return "no_figure" if place in map_rows.covered_places(source) else "not_covered"


@lru_cache(maxsize=8)
def inferred_years(place: str) -> Mapping[Key, frozenset[int]]:
    """By indicator and source the years of which there is an inferred row on a place, which the histories leave out."""
    rows = _on_place(place)
    groups = rows[rows["basis"] == "inferred"].groupby(["indicator", "source_id"], sort=False)["stop"]
    return {(str(indicator), str(source)): frozenset(map(int, years)) for (indicator, source), years in groups}


def group_of(indicator: str, source: str) -> str:
    """The group (form.sex.age) of the rows of a series here: everyone, or the only people that its source tells of."""
    groups = choices.series(indicator, source).groups
    return choices.ALL if choices.ALL in groups else next((group for group in groups if group.startswith("all.")), groups[0])
