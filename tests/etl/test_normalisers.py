"""The source modules are pure: whatever numbers are transcribed come out as rows, each once, none changed."""

from collections.abc import Sequence

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from etl.sources import gsi_2013, gsi_2023, ilo_forced_labour, p3_index, palermo_protocol, tip_tiers


def _raw(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype="str").assign(row=range(2, len(rows) + 2))


COUNTS = st.integers(1, 10**7)


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS, st.booleans()), min_size=1, max_size=8))
def test_numbers_of_2013_keep_their_bounds_and_rates_follow_from_them(rows: list[tuple[int, int, int, bool]]) -> None:
    cells = [
        ("France", "1", str(10**8), str(n), str(low) if bounded else "", str(high) if bounded else "") for n, low, high, bounded in rows
    ]
    made = gsi_2013.normalise({"countries.csv": _raw(gsi_2013.FILES["countries.csv"], cells)})["estimates"]
    numbers, rates = made[made["indicator"] == "modern_slavery"], made[made["indicator"] == "modern_slavery_prevalence"]
    assert numbers["value"].tolist() == [float(row[0]) for row in rows]
    assert numbers["value_low"].isna().tolist() == [not row[3] for row in rows]
    assert numbers["range_kind"].tolist() == ["producer_range" if row[3] else "none_published" for row in rows]
    assert (rates["value"] * 10**5).round(6).tolist() == numbers["value"].tolist()
    assert set(rates["basis"]) == {"derived"}


SCORES = st.one_of(st.just(""), st.integers(1, 5).map(str))


@given(st.lists(st.tuples(st.integers(2000, 2016), SCORES, SCORES, SCORES, SCORES), min_size=1, max_size=8))
def test_scores_are_rows_where_printed_and_stray_years_are_counted(rows: list[tuple[int, str, str, str, str]]) -> None:
    cells = [("France", str(year), *scores, "copy") for year, *scores in rows]
    made = p3_index.normalise({"scores.csv": _raw(p3_index.FILES["scores.csv"], cells)})
    printed = [score for year, *scores in rows for score in scores if score and year <= 2013]
    assert sorted(made["ratings"]["rating"]) == sorted(printed)
    assert len(made["left_out"]) == sum(year > 2013 for year, *_ in rows)


READ = st.sampled_from(list(tip_tiers.LISTS))
TIERS = st.sampled_from(["1", "2", "2W", "3", "SC", "2*", "1|2"])


@given(st.lists(st.tuples(TIERS, READ), min_size=1, max_size=8))
def test_tiers_keep_what_the_copy_prints(rows: Sequence[tuple[str, ...]]) -> None:
    cells = [("FRA", "France", str(year), tier, "copy", reading, "") for year, (tier, reading) in enumerate(rows, 2001)]
    none = {file: _raw(columns, []) for file, columns in tip_tiers.FILES.items()}
    made = tip_tiers.normalise({**none, "lists.csv": _raw(tip_tiers.FILES["lists.csv"], cells)})["ratings"]
    assert made["as_printed"].tolist() == [tier for tier, _ in rows]
    assert made["rating"].tolist() == [{"2*": "2|2W"}.get(tier, tier) for tier, _ in rows]
    assert made["basis"].tolist() == [tip_tiers.LISTS[reading][0] for _, reading in rows]


@given(st.lists(st.one_of(st.just(""), st.floats(0.01, 100).map(str)), min_size=1, max_size=8))
def test_a_blank_cell_of_the_workbook_makes_no_row(cells: list[str]) -> None:
    rows = [("4", "France", "Europe", cell, "", cell, "") for cell in cells]
    made = gsi_2023.normalise({"countries.csv": _raw(gsi_2023.FILES["countries.csv"], rows)})
    filled = [cell for cell in cells if cell]
    assert made["estimates"]["as_printed"].tolist() == made["ratings"]["rating"].tolist() == filled


YEARS = st.one_of(st.none(), st.integers(2000, 2013))


@given(YEARS, YEARS)
def test_a_status_never_runs_ahead_of_its_dates(signed: int | None, joined: int | None) -> None:
    cells = [("France", f"1 Jan {signed}" if signed else "", f"2 Feb {joined}" if joined else "", "ratification" if joined else "")]
    totals = _raw(palermo_protocol.FILES["totals.csv"], [("2024-04-20", "palermo_parties", "182", "page", "copy", "")])
    raw = {"participants.csv": _raw(palermo_protocol.FILES["participants.csv"], cells), "totals.csv": totals}
    made = palermo_protocol.normalise(raw)["ratings"]
    status = made[made["indicator"] == "palermo_status"].astype({"year": int}).set_index("year")["rating"]
    assert list(status.index) == list(range(2000, 2014))
    for year, rating in zip(range(2000, 2014), status, strict=True):
        party, signatory = joined is not None and joined <= year, signed is not None and signed <= year
        assert rating == ("party" if party else "signatory" if signatory else "no_action")


def test_a_minimum_is_its_own_lower_bound() -> None:
    cells = [("forced_labour", "World", "all", "all", "all", "1995", "2004", "12.3", "million people", "minimum", "x", "p", "q", "")]
    made = ilo_forced_labour.normalise({"figures.csv": _raw(ilo_forced_labour.FILES["figures.csv"], cells)})["estimates"].iloc[0]
    assert (made["value"], made["value_low"], made["range_kind"]) == (12_300_000, 12_300_000, "at_least")
