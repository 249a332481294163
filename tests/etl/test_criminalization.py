"""Two codings of one question stay apart, and a row says where the other coding, or its adjusted column, has another level."""

import pandas as pd
import pytest

from etl.queries import choices, evidence, map_rows
from etl.queries.atlas import atlas
from etl.queries.choices import ALL
from etl.sources import criminalization
from layouts.components.layer_parts import period_evidence
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.opening import country

FIRST, SECOND = "trafficking_criminalised", "trafficking_criminalised_2014"
KEY = ["place", "year"]


def _rows(indicator: str) -> pd.DataFrame:
    rows = atlas()["ratings"].query("source_id == 'criminalization' and indicator == @indicator")
    return rows.astype({"place": "str", "rating": "str"}).set_index(KEY)


def _told(row: pd.Series) -> list[str]:
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    return [texts[key] for key in row["caveat_ids"] if "/rows-" in key]


def test_the_codings_are_whole_and_the_second_has_no_step_between() -> None:
    first, second = _rows(FIRST)["rating"], _rows(SECOND)["rating"]
    assert first.value_counts().to_dict() == {"0": 1565, "2": 750, "1": 670}
    assert second.value_counts().to_dict() == {"0": 2095, "2": 661}
    assert first.index.get_level_values("place").nunique() == 170


def test_the_caveats_count_agreement_and_gaps_as_the_rows_have_them() -> None:
    both = _rows(FIRST)[["rating"]].join(_rows(SECOND)["rating"].rename("rating_2014"), how="inner")
    agree = (both["rating"] == "2") == (both["rating_2014"] == "2")
    assert (len(both), agree.sum()) == (2756, 2694)
    spain = both[~agree].query("place == 'ESP' and year < 2010")
    assert (len(both[~agree]), len(spain), spain["rating_2014"].unique().tolist()) == (62, 10, ["2"])
    partly = both[both["rating"] == "1"]
    assert (len(partly), (partly["rating_2014"] == "0").sum()) == (579, 569)
    first = _rows(FIRST).reset_index()
    full, later = first.query("year == 2011 and rating == '2'")["place"], first.query("year > 2011")["place"]
    assert (full.nunique(), (~full.isin(later)).sum(), later.nunique()) == (117, 111, 55)


def test_a_row_names_the_level_of_the_other_coding_and_of_the_adjusted_column() -> None:
    adjusted = (
        "In the adjusted column of this coding, which applies laws passed late in a year from the following year, "
        "the level is 'not a crime'",
        "The coding of 2014 says 'not fully a crime' for this country and year.",
    )
    assert _told(_rows(FIRST).T["BHS", 2008]) == [f"{adjusted[0]}.", adjusted[1]]
    assert _told(_rows(SECOND).T["BHS", 2008]) == ["The coding of 2015 says 'fully a crime' for this country and year."]
    assert _told(_rows(FIRST).T["MLI", 2012]) == [
        f"{adjusted[0]} after 'partly a crime' in the year before, which looks like an error in the file."
    ]
    assert _told(_rows(FIRST).T["USA", 2001]) == []
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    adjusted_ones = set(texts.index[texts.index.str.contains("/rows-") & texts.str.contains("adjusted column")])
    assert _rows(FIRST)["caveat_ids"].map(lambda keys: not adjusted_ones.isdisjoint(keys)).sum() == 86


def test_a_blank_level_is_no_row() -> None:
    cells = pd.DataFrame([("Malta", "1999", "1", "1", "")], columns=list(criminalization.FILES["laws.csv"]), dtype="str")
    made = criminalization.normalise({"laws.csv": cells.assign(row=[2])})["ratings"]
    assert made[["indicator", "rating", "caveat"]].to_numpy().tolist() == [[FIRST, "1", ""]]


def test_an_adjusted_column_that_falls_and_a_partial_crime_beside_none_say_what_they_are() -> None:
    lines = [
        ("Malta", "2000", "2", "2", "2"),
        ("Malta", "2001", "2", "1", "2"),
        ("Malta", "2002", "2", "1", "2"),
        ("Malta", "2003", "1", "1", "0"),
    ]
    cells = pd.DataFrame(lines, columns=list(criminalization.FILES["laws.csv"]), dtype="str").assign(row=range(2, 6))
    made = criminalization.normalise({"laws.csv": cells})["ratings"].query("indicator == @FIRST")
    odd = ["looks like an error" in text for text in made["caveat"]]
    assert (odd, [bool(text) for text in made["caveat"]]) == ([False, True, False, False], [False, True, True, False])


@pytest.mark.parametrize(("year", "drawn"), [(2011, 170), (2013, 53)])
def test_a_country_that_the_file_no_longer_follows_is_not_one_without_a_law(year: int, drawn: int) -> None:
    status = map_rows.by_place(choices.series(FIRST, "criminalization"), ALL, year).set_index("place")["status"]
    assert (status == "figure").sum() == drawn
    told = str(period_evidence(scene(State(FIRST, "criminalization", ALL, year)).layer))
    assert ("a missing row does not mean that there is no law." in told) == (year == 2013)


def test_a_place_shows_both_codings_each_named() -> None:
    page = country("BHS")
    assert "Trafficking in criminal law" in page and "Trafficking as a crime in national law (2015 coding)" in page
    assert "2014 coding: " in page
    assert evidence.source("criminalization")["kind"] == "expert_index"
