"""The rows of treaty registers: one for each printed date, and the status of each participant that follows from them.

A participant without a row has no act in the copy. That is not the same as 'not a party'.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.row_dicts import row_dicts

ENGLISH = "%d %b %Y"
PARTICIPANTS = ("participant", "signed", "joined", "act")


def iso_date(text: str, where: str, *, form: str = ENGLISH, like: str = "12 Dec 2000") -> str:
    """A printed day in ISO 8601, '' for a blank cell; raises InputError for text of another form."""
    try:
        return datetime.strptime(text, form).date().isoformat() if text else ""
    except ValueError as error:
        raise InputError("", where, f"'{text}' is not a date", f"Write it as the register does: {like}.") from error


def iso_dates(cells: pd.Series, where: pd.Series, *, form: str = ENGLISH, like: str = "12 Dec 2000") -> pd.Series:
    """A column of printed days in ISO 8601, '' for blank cells; raises InputError at the first of another form."""
    days = [iso_date(str(cell), str(at), form=form, like=like) for cell, at in zip(cells, where, strict=True)]
    return pd.Series(days, cells.index, "str")


def date_ratings(
    frame: pd.DataFrame, indicator: str, day: pd.Series, *, printed: pd.Series, locator: pd.Series, basis: str = "printed"
) -> pd.DataFrame:
    """One rating for each row of ``frame`` (``participant, where``) that has a ``day`` in ISO 8601.

    ``printed`` and ``locator`` are what the register prints and where, by the frame's index.
    """
    rows = frame[["participant", "where"]].rename(columns={"participant": "place_printed"})
    rows = rows.assign(indicator=indicator, year=day.str[:4], rating=day, as_printed=printed, basis=basis, locator=locator)
    return rows[day != ""]


def _at_year_end(row: Mapping[str, str], year: int) -> str:
    """The status at the end of a year: an act of that year or before counts."""
    ended = str(year + 1)
    if row["joined_on"] and row["joined_on"] < ended:
        return "party"
    return "signatory" if row["signed_on"] and row["signed_on"] < ended else "no_action"


def _yearly_status(frame: pd.DataFrame, indicator: str, years: range) -> Iterator[dict[str, str]]:
    for row in row_dicts(frame):
        common = {
            "indicator": indicator,
            "place_printed": row["participant"],
            "as_printed": f"signed {row['signed'] or 'no date'}; joined {row['joined'] or 'no date'}",
            "basis": "derived",
            "locator": f"Register, {row['participant']}, dates of signing and joining",
            "where": row["where"],
        }
        yield from ({**common, "year": str(year), "rating": _at_year_end(row, year)} for year in years)


def register_ratings(frame: pd.DataFrame, treaty: str, years: range) -> pd.DataFrame:
    """The ratings of a whole register: ``TREATY_signature``, ``TREATY_consent`` and, at the end of each year, ``TREATY_status``.

    ``frame``: ``PARTICIPANTS`` as printed, and ``where``. Raises InputError for text that is not a date.
    """
    dated = frame.assign(signed_on=iso_dates(frame["signed"], frame["where"]), joined_on=iso_dates(frame["joined"], frame["where"]))
    participant = "Register, " + frame["participant"] + ", "
    signed, joined = participant + "signature " + frame["signed"], participant + frame["act"] + " " + frame["joined"]
    return pd.concat(
        [
            date_ratings(dated, f"{treaty}_signature", dated["signed_on"], printed=frame["signed"], locator=signed),
            date_ratings(dated, f"{treaty}_consent", dated["joined_on"], printed=frame["joined"], locator=joined),
            pd.DataFrame(_yearly_status(dated, f"{treaty}_status", years)),
        ],
        ignore_index=True,
    )
