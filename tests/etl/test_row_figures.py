"""One number stands for a row, whatever asks for it: sorting, classes of maps, marks."""

import math
from typing import Any

import pandas as pd
import pytest

from etl.contract import row_figures, vocabulary

COUNT, TIER, DATE = (vocabulary.indicators()[code] for code in ("detected_victims", "tip_tier", "palermo_joined_later"))
_COLUMNS = ["value", "value_low", "value_high", "range_kind"]
ROWS = [
    ((5.0, 4.0, 9.0, "producer_range"), 5.0),
    ((None, 4.0, 9.0, "conflicting"), 4.0),
    ((None, 15.0, None, "at_least"), 15.0),
    ((None, None, 1000.0, "at_most"), 1000.0),
    ((None, 0.0, 4.0, "masked"), None),
    ((None, None, None, "masked"), None),
]


@pytest.mark.parametrize(("row", "number"), ROWS)
def test_a_figure_stands_for_its_row_then_its_lower_bound_then_its_upper_one_and_no_number_for_a_mask(
    row: tuple[Any, ...], number: float | None
) -> None:
    record = dict(zip(_COLUMNS, row, strict=True))
    assert row_figures.number(COUNT, record) == number
    frame = pd.DataFrame([record]).astype(dict.fromkeys(_COLUMNS[:3], "float64"))
    assert row_figures.numbers(frame).astype("object").where(lambda numbers: numbers.notna(), None).tolist() == [number]


def test_a_rating_stands_by_its_rank_and_one_outside_the_order_comes_last() -> None:
    assert row_figures.number(TIER, {"rating": "2", "rank": 2.0}) == 2.0
    assert row_figures.number(TIER, {"rating": "1|2", "rank": None, "rank_low": 1.0, "rank_high": 2.0}) == 1.0
    assert row_figures.number(TIER, {"rating": "SC", "rank": math.nan, "rank_low": None, "rank_high": None}) == math.inf


def test_a_date_stands_by_its_day_and_a_window_by_its_first_year() -> None:
    assert row_figures.number(DATE, {"rating": "2002-08-21"}) == 20020821
    assert row_figures.number(DATE, {"rating": "2018/2020"}) == 20180000
    assert row_figures.number(DATE, {"rating": "../2017"}) == 20170000


def test_the_ends_of_a_row_are_its_figure_twice_or_its_bounds_and_an_open_side_stays_missing() -> None:
    frame = pd.DataFrame([row for row, _ in ROWS], columns=_COLUMNS).astype(dict.fromkeys(_COLUMNS[:3], "float64"))
    low, high = (end.astype("object").where(end.notna(), None).tolist() for end in (row_figures.lowest(frame), row_figures.highest(frame)))
    assert low == [5.0, 4.0, 15.0, None, 0.0, None]
    assert high == [5.0, 9.0, None, 1000.0, 4.0, None]
