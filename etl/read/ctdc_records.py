"""Reads the case records that CTDC offers, and what their cells mean; what is not understood is refused with its line.

The file is read in blocks (pyarrow's streaming reader, which the atlas needs anyway), so that its size does not matter.
Only six columns are read; the others may have any name (later files write sectorOf... for typeOf...).
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from csv import reader
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from etl.contract.errors import EtlError, InputError, PlaceError, raise_all
from etl.read import file_kinds

KEYS = ("citizenship", "CountryOfExploitation", "yearOfRegistration", "gender", "isForcedLabour", "isSexualExploit")
NOT_RECORDED = ("", "-99", "0", "00")
SEXES = ("female", "male", "other")
_GENDERS = {
    "Female": "female",
    "Woman": "female",
    "Male": "male",
    "Man": "male",
    "Transgender/NonConforming": "other",
    "Trans/Transgender/NonConforming": "other",
}
_YEARS = range(1900, 2101)
# The reader keeps up to 32 blocks in advance.
_BLOCK, _HEADER = 4 << 20, 1 << 16
_REMEDY = f"Give the global dataset that CTDC offers, as CSV (or .csv.gz) in UTF-8, with the columns {', '.join(KEYS)}."
_ONLY = f"Give the dataset as CTDC offers it; not recorded is written as blank, {', '.join(NOT_RECORDED[1:])}, and in no other way."
Cases = Counter[tuple[str, ...]]
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


def _gender(printed: str) -> str | None:
    return (_GENDERS | dict.fromkeys(NOT_RECORDED, "")).get(printed)


def _country(names: Countries) -> Meaning:
    def country(printed: str) -> str | None:
        try:
            return "" if printed in NOT_RECORDED else names.country(printed, source="ctdc", where="")
        except PlaceError:
            return None

    return country


# What is wrong with a cell that is not understood, and what a cell of the column is.
_EXPECTED = {
    "citizenship": ("is not a country that the atlas knows", "A country is an ISO code or a name; data/reference/aliases.csv can add one."),
    "yearOfRegistration": ("is not a year", "A year is four digits."),
    "gender": ("is not known", f"Known are: {', '.join(_GENDERS)}."),
    "isForcedLabour": ("is not a flag", "A flag is 1, or 0 or -99 or blank."),
}
_EXPECTED |= {"CountryOfExploitation": _EXPECTED["citizenship"], "isSexualExploit": _EXPECTED["isForcedLabour"]}


def _open(path: Path) -> pa.NativeFile:
    """The bytes of the file, unpacked; raises InputError for a file that is neither text nor a gzip archive."""
    found = file_kinds.require("ctdc", path, file_kinds.TEXT, file_kinds.GZIP, remedy=_REMEDY)
    return pa.input_stream(str(path), compression="gzip" if found == file_kinds.GZIP else None)


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _spelling(path: Path) -> Mapping[str, str]:
    """How the file spells the columns: editions differ in capitals and underscores."""
    with _open(path) as file:
        header = next(iter(file.read(_HEADER).decode("utf-8-sig", errors="replace").splitlines()), "")
    printed = next(reader([header]), [])
    found = {_folded(name): name for name in printed}
    spelt = [_folded(name) for name in printed]
    for fault, times in (("lacks", range(1)), ("has more than once", range(2, len(spelt) + 1))):
        if named := [name for name in KEYS if spelt.count(_folded(name)) in times]:
            raise InputError("ctdc", f"{path.name}, line 1", f"the header {fault} {', '.join(named)}", _REMEDY)
    return {found[_folded(name)]: name for name in KEYS}


def _blocks(path: Path) -> Iterator[pa.Table]:
    try:
        names = _spelling(path)
        options = csv.ConvertOptions(include_columns=list(names), column_types=dict.fromkeys(names, pa.string()))
        parsing = csv.ParseOptions(invalid_row_handler=lambda row: "error" if (row.text or "").strip() else "skip")
        with _open(path) as file, csv.open_csv(file, csv.ReadOptions(block_size=_BLOCK), parsing, options) as blocks:
            for block in blocks:
                yield pa.Table.from_batches([block]).rename_columns(list(names.values()))
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError, EOFError) as error:
        raise InputError("ctdc", path.name, f"the file is not the dataset that CTDC offers ({error})", _REMEDY) from error


def _tally(path: Path) -> Cases:
    """How many rows have which combination of the columns as printed; only the size of the answer matters."""
    cases: Cases = Counter()
    for block in _blocks(path):
        counted = block.group_by(list(KEYS)).aggregate([([], "count_all")])
        columns = [pc.utf8_trim_whitespace(pc.fill_null(counted[name], "")).to_pylist() for name in KEYS]
        for key, count in zip(zip(*columns, strict=True), counted["count_all"].to_pylist(), strict=True):
            cases[key] += count
    return cases


def _lines(path: Path, wanted: set[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """The first line on which each of the wanted cells (column, text) stands."""
    found: dict[tuple[str, str], int] = {}
    with _open(path) as file, io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text:
        lines = reader(text)
        header = next(lines)
        places = [(name, header.index(printed)) for printed, name in _spelling(path).items()]
        for cells in lines:
            for name, place in places:
                cell = (name, cells[place].strip() if place < len(cells) else "")
                if cell in wanted and cell not in found:
                    found[cell] = lines.line_num
            if len(found) == len(wanted):
                break
    return found


def _refused(path: Path, unknown: set[tuple[str, str]]) -> list[EtlError]:
    """The refusal of each cell that is not understood, in the order of the file."""
    faults: list[EtlError] = []
    for (name, printed), line in sorted(_lines(path, unknown).items(), key=lambda entry: entry[1]):
        problem, expected = _EXPECTED[name]
        faults.append(InputError("ctdc", f"{path.name}, line {line}, {name}", f"'{printed}' {problem}", f"{expected} {_ONLY}"))
    return faults


def cases(path: Path, names: Countries) -> Cases:
    """How many cases have which citizenship, country of exploitation, year, sex, and flags of the two forms; '' not recorded.

    Raises InputError for a file that is not the dataset, a column that is blank in every row, and every cell that is not
    understood.
    """
    printed = _tally(path)
    readings: tuple[Meaning, ...] = (_country(names), _country(names), _year, _gender, _flag, _flag)
    meanings = [{text: reading(text) for text in {key[place] for key in printed}} for place, reading in enumerate(readings)]
    if blank := [KEYS[place] for place, known in enumerate(meanings) if set(known) == {""}]:
        raise InputError("ctdc", path.name, f"the column {', '.join(blank)} is blank in every row", _REMEDY)
    unknown = {(KEYS[place], text) for place, known in enumerate(meanings) for text, meaning in known.items() if meaning is None}
    if unknown:
        raise_all(_refused(path, unknown))
    read: Cases = Counter()
    for key, count in printed.items():
        read[tuple(str(meanings[place][text]) for place, text in enumerate(key))] += count
    return read
