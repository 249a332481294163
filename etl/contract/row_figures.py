"""The figure of a row: whether its publisher masks it, and which number stands for it.

Rows have ``value, value_low, value_high``; where there is no figure, a bound stands for it.
"""

import pandas as pd

MASKED = "masked"


def masked(rows: pd.DataFrame) -> pd.Series:
    """Which rows (``range_kind``) have a mask in place of a figure."""
    return rows["range_kind"] == MASKED


def lowest(rows: pd.DataFrame) -> pd.Series:
    """The figure of each row, or the least that it can be; missing where no lower bound is known."""
    return rows["value"].fillna(rows["value_low"])


def highest(rows: pd.DataFrame) -> pd.Series:
    """The figure of each row, or the most that it can be; missing where no upper bound is known."""
    return rows["value"].fillna(rows["value_high"])


def number(rows: pd.DataFrame) -> pd.Series:
    """The number that stands for each row: its figure, else its lower bound, else its upper."""
    return lowest(rows).fillna(rows["value_high"])
