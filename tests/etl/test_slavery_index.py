"""Four editions of one index: each is a source of its own, prints what it prints, and is never joined to another."""

import pandas as pd
import pytest

from etl.contract.errors import InputError
from etl.queries import answers as compare
from etl.queries import choices, map_rows, place_summary
from etl.queries.atlas import atlas
from etl.queries.choices import ALL
from etl.sources import gsi_2016, gsi_2018

EDITIONS = ("gsi_2013", "gsi_2016", "gsi_2018", "gsi_2023")


def _numbers(source: str) -> pd.DataFrame:
    return atlas()["estimates"].query("source_id == @source and indicator == 'modern_slavery'").set_index("place")


def _ratings(source: str, indicator: str) -> pd.DataFrame:
    rows = atlas()["ratings"].query("source_id == @source and indicator == @indicator")
    return rows.astype({"place": "str", "rating": "str", "as_printed": "str"}).set_index("place")


@pytest.mark.parametrize(("source", "total"), [("gsi_2016", 45_839_600), ("gsi_2018", 40_289_000)])
def test_the_numbers_of_an_edition_add_up_to_its_total(source: str, total: int) -> None:
    assert _numbers(source)["value"].sum() == total
    assert len(_numbers(source)) == 167


def test_three_countries_of_2018_have_a_bound_and_no_number() -> None:
    bounds = _numbers("gsi_2018").query("range_kind == 'at_most'")
    assert set(bounds.index) == {"BRB", "ISL", "LUX"}
    assert bounds[["value", "value_low"]].isna().all(axis=None)
    assert set(bounds["value_high"]) == {1000.0}
    assert set(bounds["as_printed"]) == {"<1,000"}
    assert set(_numbers("gsi_2018").drop(bounds.index)["range_kind"]) == {"not_seen"}
    drawn = map_rows.by_place(choices.series("modern_slavery", "gsi_2018"), ALL, 2016).set_index("place")
    assert drawn.loc[list(bounds.index), "status"].tolist() == ["range"] * 3


def test_the_rates_of_2018_keep_their_identifiers_and_imputed_ones_are_gone() -> None:
    rates = atlas()["estimates"].query("source_id == 'gsi_2018' and indicator == 'modern_slavery_prevalence'")
    assert "gsi_2018/modern_slavery_prevalence/AFG/2016/2016/all/all/all" in set(rates["estimate_id"])
    assert (rates["basis"] == "printed").all()
    assert len(rates) == 167


def test_a_percentage_of_2016_stays_as_the_copy_has_it_and_gains_no_digit() -> None:
    rates = atlas()["estimates"].query("source_id == 'gsi_2016' and indicator == 'modern_slavery_prevalence'").set_index("place")
    assert rates.loc["AFG", ["as_printed", "value", "basis", "unit"]].tolist() == ["1.13 %", 11.3, "derived", "per_1000"]
    assert rates.loc["IND", "as_printed"] == "1.4 %"
    assert (rates["value"] == rates["value"].round(1)).all()
    assert rates["caveat_ids"].map(lambda ids: "gsi_2016/percent-of-two-decimals" in ids).all()


@pytest.mark.parametrize(
    ("source", "rated", "starred"), [("gsi_2016", 161, {"USA": "82.8"}), ("gsi_2018", 162, {"USA": "71.72619047619048", "GBR": "71.5"})]
)
def test_letters_and_points_stand_as_printed(source: str, rated: int, starred: dict[str, str]) -> None:
    letters, points = _ratings(source, "gsi_response_rating"), _ratings(source, "gsi_government_response")
    assert len(letters) == len(points) == rated
    assert letters.index[letters["rating"] == "BBB*"].sort_values().tolist() == sorted(starred)
    assert {code: points.loc[code, "rating"] for code in starred} == starred
    assert (letters["rating"] == letters["as_printed"]).all()


@pytest.mark.parametrize("source", ["gsi_2016", "gsi_2018"])
def test_a_letter_means_the_points_that_its_definition_names(source: str) -> None:
    steps = {"D": 0, "C": 1, "CC": 2, "CCC": 3, "B": 4, "BB": 5, "BBB": 6, "BBB*": 7, "A": 7}
    points = _ratings(source, "gsi_government_response")["rank"]
    letters = _ratings(source, "gsi_response_rating")["rating"].astype("str")
    # 82.8 points, the most of all, have the asterisk too; the workbook has 50 as 49.99999999999999.
    assert ((points.round(9) // 10).clip(0, 7) == letters.map(steps).reindex(points.index)).all()


def test_only_the_residue_of_the_workbook_is_taken_off_a_score() -> None:
    scores = _ratings("gsi_2018", "gsi_vulnerability")
    odd = scores[scores["rating"] != scores["as_printed"]]
    assert odd[["rating", "as_printed"]].to_numpy().tolist() == [["100", "100.00000000000024"]]


def test_india_is_held_in_four_editions_each_with_a_year_and_a_source_of_its_own() -> None:
    rows = place_summary.says("IND", "people").query("indicator == 'modern_slavery' and place == 'IND'")
    told = {row.source_id: (row.year_end, row.value) for row in rows.itertuples()}
    assert told == {
        "gsi_2013": (2013, 13_956_010),
        "gsi_2016": (2016, 18_354_700),
        "gsi_2018": (2016, 7_989_000),
        "gsi_2023": (2021, 11_050_000),
    }
    texts = atlas()["caveats"].set_index("caveat_id")["severity"]
    assert all(texts[f"{source}/editions"] == "do_not_compare" for source in EDITIONS)


def test_a_question_on_a_country_holds_its_four_editions_and_adds_none_up() -> None:
    answers = compare.answers("slavery_editions")
    assert answers.groupby("group_id", observed=True)["source_id"].agg(set).map(lambda held: held == set(EDITIONS)).all()
    world_ = atlas()["estimates"].query("place == 'WORLD' and indicator == 'modern_slavery'")
    assert not set(world_["source_id"]) & set(EDITIONS)


def _raw(columns: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    return {"countries.csv": pd.DataFrame([cells], columns=list(columns), dtype="str").assign(row=[2])}


HEAD_2016, HEAD_2018 = gsi_2016.FILES["countries.csv"], gsi_2018.FILES["countries.csv"]


def test_a_blank_cell_is_no_row() -> None:
    made = gsi_2016.normalise(_raw(HEAD_2016, ("Iraq", "1.13", "403800", "60.1", "", "")))
    assert made["ratings"]["indicator"].tolist() == ["gsi_vulnerability"]
    assert made["estimates"]["as_printed"].tolist() == ["1.13 %", "403800"]
    assert set(made["estimates"]["range_kind"]) == {"not_seen"}


def test_the_estimates_of_2018_are_of_2016_and_the_scores_of_their_own_edition() -> None:
    made = gsi_2018.normalise(_raw(HEAD_2018, ("Malta", "1.0", "<1,000", "60.1", "50", "B")))
    assert set(made["estimates"]["year_end"]) == {"2016"} and set(made["ratings"]["year"]) == {"2018"}


def test_a_bound_of_2018_is_the_most_that_it_can_be_and_no_estimate() -> None:
    rows = gsi_2018.normalise(_raw(HEAD_2018, ("Malta", "1.0", "<1,000", "60.1", "50", "B")))["estimates"].set_index("indicator")
    bound, printed = rows.loc["modern_slavery"], rows.loc["modern_slavery_prevalence"]
    assert pd.isna(bound["value"]) and (bound["value_high"], bound["range_kind"]) == (1000, "at_most")
    assert (printed["value"], printed["range_kind"]) == (1.0, "not_seen")


@pytest.mark.parametrize("cell", ["about 5", "<", "1.2.3"])
def test_a_cell_that_is_no_number_is_named(cell: str) -> None:
    with pytest.raises(InputError, match=r"countries\.csv, line 2"):
        gsi_2018.normalise(_raw(HEAD_2018, ("Malta", "1.0", cell, "", "", "")))
    with pytest.raises(InputError, match=r"countries\.csv, line 2"):
        gsi_2016.normalise(_raw(HEAD_2016, ("Malta", cell, "5", "", "", "")))
