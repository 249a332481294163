"""Numbers into words: nothing is lost that matters, nothing is added that was not there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import vocabulary
from layouts import format as words
from layouts.scales import class_labels

INDICATORS = vocabulary.indicators()


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (11_700_000, "persons", "11.7 million people"),
        (151_353, "persons", "151,353 people"),
        (236e9, "usd", "US$ 236 billion"),
        (21_800, "usd_per_person", "US$ 21,800 per person"),
        (0.5649979, "per_1000", "0.565 per 1,000"),
        (104.0, "per_1000", "104 per 1,000"),
        (104.561, "per_1000", "104.6 per 1,000"),
        (182, "parties", "182 states and organisations"),
        (23.0, "per_million", "23 per million"),
        (1, "persons", "1 person"),
        (0, "persons", "0 people"),
        (597, "incidents", "597 incidents"),
        (294, "reports", "294 reports"),
        (11_494, "case_files", "11,494 cases"),
        (113, "decisions", "113 decisions"),
        (-2.564, "percent_score", "-2.56 of 100"),
    ],
)
def test_a_quantity_in_words(number: float, unit: str, text: str) -> None:
    assert words.quantity(number, unit) == text


@given(st.floats(min_value=0.001, max_value=1e12))
def test_words_stay_within_half_a_percent_of_the_number(number: float) -> None:
    text = words.large(number)
    factor = {"million": 1e6, "billion": 1e9}.get(text.split()[-1], 1)
    read = float(re.sub(r"[^0-9.\-]", "", text.split()[0])) * factor
    assert read == pytest.approx(number, rel=0.006)


@given(st.integers(0, 999_999))
def test_counts_below_a_million_are_written_in_full(number: int) -> None:
    assert words.plain(number) == f"{number:,}"


ROW = {"value": None, "value_low": None, "value_high": None, "range_kind": "not_seen"}


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"value": 11_700_000.0}, "11.7 million people; range not checked (only a copy seen)"),
        ({"value": 30_889.0, "range_kind": "none_published"}, "30,889 people; no range published"),
        ({"value": 5.0, "value_low": 4.0, "value_high": 6000.0, "range_kind": "producer_range"}, "5 people; 4 to 6,000 people"),
        ({"value": 12_300_000.0, "value_low": 12_300_000.0, "range_kind": "at_least"}, "12.3 million people; at least"),
        ({"value_low": 15.0, "range_kind": "at_least"}, "more than 15 people"),
        ({"value_high": 1000.0, "range_kind": "at_most", "as_printed": "up to 1,000"}, "at most 1,000 people"),
        ({"value_high": 1000.0, "range_kind": "at_most", "as_printed": "<1,000"}, "fewer than 1,000 people"),
        ({"value_low": 0.0, "value_high": 4.0, "range_kind": "masked"}, "masked (0 to 4 people)"),
        ({"range_kind": "masked"}, "masked (no bounds printed)"),
    ],
)
def test_a_row_says_its_figure_and_its_range(row: dict[str, object], text: str) -> None:
    assert words.reading(INDICATORS["forced_labour"], {**ROW, **row}) == text


@pytest.mark.parametrize(
    ("value", "basis", "as_printed", "text"),
    [
        (18.9531, "derived", "12,700 / 67,000,000 population", "19.0"),
        (0.72, "derived", "603 / 83,000,000 population", "0.720"),
        (105.2, "derived", "1 / 2 population", "105"),
        (0.0, "derived", "0 / 5,000,000 population", "0"),
        (18.8, "printed", "18.80", "18.80"),
    ],
)
def test_a_rate_computed_here_has_three_digits_and_a_printed_one_its_own(value: float, basis: str, as_printed: str, text: str) -> None:
    row = {**ROW, "value": value, "basis": basis, "as_printed": as_printed, "range_kind": "none_published"}
    entry = INDICATORS["detected_victims_rate"]
    assert (words.short(entry, row), words.figure(entry, row)) == (text, f"{text} per 100,000")


def test_years_are_written_in_runs() -> None:
    assert words.years([2014, 2008, 2007, 2009, 2020, 2021]) == "2007 to 2009, 2014, 2020 to 2021"
    assert words.years([]) == ""


@pytest.mark.parametrize(
    ("indicator", "rating", "text"),
    [
        ("tip_tier", "1|2", "Tier 1 or Tier 2"),
        ("tip_tier", "SC", "Special case"),
        ("p3_overall", "15", "15 of 15"),
        ("gsi_government_response", "26.92307662963867", "26.92 of 100"),
        ("gsi_response_rating", "BBB*", "BBB*"),
        ("palermo_consent", "2002-08-21", "21 August 2002"),
        ("palermo_joined_later", "../2017", "by 2017"),
        ("palermo_joined_later", "2018/2020", "between 2018 and 2020"),
        ("unodc_origin", "very_high", "Very high"),
    ],
)
def test_a_rating_in_words(indicator: str, rating: str, text: str) -> None:
    assert words.rating(INDICATORS[indicator], {"rating": rating}) == text


def test_class_labels_say_their_bounds() -> None:
    assert class_labels(INDICATORS["modern_slavery_prevalence"], (2.1, 2.9, 110.0), exact=False) == [
        "up to 2.1",
        "over 2.1 to 2.9",
        "over 2.9",
    ]
    assert class_labels(INDICATORS["p3_overall"], (5, 8, 11, 14, 15), exact=False) == ["3 to 5", "6 to 8", "9 to 11", "12 to 14", "15"]
    assert class_labels(INDICATORS["palermo_consent"], (2002, 2003, 2006), exact=False) == ["up to 2002", "2003", "2004 to 2006"]
    assert class_labels(INDICATORS["forced_labour"], (600_000, 11_700_000), exact=True) == ["600,000 people", "11.7 million people"]


def test_a_rate_that_is_printed_keeps_its_decimals_and_one_worked_out_here_has_three_digits() -> None:
    row = {**ROW, "value": 0.1, "range_kind": "none_published", "as_printed": "0.10", "basis": "printed"}
    assert words.figure(INDICATORS["sdg_16_2_2"], row) == "0.10 per 100,000"
    assert words.short(INDICATORS["sdg_16_2_2"], row) == "0.10"
    worked_out = {**row, "value": 0.103717, "as_printed": "12 / 11,570,000 population", "basis": "derived"}
    assert words.figure(INDICATORS["detected_victims_rate"], worked_out) == "0.104 per 100,000"
    assert words.short(INDICATORS["detected_victims_rate"], worked_out) == "0.104"


def test_a_masked_rate_is_written_as_its_mask_without_the_population() -> None:
    row = {**ROW, "value_low": 0.0, "value_high": 0.4, "range_kind": "masked", "as_printed": "<5 / 1,000,000 population"}
    assert words.short(INDICATORS["detected_victims_rate"], row) == "masked (<5)"


def test_a_count_has_its_noun() -> None:
    assert [words.counted(number, "row") for number in (0, 1, 1024)] == ["0 rows", "1 row", "1,024 rows"]
    assert words.counted(2, "country", "countries") == "2 countries"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Philippines", "the Philippines"),
        ("Europe and the Americas", "Europe and the Americas"),
        ("Western Europe, the United States, Canada, Israel and Asia", "Western Europe, the United States, Canada, Israel and Asia"),
        ("Dominican Republic", "the Dominican Republic"),
        ("DR Congo", "DR Congo"),
        ("European Union, 27 countries", "the European Union, 27 countries"),
        ("World", "the world"),
        ("Nepal", "Nepal"),
    ],
)
def test_names_of_places_take_their_article_in_a_sentence(name: str, text: str) -> None:
    assert words.in_sentence(name) == text


def test_places_are_listed_each_with_its_article() -> None:
    assert words.listed_places(["Mexico", "Philippines"]) == "Mexico and the Philippines"
    assert (words.listed_places([]), words.listed(["2013", "2016", "2018"])) == ("", "2013, 2016 and 2018")


def test_years_of_none_of_which_there_is_something_are_a_choice() -> None:
    texts = {(2010, 2011): "2010 or 2011", (2010, 2012): "2010 or 2012", (2010, 2012, 2013, 2014): "2010 or 2012 to 2014", (): ""}
    assert {years: words.none_of_years(years) for years in texts} == texts
    assert words.none_of_years((2010, 2019, 2020)) == "2010, 2019 or 2020"
