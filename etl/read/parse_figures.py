"""Printed figures become exact numbers: "12.3" with "million people" is 12,300,000, ">15" is a lower bound.

Decimal arithmetic, so that no figure gains digits that were not printed. Errors name the place in the file; the build
adds the source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from etl.contract.errors import InputError

FACTORS = {"people": 1, "million people": 10**6, "billion US dollars a year": 10**9, "US dollars a person a year": 1, "per 1,000": 1}
# Commas part thousands and nothing else: "2,1" is no number here, and never 21.
_NUMBER = r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?"
_BOUNDS = {">": "at_least", "<": "at_most"}


@dataclass(frozen=True)
class Figure:
    """A number as printed: exact, or only a bound, in the unit of the table."""

    value: float | None
    value_low: float | None
    value_high: float | None
    range_kind: str | None
    as_printed: str


def figure(text: str, unit: str, *, where: str) -> Figure:
    """Read a printed figure; ``range_kind`` is None for a plain number. Raises InputError for anything else."""
    kind = _BOUNDS.get(text[:1])
    digits = text[1:] if kind else text
    if unit not in FACTORS or not re.fullmatch(_NUMBER, digits):
        remedy = f"Write a number, '>' or '<' before it if it is a bound, and one of: {', '.join(FACTORS)}."
        raise InputError("", where, f"'{text} {unit}' is not a figure", remedy)
    number = float(Decimal(digits.replace(",", "")) * FACTORS[unit])
    printed = f"{text} {unit}"
    if kind == "at_least":
        return Figure(None, number, None, kind, printed)
    if kind == "at_most":
        return Figure(None, None, number, kind, printed)
    return Figure(number, None, None, None, printed)


def numbers(cells: pd.Series, where: pd.Series) -> pd.Series:
    """A column of printed numbers as floats; a blank cell is missing. Raises InputError at the first cell that is neither."""
    bad = cells[(cells != "") & ~cells.str.fullmatch(_NUMBER)]
    if len(bad):
        raise InputError(
            "",
            where[bad.index[0]],
            f"'{bad.iloc[0]}' in {cells.name} is not a number",
            "Write digits with a decimal point, and commas only for thousands; leave the cell blank if there is no figure.",
        )
    return cells.str.replace(",", "").where(cells != "", None).astype("float64")


def lines(file: str, frame: pd.DataFrame) -> pd.Series:
    """The place of each row in its file, for messages."""
    return file + ", line " + frame["row"].astype(str)


def long(frame: pd.DataFrame, file: str, indicators: Mapping[str, str]) -> pd.DataFrame:
    """One row for each cell of the columns named that is not blank: ``indicator, place_printed, column, as_printed, where``.

    ``frame``: a table of countries with ``country`` and ``row``; ``indicators``: the code of each column. A blank cell is missing.
    """
    cells = frame.melt([name for name in frame if name not in indicators], list(indicators), "column", "as_printed")
    cells = cells[cells["as_printed"] != ""].rename(columns={"country": "place_printed"})
    return cells.assign(indicator=cells["column"].map(indicators), where=lines(file, cells)).reset_index(drop=True)
