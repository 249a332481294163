"""What the cells of CTDC's case records mean, column by column, and what a cell of each column should be."""

from collections.abc import Callable, Mapping
from typing import Protocol

from etl.contract.errors import PlaceError

COLUMNS = ("citizenship", "CountryOfExploitation", "yearOfRegistration", "gender", "isForcedLabour", "isSexualExploit")
NOT_RECORDED = ("", "-99", "0", "00")
SEXES = ("female", "male", "other")
_SEX_CODES = {
    "Female": "female",
    "Woman": "female",
    "Male": "male",
    "Man": "male",
    "Transgender/NonConforming": "other",
    "Trans/Transgender/NonConforming": "other",
}
_YEARS = range(1900, 2101)
# The meaning of a printed cell, '' for not recorded; None where it is not understood.
Meaning = Callable[[str], str | None]


class Countries(Protocol):
    """What knows the codes of printed countries, such as the gazetteer."""

    def country(self, printed: str, *, source: str, where: str) -> str:
        """The code of a printed country; raises PlaceError for anything else."""


def _number(printed: str) -> str:
    """A number as text; copies of the data write 2015.0 and 1.0."""
    return printed.removesuffix(".0")


def _year(printed: str) -> str | None:
    year = _number(printed)
    return "" if year in NOT_RECORDED else year if year.isascii() and year.isdecimal() and int(year) in _YEARS else None


def _flag(printed: str) -> str | None:
    return {"1": "yes", **dict.fromkeys(NOT_RECORDED, "")}.get(_number(printed))


def _sex(printed: str) -> str | None:
    return (_SEX_CODES | dict.fromkeys(NOT_RECORDED, "")).get(printed)


def meanings(countries: Countries) -> Mapping[str, Meaning]:
    """How the cells of each column are read; countries by the names that ``countries`` knows."""

    def country(printed: str) -> str | None:
        try:
            return "" if printed in NOT_RECORDED else countries.country(printed, source="ctdc", where="")
        except PlaceError:
            return None

    return dict(zip(COLUMNS, (country, country, _year, _sex, _flag, _flag), strict=True))


_COUNTRY = ("is not a country that the atlas knows", "Give an ISO code or a name; data/reference/aliases.csv can add one.")
_FLAG = ("is not a flag", "Give 1, or 0, -99 or blank.")
# What is wrong with a cell that is not understood, and what to give instead.
EXPECTED: Mapping[str, tuple[str, str]] = {
    "citizenship": _COUNTRY,
    "CountryOfExploitation": _COUNTRY,
    "yearOfRegistration": ("is not a year", "Give four digits."),
    "gender": ("is not known", f"Known values: {', '.join(_SEX_CODES)}."),
    "isForcedLabour": _FLAG,
    "isSexualExploit": _FLAG,
}
