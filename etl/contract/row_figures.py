"""The figure of a row: whether its publisher masks it, what it may mean, which number stands for it, and the classes of figures.

Rows of estimates have ``value, value_low, value_high``, rows of ratings ``rank, rank_low, rank_high``. A figure stands for its
row; without one its lower bound, else its upper bound; for a mask nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract import dates
from etl.contract.vocabulary import Indicator

MASKED = "masked"
# Statuses of rows with a number or a rating; of all rows of a source; the others are absences.
WITH_FIGURE = ("figure", "range", "zero")
WITH_ROW = (*WITH_FIGURE, MASKED)
_COLUMNS = {"estimates": ("value", "value_low", "value_high"), "ratings": ("rank", "rank_low", "rank_high")}


# The class of a range that lies in several classes of a map.
ACROSS = "low|high"


@dataclass(frozen=True)
class Bounds:
    """Upper bounds of the numeric classes of a map; ``exact`` where each class is a single value."""

    upper_bounds: tuple[float, ...] = ()
    exact: bool = False


def columns(table: str) -> tuple[str, str, str]:
    """The names of the figure, the lower and the upper bound in a table."""
    return _COLUMNS[table]


def is_missing(value: object) -> bool:
    """Whether a field of a record is empty."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def masked(rows: pd.DataFrame) -> pd.Series:
    """Which rows (``range_kind``) have a mask in place of a figure."""
    return rows["range_kind"] == MASKED


def lowest(rows: pd.DataFrame) -> pd.Series:
    """The figure of each row of estimates, or the least that it can be; missing where no lower bound is known."""
    return rows["value"].fillna(rows["value_low"])


def highest(rows: pd.DataFrame) -> pd.Series:
    """The figure of each row of estimates, or the most that it can be; missing where no upper bound is known."""
    return rows["value"].fillna(rows["value_high"])


def numbers(rows: pd.DataFrame) -> pd.Series:
    """The number of each row of estimates; missing for a mask."""
    return lowest(rows).fillna(rows["value_high"]).mask(masked(rows))


def number(indicator: Indicator, row: Mapping[str, Any]) -> float | None:
    """The number that the record of a row sorts by; None for a mask, infinite for a word outside the order of a scale."""
    if row.get("range_kind") == MASKED:
        return None
    if indicator.unit == "date":
        return dates.order(str(row["rating"]))
    return next((float(row[name]) for name in columns(indicator.table) if not is_missing(row.get(name))), math.inf)
