"""Printed figures and strict files: what goes in comes out, exactly, or is refused."""

import string
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.contract.errors import InputError
from etl.contract.vocabulary import indicators
from etl.read.csv_reader import read_csv
from etl.read.parse_figures import UNIT_FACTORS, parse_figure, parse_numbers
from etl.transform.ranks import rank

DECIMALS = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False)


@given(DECIMALS, st.sampled_from(list(UNIT_FACTORS)))
def test_a_printed_number_becomes_exactly_itself_times_its_unit(number: Decimal, unit: str) -> None:
    read = parse_figure(str(number), unit, where="here")
    assert read.value == float(number * UNIT_FACTORS[unit])
    assert (read.value_low, read.value_high, read.range_kind) == (None, None, None)


@given(DECIMALS)
def test_a_bound_is_never_a_figure(number: Decimal) -> None:
    low, high = parse_figure(f">{number}", "people", where=""), parse_figure(f"<{number}", "people", where="")
    assert (low.value, low.value_low, low.range_kind) == (None, float(number), "at_least")
    assert (high.value, high.value_high, high.range_kind) == (None, float(number), "at_most")


@given(
    st.text(string.ascii_letters + " ?~", min_size=1, max_size=8).filter(
        lambda text: text.strip().casefold() not in ("nan", "inf", "infinity", "snan")
    )
)
def test_words_are_not_figures(text: str) -> None:
    with pytest.raises(InputError, match="is not a figure"):
        parse_figure(text, "people", where="here")


@given(st.lists(st.one_of(st.just(""), st.integers(0, 10**9).map(str), st.integers(0, 10**9).map("{:,}".format)), min_size=1))
def test_columns_of_numbers_keep_blanks_missing(cells: list[str]) -> None:
    column = pd.Series(cells, name="x", dtype="str")
    read = parse_numbers(column, pd.Series("here", column.index))
    assert read.isna().tolist() == [cell == "" for cell in cells]
    assert read.dropna().tolist() == [float(cell.replace(",", "")) for cell in cells if cell]


@pytest.mark.parametrize("cell", ["<5", "n/a", "1.2.3", "12 000", "-", "nan"])
def test_a_cell_that_is_no_number_is_refused(cell: str) -> None:
    column = pd.Series(["1", cell], name="victims", dtype="str")
    with pytest.raises(InputError, match="in victims is not a number"):
        parse_numbers(column, pd.Series("here", column.index))


@given(st.sampled_from(["1", "2", "2W", "3", "SC"]), st.sampled_from(["1", "2", "2W", "3"]))
def test_a_pooled_tier_has_a_range_and_no_rank(one: str, other: str) -> None:
    tier = indicators()["tip_tier"]
    single = rank(tier, one)
    assert single is not None
    assert (single[0] is None) == (one == "SC")
    if one not in ("SC", other):
        pooled = rank(tier, f"{one}|{other}")
        assert pooled is not None
        assert pooled[0] is None
        assert (pooled[1] or 0) < (pooled[2] or 0)


CELLS = st.lists(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=12), min_size=2, max_size=2
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS)
def test_a_strict_file_gives_back_every_cell(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "cells.csv"
    pd.DataFrame(rows, columns=["a", "b"], dtype="str").to_csv(path, index=False, lineterminator="\n", quoting=1)
    read = read_csv("any", path, ("a", "b"), strict=True)
    assert read[["a", "b"]].to_numpy().tolist() == rows
    assert read["row"].tolist() == [number + 2 for number in range(len(rows))]
