"""Disclosure control of our own aggregates: an attack by linear programming on all that is released finds no cell below k."""

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, kron, lil_matrix

from etl.contract.errors import InputError
from etl.geography import reference_geography
from etl.sources import ctdc
from etl.store import inputs
from etl.store.tables import DATA

SEXES, FLAGS = ("female", "male", "transgender", "unknown"), ("labour_exploitation", "sexual_exploitation")
NAMES = reference_geography.reference_gazetteer(inputs.read_places(DATA))
Person = tuple[str, bool, bool]
Margin = tuple[object, ...]
Cases = list[tuple[Person, int]]
# Every person is in one of these cells: a sex, forced labour or not, sexual exploitation or not.
PEOPLE: tuple[Person, ...] = tuple(product(SEXES, (True, False), (True, False)))


def _margins() -> Iterator[tuple[Margin, list[bool]]]:
    """Every margin that may be released or attacked, with the cells that it holds; each single cell is one too."""
    yield ("all", "all"), [True for _ in PEOPLE]
    yield from (((sex, "all"), [person[0] == sex for person in PEOPLE]) for sex in SEXES)
    for at, form in enumerate(FLAGS, 1):
        yield ("all", form), [bool(person[at]) for person in PEOPLE]
        yield ("all", f"not {form}"), [not person[at] for person in PEOPLE]
    yield from ((cell, [person == cell for person in PEOPLE]) for cell in PEOPLE)


MARGINS = {margin: np.array(holds, dtype="float64") for margin, holds in _margins()}
Released = Mapping[Margin, int]


def _largest(released: list[Released]) -> dict[Margin, Any]:
    """How many people can be in each margin of each corridor at most, given all that is released of it."""
    rows = lil_matrix((sum(map(len, released)), len(released) * len(PEOPLE)))
    values: list[int] = []
    for number, corridor in enumerate(released):
        for margin, count in corridor.items():
            rows[len(values), number * len(PEOPLE) : (number + 1) * len(PEOPLE)] = MARGINS[margin]
            values.append(count)
    sums: Any = csr_matrix(rows)  # linprog takes sparse matrices, which its stubs leave out
    found = {}
    for margin, holds in MARGINS.items():
        # The corridors share no cell, so that one program finds the largest value for all of them.
        goal = np.tile(holds, len(released))
        answer = linprog(-goal, A_eq=sums, b_eq=values)
        assert answer.status == 0, answer.message
        found[margin] = kron(np.eye(len(released)), holds) @ answer.x
    return found


def _below(released: list[Released], k: int) -> list[Margin]:
    """The margins that an attacker can bound below k although somebody may be in them."""
    return [margin for margin, most in _largest(released).items() if ((most > 1e-6) & (most < k - 1e-6)).any()]


def _of_file(table: pd.DataFrame) -> list[Released]:
    tied = table.astype({"cases": "int64"}).groupby(["citizenship", "exploited_in", "year"])
    return [dict(zip(zip(rows["sex"], rows["form"], strict=True), rows["cases"], strict=True)) for _, rows in tied]


@pytest.mark.parametrize(("source", "k"), [("ctdc_2020", 11), ("ctdc_2021", 10)])
def test_nothing_below_k_follows_from_the_corridors_of_the_atlas(source: str, k: int) -> None:
    table = pd.read_csv(DATA / "sources" / source / "corridors.csv", dtype="str", keep_default_na=False)
    released = _of_file(table)
    assert min(min(corridor.values()) for corridor in released) >= k
    assert _below(released, k) == []
    assert not any(
        count == corridor["all", "all"] for corridor in released for margin, count in corridor.items() if margin != ("all", "all")
    )


DRAWN = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 14)), min_size=1, max_size=8)
WORDS = {"female": "Female", "male": "Male", "transgender": "Transgender/NonConforming", "unknown": ""}


def _lines(cases: Cases) -> Iterator[str]:
    yield "yearOfRegistration,gender,citizenship,isForcedLabour,isSexualExploit,CountryOfExploitation"
    for (sex, labour, sexual), count in cases:
        yield from [f"2015,{WORDS[sex]},FRA,{int(labour)},{int(sexual)},AND"] * count


def _truth(cases: Cases, margin: Margin) -> int:
    return int(sum(count * MARGINS[margin][PEOPLE.index(cell)] for cell, count in cases))


def _attacked(cases: Cases, folder: Path, k: int) -> list[Margin]:
    """The margins with people in them that what is made of a file of cases bounds below k."""
    path = folder / "cases.csv"
    path.write_text("\n".join([*_lines(cases), ""]), encoding="utf-8")
    try:
        released = _of_file(ctdc.aggregate(path, k, NAMES)["corridors.csv"])
    except InputError:
        return []
    return [margin for margin, most in _largest(released).items() if _truth(cases, margin) > 0 and most[0] < k - 1e-6]


@settings(max_examples=30, derandomize=True)
@given(DRAWN)
def test_no_people_are_bounded_below_k_whatever_the_cases_are(tmp_path_factory: pytest.TempPathFactory, cases: Cases) -> None:
    assert _attacked(cases, tmp_path_factory.mktemp("cases"), 10) == []


def test_the_attack_succeeds_where_the_rule_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [(("female", True, False), 18), (("male", True, False), 3)]
    assert _attacked(cases, tmp_path, 10) == []
    monkeypatch.setattr(ctdc, "_released", lambda cells, k: [cell for cell in cells if cells[cell] >= k])
    assert ("male", "all") in _attacked(cases, tmp_path, 10)


@pytest.mark.parametrize(
    ("cells", "cases", "said"),
    [
        *((1, 9, "not said"), (3, 3, "not said"), (2, 18, "not said"), (4, 12, "12"), (0, 0, "0")),
        *((10, 10, "not said"), (10, 11, "11"), (3, 9, "not said"), (3, 10, "10"), (2, 17, "17")),
    ],
)
def test_how_many_were_left_out_is_said_only_where_it_fixes_no_corridor(cells: int, cases: int, said: str) -> None:
    assert ctdc._suppressed_cases(cells, cases, 10) == said
