"""Counts of national and European authorities: each publisher apart, both of two series, and every press page named on its row."""

import pandas as pd
import pytest

from etl.contract.errors import InputError
from etl.queries import answers as compare
from etl.queries import choices, corridors, map_rows, place_summary
from etl.queries.atlas import atlas
from etl.read import national_counts
from etl.sources import authority_figures

SOURCES = (
    *("afp_reports", "bjs_trafficking", "dutch_rapporteur", "eurostat_thb", "polaris_hotline", "statcan_trafficking"),
    *("tip_us_chapter", "uscis_t_visas", "uk_nrm"),
)


def _rows(source: str, indicator: str = "") -> pd.DataFrame:
    rows = atlas()["estimates"]
    rows = rows[(rows["source_id"] == source) & (not indicator or (rows["indicator"] == indicator))]
    return rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))


def _said(rows: pd.DataFrame) -> pd.Series:
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    return rows["caveat_ids"].map(lambda ids: " ".join(texts[code] for code in ids))


def test_as_many_figures_as_were_seen_are_held() -> None:
    assert {source: len(_rows(source)) for source in SOURCES if source != "uk_nrm"} == {
        "afp_reports": 41,
        "bjs_trafficking": 20,
        "dutch_rapporteur": 13,
        "eurostat_thb": 33,
        "polaris_hotline": 7,
        "statcan_trafficking": 24,
        "tip_us_chapter": 6,
        "uscis_t_visas": 20,
    }
    late = _rows("uk_nrm").query("year_end >= 2024")
    people = atlas()["flows"].query("source_id == 'uk_nrm' and year_end >= 2024")
    assert (len(late), len(people)) == (14, 15)


def test_a_quarter_is_quoted_as_first_published_with_what_a_later_bulletin_prints() -> None:
    rows = _rows("uk_nrm", "nrm_referrals").query("year_end >= 2024 and sex == 'all'")
    quarters = rows[rows["quarter"].notna()].set_index(["year_end", "quarter"])
    assert quarters["value"].to_dict() == {
        (2024, 1): 4524,
        (2024, 2): 4316,
        (2024, 3): 4758,
        (2024, 4): 5538,
        (2025, 2): 5690,
        (2025, 3): 6407,
        (2025, 4): 6021,
    }
    said = _said(quarters)
    assert "prints 4,521" in said[2024, 1] and "prints 4,312" in said[2024, 2]
    assert "revised in February 2026" in said[2024, 4]
    assert set(quarters["basis"]) == {"printed"}


def test_a_year_is_the_printed_total_and_never_the_sum_of_its_quarters() -> None:
    rows = choices.series("nrm_referrals", "uk_nrm").rows
    years = rows[rows["group"] == choices.ALL].set_index("year_end")["value"]
    assert (years[2023], years[2024], years[2025]) == (17004, 19125, 23411)
    assert years[2024] != 4524 + 4316 + 4758 + 5538
    assert "revises it to 16,990" in _said(_rows("uk_nrm").query("year_end == 2023 and quarter.isna() and age == 'all'")).iloc[0]


def test_quarters_can_be_had_by_place_and_counts_of_quarters_enter_no_sum_of_corridors() -> None:
    held = place_summary.quarters("GBR", "nrm_referrals", "uk_nrm")
    everyone = held[held["group"] == choices.ALL]
    assert len(everyone) == 66 and (2025, 1) not in set(zip(everyone["year_end"], everyone["quarter"], strict=True))
    named = place_summary.quarters_by_origin("GBR", "nrm_referrals", "uk_nrm").query("year_end == 2025 and quarter == 4")
    assert dict(zip(named["origin"], named["count"], strict=True)) == {"ERI": 843, "SOM": 579, "GBR": 1316}
    assert corridors.years("uk_nrm.referred_by_nationality") == (2022, 2023)
    assert place_summary.quarters_by_origin("GBR", "nrm_referrals", "uk_nrm")["quarter"].notna().all()
    assert place_summary.says("GBR", "counts").query("source_id == 'uk_nrm' and indicator == 'nrm_referrals'")["year_end"].is_unique


@pytest.mark.parametrize("source", SOURCES)
def test_a_figure_that_was_not_read_at_its_publisher_says_so_on_its_row(source: str) -> None:
    rows = _rows(source)
    rows = rows[rows["year_end"] >= 2024] if source == "uk_nrm" else rows
    publishers = ("gov.uk/", "ec.europa.eu/eurostat", "rapporteur.nl", "comensha.nl", "afp.gov.au", "ojp.gov")
    own = rows["copy"].map(lambda copy: any(host in copy for host in publishers) and "mirror" not in copy)
    assert (rows["range_kind"] == "none_published").equals(own)
    assert _said(rows)[~own].str.contains("The figure (?:was found|was read|is from) ").all()
    assert not _said(rows)[own].str.contains("The figure (?:was found|was read|is from) ").any()


def test_a_kind_of_page_that_is_not_known_is_refused() -> None:
    row = dict.fromkeys(national_counts.COLUMNS, "") | {"figure": "5", "page": "rumour", "row": 2}
    with pytest.raises(InputError, match="'rumour' is not known"):
        authority_figures.normalise({"figures.csv": pd.DataFrame([row])})


def test_a_row_keeps_its_own_year_of_publication_its_note_and_its_page_and_a_blank_year_is_that_of_the_source() -> None:
    row = dict.fromkeys(national_counts.COLUMNS, "") | {
        "figure": "1,234",
        "page": "mirror",
        "note": "A note.",
        "seen_at": "there",
        "row": 2,
    }
    rows = authority_figures.normalise({"figures.csv": pd.DataFrame([row | {"published_year": "2022"}, row | {"page": "publisher"}])})
    own, of_source = rows["estimates"].to_dict("records")
    assert (own["published_year"], own["range_kind"], own["copy"]) == ("2022", "not_seen", "there")
    assert own["caveat"] == "A note.\nThe figure was read on a mirror of the publisher's page."
    assert pd.isna(of_source["published_year"]) and (of_source["range_kind"], of_source["caveat"]) == ("none_published", "A note.")


def test_no_row_of_the_home_office_was_published_before_its_period_ended() -> None:
    rows = _rows("uk_nrm")
    ends_with_the_year = rows["quarter"].isna() | (rows["quarter"] == 4)
    assert (rows["published_year"] >= rows["year_end"] + ends_with_the_year).all()


def test_two_counts_of_one_year_stand_under_two_names() -> None:
    rows = _rows("statcan_trafficking").query("year_start == 2023 and unit == 'incidents'").set_index("indicator")
    assert rows["value"].to_dict() == {"police_reported_incidents": 570, "police_reported_incidents_table": 512}
    assert _said(rows).str.contains("597 incidents for 2022 and 570 for 2023; the crime table of July 2024 prints 528 and 512").all()
    answers = compare.answers("incidents_canada").query("year_end == 2023").set_index("group_id")["value"]
    assert answers.to_dict() == {"daily": 570, "table": 512}


def test_the_rapporteur_and_the_keeper_of_the_register_differ_and_each_is_named() -> None:
    rapporteur, comensha = (
        _rows("dutch_rapporteur", code).set_index("year_end") for code in ("possible_victims", "possible_victims_comensha")
    )
    assert [rapporteur["value"][year] for year in (2019, 2020)] == [1334, 984]
    assert [comensha["value"][year] for year in (2019, 2020)] == [1372, 1013]
    assert "UNODC print 1,372" in _said(rapporteur)[2019] and "prints 984" in _said(comensha)[2020]
    unodc = choices.series("detected_victims", "unodc_glotip_2025_10").rows
    counts = unodc[(unodc["place"] == "NLD") & (unodc["group"] == choices.ALL)].set_index("year_end")["value"]
    assert [counts[year] for year in (2019, 2020)] == [1372, 1013]
    assert {"reported", "detected"} <= set(compare.answers("netherlands")["group_id"])


def test_the_union_has_one_figure_as_a_whole_and_a_state_with_its_own_is_drawn_above_it() -> None:
    alone = map_rows.by_place(choices.series("registered_victims", "eurostat_thb"), choices.ALL, 2022)
    assert alone.loc[alone["status"] == "figure", "place"].tolist() == ["EU:EU27_2020"]
    assert not {"FRA", "LVA"} & set(alone["place"]) and "GBR" in set(alone["place"])
    both = map_rows.by_place(choices.series("registered_victims_per_million", "eurostat_thb"), choices.ALL, 2020)
    figures = dict(both.loc[both["status"] == "figure", ["place", "value"]].to_numpy())
    assert (figures["EU:EU27_2020"], figures["NLD"], figures["CZE"]) == (15, 57, 2)
    assert "FRA" not in set(both["place"]) and both["place"].iloc[0] == "EU:EU27_2020"
    assert len(atlas()["members"].query("region == 'EU:EU27_2020'")) == 27


def test_a_figure_has_the_year_of_the_release_in_which_it_was_printed() -> None:
    rows = _rows("afp_reports")
    assert rows.groupby("year_end")["published_year"].unique().map(list).to_dict() == {
        2021: [2022],
        2022: [2022],
        2023: [2023],
        2024: [2024],
        2025: [2025],
    }


def test_kinds_of_report_add_up_to_the_total_where_all_are_printed() -> None:
    rows = _rows("afp_reports")
    for year in (2023, 2024, 2025):
        found = rows[rows["year_end"] == year]
        assert found.loc[found["form"] != "all", "value"].sum() == found.loc[found["form"] == "all", "value"].item()
    assert rows.query("form == 'organ_removal' and year_end == 2025")["value"].tolist() == [0]
    assert _said(rows).str.contains("Reports are not victims").all()


def test_sums_that_nobody_printed_are_not_among_the_regional_estimates() -> None:
    regional = _rows("ilo_forced_labour_2017").query("place != 'WORLD' and indicator == 'modern_slavery'")
    assert not {9232000, 1944000, 520000, 24997000, 3596000} & set(regional["value"])
    rates = _rows("ilo_forced_labour_2012", "forced_labour_prevalence").set_index("place_printed")["value"]
    assert (rates["Middle East"], rates["Asia and the Pacific"], rates["Africa"]) == (3.4, 3.3, 4.0)
    profit = _rows("ilo_profits_2014", "profit_per_person").set_index("place")["value"]
    assert (profit["ILO:AFRICA_2014"], profit["ILO:DEVELOPED_EU_2014"]) == (3900, 34800)


def test_a_count_of_a_whole_year_keeps_the_identifier_that_it_had_before_there_were_quarters() -> None:
    people = atlas()["flows"].query("source_id == 'uk_nrm'")
    quarter = people["quarter"].notna()
    assert people.loc[~quarter, "flow_id"].str.endswith("/all/all/all").all()
    assert people.loc[quarter, "flow_id"].str.contains(r"/all/all/all/[1-4]$").all()
