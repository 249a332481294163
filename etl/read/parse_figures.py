"""Printed figures become exact numbers: "12.3" with "million people" is 12,300,000, ">15" is a lower bound.

The arithmetic is decimal, so that no figure gains digits that were not printed. Errors name the line in the file; the build
adds the source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Raw

UNIT_FACTORS = {"people": 1, "million people": 10**6, "billion US dollars a year": 10**9, "US dollars a person a year": 1, "per 1,000": 1}
# Commas separate thousands and nothing else: "2,1" is not a number here, and never 21.
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


def parse_figure(text: str, unit: str, *, where: str) -> Figure:
    """Read a printed figure; ``range_kind`` is None for a plain number. Raises InputError for anything else."""
    kind = _BOUNDS.get(text[:1])
    digits = text[1:] if kind else text
    if unit not in UNIT_FACTORS or not re.fullmatch(_NUMBER, digits):
        remedy = f"Write a number, '>' or '<' before it if it is a bound, and one of: {', '.join(UNIT_FACTORS)}."
        raise InputError("", where, f"'{text} {unit}' is not a figure", remedy)
    number = float(Decimal(digits.replace(",", "")) * UNIT_FACTORS[unit])
    values = {None: (number, None, None), "at_least": (None, number, None), "at_most": (None, None, number)}
    return Figure(*values[kind], kind, f"{text} {unit}")


def parse_numbers(cells: pd.Series, where: pd.Series) -> pd.Series:
    """A column of printed numbers as floats; a blank cell is missing. Raises InputError at the first cell that is neither."""
    wrong = cells[(cells != "") & ~cells.str.fullmatch(_NUMBER)]
    if len(wrong):
        remedy = "Write digits with a decimal point, and commas only for thousands; leave the cell blank if there is no figure."
        raise InputError("", where[wrong.index[0]], f"'{wrong.iloc[0]}' in {cells.name} is not a number", remedy)
    return cells.str.replace(",", "").where(cells != "", None).astype("float64")


def line_references(file: str, frame: pd.DataFrame) -> pd.Series:
    """The file and line of each row, for messages."""
    return file + ", line " + frame["row"].astype(str)


def located_rows(raw: Raw, file: str) -> pd.DataFrame:
    """The rows of a transcribed file with ``where``, their file and line."""
    return raw[file].assign(where=line_references(file, raw[file]))


def long_format(frame: pd.DataFrame, indicators: Mapping[str, str], titles: Mapping[str, str]) -> pd.DataFrame:
    """One row for each cell that is not blank: ``indicator, place_printed, column, as_printed, locator, where``.

    ``frame``: a table of countries with ``country``, ``where``, and as ``locator`` the place of the row in the source;
    ``indicators``: the code of each column; ``titles``: what the source calls it. A blank cell is missing.
    """
    cells = frame.melt([name for name in frame if name not in indicators], list(indicators), "column", "as_printed")
    cells = cells[cells["as_printed"] != ""].rename(columns={"country": "place_printed"}).reset_index(drop=True)
    locator = cells["locator"] + ", " + cells["column"].map(titles)
    return cells.assign(indicator=cells["column"].map(indicators), locator=locator)
