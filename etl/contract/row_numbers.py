"""Which number stands for a row: its figure; without one its lower bound, else its upper bound; for a mask none.

Rows of estimates have ``value, value_low, value_high``, rows of ratings ``rank, rank_low, rank_high``.
"""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl.contract import dates
from etl.contract.vocabulary import Indicator

# Statuses of rows with a number or a rating; of all rows of a source; the others are absences.
WITH_FIGURE = ("figure", "range", "zero")
WITH_ROW = (*WITH_FIGURE, "masked")
_COLUMNS = {"estimates": ("value", "value_low", "value_high"), "ratings": ("rank", "rank_low", "rank_high")}


def columns(table: str) -> tuple[str, str, str]:
    """The names of the figure, the lower and the upper bound in a table."""
    return _COLUMNS[table]


def is_missing(value: object) -> bool:
    """Whether a field of a record is empty."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def ends(rows: pd.DataFrame, table: str = "estimates") -> tuple[pd.Series, pd.Series]:
    """The lowest and the highest number that each row may mean: its figure twice, else its bounds; missing on an open side."""
    figure, low, high = (rows[name].astype("float64") for name in columns(table))
    return figure.fillna(low), figure.fillna(high)


def numbers(rows: pd.DataFrame) -> pd.Series:
    """The number of each row of estimates; missing for a mask."""
    low, high = ends(rows)
    return low.fillna(high).mask(rows["range_kind"] == "masked")


def number(indicator: Indicator, row: Mapping[str, Any]) -> float | None:
    """The number that the record of a row sorts by; None for a mask, infinite for a word outside the order of a scale."""
    if row.get("range_kind") == "masked":
        return None
    if indicator.unit == "date":
        return dates.order(str(row["rating"]))
    return next((float(row[name]) for name in columns(indicator.table) if not is_missing(row.get(name))), math.inf)
