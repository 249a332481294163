"""Figures that bear one another out: what two tables, or two columns, say of one thing agrees by the publishers' own rules."""

import pandas as pd
import pytest

from etl.queries.atlas import atlas


def _dates(indicator: str) -> pd.Series:
    """The days of an indicator by place; months, windows and words are left out."""
    rows = atlas()["ratings"].query("indicator == @indicator").astype({"place": "str", "rating": "str"})
    return pd.to_datetime(rows[rows["rating"].str.fullmatch(r"\d{4}-\d\d-\d\d")].set_index("place")["rating"])


def _values(source: str, indicator: str) -> pd.Series:
    """The figures for everyone of a source, by place and year."""
    rows = atlas()["estimates"].query("source_id == @source and indicator == @indicator and quarter.isna()")
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")]
    return rows.astype({"place": "str"}).set_index(["place", "year_end"])["value"]


@pytest.mark.parametrize(("number", "days"), [("197", 26), ("201", 16)])
def test_a_convention_of_the_council_binds_from_the_month_after_three_months_or_from_its_own_start(number: str, days: int) -> None:
    both = pd.concat([_dates(f"cets_{number}_consent"), _dates(f"cets_{number}_entry_into_force")], axis=1, join="inner")
    both.columns = pd.Index(["joined", "in_force"])
    follows = (both["joined"].dt.to_period("M") + 4).dt.to_timestamp()
    assert len(both) == days
    assert (follows.clip(lower=both["in_force"].min()) == both["in_force"]).all()


def test_two_registers_of_the_protocol_lie_thirty_days_apart_or_meet_at_its_own_start() -> None:
    both = pd.concat([_dates("palermo_consent"), _dates("palermo_entry_into_force")], axis=1, join="inner")
    both.columns = pd.Index(["joined", "in_force"])
    follows = (both["joined"] + pd.Timedelta(days=30)).clip(lower=both["in_force"].min())
    assert len(both) == 34
    assert (follows == both["in_force"]).all()


def _signed(treaty: str) -> pd.Series:
    """The days of signing by place: ratings of their own, or as the status has them in its printed words."""
    if treaty != "cets_197":
        return _dates(f"{treaty}_signature")
    rows = atlas()["ratings"].query("indicator == 'cets_197_status'").astype({"place": "str", "as_printed": "str"})
    return pd.to_datetime(rows.set_index("place")["as_printed"].str.extract(r"signed (\d{4}-\d\d-\d\d)")[0])


@pytest.mark.parametrize(("treaty", "least"), [("palermo", 100), ("op_crc_sc", 100), ("cets_197", 15)])
def test_no_state_joins_a_treaty_before_it_signs(treaty: str, least: int) -> None:
    both = pd.concat([_signed(treaty), _dates(f"{treaty}_consent")], axis=1, join="inner").dropna()
    assert len(both) >= least
    assert (both.iloc[:, 0] <= both.iloc[:, 1]).all()


@pytest.mark.parametrize(("source", "year"), [("gsi_2013", 2013), ("gsi_2016", 2016), ("gsi_2018", 2016), ("gsi_2023", 2021)])
def test_number_and_rate_of_an_index_imply_the_population_of_the_country(source: str, year: int) -> None:
    people = atlas()["population"].query("year == @year").set_index("place")["population"]
    number, rate = (_values(source, code).droplevel("year_end") for code in ("modern_slavery", "modern_slavery_prevalence"))
    ratio = (number / rate * 1000 / people).dropna()
    assert len(ratio) > 150
    assert ratio.between(0.5, 2).all() and 0.9 < ratio.median() < 1.1


def _with_people(source: str, count: str, rate: str) -> pd.DataFrame:
    """Printed ``count`` and ``rate`` by place and year, with the ``people`` of the country or of the members of the Union."""
    known = atlas()["population"].astype({"place": "str"})
    members = atlas()["members"].astype("str").query("region == 'EU:EU27_2020'")["member"]
    union = known[known["place"].isin(members)].groupby("year", as_index=False)["population"].sum().assign(place="EU:EU27_2020")
    people = pd.concat([known, union]).rename(columns={"year": "year_end"}).set_index(["place", "year_end"])["population"]
    both: pd.DataFrame = pd.concat([_values(source, count), _values(source, rate), people], axis=1, join="inner")
    return both.set_axis(["count", "rate", "people"], axis=1)


@pytest.mark.parametrize(
    ("source", "count", "rate", "base", "rows"),
    [
        ("statcan_trafficking", "police_reported_incidents", "police_reported_incidents_rate", 100_000, 10),
        ("eurostat_thb", "registered_victims", "registered_victims_per_million", 1_000_000, 4),
    ],
)
def test_a_printed_rate_is_the_printed_count_over_the_population(source: str, count: str, rate: str, base: int, rows: int) -> None:
    both = _with_people(source, count, rate)
    assert len(both) == rows
    # Half of the last digit, and up to two in a hundred: publishers use other estimates of the population than the atlas.
    rounding = 0.5 * 10.0 ** -both["rate"].map(lambda number: len(f"{number:g}".partition(".")[2]))
    assert ((both["count"] / both["people"] * base - both["rate"]).abs() <= rounding + 0.02 * both["rate"]).all()


def test_quarters_and_ages_of_the_referrals_add_up_and_nationalities_to_what_the_caveat_says() -> None:
    rows = atlas()["estimates"].query("source_id == 'uk_nrm' and year_end <= 2023")
    year = rows[rows["quarter"].isna()].groupby(["year_end", "age"], observed=True)["value"].sum()
    assert year.equals(rows[rows["quarter"].notna()].groupby(["year_end", "age"], observed=True)["value"].sum())
    ages = year.unstack()
    assert (ages.drop(columns="all").sum(axis=1) == ages["all"]).all()
    people = atlas()["flows"].query("source_id == 'uk_nrm' and year_end == 2023")
    texts = atlas()["caveats"].query("source_id == 'uk_nrm'")["text"]
    said = f"add up to {people['count'].sum():,.0f}, those of the quarterly table to {ages['all'][2023]:,.0f}"
    assert texts.str.contains(said, regex=False).any()
