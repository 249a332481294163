"""Small charts say every step in words, draw masks as ranges and gaps as gaps, and keep their scales round."""

from typing import Any

import pytest

from layouts.components import small_charts
from layouts.components.small_charts import Bar
from layouts.evidence.small_chart import Dot, SmallChart
from layouts.evidence.year_marks import FIGURE, MASKED, RANGE, ZERO, Mark, gap

COUNTS = [
    Mark(2007, "147 people", "147", 147, look=FIGURE),
    gap(2008, "no figure"),
    Mark(2009, "masked (<5)", "<5", 4, look=MASKED, always=True),
]


def _chart(*marks: Mark, kind: str = "bars", top: float | None = None) -> Any:
    return small_charts.small_chart(SmallChart(kind, "Detected: Nepal", "/map?tab=chart", marks, top=top))


def _steps(chart: Any) -> list[dict[str, Any]]:
    link, _ = chart.children
    return [step.to_plotly_json()["props"] for step in link.children[1].children[0].children]


def test_a_chart_is_a_link_beside_the_list_of_what_each_year_says() -> None:
    for kind in ("bars", "strip"):
        link, texts = _chart(*COUNTS, kind=kind).children
        assert [item.children for item in texts.children] == ["2007: 147 people", "2008: no figure", "2009: masked (<5)"]
        assert (link.href, link.children[0].children) == ("/map?tab=chart", "Detected: Nepal, 2007 to 2009. Open the chart")


def test_a_gap_has_no_bar_and_a_mask_is_drawn_over_its_range() -> None:
    figure, absent, masked = _steps(_chart(*COUNTS, top=200))
    assert figure["style"] == {"--from": "0.00%", "--over": "73.50%"}
    assert (absent["style"], absent["data-word"], "gap" in absent["className"]) == ({}, "–", True)
    assert masked["style"] == {"--from": "0.00%", "--over": "2.00%"}
    assert masked["data-word"] == "<5"
    assert masked["className"] != figure["className"]


def test_a_range_begins_where_it_begins_and_a_zero_is_a_point() -> None:
    step, zero = _steps(_chart(Mark(2010, "5 to 10 people", "5 to 10", 10, 5, RANGE), Mark(2011, "0 people", "0", 0, look=ZERO), top=10))
    assert step["style"] == {"--from": "50.00%", "--over": "50.00%"}
    assert "point" in zero["className"] and "point" not in step["className"]


@pytest.mark.parametrize(
    ("top", "expected"), [(9.4, [0, 2, 4, 6, 8, 10]), (0, [0, 1]), (0.31, [0, 0.1, 0.2, 0.3, 0.4]), (5, [0, 1, 2, 3, 4, 5])]
)
def test_the_numbers_of_a_scale_are_round(top: float, expected: list[float]) -> None:
    assert small_charts.ticks(top) == pytest.approx(expected)


def test_a_scale_holds_the_ends_of_every_range() -> None:
    chart = small_charts.dots(
        [Dot("2013", "9.4", 9.4, 9.1, 12), Dot("2018", "6.0", 6, hollow=True), Dot("2023", "no figure", None)], label="x"
    )
    first, second, third = (row.children[1] for row in chart.children[0].children)
    assert first.style == {"--at": "75.20%", "--from": "72.80%", "--over": "23.20%"}
    assert "hollow" in second.className
    assert (third.style, "no-dot" in third.className) == ({}, True)


def test_a_bar_that_is_masked_in_part_shows_both_parts() -> None:
    (row,) = small_charts.bar_list([Bar("India", "10 to 14", 10, 14)], label="x").children
    assert row.children[1].style == {"--from": "71.43%", "--over": "28.57%"}
