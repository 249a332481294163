"""Contract tests over whatever the catalogue finds: every source keeps the same promises."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from etl.contract import source_config, vocabulary
from etl.contract.source_config import Source
from etl.contract.source_module import module_of
from etl.queries.atlas import atlas
from etl.store.tables import DATA

SOURCES = list(source_config.discover(DATA / "sources"))
EVERY = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.source_id)


def _rows(source: Source) -> pd.DataFrame:
    return _rows_of(source.source_id)


@cache
def _rows_of(source_id: str) -> pd.DataFrame:
    tables = {name: atlas()[name] for name in ("estimates", "ratings", "flows")}
    held = {name: table[table["source_id"] == source_id] for name, table in tables.items()}
    ends = [held["flows"].assign(place=held["flows"][end].astype("str")) for end in ("origin", "destination")]
    return pd.concat([held["estimates"], held["ratings"], *ends])


@EVERY
def test_a_source_has_rows_with_locators_and_known_places(source: Source) -> None:
    rows = _rows(source)
    words = atlas()["claims"].query("source_id == @source.source_id and row_table == ''")
    assert len(rows) + len(words) >= 5
    assert (rows["locator"].str.len() > 5).all()
    groups = {f"GROUP:{code}" for code in vocabulary.terms("origin_group")}
    assert set(rows["place"]) <= {*atlas()["places"]["place"], *groups}
    assert (rows["as_printed"] != "").all()


@EVERY
def test_a_source_says_what_it_counts_and_brings_its_caveats_to_every_row(source: Source) -> None:
    assert len((module_of(source).__doc__ or "").strip().splitlines()) >= 3
    known = set(atlas()["caveats"]["caveat_id"])
    general = {f"{source.source_id}/{caveat.id}" for caveat in source.caveats if not caveat.limited}
    assert general
    for ids in _rows(source)["caveat_ids"]:
        assert general <= set(ids) <= known


@EVERY
def test_every_file_of_a_source_is_read(source: Source) -> None:
    found = {path.name for path in source.folder.iterdir() if not path.name.startswith(".")}
    assert found == set(module_of(source).FILES) | {"source.toml"}


@EVERY
def test_no_range_is_invented(source: Source) -> None:
    rows = _rows(source)
    if "range_kind" not in rows or rows["range_kind"].isna().all():
        return
    bare = rows[rows["range_kind"].isin(["none_published", "not_seen"])]
    assert bare[["value_low", "value_high"]].isna().all(axis=None)


def test_the_transcriptions_are_complete() -> None:
    estimates, ratings = atlas()["estimates"]["source_id"].value_counts(), atlas()["ratings"]["source_id"].value_counts()
    assert ratings["tip_tiers"] == 4256
    assert ratings["unodc_2006"] == 343
    assert ratings["p3_index"] == 8573
    assert estimates["gsi_2013"] == 2 * 162
    assert estimates["gsi_2016"] == estimates["gsi_2018"] == 2 * 167
    assert ratings["criminalization"] == 2985 + 2756
    assert sum(estimates[name] for name in estimates.index if name.startswith("ilo_")) == 128


def test_the_bases_of_the_tiers_follow_from_how_they_were_read() -> None:
    tiers = atlas()["ratings"].query("indicator == 'tip_tier'")
    inferred = tiers[tiers["basis"] == "inferred"]
    assert inferred["year"].value_counts().to_dict() == {2017: 1, 2019: 1, 2024: 29}
    assert tiers[tiers["basis"] == "complement"]["year"].value_counts().to_dict() == {2022: 1, 2023: 2, 2024: 64}
    pooled = tiers[tiers["rank_low"].notna()]
    assert pooled["rank"].isna().all()
    assert set(zip(pooled["rating"], pooled["rank_low"], pooled["rank_high"], strict=True)) == {("2|2W", 2.0, 3.0)}


def test_disagreeing_copies_become_caveats() -> None:
    caveats = atlas()["caveats"].set_index("caveat_id")["text"]
    row = atlas()["ratings"].query("rating_id == 'tip_tiers/tip_tier/THA/2014'").iloc[0]
    own = [caveats[key] for key in row["caveat_ids"] if "/rows-" in key]
    assert own == [
        "Copies of the report disagree: Tier 3 in a data file by an unknown author, "
        "Heiss and Kelley's data file, Kelley and Cho's data file; Tier 2 Watch List in the CIA World Factbook."
    ]


def test_the_haiti_score_without_prevention_is_kept_and_flagged() -> None:
    haiti = atlas()["ratings"].query("source_id == 'p3_index' and place == 'HTI' and year == 2009")
    assert set(haiti["indicator"]) == {"p3_overall", "p3_prosecution", "p3_protection"}
    overall = haiti[haiti["indicator"] == "p3_overall"].iloc[0]
    assert overall["rank"] == 4
    assert "p3_index/haiti-2009" in overall["caveat_ids"]


def test_regions_of_different_editions_are_different_places() -> None:
    estimates = atlas()["estimates"]
    regional = estimates[estimates["place"].str.startswith("ILO:")]
    assert regional.groupby("place", observed=True)["source_id"].nunique().max() == 2  # profits of 2005 beside the estimate of 2005
    assert set(regional.groupby("place", observed=True)["published_year"].nunique()) == {1}


def test_a_blank_cell_is_missing_and_never_zero() -> None:
    rows = atlas()["estimates"].query("source_id == 'gsi_2023'")
    assert (rows["value"] > 0).all()
    assert not rows["place"].isin(["ISL", "LUX", "MLT"]).any()


def test_the_status_of_the_protocol_ends_where_the_copy_ends() -> None:
    status = atlas()["ratings"].query("indicator == 'palermo_status'")
    assert status["year"].max() == 2013
    assert len(status[(status["year"] == 2013) & (status["rating"] == "party")]) == 159
    assert len(atlas()["ratings"].query("indicator == 'palermo_signature'")) == 117


def test_money_is_in_whole_dollars_and_bounds_stand_alone() -> None:
    rows = atlas()["estimates"].query("source_id == 'ilo_profits_2005' and place == 'ILO:INDUSTRIALIZED_2005'")
    row = rows.iloc[0]
    assert (row["range_kind"], row["value_low"], row["as_printed"]) == ("at_least", 15e9, ">15 billion US dollars a year")
    assert pd.isna(row["value"])


def test_every_indicator_is_described_and_used_by_the_right_table() -> None:
    used = {table: set(atlas()[table]["indicator"].unique()) for table in ("estimates", "ratings", "flows")}
    for code, indicator in vocabulary.indicators().items():
        assert indicator.family in vocabulary.terms("family")
        assert indicator.unit in vocabulary.terms("unit")
        assert indicator.kind in vocabulary.terms("kind")
        assert len(indicator.definition) > 30
        assert (indicator.computed_from or code) in used[indicator.table] or indicator.family == "claims"


def test_no_input_of_another_project_is_shipped() -> None:
    shipped = [path for path in Path(DATA).rglob("*") if path.is_file() and ".built" not in path.parts]
    assert not [path for path in shipped if path.suffix in {".xlsx", ".gz", ".zip"}]
