"""Rows of treaty sources made of a few lines each: status at a year's end, windows, days that follow, days that were not seen."""

import pandas as pd
import pytest

from etl.contract.errors import InputError
from etl.sources import coe_conventions, ilo_conventions, palermo_findings, palermo_later_dates, palermo_protocol
from etl.transform import treaty_rows
from etl.transform.treaty_rows import PARTICIPANTS


def _sheet(columns: tuple[str, ...], *lines: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=list(columns), dtype="str")
    return frame.assign(row=range(2, len(frame) + 2))


@pytest.mark.parametrize(
    ("joined", "statuses"),
    [
        ("31 Dec 2004", ["no_action", "signatory", "party", "party"]),
        ("1 Jan 2005", ["no_action", "signatory", "signatory", "party"]),
        ("", ["no_action", "signatory", "signatory", "signatory"]),
    ],
)
def test_an_act_counts_for_the_end_of_its_own_year_and_not_before(joined: str, statuses: list[str]) -> None:
    frame = _sheet(PARTICIPANTS, ("France", "2 Jan 2003", joined, "ratification")).assign(where="line 2")
    rows = treaty_rows.register_ratings(frame, "palermo", range(2002, 2006))
    assert rows.loc[rows["indicator"] == "palermo_status", "rating"].tolist() == statuses


def test_a_total_of_the_register_is_published_in_its_own_year_with_its_remark() -> None:
    totals = _sheet(palermo_protocol.FILES["totals.csv"], ("2015", "palermo_parties", "168", "there", "a copy", "A remark."))
    made = palermo_protocol.normalise({"participants.csv": _sheet(PARTICIPANTS, ("France", "", "", "")), "totals.csv": totals})
    (row,) = made["estimates"].itertuples()
    assert (row.year_end, row.published_year, row.caveat, row.copy) == ("2015", "2015", "A remark.", "a copy")


@pytest.mark.parametrize(
    ("answers", "window"),
    [
        ({"2016": "No", "2017": "No", "2018": "Yes", "2019": "No"}, ("2019", "2017/2019", "2017: No; 2018: Yes")),
        ({"2016": "N/A", "2017": "Yes", "2018": "Yes"}, ("2018", "../2018", "2017: Yes")),
    ],
)
def test_a_window_runs_from_the_last_no_before_the_first_yes_to_the_year_in_which_that_appeared(
    answers: dict[str, str], window: tuple[str, str, str]
) -> None:
    lines = [("France", year, answer) for year, answer in answers.items()]
    rows = palermo_findings.normalise({"findings.csv": _sheet(palermo_findings.FILES["findings.csv"], *lines)})["ratings"]
    (row,) = rows[rows["indicator"] == "palermo_joined_later"].itertuples()
    assert (row.year, row.rating, row.as_printed) == window


def _party(signed: str, joined: str, in_force: str, follows: str) -> pd.DataFrame:
    line = ("197", "France", signed, joined, in_force, follows, "A remark.", "a copy")
    rows = coe_conventions.normalise({"parties.csv": _sheet(coe_conventions.FILES["parties.csv"], line)})["ratings"]
    return rows.set_index(rows["indicator"].str.removeprefix("cets_197_"))


def test_a_party_of_which_only_the_entry_into_force_is_printed_says_so_where_the_day_of_joining_is_asked_for() -> None:
    rows = _party("2005-05-16", "", "2008-05-01", "")
    assert rows["rating"].to_dict() == {"status": "party", "consent": "party_undated", "entry_into_force": "2008-05-01"}
    assert rows["year"].to_dict() == {"status": "2021", "consent": "2021", "entry_into_force": "2008"}
    assert set(rows["as_printed"]) == {"party; signed 2005-05-16; in force 2008-05-01"}
    said = "A remark.\nThe date of joining was not seen. The convention entered into force for the state on 1 May 2008."
    assert rows["caveat"].to_dict() == {"status": "A remark.", "consent": said, "entry_into_force": "A remark."}


def test_an_entry_into_force_that_follows_is_derived_and_is_not_among_what_is_printed() -> None:
    rows = _party("", "2009-04-27", "", "2009-08-01")
    assert rows.T["entry_into_force"][["rating", "basis"]].tolist() == ["2009-08-01", "derived"]
    assert set(rows["as_printed"]) == {"party; joined 2009-04-27"}
    assert "not printed; it follows" in rows["caveat"]["entry_into_force"]


def test_a_day_of_joining_that_follows_is_quoted_by_the_entry_into_force_that_is_printed() -> None:
    lines = [
        ("France", "ratification", "2014-09-19", "2014-10-19", "derived", "a copy", ""),
        ("Andorra", "accession", "2015-09-28", "", "printed", "a copy", ""),
    ]
    rows = palermo_later_dates.normalise({"parties.csv": _sheet(palermo_later_dates.FILES["parties.csv"], *lines)})["ratings"]
    assert rows["as_printed"].tolist() == ["in force 2014-10-19", "accession 2015-09-28"]
    assert rows["locator"].tolist() == ["France, entry into force 2014-10-19", "Andorra, accession 2015-09-28"]


@pytest.mark.parametrize(("printed", "day"), [("16-May-13", "2013-05-16"), ("16-May-30", "1930-05-16"), ("5-Jan-99", "1999-01-05")])
def test_two_digits_of_a_year_mean_the_one_year_between_the_conventions_and_the_copy(printed: str, day: str) -> None:
    made = ilo_conventions.normalise({"ratifications.csv": _sheet(ilo_conventions.FILES["ratifications.csv"], ("C29", "France", printed))})
    assert made["ratings"][["rating", "as_printed"]].to_numpy().tolist() == [[day, printed]]


@pytest.mark.parametrize("printed", ["16-May-14", "16-May-29", "May-16-99", "16/5/99"])
def test_a_year_that_no_century_fits_is_refused(printed: str) -> None:
    with pytest.raises(InputError, match="is not a date such as 16-May-63"):
        ilo_conventions.normalise({"ratifications.csv": _sheet(ilo_conventions.FILES["ratifications.csv"], ("C29", "France", printed))})
