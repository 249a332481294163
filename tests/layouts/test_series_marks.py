"""The marks of one row at a time: where a line breaks, where a bound points, and that a window or a word is never a point."""

from math import pi
from typing import Any

import pandas as pd
import pytest

from etl.contract import vocabulary
from layouts import mark_looks, theme
from layouts.figures import dated, series

COUNTS, DATES = vocabulary.indicators()["detected_victims"], vocabulary.indicators()["palermo_joined_later"]
CONSENT = vocabulary.indicators()["cets_197_consent"]


def _count(year: int, name: str = "France", **known: Any) -> dict[str, Any]:
    row = {"name": name, "place": name[:3].upper(), "stop": year, "status": "figure", "says": "", "range_kind": "none_published"}
    return row | {"as_printed": "", "value": None, "value_low": None, "value_high": None} | known


def _date(rating: str, low: float | None = None, high: float | None = None, name: str = "France") -> dict[str, Any]:
    row = {"name": name, "place": name[:3].upper(), "stop": 2020, "status": "figure" if high is None else "range", "says": "said"}
    return row | {"rating": rating, "rank": None, "rank_low": low, "rank_high": high}


def _series(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return list(series.series(pd.DataFrame(rows), COUNTS)["data"])


def test_a_line_breaks_at_a_single_year_without_a_row() -> None:
    points = _series(_count(2018, value=5.0), _count(2020, value=7.0), _count(2021, value=0.0))[0]
    assert (points["x"], points["y"]) == ([2018, 2019, 2020, 2021], [5.0, None, 7.0, 0.0])
    assert points["connectgaps"] is False


def test_counts_are_joined_by_a_straight_line() -> None:
    points = _series(_count(2020, value=5.0), _count(2021, value=7.0))[0]
    assert (points["mode"], points["line"]["shape"]) == ("lines+markers", "linear")


def test_a_mask_is_never_a_point_and_its_bar_is_dotted_and_says_the_mask_where_that_of_a_range_is_plain() -> None:
    mask = _count(2020, status="masked", range_kind="masked", as_printed="<5", value=2.0, value_low=0.0, value_high=4.0)
    points, *bars = _series(mask, _count(2021, status="range", range_kind="conflicting", value_low=7.0, value_high=9.0))
    assert points["y"] == [None, None]
    marks = [(bar["x"], bar["base"], bar["y"], bar["text"], bar["marker"]["pattern"].get("shape", "")) for bar in bars]
    assert sorted(marks) == [([2020], [0.0], [4.0], ["<5"], "."), ([2021], [7.0], [2.0], [""], "")]


def test_the_dots_of_a_mask_stand_apart_where_its_bar_is_a_few_pixels_high() -> None:
    mask = _count(2020, status="masked", range_kind="masked", as_printed="<5", value=2.0, value_low=0.0, value_high=4.0)
    marker = _series(mask)[1]["marker"]
    step, share = marker["pattern"]["size"], marker["pattern"]["solidity"]
    assert marker["line"]["width"] <= 1 and step <= 3 and 2 * step * (share / pi) ** 0.5 < step - 1


@pytest.mark.parametrize(
    ("bound", "symbol", "at"),
    [
        ({"range_kind": "at_least", "value_low": 15.0}, "triangle-up-open", 15.0),
        ({"range_kind": "at_most", "value_high": 1000.0}, "triangle-down-open", 1000.0),
    ],
)
def test_a_lone_bound_is_an_open_triangle_that_points_to_where_the_figure_lies(bound: dict[str, Any], symbol: str, at: float) -> None:
    points, mark = _series(_count(2020, status="range", **bound))
    assert points["y"] == [None]
    assert (mark["y"], mark["marker"]["symbol"]) == ([at], [symbol])


def test_places_stand_in_the_order_of_their_names_and_not_of_their_figures() -> None:
    rows = pd.DataFrame([_count(2020, name, value=value) for name, value in (("Chad", 1.0), ("Angola", 9.0), ("Benin", 5.0))])
    assert series.dots(rows, COUNTS)["data"][0]["y"] == ["Angola", "Benin", "Chad"]


def _day(trace_ms: float) -> str:
    return str(pd.Timestamp(trace_ms, unit="ms").date())


def test_as_dots_a_window_is_a_bar_from_the_first_day_to_the_last_and_no_point() -> None:
    rows = pd.DataFrame([_date("2018/2020", 2018.0, 2020.0), _date("2015-09-28", name="Andorra"), _date("../2017", None, 2017.0, "Chad")])
    points, bar, triangle = series.dots(rows, DATES)["data"]
    assert dict(zip(points["y"], points["x"], strict=True)) == {"Andorra": "2015-09-28", "Chad": None, "France": None}
    assert (_day(bar["base"][0]), _day(bar["base"][0] + bar["x"][0])) == ("2018-01-01", "2020-12-31")
    assert (_day(triangle["x"][0]), triangle["marker"]["symbol"]) == ("2017-12-31", ["triangle-left-open"])


def test_over_time_a_date_that_was_not_seen_is_words_and_no_mark() -> None:
    points, words = series.series(pd.DataFrame([_date("party_undated")]), CONSENT)["data"]
    assert points["x"] == [None]
    assert (words["mode"], words["text"]) == ("text", [f"{dated.BOX} Party, date not seen"])


def test_over_time_a_date_is_a_point_and_a_window_a_bar_each_with_its_words() -> None:
    rows = pd.DataFrame([_date("2018/2020", 2018.0, 2020.0), _date("2015-09-28", name="Andorra"), _date("../2017", None, 2017.0, "Chad")])
    points, bar, triangle, texts = series.series(rows, DATES)["data"]
    assert triangle["marker"]["symbol"] == ["triangle-left-open"]
    assert dict(zip(points["y"], points["x"], strict=True)) == {"Andorra": "2015-09-28", "Chad": None, "France": None}
    assert bar["text"] == ["between 2018 and 2020"]
    assert dict(zip(texts["y"], texts["text"], strict=True)) == {"Andorra": "28 September 2015", "Chad": "by 2017"}
    assert (_day(bar["base"][0]), _day(bar["base"][0] + bar["x"][0])) == ("2018-01-01", "2020-12-31")


def test_as_dots_words_stand_at_the_left_of_their_lines_on_an_axis_of_their_own() -> None:
    figure = series.dots(pd.DataFrame([_date("party_undated"), _date("2015-09-28", name="Andorra")]), CONSENT)
    words = figure["data"][-1]
    assert (words["x"], words["y"], words["xaxis"]) == ([0.0], ["France"], "x2")
    assert (figure["layout"]["xaxis2"]["range"], figure["layout"]["xaxis2"]["visible"]) == ([0, 1], False)


def test_as_dots_the_words_of_steps_stand_in_short_lines_above_them() -> None:
    tiers = pd.DataFrame([{**_date("2"), "status": "figure", "rank": 2.0, "rank_low": 2.0, "rank_high": 2.0}])
    axis = series.dots(tiers, vocabulary.indicators()["tip_tier"])["layout"]["xaxis"]
    assert "Tier 2<br>Watch List" in axis["ticktext"] and axis["automargin"]


@pytest.mark.parametrize("picture", ["series", "dots"])
def test_the_names_of_years_and_of_places_keep_to_the_edge_of_the_chart_beside_a_lane_of_masks(picture: str) -> None:
    rows = pd.DataFrame([_count(2020, value=7.0), _count(2021, "Andorra", status="masked", range_kind="masked")])
    layout = (series.series if picture == "series" else series.dots)(rows, COUNTS)["layout"]
    along, across = ("xaxis", "y2") if picture == "series" else ("yaxis", "x2")
    assert layout[along]["anchor"] == across


def test_of_several_places_no_mask_has_a_text_and_each_place_looks_the_same_whichever_others_have_rows() -> None:
    mask = _count(2020, status="masked", range_kind="masked", as_printed="<5", value_low=0.0, value_high=4.0)
    chile = _count(2020, "Chile", value=7.0)
    both = series.series(pd.DataFrame([mask, chile]), COUNTS, places=["France", "Chile"])["data"]
    assert [one["text"] for one in both if one["type"] == "bar"] == [[""]]
    (alone,) = series.series(pd.DataFrame([chile]), COUNTS, places=["France", "Chile"], named=False)["data"]
    assert (alone["marker"]["symbol"], alone["marker"]["color"]) == (mark_looks.PLACES[1], theme.PLACES[1].light)


@pytest.mark.parametrize(("largest", "signs"), [(20.0, 0), (900.0, 1)])
def test_of_several_places_the_bar_of_a_mask_that_is_too_low_to_be_seen_has_a_sign(largest: float, signs: int) -> None:
    mask = _count(2020, status="masked", range_kind="masked", as_printed="<5", value_low=0.0, value_high=4.0)
    drawn = series.series(pd.DataFrame([mask, _count(2020, "Chile", value=largest)]), COUNTS, places=["France", "Chile"])["data"]
    (bar,) = [one for one in drawn if one["type"] == "bar"]
    assert (bar["base"], bar["y"]) == ([0.0], [4.0])
    assert [one["y"] for one in drawn if one.get("marker", {}).get("symbol") == "square-open-dot"] == [[2.0]] * signs


def test_no_place_has_the_star_that_says_that_another_edition_differs() -> None:
    assert "star" not in mark_looks.PLACES and len(set(mark_looks.PLACES)) == len(theme.PLACES)
