"""Counter-Trafficking Data Collaborative (IOM): assisted or identified cases, aggregated to corridors of at least k people.

The publisher's rows are about persons and are not copied. The atlas has counts by citizenship, country of exploitation and
year, and by sex or form within them, where every part reaches the publisher's k; smaller ones are counted and left out.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pycountry

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.geography.gazetteer import Gazetteer
from etl.read.ctdc_records import SEXES, Cases, read_cases
from etl.read.parse_figures import located_rows, parse_numbers

FILES = {
    "corridors.csv": ("citizenship", "exploited_in", "year", "sex", "form", "cases"),
    "left_out.csv": ("what", "why", "cells", "cases"),
}
_FORMS = ("labour_exploitation", "sexual_exploitation")
# The name of a country that ISO 3166-1 does not list.
_UNLISTED = {"XKX": "Kosovo"}
_NO_CORRIDOR = "citizenship or country of exploitation not recorded"
_NO_YEAR = "year of registration not recorded"
_ALL = ("all", "all")
# Citizenship, country of exploitation, year, sex, form.
Cell = tuple[str, str, str, str, str]


def normalise(raw: Raw) -> Tables:
    """Corridors as flows; what was too small to release is left out, with its numbers."""
    frame = located_rows(raw, "corridors.csv")
    names = {code: _name(code) for code in {*frame["citizenship"], *frame["exploited_in"]}}
    origins, destinations = frame["citizenship"].map(names), frame["exploited_in"].map(names)
    flows = frame.assign(
        indicator="assisted_cases",
        origin_printed=origins,
        destination_printed=destinations,
        year_start=frame["year"],
        year_end=frame["year"],
        count=parse_numbers(frame["cases"], frame["where"]),
        range_kind="none_published",
        evidence="assisted_case",
        as_printed=frame["cases"],
        basis="derived",
        locator="Rows with citizenship " + origins + " and country of exploitation " + destinations,
    )
    dropped = raw["left_out.csv"][raw["left_out.csv"]["cells"] != "0"]
    where = [_in_words(*row) for row in zip(dropped["what"], dropped["cells"], dropped["cases"], strict=True)]
    return {"flows": flows, "left_out": dropped.assign(where=where)[["where", "why"]]}


def _in_words(what: str, cells: str, cases: str) -> str:
    """What was left out and how much of it, as far as we may say it: 'corridors and years, 454 cells, 1495 cases'."""
    numbers = [f"{number} {word}" for number, word in ((cells, "cells"), (cases, "cases")) if any(map(str.isdecimal, number))]
    return ", ".join([what, *numbers])


def _name(code: str) -> str:
    country = pycountry.countries.get(alpha_3=code) or pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else _UNLISTED.get(code, code)


def _cells(cases: Cases) -> tuple[Counter[Cell], Counter[str]]:
    """Counts by corridor and year, for everyone, by sex and by form; and how many cases lack a part of the corridor."""
    cells: Counter[Cell] = Counter()
    incomplete: Counter[str] = Counter()
    for (origin, destination, year, sex, *flags), count in cases.items():
        if not (origin and destination and year):
            incomplete[_NO_YEAR if origin and destination else _NO_CORRIDOR] += count
            continue
        cells[origin, destination, year, "all", "all"] += count
        if sex:
            cells[origin, destination, year, sex, "all"] += count
        for form, flag in zip(_FORMS, flags, strict=True):
            if flag:
                cells[origin, destination, year, "all", form] += count
    return cells, incomplete


def _parts(cells: Counter[Cell], cell: Cell) -> list[int]:
    """The people in each part of the cell's breakdown, those of whom it is not recorded last; for a corridor all its people."""
    origin, destination, year, sex, form = cell
    if (sex, form) == _ALL:
        return [cells[cell]]
    of_sexes = [cells[origin, destination, year, other, "all"] for other in SEXES]
    parts = of_sexes if sex != "all" else [cells[origin, destination, year, "all", form]]
    return [*parts, cells[origin, destination, year, "all", "all"] - sum(parts)]


def _released(cells: Counter[Cell], k: int) -> Iterator[Cell]:
    """Disclosure control: the corridors of at least k people, and those breakdowns of which every part has at least k.

    One part below k suppresses the whole breakdown, so that subtraction yields nothing below k. Empty parts do not count; a
    breakdown with a single part is suppressed too, because it would say the same of everybody in the corridor.
    """
    for cell in cells:
        corridor = cell[3:] == _ALL
        parts = [part for part in _parts(cells, cell) if part]
        if min(parts) >= k and (corridor or len(parts) > 1):
            yield cell


def _suppressed_cases(cells: int, cases: int, k: int) -> str:
    """How many cases were left out, if the sum reaches k and does not determine any of its ``cells`` (each of 1 to k - 1 people)."""
    return str(cases) if cases == 0 or (cases >= k and cells < cases < cells * (k - 1)) else "not said"


def _no_corridor(path: Path, cells: Counter[Cell], incomplete: Counter[str], k: int) -> InputError:
    """The error for a file without a corridor, with what its rows lack."""
    small = sum(cells[cell] for cell in cells if cell[3:] == _ALL)
    reasons = "".join(f"; {count:,} rows: {why}" for why, count in sorted(incomplete.items()))
    lacking = f"{small:,} rows in corridors of fewer than {k} people{reasons}"
    problem = f"there is no corridor of at least {k} people in one year ({lacking})"
    return InputError("ctdc", path.name, problem, "Give the whole global dataset that CTDC offers, not an excerpt of it.")


def aggregate(path: Path, k: int, gazetteer: Gazetteer) -> Tables:
    """The global dataset of CTDC (.csv, .csv.gz, .parquet or a folder of such), by corridors of at least ``k`` people.

    Raises InputError for a file that is not the dataset, for every cell that is not understood, and for a file without any corridor.
    """
    cells, incomplete = _cells(read_cases(path, gazetteer))
    released = sorted(_released(cells, k))
    if not released:
        raise _no_corridor(path, cells, incomplete, k)
    small = [cell for cell in cells if cell[3:] == _ALL and cells[cell] < k]
    small_cases = _suppressed_cases(len(small), sum(cells[cell] for cell in small), k)
    breakdowns = len(cells) - len(released) - len(small)
    left_out = [
        ("corridors and years", f"fewer than {k} people", str(len(small)), small_cases),
        ("sexes and forms of a corridor", f"a part has fewer than {k} people, or everybody is in one part", str(breakdowns), "not said"),
        *(("cases", why, "none", str(count) if count >= k else f"fewer than {k}") for why, count in sorted(incomplete.items())),
    ]
    rows = [(*cell, str(cells[cell])) for cell in released]
    return {
        "corridors.csv": pd.DataFrame(rows, columns=list(FILES["corridors.csv"])),
        "left_out.csv": pd.DataFrame(left_out, columns=list(FILES["left_out.csv"])),
    }
