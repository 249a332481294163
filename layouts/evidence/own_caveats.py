"""Figures with a caveat of their own: what holds for single rows, such as a doubt, is marked where they are drawn."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from etl.contract.vocabulary import Indicator
from etl.queries import evidence

NOTE = "It has a caveat of its own."


@cache
def _of_single_rows() -> frozenset[str]:
    caveats = evidence.caveats()
    return frozenset(caveats.loc[caveats["single_rows"], "caveat_id"])


def has(row: Mapping[str, Any]) -> bool:
    """Whether a caveat of single rows is among the ``caveat_ids`` of a row."""
    return not _of_single_rows().isdisjoint(row.get("caveat_ids") or ())


def have(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Which of the rows have one; not those of dates, of which nearly each has one, nor those that carry no caveats."""
    is_marked = indicator.unit != "date" and "caveat_ids" in rows
    identifiers = rows["caveat_ids"] if is_marked else pd.Series(None, rows.index, dtype="object")
    return identifiers.map(lambda own: isinstance(own, tuple) and has({"caveat_ids": own})).astype("bool")
