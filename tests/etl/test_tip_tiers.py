"""Tiers of the Trafficking in Persons Report: which statement stands for a placement, and what the years add up to."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import pytest

from etl.contract import source_config
from etl.contract.errors import InputError
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.sources import tip_tiers
from etl.store import inputs
from etl.store.tables import DATA

LISTED = ("FRA", "France", "2010", "2", "du_tiers", "listed", "")


def _raw(file: str, rows: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(tip_tiers.FILES[file]), dtype="str").assign(row=range(2, len(rows) + 2))


def _read(tier: str, reading: str, edition: str = "2010", copy: str = "https://example.org/") -> tuple[str, ...]:
    return ("FRA", "France", "2010", tier, reading, edition, copy)


def _made(
    *narratives: tuple[str, ...], lists: Sequence[tuple[str, ...]] = (), derived: Sequence[tuple[str, ...]] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    files = {"lists.csv": lists, "narratives.csv": narratives, "derived.csv": derived}
    made = tip_tiers.normalise({file: _raw(file, rows) for file, rows in files.items()})
    return made["ratings"], made["left_out"]


REASONED = ("FRA", "France", "2010", "3", "derived", "other reports", "A reason.")
DIRECT, REMAINED, REPEATED = _read("1", "direct"), _read("2W", "remained", "2011"), _read("SC", "secondary", "")


@pytest.mark.parametrize(
    ("narratives", "lists", "tier", "basis"),
    [
        ((REPEATED, REMAINED, DIRECT), [LISTED], "1", "printed"),
        ((REPEATED, REMAINED), [LISTED], "2W", "derived"),
        ((REPEATED,), [LISTED], "2", "printed"),
        ((REPEATED,), [], "3", "derived"),
        ((REPEATED,), [(*LISTED[:3], "1|2", "complement", "unlisted", "")], "3", "derived"),
    ],
)
def test_a_report_of_its_own_year_is_trusted_before_a_later_one_a_list_and_reasoning(
    narratives: Sequence[tuple[str, ...]], lists: Sequence[tuple[str, ...]], tier: str, basis: str
) -> None:
    (row,) = _made(*narratives, lists=lists, derived=[REASONED])[0].itertuples()
    assert (row.rating, row.basis) == (tier, basis)


def test_what_disagrees_with_a_placement_stands_beside_it_in_words() -> None:
    (row,) = _made(REMAINED, REPEATED, lists=[LISTED])[0].itertuples()
    assert row.caveat == (
        "Copies of the report disagree: Tier 2 Watch List in the country narrative of 2011; "
        "a special case in a page that cites the report (https://example.org/); Tier 2 in a data file by an unknown author."
    )
    (agreed,) = _made(_read("2", "direct"), _read("2|2W", "moved", "2011"), lists=[LISTED])[0].itertuples()
    assert agreed.caveat == ""


def test_copies_that_disagree_in_a_list_stay_named_where_a_narrative_settles_it() -> None:
    (row,) = _made(_read("2", "direct"), lists=[(*LISTED[:-1], "hti=2; kelley_cho_dta=3")])[0].itertuples()
    assert row.caveat == (
        "Copies of the report disagree: Tier 2 in the country narrative of 2010, Frank's Human Trafficking Indicators; "
        "Tier 3 in Kelley and Cho's data file."
    )


def test_a_page_that_cites_the_report_never_stands_for_a_placement() -> None:
    ratings, left_out = _made(REPEATED)
    assert ratings.empty
    assert left_out.to_dict("records") == [{"where": "narratives.csv, line 2", "why": "no report or list that was seen settles the tier"}]


def test_tiers_that_a_later_report_leaves_open_only_rule_others_out() -> None:
    open_ = _read("2W|3", "moved", "2011")
    alone, left_out = _made(open_)
    assert alone.empty and len(left_out) == 1
    assert _made(open_, lists=[LISTED])[0].empty
    (allowed,) = row_dicts(_made(open_, lists=[LISTED], derived=[REASONED])[0])
    assert (allowed["rating"], allowed["basis"]) == ("3", "derived")
    assert "Tier 2 in a data file by an unknown author" in allowed["caveat"]
    (direct,) = _made(open_, DIRECT)[0].itertuples()
    assert direct.rating == "1"


def test_what_several_later_reports_leave_open_is_only_what_all_of_them_leave() -> None:
    both = (_read("2W|3", "moved", "2011"), _read("2|2W", "moved", "2012"))
    assert [len(_made(*both, lists=[(*LISTED[:3], tier, *LISTED[4:])])[0]) for tier in ("2", "2W", "3")] == [0, 1, 0]


def test_a_copy_that_says_the_same_twice_is_named_once() -> None:
    (caveat,) = _made(_read("2", "direct"), REPEATED, REPEATED)[0]["caveat"]
    assert caveat.count("https://example.org/") == 1


@pytest.mark.parametrize(
    ("basis", "in_lists", "in_narratives"),
    [
        ("printed", ("listed", "narrative", "pooled", "settled", "counted"), ("direct",)),
        ("derived", ("remained", "forced_move"), ("worded", "remained", "moved")),
        ("complement", ("unlisted",), ()),
        ("inferred", ("year_taken", "one_step"), ()),
    ],
)
def test_only_what_a_report_or_list_states_of_its_own_year_is_called_printed(
    basis: str, in_lists: tuple[str, ...], in_narratives: tuple[str, ...]
) -> None:
    made = [_made(lists=[(*LISTED[:5], reading, "")])[0] for reading in in_lists]
    made += [_made(_read("2", reading))[0] for reading in in_narratives]
    assert [rows["basis"].tolist() for rows in made] == [[basis]] * len(made)


def test_a_tier_that_is_stated_stands_before_one_that_is_told_by_its_wording() -> None:
    (row,) = _made(_read("1", "worded", "2010", "https://www.state.gov/"), _read("2", "direct"))[0].itertuples()
    assert (row.rating, row.basis) == ("2", "printed")


@pytest.mark.parametrize(("year", "told"), [("2003", True), ("2004", False)])
def test_a_pooled_tier_stays_pooled_and_says_in_the_years_before_the_watch_list_what_it_can_only_be(year: str, told: bool) -> None:
    (row,) = row_dicts(_made(lists=[("FRA", "France", year, "2*", "hti", "pooled", "")])[0])
    assert (row["rating"], row["as_printed"]) == ("2|2W", "2*")
    assert ("There was no Watch List yet" in row["caveat"]) is told


def test_the_nearest_report_and_the_departments_own_page_are_named_where_several_say_the_same() -> None:
    far, near = _read("2", "remained", "2012", "https://www.state.gov/far"), _read("2", "remained", "2011", "https://example.org/near")
    own, other = _read("2", "remained", "2011", "https://www.state.gov/near"), _read("2", "remained", "2011", "https://a.example.org/")
    (row,) = _made(far, near, other, own)[0].itertuples()
    assert row.copy == "https://www.state.gov/near"
    archived = _read("2", "remained", "2011", "https://www.ecoi.net/near")
    assert _made(archived, own)[0]["copy"].tolist() == ["https://www.state.gov/near"]
    assert _made(near, archived)[0]["copy"].tolist() == ["https://www.ecoi.net/near"]
    assert row.locator == "Report 2011, France: the country narrative says that it remained where it was in 2010"


@pytest.mark.parametrize(
    ("lists", "narratives", "said"),
    [
        ([LISTED, LISTED], [], "duplicate row"),
        ([(*LISTED[:5], "heard", "")], [], "reading: 'heard' is not known"),
        ([(*LISTED[:-1], "hti=2; kelley_cho_dta")], [], "does not say which copy has which tier"),
        ([], [_read("2", "heard")], "reading: 'heard' is not known"),
        ([], [_read("2|4", "moved")], "tier: '4' is not known"),
    ],
)
def test_a_statement_that_is_not_understood_is_refused(
    lists: Sequence[tuple[str, ...]], narratives: Sequence[tuple[str, ...]], said: str
) -> None:
    with pytest.raises(InputError, match="line") as refused:
        _made(*narratives, lists=lists)
    assert said in str(refused.value)


def _tiers(year: int) -> pd.DataFrame:
    rows = atlas()["ratings"].query("source_id == 'tip_tiers' and year == @year")
    return rows.astype({"place": "str", "basis": "str"}).set_index("place")


def _own_caveats(row: pd.Series) -> list[str]:
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    return [texts[caveat] for caveat in row["caveat_ids"] if "/rows-" in caveat]


# What the reports print of themselves: countries in all, and on a tier.
TOTALS = {2016: {"2W": 44}, 2019: {"all": 187, "1": 33, "2W": 38, "3": 21, "SC": 3}, 2022: {"1": 30, "2": 99, "2W": 34}}


@pytest.mark.parametrize(("year", "totals"), TOTALS.items())
def test_a_year_has_as_many_placements_as_its_report_counts(year: int, totals: dict[str, int]) -> None:
    counts = Counter(_tiers(year)["rating"])
    assert {"all": counts.total(), **counts}.items() >= totals.items()
    assert not any("|" in rating for rating in counts)


def test_japan_2019_is_on_tier_1_as_its_own_chapter_says() -> None:
    row = _tiers(2019).loc["JPN"]
    assert (row["rating"], row["basis"]) == ("1", "printed")
    assert row["locator"] == "Report 2019, Japan: tier as stated in the country narrative"
    assert row["copy"] == "https://www.ecoi.net/de/dokument/2010835.html"


@pytest.mark.parametrize("place", ["CHN", "CIV", "CMR", "COD", "COG", "TON", "CUB"])
def test_the_watch_list_of_2016_says_that_one_copy_has_tier_2(place: str) -> None:
    row = _tiers(2016).T[place]
    (caveat,) = _own_caveats(row)
    assert row["rating"] == "2W" and row["copy"].startswith("http")
    assert caveat.endswith("; Tier 2 in a data file by an unknown author.")


def test_the_placements_of_2016_that_rest_on_the_weak_file_alone_say_how_often_it_is_wrong() -> None:
    tiers = _tiers(2016)
    weak = tiers[tiers["copy"].str.contains("unknown author")]
    assert all("found in only one data file. For seven other countries" in _own_caveats(row)[0] for _, row in weak.iterrows())
    contradicted = [_own_caveats(row) for _, row in tiers[~tiers["copy"].str.contains("unknown author")].iterrows()]
    assert sum("Tier 2 in a data file by an unknown author" in caveat for caveats in contradicted for caveat in caveats) == 7


def test_the_special_cases_of_2017_and_sint_maarten_2018_are_read_in_chapters() -> None:
    special = _tiers(2017).query("rating == 'SC'")
    assert set(special.index) == {"LBY", "SOM", "YEM"}
    assert set(special["basis"]) == {"derived"}
    maarten = _tiers(2018).loc["SXM"]
    assert (maarten["rating"], maarten["basis"]) == ("SC", "printed") and maarten["copy"].startswith("http")


def test_the_two_placements_of_2019_without_a_text_say_so_and_namibia_is_inferred() -> None:
    tiers = _tiers(2019)
    unread = tiers[~tiers["locator"].str.contains("narrative")]
    assert unread[["rating", "basis"]].T.to_dict("list") == {"BGD": ["2W", "derived"], "NAM": ["2", "inferred"]}
    assert all(_own_caveats(row)[0].startswith("The 2019 text was not seen.") for _, row in unread.iterrows())


def test_every_other_country_that_moved_up_to_tier_1_since_2005_came_from_tier_2() -> None:
    rows = atlas()["ratings"].query("source_id == 'tip_tiers'").astype({"place": "str"})
    ratings = dict(zip(zip(rows["place"], rows["year"], strict=True), rows["rating"], strict=True))
    moves = {key: before for key, now in ratings.items() if now == "1" and (before := ratings.get((key[0], key[1] - 1), "1")) != "1"}
    since = {key: before for key, before in moves.items() if key[1] >= 2005 and key != ("NAM", 2020)}
    assert set(since.values()) == {"2", "SC"}
    assert [key for key, before in since.items() if before == "SC"] == [("USA", 2010)]


def test_the_counts_that_armenia_and_thailand_2022_follow_from_are_met() -> None:
    tiers, before = _tiers(2022), _tiers(2021)
    assert tiers.loc[["ARM", "THA"], ["rating", "basis"]].to_numpy().tolist() == [["2", "derived"]] * 2
    assert tiers["rating"].isin(["2", "2W"]).sum() == 133
    risen = [place for place in tiers.index[tiers["rating"] == "1"] if before["rating"].get(place) != "1"]
    assert len(risen) == 3 and not {"ARM", "THA"} & set(risen)


def test_no_row_rests_on_a_page_that_only_cites_the_report() -> None:
    source = source_config.read_source(DATA / "sources" / "tip_tiers")
    raw = inputs.read_raw(source, tip_tiers.FILES)
    statements = raw["narratives.csv"]
    repeated = set(statements.loc[statements["reading"] == "secondary", "row"].map("narratives.csv, line {}".format))
    assert repeated and not repeated & set(tip_tiers.normalise(raw)["ratings"]["where"])


@pytest.mark.parametrize(("year", "stated"), [(2016, 155), (2017, 185), (2019, 185), (2022, 159), (2023, 157), (2024, 51)])
def test_as_many_placements_rest_on_chapters_as_were_read(year: int, stated: int) -> None:
    assert _tiers(year)["copy"].str.startswith("http").sum() - (year == 2019) * 2 == stated
