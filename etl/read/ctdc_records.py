"""Reads and counts the case records that CTDC offers; a cell that is not understood is refused with its line.

The file is read in blocks (pyarrow's streaming reader), so that its size does not matter. Only six columns are read; the
others may have any name (later files write sectorOf... for typeOf...).
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from csv import reader
from pathlib import Path
from typing import IO, Protocol, cast

import pyarrow as pa
from pyarrow import csv

from etl.contract.errors import EtlError, InputError, PlaceError, raise_all
from etl.read import file_kinds

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
# The reader loads up to 32 blocks in advance.
_BLOCK, _HEADER = 4 << 20, 1 << 16
_REMEDY = f"Give the global dataset that CTDC offers, as CSV (or .csv.gz) in UTF-8, with the columns {', '.join(COLUMNS)}."
_UNCHANGED = f"Give the dataset as CTDC offers it: not recorded is blank, {', '.join(NOT_RECORDED[1:])}, and nothing else."
# How many cases have each combination of the columns.
Cases = Counter[tuple[str, ...]]
Cell = tuple[str, str]


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


def _open(path: Path) -> pa.NativeFile:
    """The bytes of the file, unpacked; raises InputError for a file that is neither text nor a gzip archive."""
    kind = file_kinds.require("ctdc", path, file_kinds.TEXT, file_kinds.GZIP, remedy=_REMEDY)
    # The stub lacks None: as it is, whatever the name of the file ends with.
    return pa.input_stream(str(path), compression="gzip" if kind == file_kinds.GZIP else None)  # type: ignore[arg-type]


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _spellings(path: Path) -> Mapping[str, str]:
    """The column for each spelling in the file: editions differ in capitals and underscores."""
    with _open(path) as file:
        header = next(iter(file.read(_HEADER).decode("utf-8-sig", errors="replace").splitlines()), "")
    printed = next(reader([header]), [])
    folded = [_folded(name) for name in printed]
    for fault, times in (("lacks", range(1)), ("has more than once", range(2, len(folded) + 1))):
        if names := [name for name in COLUMNS if folded.count(_folded(name)) in times]:
            raise InputError("ctdc", f"{path.name}, line 1", f"the header {fault} {', '.join(names)}", _REMEDY)
    return {printed[folded.index(_folded(name))]: name for name in COLUMNS}


def _blocks(path: Path) -> Iterator[pa.Table]:
    try:
        names = _spellings(path)
        options = csv.ConvertOptions(include_columns=list(names), column_types=dict.fromkeys(names, pa.string()))
        parsing = csv.ParseOptions(invalid_row_handler=lambda row: "error" if (row.text or "").strip() else "skip")
        with _open(path) as file, csv.open_csv(cast("IO[bytes]", file), csv.ReadOptions(block_size=_BLOCK), parsing, options) as blocks:
            for block in blocks:
                yield pa.Table.from_batches([block]).rename_columns(list(names.values()))
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError, EOFError) as error:
        raise InputError("ctdc", path.name, f"the file is not the dataset that CTDC offers ({error})", _REMEDY) from error


def _printed_cases(path: Path) -> Cases:
    """How many rows have each combination of the columns as printed; only the number of combinations takes memory."""
    cases: Cases = Counter()
    for block in _blocks(path):
        counted = block.group_by(list(COLUMNS)).aggregate([([], "count_all")])
        columns = [["" if text is None else text.strip() for text in counted[name].to_pylist()] for name in COLUMNS]
        for key, count in zip(zip(*columns, strict=True), counted["count_all"].to_pylist(), strict=True):
            cases[key] += int(count or 0)
    return cases


def _first_lines(path: Path, cells: set[Cell]) -> Mapping[Cell, int]:
    """The first line on which each of the ``cells`` (column, text) is printed."""
    lines: dict[Cell, int] = {}
    with _open(path) as file, io.TextIOWrapper(cast("IO[bytes]", file), encoding="utf-8-sig", errors="replace", newline="") as text:
        rows = reader(text)
        header = next(rows)
        columns = [(name, header.index(printed)) for printed, name in _spellings(path).items()]
        for row in rows:
            for name, index in columns:
                cell = (name, row[index].strip() if index < len(row) else "")
                if cell in cells:
                    lines.setdefault(cell, rows.line_num)
            if len(lines) == len(cells):
                break
    return lines


def _faults(path: Path, unknown: set[Cell]) -> list[EtlError]:
    """An error for each cell that is not understood, in the order of the file."""
    faults: list[EtlError] = []
    for (name, printed), line in sorted(_first_lines(path, unknown).items(), key=lambda entry: entry[1]):
        problem, remedy = _EXPECTED[name]
        faults.append(InputError("ctdc", f"{path.name}, line {line}, {name}", f"'{printed}' {problem}", f"{remedy} {_UNCHANGED}"))
    return faults


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
        raise InputError("ctdc", path.name, f"the column {', '.join(blank)} is blank in every row", _REMEDY)
    unknown = {(name, text) for name, texts in zip(COLUMNS, read, strict=True) for text, code in texts.items() if code is None}
    raise_all(_faults(path, unknown) if unknown else [])
    cases: Cases = Counter()
    for key, count in printed.items():
        cases[tuple(str(texts[text]) for texts, text in zip(read, key, strict=True))] += count
    return cases
