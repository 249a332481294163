"""Counts the case records that CTDC offers; a cell that is not understood is refused with its line."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from etl.contract.errors import EtlError, InputError, PlaceError, raise_all
from etl.read.ctdc_blocks import COLUMNS, REMEDY, Cell, blocks, places

NOT_RECORDED = ("", "-99", "0", "00")
SEXES = ("female", "male", "transgender")
_SEX_CODES = {
    "Female": "female",
    "Woman": "female",
    "Male": "male",
    "Man": "male",
    "Transgender/NonConforming": "transgender",
    "Trans/Transgender/NonConforming": "transgender",
}
_YEARS = range(1900, 2101)
# The meaning of a printed cell, '' for not recorded; None where it is not understood.
Meaning = Callable[[str], str | None]
_COUNTRY = ("is not a country that the atlas knows", "Give an ISO code or a name; data/reference/aliases.csv can add one.")
_FLAG = ("is not a flag", "Give 1, or 0, -99 or blank.")
# What is wrong with a cell that is not understood, and what to give instead.
_EXPECTED: Mapping[str, tuple[str, str]] = {
    "citizenship": _COUNTRY,
    "CountryOfExploitation": _COUNTRY,
    "yearOfRegistration": ("is not a year", "Give four digits."),
    "gender": ("is not known", f"Known values: {', '.join(_SEX_CODES)}."),
    "isForcedLabour": _FLAG,
    "isSexualExploit": _FLAG,
}
_UNCHANGED = f"Give the dataset as CTDC offers it: not recorded is blank, {', '.join(NOT_RECORDED[1:])}, and nothing else."
# How many cases have each combination of the columns.
Cases = Counter[tuple[str, ...]]


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


def _meanings(countries: Countries) -> Mapping[str, Meaning]:
    """How the cells of each column are read; countries by the names that ``countries`` knows."""

    def country(printed: str) -> str | None:
        try:
            return "" if printed in NOT_RECORDED else countries.country(printed, source="ctdc", where="")
        except PlaceError:
            return None

    return dict(zip(COLUMNS, (country, country, _year, _sex, _flag, _flag), strict=True))


def _printed_cases(path: Path) -> Cases:
    """How many rows have each combination of the columns as printed; only the number of combinations takes memory."""
    cases: Cases = Counter()
    for block in blocks(path):
        counted = block.group_by(list(COLUMNS)).aggregate([([], "count_all")])
        columns = [["" if text is None else text.strip() for text in counted[name].to_pylist()] for name in COLUMNS]
        for key, count in zip(zip(*columns, strict=True), counted["count_all"].to_pylist(), strict=True):
            cases[key] += int(count or 0)
    return cases


def _faults(path: Path, unknown: set[Cell]) -> Iterator[EtlError]:
    """An error for each cell that is not understood."""
    for (name, printed), where in places(path, unknown).items():
        problem, remedy = _EXPECTED[name]
        yield InputError("ctdc", f"{where}, {name}", f"'{printed}' {problem}", f"{remedy} {_UNCHANGED}")


def read_cases(path: Path, countries: Countries) -> Cases:
    """How many cases have each citizenship, country of exploitation, year, sex, and flags of the two forms; '' not recorded.

    Raises InputError for a file that is not the dataset, a column that is blank in every row, and every cell that is not
    understood.
    """
    printed = _printed_cases(path)
    read = [
        {text: meaning(text) for text in {key[index] for key in printed}} for index, meaning in enumerate(_meanings(countries).values())
    ]
    if blank := [name for name, texts in zip(COLUMNS, read, strict=True) if set(texts) == {""}]:
        raise InputError("ctdc", path.name, f"the column {', '.join(blank)} is blank in every row", REMEDY)
    unknown = {(name, text) for name, texts in zip(COLUMNS, read, strict=True) for text, code in texts.items() if code is None}
    raise_all(list(_faults(path, unknown)) if unknown else [])
    cases: Cases = Counter()
    for key, count in printed.items():
        cases[tuple(str(texts[text]) for texts, text in zip(read, key, strict=True))] += count
    return cases
