"""Counter-Trafficking Data Collaborative (IOM): assisted or identified cases, aggregated to corridors of at least k people.

The publisher's rows are about persons and stay with their publisher. What enters the atlas are counts by citizenship,
country of exploitation and year, and by sex or form within them, where every part reaches the publisher's k; smaller
ones are counted and left out. The file is read in blocks (pyarrow's streaming reader, which the
atlas needs anyway), so that its size does not matter.
"""

from collections import Counter
from collections.abc import Iterator
from csv import reader
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pycountry
from pyarrow import csv

from etl.errors import InputError
from etl.printed import lines, numbers
from etl.schema import Raw, Tables

FILES = {
    "corridors.csv": ("citizenship", "exploited_in", "year", "sex", "form", "cases"),
    "left_out.csv": ("what", "why", "cells", "cases"),
}
_KEYS = ("citizenship", "CountryOfExploitation", "yearOfRegistration", "gender", "isForcedLabour", "isSexualExploit")
_SEXES = {
    "Female": "female",
    "Woman": "female",
    "Male": "male",
    "Man": "male",
    "Transgender/NonConforming": "other",
    "Trans/Transgender/NonConforming": "other",
}
_NOT_SAID = ("", "-99", "0", "00", "Unknown")
_FORMS = {"isForcedLabour": "labour_exploitation", "isSexualExploit": "sexual_exploitation"}
# The reader keeps up to 32 blocks in advance.
_BLOCK, _HEADER = 4 << 20, 1 << 16
_NO_CORRIDOR = "citizenship or country of exploitation not recorded"
_NO_YEAR = "year of registration not recorded"
Cell = tuple[str, str, str, str, str]
Cases = Counter[tuple[str, ...]]


def normalise(raw: Raw) -> Tables:
    """Corridors as flows; what was too small to show is said in numbers."""
    frame = raw["corridors.csv"].assign(where=lambda rows: lines("corridors.csv", rows))
    names = {code: _name(code) for code in {*frame["citizenship"], *frame["exploited_in"]}}
    flows = frame.assign(
        indicator="assisted_cases",
        origin_printed=frame["citizenship"].map(names),
        destination_printed=frame["exploited_in"].map(names),
        year_start=frame["year"],
        year_end=frame["year"],
        count=numbers(frame["cases"], frame["where"]),
        range_kind="none_published",
        evidence="assisted_case",
        as_printed=frame["cases"],
        basis="derived",
        locator="Rows with citizenship " + frame["citizenship"] + " and country of exploitation " + frame["exploited_in"],
    )
    said = raw["left_out.csv"][raw["left_out.csv"]["cells"] != "0"]
    where = [_counted(*row) for row in zip(said["what"], said["cells"], said["cases"], strict=True)]
    return {"flows": flows, "left_out": said.assign(where=where)[["where", "why"]]}


def _counted(what: str, cells: str, cases: str) -> str:
    """What was left out and how much of it, as far as it may be said: 'corridors and years, 454 cells, 1495 cases'."""
    return ", ".join(
        [what, *(f"{number} {word}" for number, word in ((cells, "cells"), (cases, "cases")) if any(map(str.isdecimal, number)))]
    )


def _name(code: str) -> str:
    found = pycountry.countries.get(alpha_3=code) or pycountry.countries.get(alpha_2=code)
    return str(found.name) if found else code


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _spelling(path: Path) -> dict[str, str]:
    """How the file spells the columns: editions differ in capitals and underscores."""
    with pa.input_stream(str(path), compression="detect") as stream:
        header = stream.read(_HEADER).partition(b"\n")[0].decode("utf-8-sig")
    found = {_folded(name): name for name in next(reader([header.rstrip("\r")]), [])}
    missing = [name for name in _KEYS if _folded(name) not in found]
    if missing:
        remedy = f"Give the global dataset that CTDC offers, with the columns {', '.join(_KEYS)}."
        raise InputError("ctdc", f"{path.name}, line 1", f"the header lacks {', '.join(missing)}", remedy)
    return {found[_folded(name)]: name for name in _KEYS}


def _blocks(path: Path) -> Iterator[pa.Table]:
    try:
        names = _spelling(path)
        options = csv.ConvertOptions(include_columns=list(names), column_types=dict.fromkeys(names, pa.string()))
        with csv.open_csv(path, read_options=csv.ReadOptions(block_size=_BLOCK), convert_options=options) as blocks:
            for block in blocks:
                yield pa.Table.from_batches([block]).rename_columns(list(names.values()))
    except (pa.ArrowInvalid, OSError, EOFError, UnicodeDecodeError) as error:
        remedy = "Download the global dataset again, as CSV (or .csv.gz) in UTF-8; it may have been cut off."
        raise InputError("ctdc", path.name, f"the file is not the dataset that CTDC offers ({error})", remedy) from error


def _tally(path: Path) -> Cases:
    """How many rows have which combination of the columns; the size of the file does not matter, only that of the answer."""
    cases: Cases = Counter()
    for block in _blocks(path):
        counted = block.group_by(list(_KEYS)).aggregate([([], "count_all")])
        columns = [pc.fill_null(counted[name], "").to_pylist() for name in _KEYS]
        for key, count in zip(zip(*columns, strict=True), counted["count_all"].to_pylist(), strict=True):
            cases[key] += count
    return cases


def _sex(gender: str) -> str:
    """The sex that a word stands for; '' where it is not said. Raises InputError for a word that is not known."""
    if gender not in _SEXES and gender not in _NOT_SAID:
        remedy = f"Known are: {', '.join(_SEXES)}. Give the dataset as CTDC offers it, or add the word to etl/sources/ctdc.py."
        raise InputError("ctdc", "column gender", f"'{gender}' is not known", remedy)
    return _SEXES.get(gender, "")


def _place(code: str) -> str:
    """The code of a country; '' for blanks, -99, 0 and 00, which are none."""
    found = pycountry.countries.get(alpha_3=code) or pycountry.countries.get(alpha_2=code)
    return str(found.alpha_3) if found else ""


def _cells(cases: Cases) -> tuple[Counter[Cell], Counter[str]]:
    """Counts by corridor and year, for everyone, by sex and by form; and how many cases lack a part of the corridor."""
    cells: Counter[Cell] = Counter()
    lacking: Counter[str] = Counter()
    for (citizenship, exploited_in, registered, gender, labour, sexual), count in cases.items():
        origin, destination, sex = _place(citizenship), _place(exploited_in), _sex(gender)
        year = registered.removesuffix(".0")
        if not (origin and destination and year.isdecimal()):
            lacking[_NO_YEAR if origin and destination else _NO_CORRIDOR] += count
            continue
        cells[origin, destination, year, "all", "all"] += count
        if sex:
            cells[origin, destination, year, sex, "all"] += count
        for form, flag in ((_FORMS["isForcedLabour"], labour), (_FORMS["isSexualExploit"], sexual)):
            if flag.startswith("1"):
                cells[origin, destination, year, "all", form] += count
    return cells, lacking


def _parts(cells: Counter[Cell], cell: Cell) -> list[int]:
    """The people in each part of the breakdown that a cell belongs to, those of whom it is not recorded last; of a corridor all."""
    origin, destination, year, sex, form = cell
    if (sex, form) == ("all", "all"):
        return [cells[cell]]
    of_sexes = [cells[origin, destination, year, other, "all"] for other in dict.fromkeys(_SEXES.values())]
    parts = of_sexes if sex != "all" else [cells[origin, destination, year, "all", form]]
    return [*parts, cells[origin, destination, year, "all", "all"] - sum(parts)]


def _released(cells: Counter[Cell], k: int) -> Iterator[Cell]:
    """Disclosure control: the corridors of at least k people, and of their breakdowns those of which every part has at least k.

    One part too small suppresses the whole breakdown, so that nothing below k can be had by subtraction. A part without anybody
    is none; a breakdown with a single part is suppressed too, because it would say the same of everybody in the corridor.
    """
    for cell in cells:
        corridor = cell[3:] == ("all", "all")
        parts = [part for part in _parts(cells, cell) if part]
        if min(parts) >= k and (corridor or len(parts) > 1):
            yield cell


def _cases_said(cells: int, cases: int, k: int) -> str:
    """How many cases were left out, where the sum reaches k and fixes no single one of its ``cells`` (each of 1 to k - 1 people)."""
    return str(cases) if cases == 0 or (cases >= k and cells < cases < cells * (k - 1)) else "not said"


def aggregate(path: Path, k: int) -> Tables:
    """Corridors of at least ``k`` people from the publisher's file, and how much was too small or had no corridor."""
    cells, lacking = _cells(_tally(path))
    shown = sorted(_released(cells, k))
    small = [cell for cell in cells if cell[3:] == ("all", "all") and cells[cell] < k]
    detail = len(cells) - len(shown) - len(small)
    left_out = [
        ("corridors and years", f"fewer than {k} people", str(len(small)), _cases_said(len(small), sum(cells[cell] for cell in small), k)),
        ("sexes and forms of a corridor", f"a part has fewer than {k} people, or everybody is in one part", str(detail), "not said"),
        *(("cases", why, "none", str(count) if count >= k else f"fewer than {k}") for why, count in sorted(lacking.items())),
    ]
    rows = [(*cell, str(cells[cell])) for cell in shown]
    return {
        "corridors.csv": pd.DataFrame(rows, columns=list(FILES["corridors.csv"])),
        "left_out.csv": pd.DataFrame(left_out, columns=list(FILES["left_out.csv"])),
    }
