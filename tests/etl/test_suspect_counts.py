"""Doubts about counted cases, on sheets of a few lines: what is marked, what is left out, and what is neither."""

from collections.abc import Iterable

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.read import count_tables
from etl.sources import unodc_glotip
from etl.transform import suspect_counts

Line = tuple[str, ...]
LABOUR, SEXUAL = "labour_exploitation", "sexual_exploitation"


def _sheet(name: str, lines: Iterable[Line]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=list(unodc_glotip.FILES[name]), dtype="str")
    return frame.assign(row=range(2, len(frame) + 2))


def _count(printed: str, *, form: str = "all", sex: str = "all", age: str = "all", of: str = "detected_victims") -> Line:
    return ("7", "France", of, form, sex, age, "2020", printed)


def _convicted(printed: str, form: str, year: str = "2020") -> Line:
    return (*_count(printed, form=form, of="persons_convicted")[:6], year, printed)


def _person(label: str, printed: str) -> Line:
    return ("9", "France", "detected_victims", "citizenship", label, "2020", printed)


def _made(counts: Iterable[Line], people: Iterable[Line] = ()) -> dict[str, pd.DataFrame]:
    sheets = {"counts.csv": counts, "people.csv": people, "left_out.csv": []}
    return unodc_glotip.normalise({name: _sheet(name, lines) for name, lines in sheets.items()})


def _estimates(*cases: Iterable[Line]) -> pd.DataFrame:
    """The counts of a sheet in which each case is a country of its own, so that none bears on another."""
    lines = [(str(number), f"Country {number}", *line[2:]) for number, case in enumerate(cases) for line in case]
    return _made(lines)["estimates"]


def _said(caveat: str, *cases: Iterable[Line]) -> list[list[bool]]:
    """Which rows of each case have a caveat."""
    rows = _estimates(*cases).groupby("country", sort=False)
    return [[caveat in text for text in own["caveat"]] for _, own in rows]


def _said_of_totals(caveat: str, *cases: Iterable[Line]) -> list[bool]:
    """Whether the first row of each case has a caveat."""
    return [total for total, *_ in _said(caveat, *cases)]


def test_a_figure_is_taken_for_a_year_within_the_years_of_the_file_and_the_one_after() -> None:
    lines = [(*_count("100")[:1], country, *_count("100")[2:]) for country in ("France", "Spain", "Italy", "Austria")]
    printed = [
        (*line[:3], "other_exploitation", *line[4:7], year) for line, year in zip(lines, ("2019", "2020", "2021", "2022"), strict=True)
    ]
    made = _made([*lines, *printed])
    assert made["estimates"]["value"].tolist() == [100] * 4 + [2019, 2022]
    assert made["left_out"]["why"].tolist() == [suspect_counts.YEAR_AS_COUNT] * 2


def test_a_figure_like_a_year_is_left_out_only_where_it_is_over_twice_the_total() -> None:
    rows = _estimates(*([_count(total), _count("2020", form="other_exploitation")] for total in ("1009", "1010", "3000")))
    assert rows["value"].tolist() == [1009, 1010, 2020, 3000, 2020]


def test_a_total_like_a_year_is_believed_where_one_split_comes_within_a_tenth_of_it() -> None:
    splits = (("1817", "1817"), ("1818", "1817"), ("1817", "1818"), ("2020", "1"))
    cases = ([_count("2020"), _count(women, sex="female"), _count(adults, age="adult")] for women, adults in splits)
    assert _said_of_totals(suspect_counts.YEAR_LIKE, *cases) == [True, False, False, False]


def test_a_mask_stands_against_a_printed_zero_alone() -> None:
    cases = ([_count(total), _count("<5", sex="female")] for total in ("0", "7", "<5"))
    assert _said_of_totals(suspect_counts.MASKED_PART, *cases) == [True, False, False]


def test_a_zero_that_counted_parts_contradict_says_nothing_of_the_masked_one() -> None:
    rows = [_count("0"), _count("<5", sex="female"), _count("3", sex="male")]
    assert _estimates(rows)["caveat"].iloc[0] == suspect_counts.CONTRADICTION


def test_forms_contradict_a_total_as_sexes_do() -> None:
    cases = ([_count("12"), _count("8", form=SEXUAL), _count(labour, form=LABOUR)] for labour in ("4", "5"))
    assert _said_of_totals(suspect_counts.CONTRADICTION, *cases) == [False, True]


def test_a_part_several_steps_below_a_total_contradicts_it_where_no_step_between_is_printed() -> None:
    parts = ({"form": SEXUAL, "sex": "female"}, {"sex": "female", "age": "child"}, {"form": SEXUAL, "sex": "female", "age": "child"})
    cases = ([_count("12"), _count(printed, **part)] for part in parts for printed in ("12", "13"))
    assert _said_of_totals(suspect_counts.CONTRADICTION, *cases) == [False, True] * len(parts)


def test_parts_of_parts_are_added_within_their_own_form_alone() -> None:
    forms = (SEXUAL, LABOUR)
    made = _made([_count("12", form=form) for form in forms] + [_count("7", form=form, sex="female") for form in forms])
    assert made["estimates"]["caveat"].tolist() == [""] * 4


def test_a_masked_total_is_contradicted_only_above_the_most_that_the_mask_means() -> None:
    cases = ([_count("<5"), _count(women, sex="female")] for women in ("4", "5"))
    assert _said_of_totals(suspect_counts.CONTRADICTION, *cases) == [False, True]


def test_citizenships_exceed_a_masked_total_only_above_the_most_that_the_mask_means() -> None:
    counts = [("7", country, *_count("<5")[2:]) for country in ("France", "Spain")]
    people = [("9", country, *_person("French", printed)[2:]) for country, printed in (("France", "4"), ("Spain", "5"))]
    assert [suspect_counts.EXCESS in caveat for caveat in _made(counts, people)["flows"]["caveat"]] == [False, True]


def test_a_count_without_a_label_is_a_total_where_the_labelled_ones_add_up_to_it() -> None:
    people = [_person("", "12"), _person("French", "5"), _person("Andorran", "7"), _person("TOTAL", "99")]
    assert _made([_count("99")], people)["flows"]["kind"].tolist() == ["total", "corridor", "corridor", "total"]
    assert _made([_count("0")], [_person("", "0")])["flows"]["kind"].tolist() == ["corridor"]


def test_over_two_hundred_thousand_is_a_code_of_the_questionnaire_and_no_count() -> None:
    made = _made([_count("200000"), ("8", "Spain", *_count("200001")[2:])])
    assert made["estimates"]["value"].tolist() == [200_000]
    assert made["left_out"]["where"].tolist() == ["counts.csv, line 3"]


def test_of_a_cell_with_two_figures_the_first_line_is_kept_and_the_other_is_counted_as_left_out() -> None:
    made = _made([_count("12"), _count("30")])
    assert made["left_out"]["where"].tolist() == ["counts.csv, line 3"]
    (row,) = made["estimates"].itertuples()
    assert (row.value_low, row.value_high, row.range_kind, row.caveat) == (12, 30, "conflicting", count_tables.CONFLICT)


def test_a_return_runs_from_the_country_of_exploitation_and_says_how_its_direction_is_known() -> None:
    first_named, unified = "Before 2010 the sheet names no other country", "names the country of exploitation first from 2010"
    told = {
        "2009": ("France", "French", first_named),
        "2010": ("France", "French", unified),
        "2016": ("France", "French", unified),
        "2017": ("French", "France", unified),
    }
    flows = row_dicts(_made([], [("9", "France", "detected_victims", "repatriation", "French", year, "12") for year in told])["flows"])
    assert [(flow["year"], flow["origin_printed"], flow["destination_printed"]) for flow in flows] == [
        (year, origin, destination) for year, (origin, destination, _) in told.items()
    ]
    assert all(said in flow["caveat"] for flow, (_, _, said) in zip(flows, told.values(), strict=True))


def test_a_figure_under_both_labels_of_other_citizenships_is_in_sums_once() -> None:
    flows = _made([_count("99")], [_person("OTH", "12"), _person("Other", "12")])["flows"]
    assert dict(zip(flows["origin_printed"], flows["kind"], strict=True)) == {"OTH": "total", "Other": "corridor"}


def test_sark_is_no_country_and_its_counts_are_said_to_be_left_out() -> None:
    sark = [("8", "Sark", *_count("3")[2:])]
    made = _made([_count("12"), *sark], [_person("French", "12"), ("8", "Sark", *_person("French", "3")[2:])])
    assert made["estimates"]["country"].tolist() == made["flows"]["country"].tolist() == ["France"]
    assert made["left_out"]["where"].tolist() == ["counts.csv, line 3", "people.csv, line 3"]
    assert made["left_out"]["why"].str.startswith("Sark").all()


def test_a_whole_total_under_other_says_nothing_about_sex() -> None:
    cases = ([_count("20"), _count(other, sex="other"), _count("3", sex="other", age="child")] for other in ("20", "19", "0", "<5"))
    assert _said(suspect_counts.ALL_OTHER, *cases) == [[False, told, told] for told in (True, False, False, False)]


def test_a_total_of_one_age_under_other_says_so_of_that_age() -> None:
    rows = [_count("20"), _count("7", age="child"), _count("7", sex="other"), _count("7", sex="other", age="child")]
    assert _said(suspect_counts.ALL_OTHER, rows) == [[False, False, False, True]]


def _repeated(*cases: Iterable[Line]) -> list[list[bool]]:
    """Which rows of each case are doubted as repetitions; each is of a year of its own, so that none bears on another."""
    lines = [(*line[:6], str(2010 + number), line[7]) for number, case in enumerate(cases) for line in case]
    rows = _made(lines)["estimates"].groupby("year", sort=False)
    return [[suspect_counts.REPEATED_VICTIMS in text for text in own["caveat"]] for _, own in rows]


def test_people_convicted_are_doubted_where_they_are_as_many_as_the_victims_of_the_same_form() -> None:
    rows = [_count("5134", form=LABOUR), _count("5", form=SEXUAL), _count("0", form="other_exploitation")]
    cases = ([*rows, _convicted(printed, LABOUR)] for printed in ("5134", "5135", "5", "0", "<5"))
    assert _repeated(*cases) == [[False, False, False, told] for told in (True, False, False, False, False)]


def test_counts_that_are_masked_elsewhere_are_too_small_to_tell_a_repetition_from_chance() -> None:
    cases = ([_count(printed, form=LABOUR), _convicted(printed, LABOUR)] for printed in ("4", "5"))
    assert _repeated(*cases) == [[False, False], [False, True]]


def test_the_victims_of_another_year_and_of_all_forms_are_no_repetition() -> None:
    of_another_year = [_count("12", form=LABOUR), _convicted("12", LABOUR, "2019")]
    of_all_forms = [_count("12"), _convicted("12", "all")]
    assert _said(suspect_counts.REPEATED_VICTIMS, of_another_year, of_all_forms) == [[False, False], [False, False]]


def test_a_single_equal_count_is_chance_among_many_of_its_year() -> None:
    line, _, *rest = _convicted("7", LABOUR)
    elsewhere = [(line, country, *rest) for country in ("Spain", "Italy", "Austria")]
    equal = [_count("12", form=LABOUR), _convicted("12", LABOUR)]
    assert _repeated([*equal, *elsewhere[:2]], [*equal, *elsewhere]) == [[False, True, False, False], [False] * 5]


def test_only_a_repetition_is_said_to_forbid_a_comparison() -> None:
    table = atlas()["caveats"].query("single_rows and source_id.str.startswith('unodc_glotip')")
    grave = table[table["severity"] == "do_not_compare"]
    assert set(grave["text"]) == {suspect_counts.REPEATED_VICTIMS}
    assert sorted(grave["source_id"]) == ["unodc_glotip", "unodc_glotip_2025_10"]


def test_a_part_larger_than_its_whole_says_so_and_the_whole_does_not() -> None:
    of_labour = {"form": LABOUR, "sex": "male", "age": "child"}
    parts = [({"age": "child"}, "12"), ({"age": "child"}, "13"), ({"form": LABOUR}, "13"), (of_labour, "13"), ({"age": "child"}, "<5")]
    cases = ([_count("12"), _count(printed, **part)] for part, printed in parts)
    assert _said(suspect_counts.LARGER_PART, *cases) == [[False, told] for told in (False, True, True, True, False)]


def test_a_part_is_held_against_each_figure_that_should_include_it() -> None:
    rows = [_count("20"), _count("5", age="child"), _count("6", age="child", sex="female"), _count("20", sex="female")]
    masked = [_count("<5"), _count("4", age="child"), _count("5", age="adult")]
    assert _said(suspect_counts.LARGER_PART, rows, masked) == [[False, False, True, False], [False, False, True]]


def test_a_total_says_that_people_of_unknown_sex_are_not_in_it() -> None:
    told = [("104", "57", "1117"), ("104", "57", "9"), ("104", "<5", "162")]
    untold = [("104", "50", "9"), ("104", "<5", "161"), ("104", "58", "1117"), ("104", "57", "0")]
    cases = (
        [_count("161"), _count(women, sex="female"), _count(men, sex="male"), _count(unknown, sex="unknown", age="unknown")]
        for women, men, unknown in told + untold
    )
    assert _said_of_totals(suspect_counts.WITHOUT_UNKNOWN, *cases) == [True] * len(told) + [False] * len(untold)


def _bearing(caveat: str) -> set[tuple[str, ...]]:
    """The rows of October 2025 that have a caveat: place, indicator, form, sex and age, with the year last."""
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    rows = atlas()["estimates"].query("source_id == 'unodc_glotip_2025_10'").explode("caveat_ids")
    rows = rows[rows["caveat_ids"].map(texts) == caveat]
    return set(rows[["place", "indicator", "form", "sex", "age", "year_end"]].astype("str").itertuples(index=False, name=None))


def test_the_totals_that_leave_out_people_of_unknown_sex_are_eight_of_victims_and_one_of_people_convicted() -> None:
    totals = _bearing(suspect_counts.WITHOUT_UNKNOWN)
    assert {row[2:5] for row in totals} == {("all", "all", "all")}
    assert sorted((place, year[2:]) for place, indicator, *_, year in totals if indicator == "detected_victims") == [
        *(("CIV", "19"), ("CIV", "20"), ("CIV", "21"), ("COL", "17")),
        *(("ECU", "17"), ("PAN", "17"), ("PAN", "18"), ("SLV", "17")),
    ]
    assert [(row[0], row[-1]) for row in totals if row[1] != "detected_victims"] == [("COL", "2017")]


def test_the_people_convicted_by_form_repeat_the_victims_from_2019_on_and_in_each_year() -> None:
    repeated = _bearing(suspect_counts.REPEATED_VICTIMS)
    assert len(repeated) == 386
    assert {row[-1] for row in repeated} == {"2019", "2020", "2021", "2022", "2023"}
    assert {row[1] for row in repeated} == {"persons_convicted"}
    kingdom = {("GBR", "persons_convicted", form, "all", "all", "2022") for form in (LABOUR, SEXUAL)}
    assert kingdom <= repeated & _bearing(suspect_counts.LARGER_PART)


def test_nepals_children_of_2020_are_said_to_be_more_than_everyone() -> None:
    nepal = {row[2:5] for row in _bearing(suspect_counts.LARGER_PART) if (row[0], row[1], row[-1]) == ("NPL", "detected_victims", "2020")}
    assert {("all", "all", "child"), ("all", "all", "adult")} <= nepal
    assert ("all", "all", "all") not in nepal
