"""Counted cases are quoted as printed: masks as their range, zeros as zeros, totals apart, years and codes left out with a reason."""

import itertools
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from etl import build
from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.sources import uk_nrm
from etl.store.tables import DATA, read
from etl.transform import rates
from etl.transform.map_classes import upper_bounds
from tests.etl.test_bad_counts import COUNT, PERSON, _glotip

Run = Callable[..., tuple[int, str]]
EDITIONS = ("unodc_glotip", "unodc_glotip_2023", "unodc_glotip_2025_10")


@cache
def _table(name: str, source: str) -> pd.DataFrame:
    rows = atlas()[name]
    rows = rows[rows["source_id"] == source]
    return rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))


def _late(source: str, rows: pd.DataFrame) -> pd.Series:
    """The rows that were read one by one in bulletins, not in a table."""
    return (rows["year_end"] >= 2024) & (source == "uk_nrm")


@pytest.mark.parametrize("source", [*EDITIONS, "uk_nrm"])
def test_every_cell_that_is_printed_once_is_quoted_and_every_mask_is_its_range(source: str) -> None:
    estimates = _table("estimates", source)
    flows = _table("flows", source).rename(columns={"count": "value", "count_low": "value_low", "count_high": "value_high"})
    for rows in (estimates, flows):
        masked = rows["as_printed"] == "<5"
        assert rows.loc[masked, "value"].isna().all()
        assert set(zip(rows.loc[masked, "value_low"], rows.loc[masked, "value_high"], strict=True)) <= {(0.0, 4.0)}
        once = rows[~masked & (rows["range_kind"] != "conflicting")]
        assert (once["value"] == once["as_printed"].str.replace(",", "").astype("float64")).all()
        assert set(rows.loc[~_late(source, rows), "range_kind"]) <= {"none_published", "masked", "conflicting"}


def test_the_home_office_prints_small_counts_and_zeros_and_so_does_the_atlas() -> None:
    rows = _table("estimates", "uk_nrm")
    yearly = rows[rows["quarter"].isna() & (rows["age"] == "unknown")].set_index("year_end")["value"]
    assert (yearly[2009], yearly[2010]) == (0, 0)
    children = rows[rows["quarter"].isna() & (rows["age"] == "child")].set_index("year_end")["value"]
    assert children.loc[2009:2018].notna().all() and len(children.loc[2009:2018]) == 10
    people = _table("flows", "uk_nrm")
    assert people["count"].notna().all() and (people["count"] < 5).any()


def test_an_importer_neither_bands_nor_drops_small_counts(tmp_path: Path) -> None:
    head = "Year,Quarter,Age at exploitation,Location of exploitation,NRM referrals"
    ages = {"Adult (18 or over)": 4, "Child (17 or under)": 5, "Age not specified or unknown": 0}
    places = ("Total", "UK")  # all of them in one place
    lines = [f"2020,Q1,{age},{place},{count}" for age, count in ages.items() for place in places]
    (tmp_path / "file.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    table = uk_nrm.transcribe(tmp_path / "file.csv")["referrals.csv"].set_index(["quarter", "age"])["printed"]
    assert table["1"].to_dict() == {"adult": "4", "all": "9", "child": "5", "unknown": "0"}


def test_only_a_quarter_of_one_age_is_printed_in_the_table_and_the_rest_is_added_up() -> None:
    cells = [("2020", quarter, age, "7", 2) for quarter in ("1", "") for age in ("adult", "all")]
    raw = {"referrals.csv": pd.DataFrame(cells, columns=[*uk_nrm.FILES["referrals.csv"], "row"])}
    rows = uk_nrm._table_estimates(uk_nrm._counts(raw, "referrals.csv"))
    assert rows["basis"].tolist() == ["printed", "derived", "derived", "derived"]


def test_an_importer_keeps_small_counts_and_zeros_of_nationalities(tmp_path: Path) -> None:
    lines = ["French,2023_q1,0", "French,2023_q2,0", "Andorran,2023_q1,1", "Andorran,2023_q2,3"]
    lines += ["French Andorran,2023_q2,2", "Cape Verdean,2023_q2,6"]
    (tmp_path / "file.csv").write_text("\n".join(["Nationality,period,referrals", *lines, ""]), encoding="utf-8")
    table = uk_nrm.transcribe(tmp_path / "file.csv")["nationalities.csv"].set_index("nationality")["printed"]
    assert table.to_dict() == {"Andorran": "4", "Cape Verdean": "6", "French": "0", "two nationalities": "2"}


def test_a_referral_names_its_own_quarters_and_is_printed_only_where_the_table_has_the_cell() -> None:
    rows = _table("estimates", "uk_nrm").query("year_end <= 2023")
    quarters = (" Q" + rows["quarter"].astype("str")).where(rows["quarter"].notna(), "")
    spans = rows["year_end"].astype("str") + quarters
    assert (rows["locator"] == "Table by age and location of exploitation, rows Total, " + spans).all()
    printed = rows["quarter"].notna() & (rows["age"] != "all")
    assert rows["basis"].tolist() == ["printed" if one else "derived" for one in printed]
    sheet = pd.read_csv(DATA / "sources" / "uk_nrm" / "nationalities.csv", dtype="str").set_index(["nationality", "year"])
    people = _table("flows", "uk_nrm").query("year_end <= 2023")
    own = sheet.loc[list(zip(people["origin_printed"], people["year_end"].astype("str"), strict=True))].reset_index()
    assert people["locator"].tolist() == ("Table of referrals by nationality, " + own["quarters"]).tolist()
    assert set(people["basis"]) == {"derived"}
    assert set(zip(own["year"], own["quarters"], strict=True)) == {("2022", "2022 Q2 to Q4"), ("2023", "2023 Q1 to Q4")}


@pytest.mark.parametrize("source", EDITIONS)
def test_a_total_that_stands_alone_is_not_called_a_total_of_rows_beside_it(source: str) -> None:
    caveats = atlas()["caveats"].set_index("caveat_id")["text"]
    rows = _table("flows", source).query("evidence == 'repatriated'")
    reporting = rows["origin_printed"].where(rows["year_end"] <= 2016, rows["destination_printed"])
    alone = ~pd.DataFrame({"country": reporting, "year": rows["year_end"]}).duplicated(keep=False)
    said = rows["caveat_ids"].map(lambda ids: " ".join(caveats[code] for code in ids))
    totals = rows["kind"] == "total"
    assert (totals & alone).sum() > 200 and (totals & ~alone).sum() > 90
    assert said.str.contains("A total that the source does not break down").equals(totals & alone)
    assert said.str.contains("A total of other rows listed with it").equals(totals & ~alone)


def test_a_figure_of_one_group_that_its_parts_exceed_says_so_as_a_total_does() -> None:
    caveats = atlas()["caveats"].set_index("caveat_id")["text"]
    rows = _table("estimates", "unodc_glotip").query("indicator == 'detected_victims' and place == 'PAK' and year_end == 2019")
    said = rows.set_index(["form", "sex", "age"])["caveat_ids"].map(lambda ids: " ".join(caveats[code] for code in ids))
    printed = rows.set_index(["form", "sex", "age"])["as_printed"]
    assert (printed["all", "all", "adult"], "add up to more than the figure" in said["all", "all", "adult"]) == ("<5", True)
    assert "add up to more than" not in said["all", "female", "adult"]


def _unpinned(folder: Path) -> None:
    """A source of the user's own needs no pinned figures."""
    toml = (folder / "source.toml").read_text(encoding="utf-8")
    (folder / "source.toml").write_text(toml.replace('redistribution = "figures"', 'redistribution = "user_supplied"'), encoding="utf-8")


MASKS = {"4": ("none_published", 4.0), "5": ("none_published", 5.0), "0": ("none_published", 0.0), "<5": ("masked", None)}


def test_only_a_printed_mask_masks(data: Path) -> None:
    years = dict(zip(MASKS, range(2016, 2020), strict=True))
    _unpinned(_glotip(data, [COUNT.replace("2020,12", f"{year},{printed}") for printed, year in years.items()], [PERSON]))
    rows = build.prepare(data).tables["estimates"].to_pandas().query("source_id == 'unodc_glotip'")
    by_year = {row["year_end"]: row for row in row_dicts(rows)}
    assert len(by_year) == len(rows) == len(MASKS)
    for printed, (kind, value) in MASKS.items():
        row = by_year[years[printed]]
        assert row["range_kind"] == kind
        assert row["value"] == value if value is not None else (row["value_low"], row["value_high"]) == (0, 4)


RETURNED = {
    2009: ("FRA", "AND", "Before 2010 the sheet names no other country"),
    2010: ("FRA", "AND", "from the country of exploitation to the country returned to"),
    2016: ("FRA", "AND", "from the country of exploitation to the country returned to"),
    2017: ("AND", "FRA", "from the country of exploitation to the country returned to"),
}


def test_repatriations_turn_between_2016_and_2017_and_have_no_direction_before_2010(data: Path, run: Run) -> None:
    people = [f"{row},France,detected_victims,repatriation,Andorra,{year},7" for row, year in enumerate((*RETURNED, 2018), 9)]
    _unpinned(_glotip(data, [COUNT], [*people[:-1], people[-1].replace("Andorra", "Nationals")]))
    assert run("build", "--data", data)[0] == 0
    tables, _ = read(data)
    texts = tables["caveats"].set_index("caveat_id")["text"]
    rows = tables["flows"].set_index("year_end").sort_index()
    for year, (origin, destination, said) in RETURNED.items():
        assert (rows.at[year, "origin"], rows.at[year, "destination"], rows.at[year, "kind"]) == (origin, destination, "corridor"), year
        assert [said in texts[one] for one in rows["caveat_ids"][year]].count(True) == 1, year
    assert (rows.at[2018, "kind"], rows.at[2018, "locator"]) == ("total", "Sheet data_glotip_1, row 13")
    assert any("It is left out of sums." in texts[one] for one in rows["caveat_ids"][2018])


@pytest.mark.parametrize("source", EDITIONS)
def test_the_file_itself_says_in_which_direction_people_were_returned(source: str) -> None:
    """Nearly every repatriation to a country is of people whose citizenship the country of exploitation prints in the same file."""
    flows = _table("flows", source)
    flows = flows[(flows["kind"] == "corridor") & (flows["origin"] != flows["destination"])]
    detected = flows[flows["evidence"] == "detected_by_citizenship"]
    known = set(zip(detected["destination"], detected["origin"], strict=True))
    returned = flows[(flows["evidence"] == "repatriated") & ~flows["origin"].str.contains(":") & ~flows["destination"].str.contains(":")]
    for years in ((2010, 2016), (2017, 2023)):
        ends = returned[returned["year_end"].between(*years)][["origin", "destination"]].drop_duplicates()
        right = sum((origin, home) in known for origin, home in ends.itertuples(index=False))
        wrong = sum((home, origin) in known for origin, home in ends.itertuples(index=False))
        assert right > 0.5 * len(ends) and right > 1.7 * wrong, (years, right, wrong, len(ends))


def test_the_country_returned_to_is_mostly_a_country_of_origin_in_all_years() -> None:
    flows = _table("flows", "unodc_glotip").query("evidence == 'repatriated' and kind == 'corridor'")
    for years, homes in (((2010, 2016), {"UKR", "NGA", "COL", "UZB", "IDN", "MDA"}), ((2017, 2022), {"NGA", "COL", "ROU", "LVA", "SVK"})):
        often = Counter(flows[flows["year_end"].between(*years)]["destination"]).most_common(8)
        assert homes <= {code for code, _ in often}


@pytest.mark.parametrize("source", EDITIONS)
def test_totals_are_named_as_totals(source: str) -> None:
    flows = _table("flows", source)
    ends = flows["origin"].isin(["GROUP:abroad", "GROUP:total"]) | flows["destination"].isin(["GROUP:abroad", "GROUP:total"])
    assert (flows.loc[ends, "kind"] == "total").all() and ends.sum() > 300
    solomon = flows[(flows["origin"] == "SLB") & (flows["destination"] == "SLB") & (flows["year_end"] == 2019)]
    solomon = solomon[solomon["evidence"] == "detected_by_citizenship"]
    nationals = solomon["origin_printed"].isin(["Nationals", "Own country nationals"])
    assert sorted(zip(nationals, solomon["kind"], strict=True)) == [(False, "corridor"), (True, "total")]


def test_a_cell_that_is_printed_with_several_figures_is_their_range_and_a_mask_among_them_counts_as_its_own(data: Path, run: Run) -> None:
    lines = [COUNT.replace("4,", f"{row},", 1).replace(",12", f",{figure}") for row, figure in ((4, "12"), (5, "12"), (7, "<5"), (9, "30"))]
    _unpinned(_glotip(data, lines, [PERSON, PERSON.replace("9,", "11,", 1).replace(",7", ",6")]))
    assert run("build", "--data", data)[0] == 0
    (row,) = read(data)[0]["estimates"].query("source_id == 'unodc_glotip'").to_dict("records")
    assert (row["value_low"], row["value_high"], row["as_printed"]) == (0, 30, "12; <5; 30")
    assert (row["range_kind"], row["locator"]) == ("conflicting", "Sheet data_glotip_1, rows 4, 7 and 9")
    assert pd.isna(row["value"])
    (flow,) = read(data)[0]["flows"].to_dict("records")
    assert (flow["count_low"], flow["count_high"], flow["as_printed"]) == (6, 7, "7; 6")


def test_citizenships_exceed_a_total_only_by_more_than_a_tenth_and_parts_by_any_person(data: Path, run: Run) -> None:
    others, women = {2018: 9, 2019: 10, 2020: 11}, {2018: 49, 2019: 50, 2020: 51}
    head = "France,detected_victims"
    counts = [
        f"4,{head},all,{sex},all,{year},{count}" for year in others for sex, count in (("all", 100), ("female", women[year]), ("male", 50))
    ]
    people = [f"9,{head},citizenship,{label},{year},{n}" for year in others for label, n in (("French", 100), ("Others", others[year]))]
    _unpinned(_glotip(data, counts, people))
    assert run("build", "--data", data)[0] == 0
    tables, _ = read(data)
    texts = tables["caveats"].set_index("caveat_id")["text"]

    def told(rows: pd.DataFrame, said: str, *key: str) -> set[tuple[object, ...]]:
        is_told = rows["caveat_ids"].map(lambda ids: any(said in texts[one] for one in ids))
        return set(rows.loc[is_told, list(key)].itertuples(index=False, name=None))

    exceeding = {(2020, label) for label in ("French", "Others")}
    assert told(tables["flows"], "over a tenth more than its total", "year_end", "origin_printed") == exceeding
    own = tables["estimates"].query("source_id == 'unodc_glotip'")
    assert told(own, "add up to more than the figure", "year_end", "sex") == {(2020, "all")}


def test_a_year_in_place_of_a_count_is_left_out_and_listed(data: Path, run: Run) -> None:
    head, tail = "4,France,detected_victims", "2020"
    total = f"{head},all,all,all,{tail},195"
    parts = [
        f"{head},all,female,all,{tail},150",
        f"{head},all,male,all,{tail},45",
        f"{head},other_exploitation,unknown,unknown,{tail},2020",
    ]
    _unpinned(_glotip(data, [total, *parts], [PERSON, PERSON.replace("French", "Andorra").replace(",7", ",2020")]))
    code, message = run("check", "--data", data)
    assert code == 0, message
    rows = build.prepare(data)
    assert "a year is printed where a count should be" in set(rows.left_out["why"])
    years = rows.left_out[rows.left_out["why"] == "a year is printed where a count should be"]["where"].tolist()
    assert years == ["counts.csv, line 5", "people.csv, line 3"]
    assert 2020.0 not in set(rows.tables["estimates"].to_pandas()["value"])


def test_the_years_of_the_files_are_found_and_no_count_is_taken_for_one() -> None:
    rows = _table("estimates", "unodc_glotip")
    of_2019 = rows[(rows["place"] == "DOM") & (rows["year_end"] == 2019) & (rows["form"] == "other_exploitation")]
    assert not of_2019["value"].between(2000, 2026).any()
    true = rows[(rows["place"] == "IND") & (rows["year_end"] == 2017) & (rows["sex"] == "female") & (rows["age"] == "adult")]
    assert 2024 in set(true["value"])
    returned = _table("flows", "unodc_glotip_2023").query("evidence == 'repatriated'")
    assert not returned["count"].between(2000, 2026).any()


def test_a_total_that_reads_like_a_year_has_its_caveat_and_its_neighbours_have_not() -> None:
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    rows = _table("estimates", "unodc_glotip")
    marked = rows[rows["caveat_ids"].map(lambda ids: any("looks like a year" in texts[one] for one in ids))]
    assert set(zip(marked["place"], marked["year_end"], strict=True)) == {("MEX", 2015), ("ARG", 2013), ("USA", 2020)}
    assert marked["value"].notna().all()


def test_rows_without_a_country_are_counted_as_left_out() -> None:
    left = pd.read_csv(DATA / "sources" / "unodc_glotip_2023" / "left_out.csv")
    assert dict(zip(left["code"], left["rows"], strict=True)) == {
        "Aruba/Curacao": 1, "CAR": 161, "CAS": 129, "EEU": 129, "MCA": 88, "MCN": 40, "SAF": 204, "SAM": 205
    }  # fmt: skip


def test_a_rate_is_the_count_per_100_000_of_the_population_and_a_mask_gives_its_range() -> None:
    counts = _table("estimates", "unodc_glotip")
    found = rates.computed(counts, atlas()["population"], "detected_victims_rate").set_index(["place", "year_end", "form"])
    people = atlas()["population"].set_index(["place", "year"])["population"]
    kingdom, germany = found.T["GBR", 2019, "all"], found.T["DEU", 2022, "all"]
    assert kingdom["value"] == pytest.approx(10_627 / people["GBR", 2019] * 100_000) == pytest.approx(15.9, abs=0.1)
    assert pd.isna(germany["value"])
    assert (germany["value_low"], germany["value_high"]) == (0, pytest.approx(4 / people["DEU", 2022] * 100_000))


def test_a_count_of_several_years_or_of_women_has_no_rate() -> None:
    row = {"indicator": "detected_victims", "place": "FRA", "year_start": 2020, "year_end": 2020, "form": "all", "sex": "all", "age": "all"}
    row |= {"value": 67.0, "value_low": None, "value_high": None, "as_printed": "67", "locator": "row 4"}
    rows = pd.DataFrame([row, {**row, "year_start": 2019}, {**row, "sex": "female"}, {**row, "year_start": 2021, "year_end": 2021}])
    people = pd.DataFrame({"place": ["FRA"], "year": [2020], "population": [67_000_000]})
    found = rates.computed(rows.astype({"value_low": "float64", "value_high": "float64"}), people, "detected_victims_rate")
    assert found["value"].tolist() == [pytest.approx(0.1)]
    assert found["as_printed"].tolist() == ["67 / 67,000,000 population"]


@pytest.mark.parametrize(
    ("numbers", "whole", "bounds"),
    [
        ([5, 40, 800], True, [9, 19, 49, 99, 199, 499, 999]),  # 5 to 9, 10 to 19, 20 to 49 ...
        ([10, 29, 30, 2999], True, [29, 99, 299, 999, 2999]),  # a number that begins a class lies in it
        ([1, 2, 3, 999_999], True, [9, 99, 999, 9_999, 99_999, 999_999]),  # powers of ten where finer steps are too many
        ([0.2, 1.0, 4.1], False, [0.2, 0.5, 1, 2, 5]),  # a number that ends a class lies in it
        ([0.001, *[0.2] * 60, *[4.0] * 60, 900.0], False, [0.2, 0.5, 1, 2, 5]),  # few are far out: the last class is open
        ([0, 7], True, [9]),
        ([0], True, [1]),
    ],
)
def test_map_classes_are_round_steps(numbers: list[float], whole: bool, bounds: list[float]) -> None:
    assert upper_bounds(pd.Series(numbers, dtype="float64"), whole=whole) == bounds


def test_every_numeric_class_of_a_map_is_round_and_as_wide_as_its_neighbours() -> None:
    for row in row_dicts(atlas()["classes"].query("~exact")):
        indicator = vocabulary.indicators()[row["indicator"]]
        if indicator.unit in ("date", "score", "percent_score"):
            continue
        ends = [bound + 1 if vocabulary.unit(indicator.unit).whole else bound for bound in row["upper_bounds"]]
        assert {f"{end:.2e}".partition("e")[0] for end in ends} <= {"1.00", "2.00", "3.00", "5.00"}, row
        assert all(high / low <= 10.001 for low, high in itertools.pairwise(ends)), row
        assert len(ends) <= 7
