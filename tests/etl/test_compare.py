"""The real claims and questions: what the Compare page promises holds for the tables that are built."""

import pandas as pd

from etl.queries import choices, claims, compare, place, sides
from etl.queries.atlas import atlas, documents
from etl.queries.compare import Filters


def test_every_document_makes_claims_and_says_where() -> None:
    rows = atlas()["claims"]
    assert set(rows["source_id"]) == set(documents())
    assert (rows["offset"] >= 0).all()
    assert (rows["section"] != "").all()
    assert not rows["claim_id"].duplicated().any()
    assert len(rows) > 400


def test_there_are_at_least_thirty_questions_with_reasons() -> None:
    questions = compare.questions()
    assert len(questions) >= 30
    sentences = questions["why_they_differ"].str.count(r"[.;](?: |$)")
    assert sentences.between(1, 8).all()
    assert questions["question"].str.endswith("?").all()


def test_every_claim_with_a_row_has_a_chain_that_ends_in_its_document() -> None:
    last = atlas()["lineage"].sort_values("step").groupby("estimate_id").tail(1)
    held = atlas()["claims"].query("row_table != ''")
    assert set(held["row_id"]) == set(last["estimate_id"])
    assert (last["estimate_id"] == last["row_id"]).all()


def test_modern_anchors_stand_beside_old_claims() -> None:
    rows = compare.answers("forced_labour_now")
    assert {2005, 2012, 2017, 2022} <= set(rows.loc[rows["kind"] == "model_estimate", "published_year"])
    assert (rows["kind"] == "secondary_claim").any()


def test_profit_and_revenue_stand_in_groups_of_their_own() -> None:
    rows = compare.answers("money_year")
    assert not {"revenue", "profit"} & set(rows.loc[rows["group_id"] == "market", "indicator"])
    for _, group in rows.groupby("group_id"):
        assert len({"revenue"} & set(group["indicator"])) + len({"illegal_profits", "profit"} & set(group["indicator"])) <= 1


def test_stocks_and_flows_never_share_a_group() -> None:
    rows = pd.concat([compare.answers(quantity) for quantity in compare.questions()["quantity_id"]])
    people = rows[rows["unit"].isin(["persons", "persons_per_year"]) & rows["alike"]]
    assert (people.groupby(["group"])["unit"].nunique() == 1).all()


def test_a_factor_is_stated_only_where_rows_count_the_same() -> None:
    row = {"place": "WORLD", "unit": "usd", "sex": "all", "age": "all", "form": "all", "alike": True, "overlooks": (), "value": 2.0}
    rows = pd.DataFrame([row, row | {"value": 10.0}]).assign(value_low=float("nan"), value_high=float("nan"))
    assert compare.factor(rows) == 5
    assert compare.factor(rows.assign(alike=False)) is None
    assert compare.factor(rows.assign(sex=["all", "female"])) is None
    assert compare.factor(rows.assign(sex=["all", "female"], overlooks=[("sex",)] * 2)) == 5
    assert compare.factor(rows.head(1)) is None


def test_filters_and_search_leave_what_they_name() -> None:
    every = compare.answers("money_year")
    claimed = compare.shown("money_year", Filters(kinds=("secondary_claim",)), by_value=True)
    assert 0 < len(claimed) < len(every)
    assert set(compare.shown("money_year", Filters(search="belser"), by_value=False)["source_id"]) >= {"ilo_profits_2005"}
    assert compare.shown("money_year", Filters(search="no such word"), by_value=False).empty
    assert compare.shown("money_year", Filters(years=(1900, 1901)), by_value=False).empty


def test_the_lists_say_which_country_each_dropped() -> None:
    dropped = dict(claims.dropped("origin"))
    assert len(claims.lists("origin").query("`UNODC 2006: very high`")) == 11
    assert any(len(missing) == 1 for missing in dropped.values())


def test_the_documents_never_reach_the_world_page() -> None:
    assert not documents() & {source for code in choices.indicators() for source in choices.sources_of(code)}
    assert not any(option["value"].startswith("DOC:") for option in place.options())


def test_unlike_kinds_neither_agree_nor_differ() -> None:
    unlike = sides.differences([("tip_tier", "tip_tiers", "all.all.all", 2013), ("p3_overall", "p3_index", "all.all.all", 2013)])
    assert set(unlike["verdict"]) == {"both", "only_one"}
    same = sides.differences([("tip_tier", "tip_tiers", "all.all.all", 2013), ("tip_tier", "tip_tiers", "all.all.all", 2014)])
    assert {"agreeing", "differing"} <= set(same["verdict"])
    assert same.loc["THA", "verdict"] == "differing"
