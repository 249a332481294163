"""Counter-Trafficking Data Collaborative (IOM): assisted or identified cases, aggregated to corridors of at least k people.

The publisher's rows are about persons and stay with their publisher. What enters the atlas are counts by citizenship,
country of exploitation and year, and by sex or form within them, where every part reaches the publisher's k; smaller
ones are counted and left out. What a cell means is read by ``etl.read.ctdc_records``, which refuses what it does not understand.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pycountry

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.geography.gazetteer import Gazetteer
from etl.read import ctdc_records
from etl.read.ctdc_records import Cases
from etl.read.parse_figures import line_references, parse_numbers

FILES = {
    "corridors.csv": ("citizenship", "exploited_in", "year", "sex", "form", "cases"),
    "left_out.csv": ("what", "why", "cells", "cases"),
}
_FORMS = ("labour_exploitation", "sexual_exploitation")
# The name of a country that ISO 3166-1 does not list.
_UNLISTED = {"XKX": "Kosovo"}
_NO_CORRIDOR = "citizenship or country of exploitation not recorded"
_NO_YEAR = "year of registration not recorded"
Cell = tuple[str, str, str, str, str]


def normalise(raw: Raw) -> Tables:
    """Corridors as flows; what was too small to show is said in numbers."""
    frame = raw["corridors.csv"].assign(where=lambda rows: line_references("corridors.csv", rows))
    names = {code: _name(code) for code in {*frame["citizenship"], *frame["exploited_in"]}}
    flows = frame.assign(
        indicator="assisted_cases",
        origin_printed=frame["citizenship"].map(names),
        destination_printed=frame["exploited_in"].map(names),
        year_start=frame["year"],
        year_end=frame["year"],
        count=parse_numbers(frame["cases"], frame["where"]),
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
    return str(found.name) if found else _UNLISTED.get(code, code)


def _cells(cases: Cases) -> tuple[Counter[Cell], Counter[str]]:
    """Counts by corridor and year, for everyone, by sex and by form; and how many cases lack a part of the corridor."""
    cells: Counter[Cell] = Counter()
    lacking: Counter[str] = Counter()
    for (origin, destination, year, sex, *flags), count in cases.items():
        if not (origin and destination and year):
            lacking[_NO_YEAR if origin and destination else _NO_CORRIDOR] += count
            continue
        cells[origin, destination, year, "all", "all"] += count
        if sex:
            cells[origin, destination, year, sex, "all"] += count
        for form, flag in zip(_FORMS, flags, strict=True):
            if flag:
                cells[origin, destination, year, "all", form] += count
    return cells, lacking


def _parts(cells: Counter[Cell], cell: Cell) -> list[int]:
    """The people in each part of the breakdown that a cell belongs to, those of whom it is not recorded last; of a corridor all."""
    origin, destination, year, sex, form = cell
    if (sex, form) == ("all", "all"):
        return [cells[cell]]
    of_sexes = [cells[origin, destination, year, other, "all"] for other in ctdc_records.SEXES]
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


def _no_corridor(path: Path, cells: Counter[Cell], lacking: Counter[str], k: int) -> InputError:
    """The refusal of a file without a corridor, with what its rows lack."""
    whole = sum(cells[cell] for cell in cells if cell[3:] == ("all", "all"))
    said = [f"{whole:,} rows in corridors of fewer than {k} people", *(f"{count:,} rows: {why}" for why, count in sorted(lacking.items()))]
    problem = f"there is no corridor of at least {k} people in one year ({'; '.join(said)})"
    return InputError("ctdc", path.name, problem, "Give the whole global dataset that CTDC offers, not an excerpt of it.")


def aggregate(path: Path, k: int, names: Gazetteer) -> Tables:
    """The global dataset of CTDC (.csv or .csv.gz), counted by corridors of at least ``k`` people, and what was left out.

    Raises InputError for a file that is not the dataset, for every cell that is not understood, and for no corridor at all.
    """
    cells, lacking = _cells(ctdc_records.read_cases(path, names))
    shown = sorted(_released(cells, k))
    if not shown:
        raise _no_corridor(path, cells, lacking, k)
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
