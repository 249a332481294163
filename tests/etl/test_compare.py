"""The real claims and questions: what the Compare page promises holds for the tables that are built."""

from functools import cache

import pandas as pd
import pytest

from etl.contract import vocabulary
from etl.queries import answers, choices, country_lists, place_summary, source_comparison
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.choices import ALL, series
from etl.queries.histories import history
from etl.queries.map_rows import by_place

UNITED_KINGDOM = [("detected_victims", "unodc_glotip"), ("nrm_referrals", "uk_nrm")]


def test_every_document_makes_claims_and_says_where() -> None:
    rows = atlas()["claims"]
    assert set(rows["source_id"]) == set(documents())
    assert (rows["offset"] >= 0).all()
    assert (rows["section"] != "").all()
    assert not rows["claim_id"].duplicated().any()
    assert len(rows) > 400


def test_at_least_thirty_questions_have_several_answers_and_two_to_six_sentences_of_reasons() -> None:
    questions = answers.questions()
    assert (questions["answers"] >= 2).sum() >= 30
    assert questions["why_they_differ"].str.count(r"\.(?: |$)").between(2, 6).all()
    assert questions["question"].str.endswith("?").all()
    assert set(questions["topic"]) == set(vocabulary.terms("topic"))


@cache
def _everything() -> pd.DataFrame:
    return pd.concat([answers.answers(quantity).assign(quantity=quantity) for quantity in answers.questions()["quantity_id"]])


def test_a_group_whose_rows_differ_says_what_it_overlooks_or_states_no_factor() -> None:
    for name, group in _everything().groupby(["quantity", "group_id"]):
        unsaid = set(answers.differ_in(group)) - {"method", *group["overlooks"].iloc[0]}
        assert not unsaid or not group["alike"].any(), (name, unsaid)


def test_women_and_girls_are_never_in_one_group_with_everyone_unless_it_says_so() -> None:
    people = _everything().query("unit in ['persons', 'persons_per_year'] and alike")
    assert (people.groupby(["quantity", "group_id"])["sex"].nunique() == 1).all()
    assert (people.groupby(["quantity", "group_id"])["unit"].nunique() == 1).all()


COUNTED = ["uk", "into_usa", "netherlands", "germany", "belgium", "austria", "spain", "switzerland", "greece"]


@pytest.mark.parametrize("quantity", COUNTED)
def test_a_national_question_holds_what_authorities_registered_and_what_an_index_models(quantity: str) -> None:
    sources = set(answers.answers(quantity)["source_id"])
    assert "unodc_glotip_2025_10" in sources
    assert {"gsi_2013", "gsi_2023"} <= sources or quantity == "into_usa"
    assert "secondary_claim" in set(answers.answers(quantity)["kind"])


def test_quarters_and_other_vintages_answer_no_question() -> None:
    rows = _everything()
    assert rows["quarter"].isna().all()
    assert not superseded() & set(rows["source_id"])


def test_every_claim_with_a_row_has_a_chain_that_ends_in_its_document() -> None:
    last = atlas()["lineage"].sort_values("step").groupby("estimate_id").tail(1)
    held = atlas()["claims"].query("row_table != ''")
    assert set(held["row_id"]) == set(last["estimate_id"])
    assert (last["estimate_id"] == last["row_id"]).all()


def test_modern_anchors_stand_beside_old_claims() -> None:
    rows = answers.answers("modern_slavery_now")
    assert {2005, 2012, 2017, 2022} <= set(rows.loc[rows["kind"] == "model_estimate", "published_year"])
    assert (rows["kind"] == "secondary_claim").any()


def test_profit_and_revenue_stand_in_groups_of_their_own() -> None:
    rows = answers.answers("money_year")
    assert not {"revenue", "profit"} & set(rows.loc[rows["group_id"] == "market", "indicator"])
    for _, group in rows.groupby("group_id"):
        assert len({"revenue"} & set(group["indicator"])) + len({"illegal_profits", "profit"} & set(group["indicator"])) <= 1


def test_stocks_and_flows_never_share_a_group() -> None:
    rows = pd.concat([answers.answers(quantity) for quantity in answers.questions()["quantity_id"]])
    people = rows[rows["unit"].isin(["persons", "persons_per_year"]) & rows["alike"]]
    assert (people.groupby(["group"])["unit"].nunique() == 1).all()


def test_a_factor_is_stated_only_where_rows_count_the_same() -> None:
    row = {"place": "WORLD", "unit": "usd", "sex": "all", "age": "all", "form": "all", "alike": True, "overlooks": (), "value": 2.0}
    row |= {"source_id": "a_source", "indicator": "profit", "year_end": 2005, "caveat_ids": ()}
    rows = pd.DataFrame([row, row | {"value": 10.0}]).assign(value_low=float("nan"), value_high=float("nan"))
    assert answers.factor(rows) == 5
    assert answers.factor(rows.assign(alike=False)) is None
    assert answers.factor(rows.assign(sex=["all", "female"])) is None
    assert answers.factor(rows.assign(sex=["all", "female"], overlooks=pd.Series([("sex",)] * 2, dtype="object"))) == 5
    assert answers.factor(rows.head(1)) is None


def test_filters_and_search_leave_what_they_name() -> None:
    every = answers.answers("money_year")
    claimed = answers.filtered("money_year", kinds=("secondary_claim",), by_value=True)
    assert 0 < len(claimed) < len(every)
    assert set(answers.filtered("money_year", search="belser")["source_id"]) >= {"ilo_profits_2005"}
    assert answers.filtered("money_year", search="no such word").empty
    organs = answers.filtered("countries_laws", search="organ removal")
    assert list(organs["counted"]) == ["countries in which trafficking for organ removal was detected"]
    assert answers.filtered("money_year", years=(1900, 1901)).empty


def test_the_lists_say_which_country_each_dropped() -> None:
    assert len(country_lists.names("origin").query("`UNODC 2006: very high`")) == 11
    assert list(country_lists.left_out("origin").items()) == [
        ("Soroptimist white paper 2007: called major", ["Moldova"]),
        ("Encyclopedia copy 2009: called major", ["Lithuania", "Romania", "Russia"]),
        ("Compilation 2014: called high", []),
    ]
    assert country_lists.left_out("destination")["Encyclopedia copy 2009: called most common"] == ["Greece"]


def test_lists_of_one_country_alone_are_not_held_against_the_report() -> None:
    greek = {"ALB", "BGR", "BLR", "MDA", "NGA", "ROU", "RUS", "UKR"}
    named = country_lists.names("origin")["Encyclopedia copy 2009: called major"]
    assert set(named[named].index) != greek
    assert "ROU" not in named[named].index


def test_years_of_two_counts_say_where_they_are_one_number() -> None:
    counts = [series(*one) for one in UNITED_KINGDOM]
    histories = [(one.indicator, history(one, ALL, ["GBR"])) for one in counts]
    years = source_comparison.by_year(histories)["verdict"]
    assert (years[2016], years[2020], years[2023]) == ("both", "same_number", "only_one")
    assert (years.index.min(), years.index.max()) == (2009, 2025)


def test_the_documents_never_reach_the_world_page() -> None:
    assert not documents() & {source for code in choices.indicators() for source in choices.sources_of(code)}
    assert not any(option["value"].startswith("DOC:") for option in place_summary.options())


def test_unlike_kinds_neither_agree_nor_differ() -> None:
    tiers, scores = series("tip_tier", "tip_tiers"), series("p3_overall", "p3_index")
    maps = [(one.indicator, by_place(one, ALL, year)) for one, year in ((tiers, 2013), (scores, 2013), (tiers, 2014))]
    unlike = source_comparison.by_place(maps[:2])
    assert set(unlike["verdict"]) == {"both", "only_one"}
    same = source_comparison.by_place([maps[0], maps[2]])
    assert {"agreeing", "differing"} <= set(same["verdict"])
    assert same.loc["THA", "verdict"] == "differing"
