"""Who is bound by which treaty and since when: a date, a month, a window of years, or a party whose date was not seen."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from etl import build
from etl.contract import dates, source_config
from etl.contract.errors import InputError, RuleError
from etl.geography import reference_geography
from etl.queries.atlas import atlas
from etl.queries.choices import ALL, series, sources_of
from etl.queries.map_rows import by_place
from etl.sources import ilo_conventions
from etl.store import inputs
from etl.store.tables import DATA
from etl.transform import treaty_rows
from tests.miniature import write


def _rows(indicator: str, source: str) -> pd.DataFrame:
    rows = atlas()["ratings"]
    mine = rows[(rows["indicator"] == indicator) & (rows["source_id"] == source)]
    return mine.astype({"place": "str", "rating": "str", "basis": "str"}).set_index("place")


def _texts(rows: pd.DataFrame, place: str) -> str:
    caveats = atlas()["caveats"].set_index("caveat_id")["text"]
    return " ".join(caveats[identifier] for identifier in rows["caveat_ids"][place])


@pytest.mark.parametrize(("number", "full", "months", "in_force_alone", "without"), [("197", 26, 0, 7, 15), ("201", 16, 3, 2, 27)])
def test_48_states_are_parties_to_each_convention_of_the_council_of_europe(
    number: str, full: int, months: int, in_force_alone: int, without: int
) -> None:
    status, consent = (_rows(f"cets_{number}_{end}", f"coe_cets_{number}") for end in ("status", "consent"))
    force = _rows(f"cets_{number}_entry_into_force", f"coe_cets_{number}")
    assert len(status) == len(consent) == len(force) == 48
    assert set(status["rating"]) == {"party", "party_undated"}
    assert (status["rating"] == "party_undated").sum() == without
    lengths = consent["rating"].map(len)[consent["rating"] != "party_undated"]
    assert ((lengths == 10).sum(), (lengths == 7).sum()) == (full, months)
    assert (consent["rating"].eq("party_undated") & force["rating"].ne("party_undated")).sum() == in_force_alone


def test_tunisia_is_a_party_to_convention_201_since_october_2019_and_not_shown_in_197() -> None:
    assert _rows("cets_201_status", "coe_cets_201").loc["TUN", "rating"] == "party"
    assert _rows("cets_201_consent", "coe_cets_201").loc["TUN", "rating"] == "2019-10"
    assert "Only the month was found" in _texts(_rows("cets_201_consent", "coe_cets_201"), "TUN")
    absent = by_place(series("cets_197_status", "coe_cets_197"), ALL, 2021).set_index("place").loc["TUN"]
    assert absent["status"] == "no_figure"


def test_an_entry_into_force_that_is_not_printed_is_derived_and_says_so() -> None:
    force = _rows("cets_197_entry_into_force", "coe_cets_197")
    assert (force.loc["BEL", "rating"], force.loc["BEL", "basis"]) == ("2009-08-01", "derived")
    assert "follows from the day of joining" in _texts(force, "BEL")
    assert (force.loc["ALB", "rating"], force.loc["ALB", "basis"]) == ("2008-02-01", "printed")
    assert (force["basis"] == "derived").sum() == 14


def test_a_party_of_which_only_the_entry_into_force_was_seen_is_told_that_day_in_words() -> None:
    assert "entered into force for the state on 1 May 2008." in _texts(_rows("cets_197_consent", "coe_cets_197"), "FRA")


def test_copies_that_disagree_are_named_with_the_row() -> None:
    assert "prints 12 December 2006" in _texts(_rows("cets_197_consent", "coe_cets_197"), "AUT")
    assert "July 2020 in another" in _texts(_rows("cets_201_consent", "coe_cets_201"), "ARM")
    assert "prints 9 September 2014" in _texts(_rows("palermo_joined_later", "palermo_later_dates"), "AGO")


def test_the_protocol_on_the_sale_of_children_has_176_parties_9_signatories_and_12_states_without_an_act() -> None:
    status = _rows("op_crc_sc_status", "op_crc_sc")
    assert len(status) == 197 * 21
    at_the_end = status[status["year"] == 2020]["rating"]
    assert at_the_end.value_counts().to_dict() == {"party": 176, "no_action": 12, "signatory": 9}
    assert (at_the_end["IRL"], at_the_end["SGP"], at_the_end["BHS"]) == ("signatory", "no_action", "party")
    assert list(status.loc["BHS"].query("year in (2014, 2015)")["rating"]) == ["no_action", "party"]
    assert len(_rows("op_crc_sc_consent", "op_crc_sc")) == 176
    assert len(_rows("op_crc_sc_signature", "op_crc_sc")) == 121


@pytest.mark.parametrize(
    ("convention", "states", "first"), [("c29", 169, "1931-03-02"), ("c105", 166, "1957-12-30"), ("c182", 169, "1999-09-28")]
)
def test_a_ratification_of_an_ilo_convention_lies_in_the_one_century_that_fits(convention: str, states: int, first: str) -> None:
    rows = _rows(f"ilo_{convention}_ratification", "ilo_conventions")
    assert len(rows) == states
    assert (rows["rating"].min(), rows["year"].max()) == (first, 2013)


def test_a_denunciation_is_said_of_the_two_states_that_denounced_and_of_that_convention_alone() -> None:
    abolition, forced = (_rows(f"ilo_{code}_ratification", "ilo_conventions") for code in ("c105", "c29"))
    said = [place for place in abolition.index if "later denounced this convention" in _texts(abolition, place)]
    assert sorted(said) == ["MYS", "SGP"]
    assert "denounced" not in _texts(forced, "MYS")


def test_a_state_that_the_copy_spells_twice_has_the_same_days_in_both_spellings() -> None:
    table = pd.read_csv(DATA / "sources" / "ilo_conventions" / "ratifications.csv")
    for one, other in zip(ilo_conventions.REPEATED, ("Cote d'Ivoire", "Equatorial Guinea"), strict=True):
        days = [table[table["participant"] == name].set_index("convention")["ratified"].to_dict() for name in (one, other)]
        assert days[0] == days[1] and len(days[0]) == 3


def test_singapore_joined_the_trafficking_protocol_on_28_september_2015() -> None:
    later = _rows("palermo_joined_later", "palermo_later_dates")
    assert len(later) == 9
    assert (later.loc["SGP", "rating"], later.loc["SGP", "basis"], later.loc["SGP", "year"]) == ("2015-09-28", "printed", 2015)
    assert "mfa.gov.sg" in later["copy"]["SGP"]
    assert "Unconfirmed" in _texts(later, "AFG")
    assert set(later[later["basis"] == "derived"].index) == {"AGO", "AND", "BGD", "BRB", "BRN", "BTN", "COM"}


def test_a_derived_day_of_joining_lies_thirty_days_before_the_entry_into_force_that_the_excerpt_prints() -> None:
    later, force = _rows("palermo_joined_later", "palermo_later_dates"), _rows("palermo_entry_into_force", "palermo_entry_into_force")
    for place, joined in later.loc[later["basis"] == "derived", "rating"].items():
        assert pd.Timestamp(force["rating"][str(place)]) - pd.Timestamp(joined) == pd.Timedelta(days=30), place


def test_a_day_after_2013_lies_in_the_window_that_the_findings_leave() -> None:
    later, windows = (_rows("palermo_joined_later", source) for source in ("palermo_later_dates", "palermo_findings"))
    both = later.index.intersection(windows.index)
    assert len(both) == 5
    for place in both:
        first, last = dates.window(windows.loc[place, "rating"]) or (None, 0)
        assert (first or 2013) <= later.loc[place, "year"] <= last, place


def test_joining_between_two_findings_is_a_window_of_years_and_never_a_date() -> None:
    windows = _rows("palermo_joined_later", "palermo_findings")
    assert len(windows) == 13
    assert (windows["basis"] == "derived").all() and windows["rating"].map(dates.parts).isna().all()
    bangladesh, eritrea = windows.T["BGD"], windows.T["ERI"]
    assert (bangladesh["rating"], bangladesh["rank_low"], bangladesh["rank_high"]) == ("2018/2020", 2018, 2020)
    assert bangladesh["locator"] == "Findings of 2018 and 2019, Bangladesh"
    assert (eritrea["rating"], eritrea["rank_high"], pd.isna(eritrea["rank_low"])) == ("../2017", 2017, True)


def test_what_is_printed_as_not_applicable_is_neither_yes_nor_no() -> None:
    findings = _rows("palermo_findings", "palermo_findings")
    last = findings[findings["year"] == 2022]["rating"]
    assert last.value_counts().to_dict() == {"party": 13, "not_party": 13, "not_applicable": 1}
    assert set(findings["rating"]["XKX"]) == {"not_applicable"}
    # The report before the first yes prints N/A for it, which is no 'no': the window stays open.
    assert _rows("palermo_joined_later", "palermo_findings").loc["PSE", "rating"] == "../2018"


def test_the_register_of_the_protocol_still_ends_in_2013_whatever_other_sources_say() -> None:
    status = _rows("palermo_status", "palermo_protocol")
    assert status["year"].max() == 2013
    assert sources_of("palermo_status") == sources_of("palermo_consent") == ("palermo_protocol",)
    assert status.loc["BRB"].query("year == 2013")["rating"].item() == "signatory"


def test_no_state_that_is_missing_is_called_not_a_party() -> None:
    treaties_ = [
        "palermo_findings",
        *(code for code in atlas()["indicators"]["indicator"] if code.startswith(("cets_", "op_crc", "ilo_c"))),
    ]
    for code in treaties_:
        for source in sources_of(code):
            frame = by_place(
                series(code, source), ALL, {"cets_197_status": 2021, "cets_201_status": 2021, "palermo_findings": 2022}.get(code)
            )
            assert set(frame.loc[frame["rating"].isna(), "class"]) <= {"no_figure", "not_covered", "gone"}, code
    findings = _rows("palermo_findings", "palermo_findings")
    assert (findings.loc[findings["rating"] == "not_party", "as_printed"] == "No").all()


def test_the_register_s_count_of_parties_grows_and_each_count_names_its_copy() -> None:
    rows = atlas()["estimates"].query("indicator == 'palermo_parties'").sort_values("year_end")
    assert list(zip(rows["year_end"], rows["value"], strict=True)) == [(2014, 159), (2015, 168), (2017, 171), (2024, 182), (2025, 185)]
    assert (rows["copy"].astype("str") != "").all() and rows["copy"].nunique() == 5
    assert set(rows["quantity_id"]) == {"parties_protocol"}
    of_2015 = rows[rows["year_end"] == 2015].assign(place="WORLD").set_index("place")
    assert "leaves out the European Union" in _texts(of_2015, "WORLD")


def test_the_range_of_a_count_that_was_not_read_in_the_register_was_not_seen() -> None:
    rows = atlas()["estimates"].query("source_id == 'palermo_protocol'")
    assert set(zip(rows["year_end"], rows["range_kind"].astype("str"), strict=True)) == {
        (2024, "none_published"),
        *((year, "not_seen") for year in (2014, 2015, 2017, 2025)),
    }


def test_a_count_of_parties_without_a_date_is_left_out_and_counted() -> None:
    found, names = (
        {source.source_id: source for source in source_config.discover(DATA / "sources")},
        reference_geography.reference_gazetteer(inputs.read_places(DATA)),
    )
    left = {source: len(build.checked_rows(found[source], names)["left_out"]) for source in ("palermo_protocol", "ilo_conventions")}
    assert left == {"ilo_conventions": 6, "palermo_protocol": 1}


@pytest.mark.parametrize(
    ("rating", "known"),
    [
        ("2002-08-21", True),
        ("2019-10", True),
        ("2018/2020", True),
        ("../2017", True),
        ("party_undated", False),
        ("2019-13", False),
        ("2019-02-30", False),
        ("2019", False),
    ],
)
def test_a_date_is_a_day_a_month_or_a_window(rating: str, known: bool) -> None:
    assert bool(dates.parts(rating) or dates.window(rating)) is known


def test_dates_sort_by_time_and_words_after_them() -> None:
    ratings = ["2018/2020", "party_undated", "2002-08-21", "../2017", "2019-10", "2019-09-12"]
    assert sorted(ratings, key=dates.order) == ["2002-08-21", "../2017", "2018/2020", "2019-09-12", "2019-10", "party_undated"]


def test_a_date_that_is_none_is_named_with_its_place() -> None:
    with pytest.raises(InputError, match="'31 Feb 2001' is not a date"):
        treaty_rows.iso_date("31 Feb 2001", "participants.csv, line 2")


def test_a_word_that_the_indicator_does_not_know_stops_the_build(tmp_path: Path) -> None:
    data = write(tmp_path / "data")
    source = data / "sources" / "coe_cets_197"
    shutil.copytree(DATA / "sources" / "coe_cets_197", source)
    table = (source / "parties.csv").read_text(encoding="utf-8").splitlines()
    (source / "parties.csv").write_text("\n".join([table[0], "197,France,,soon,,,,copy"]) + "\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"line 2: 'soon' is not on the scale of cets_197_consent\s+What to do: Use: a day .*party_undated"):
        build.prepare(data)
