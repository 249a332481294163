"""What another edition says of a row, in words: each kind of difference has its own, and a mask is quoted as printed."""

import pandas as pd
import pytest

from etl.queries import revisions
from etl.queries.revisions import Disagreement
from layouts.evidence import edition_notes

NEW, OLD = "unodc_glotip_2025_10", "unodc_glotip"
LATER, BEFORE = "The later edition (UNODC data file, October 2025)", "The earlier edition (UNODC data file, April 2025)"
TOLD = {
    "prints": (Disagreement(NEW, True, "changed", "8"), f"{LATER} prints 8."),
    "masks": (Disagreement(NEW, True, "masked_now", "", "<5"), f"{LATER} masks this cell (<5)."),
    "lacks": (Disagreement(NEW, True, "withdrawn", ""), f"{LATER} no longer has this cell."),
    "printed": (Disagreement(OLD, False, "changed", "7"), f"{BEFORE} printed 7."),
    "did not mask": (Disagreement(OLD, False, "masked_now", ""), f"{BEFORE} did not mask this cell."),
    "masked": (Disagreement(OLD, False, "masked_before", "", "<5"), f"{BEFORE} masked this cell (<5)."),
    "masked a zero": (Disagreement(OLD, False, "zero_now", "", "<5"), f"{BEFORE} masked this cell (<5)."),
}


def _row(identifier: str, year: int = 2020, indicator: str = "detected_victims") -> dict[str, object]:
    known = {"estimate_id": identifier, "indicator": indicator, "source_id": OLD, "place_name": "France", "year_end": year}
    return dict(known)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"year {year}": Disagreement(NEW, True, "changed", str(year)) for year in range(2000, 2014)}
    monkeypatch.setattr(revisions, "disagreements", lambda: {row: found for row, (found, _) in TOLD.items()} | many)


@pytest.mark.parametrize("row", TOLD)
def test_each_kind_of_difference_is_said_in_its_own_words(row: str) -> None:
    assert edition_notes.note(_row(row)) == TOLD[row][1]
    assert edition_notes.note(_row("no difference")) == ""


def test_beside_a_rate_worked_out_here_the_other_edition_prints_a_count() -> None:
    assert edition_notes.note(_row("prints", indicator="detected_victims_rate")) == f"{LATER} prints a count of 8."


def test_years_are_listed_up_to_twelve_and_the_others_are_counted() -> None:
    twelve, more = ([_row(f"year {year}", year) for year in range(2000, last)] for last in (2012, 2014))
    assert edition_notes.by_year(twelve).endswith("2010: prints 2010; 2011: prints 2011.")
    assert edition_notes.by_year(more).endswith("2011: prints 2011; and 2 more, named in the rows.")


def test_a_picture_is_told_of_what_a_later_edition_says_and_not_of_what_an_earlier_one_said() -> None:
    rows = pd.DataFrame([_row("masked"), _row("prints", 2021), _row("no difference", 2022)])
    ((source, said, positions),) = edition_notes.disagreeing(rows)
    assert (source, said) == (OLD, f"{LATER} differs. 2021: prints 8.")
    assert rows["estimate_id"].iloc[positions].tolist() == ["prints"]
