"""The claims of the five documents: what each counts, the year printed beside it, and the English of what is generated."""

import pandas as pd
import pytest

from etl.claims import claim_rules
from etl.contract import vocabulary
from etl.queries import claim_list, corridors
from etl.queries.atlas import atlas

# Document, character, and the year printed beside the figure: of the figure, or of the report, study or posting that is named there.
YEARS = [
    ("compilation_2014", 9939, 2011),  # "Posted January 2, 2011", below the list of facts
    ("compilation_2014", 10174, 2011),
    ("compilation_2014", 10196, 2011),
    ("compilation_2014", 10638, 2011),
    ("compilation_2014", 10914, 2011),
    ("compilation_2014", 14483, 2011),
    ("compilation_2014", 14715, 2011),
    ("compilation_2014", 16947, 2011),
    ("compilation_2014", 19156, 2011),
    ("compilation_2014", 19636, 2011),
    ("compilation_2014", 11684, 2003),  # "A 2003 study in the Netherlands"
    ("compilation_2014", 12215, 2009),  # "a 2009 Washington Times article"
    ("compilation_2014", 20397, 2004),  # "400 immigrants in 2004", which is no posting
    ("compilation_2014", 23285, 2005),  # "In 2005, Patrick Belser of ILO estimated"
    ("compilation_2014", 23342, 2008),  # "In 2008, the United Nations estimated"
    ("compilation_2014", 23423, 2008),
    ("compilation_2014", 27849, 2006),  # "an April 2006 report"
    ("compilation_2014", 27899, 2006),
    ("compilation_2014", 29539, 2009),  # "Global Report ... in February 2009"
    ("compilation_2014", 42351, 2010),  # "It was reported in 2010"
    ("compilation_2014", 54409, 2011),  # "In 2011, the United Nations reported"
    ("compilation_2014", 65074, 2004),  # "author of Disposable People (2004)"
    ("compilation_2014", 65210, 2008),  # "In 2008, the U.S. Department of State estimates"
    ("compilation_2014", 65422, 2008),  # "In the same year, a study"
    ("compilation_2014", 75186, 2013),  # "report in June 2013"
    ("compilation_2014", 84832, 2011),  # "A 2011 paper"
    ("encyclopedia_2009", 8205, 2006),  # "In a 2006 report the Future Group"
    ("encyclopedia_2009", 10249, 2006),
    ("encyclopedia_2009", 11418, 2004),  # "In 2004, the Royal Canadian Mounted Police (RCMP) estimated"
    ("encyclopedia_2009", 11490, 2004),
    ("encyclopedia_2009", 15992, 2008),  # "a report about the sex trade in Amsterdam, in 2008"
    ("encyclopedia_2009", 16178, 1997),  # "An article in Le Monde in 1997"
    ("encyclopedia_2009", 16236, 1997),
    ("encyclopedia_2009", 16454, 2006),  # "reported in 2006"
    ("encyclopedia_2009", 16523, 2006),
    ("soroptimist_2007", 3440, 2006),  # footnote 3
    ("soroptimist_2007", 4176, 2005),  # footnote 6
    ("soroptimist_2007", 4272, 2006),  # footnote 7
    ("soroptimist_2007", 4850, 1999),  # footnote 10
    ("soroptimist_2007", 7285, 2004),  # footnote 12
    ("soroptimist_2007", 8678, 1999),  # footnote 15
    ("soroptimist_2007", 17646, 2006),  # footnote 24
    ("soroptimist_2007", 21170, 2004),  # footnote 28
    ("toolkit_2001", 3237, 1999),  # endnote 2
    ("toolkit_2001", 3392, 1999),
]
UNDATED = {"compilation_2014": 164, "encyclopedia_2009": 267, "soroptimist_2007": 115, "stopvaw_2003": 11, "toolkit_2001": 16}
# A note that stands after another sentence, or that the copy no longer ties to one, dates nothing.
NOT_BESIDE = [("soroptimist_2007", 8472), ("encyclopedia_2009", 6741), ("encyclopedia_2009", 20513), ("compilation_2014", 61575)]


def _years() -> pd.Series:
    estimates = atlas()["estimates"].astype({"estimate_id": "str"}).set_index("estimate_id")["year_start"]
    ratings = atlas()["ratings"].astype({"rating_id": "str"}).set_index("rating_id")["year"]
    years = pd.concat([estimates, ratings])
    rows = claim_list.claims().query("row_table != ''")
    return pd.Series([years[row] for row in rows["row_id"]], pd.MultiIndex.from_frame(rows[["source_id", "offset"]]))


YEAR_OF = _years().groupby(level=[0, 1]).first()


@pytest.mark.parametrize(("document", "offset", "year"), YEARS)
def test_a_claim_has_the_year_that_is_printed_beside_it(document: str, offset: int, year: int) -> None:
    assert YEAR_OF[document, offset] == year


def test_claims_without_a_printed_year_are_as_many_as_were_read() -> None:
    rows = claim_list.claims()
    assert dict(rows[~rows["year_stated"]].groupby("source_id").size()) == UNDATED


@pytest.mark.parametrize(("document", "offset"), NOT_BESIDE)
def test_a_year_of_another_matter_is_not_taken(document: str, offset: int) -> None:
    assert not claim_list.claims().query("source_id == @document and offset == @offset")["year_stated"].any()


def test_every_claim_says_in_words_what_it_counts() -> None:
    rows = claim_list.claims()
    labels = {code: indicator.label for code, indicator in vocabulary.indicators().items()}
    assert (rows["counted"].str.strip() != "").all()
    left = rows[rows["counts"].isin(list(claim_rules.UNSPECIFIC_INDICATORS))]
    assert len(left) > 200
    assert not (left["counted"] == left["counts"].map(labels)).any()
    assert not rows["counted"].str.contains("_").any()


def test_nothing_that_only_titles_state_is_a_claim() -> None:
    rows = claim_list.claims().query("source_id == 'encyclopedia_2009'")
    assert rows["offset"].max() < 50620  # "See also" and the list of notes follow
    assert not rows["as_printed"].str.contains("3 sex slaves").any()


# Document, character and code of what is said in words, of scales and of limits in laws.
SAID = [
    ("stopvaw_2003", 29, "trend"),  # "an increasing problem"
    ("toolkit_2001", 9664, "age_other"),  # "have not yet turned 15 years old"
    ("encyclopedia_2009", 3605, "role_other"),  # "Eastern Europe", between Russia and Hong Kong
    ("encyclopedia_2009", 6948, "no_evidence"),  # "the exact extent is unknown"
    ("encyclopedia_2009", 12601, "index_scale"),  # "not fully compliant with minimum standards"
    ("encyclopedia_2009", 18751, "no_evidence"),  # "do not appear to be keeping records"
    ("encyclopedia_2009", 21726, "trend"),  # "increasingly transnational in scope"
    ("encyclopedia_2009", 49213, "story_place"),  # Belgium, in a television series
]


@pytest.mark.parametrize(("document", "offset", "counts"), SAID)
def test_what_a_document_says_beside_its_figures_is_a_claim_too(document: str, offset: int, counts: str) -> None:
    assert list(claim_list.claims().query("source_id == @document and offset == @offset")["counts"]) == [counts]


# Document, kind of statement in words, and what is printed.
IN_WORDS = [
    ("compilation_2014", "trend", "overall improved"),
    ("compilation_2014", "trend", "modest deterioration"),
    ("compilation_2014", "no_evidence", "no evidence found"),
    ("compilation_2014", "no_evidence", "impossible to produce any meaningful statistics"),
    ("compilation_2014", "index_scale", "score of 3 (worst) to 15 (best)"),
    ("compilation_2014", "index_scale", "one of three tiers"),
    ("compilation_2014", "ranking", "second most frequently downloaded"),
    ("compilation_2014", "story_place", "Sudanese"),
    ("soroptimist_2007", "no_evidence", "minimally reported evidence"),
    ("soroptimist_2007", "index_scale", "Tier 1 and 2 designations"),
    ("soroptimist_2007", "story_place", "Odessa, Ukraine"),
]


@pytest.mark.parametrize(("document", "counts", "printed"), IN_WORDS)
def test_statements_in_words_are_claims_without_a_number(document: str, counts: str, printed: str) -> None:
    rows = claim_list.claims().query("source_id == @document and counts == @counts and as_printed == @printed")
    assert len(rows) == 1
    assert list(rows["row_table"]) == [""]


def test_what_a_story_tells_is_never_a_number_or_a_classification() -> None:
    rows = claim_list.claims()
    told = rows[(rows["scope"] == "story") | (rows["counts"] == "story_place")]
    assert {"MDA", "UKR", "SDN"} <= set(told["place"])
    assert set(told["row_table"]) == {""}


def test_no_code_stands_in_what_a_classification_prints() -> None:
    ratings = atlas()["ratings"]
    mine = ratings[ratings["rating_id"].isin(claim_list.claims()["row_id"].dropna())]
    assert not mine["as_printed"].astype("str").str.contains("_").any()


def test_flows_of_documents_are_people_trafficked_and_no_total_is_added_to_its_parts() -> None:
    for source in ("compilation_2014", "encyclopedia_2009"):
        rows = corridors.rows(f"{source}.narrative_mention")
        assert set(rows["indicator"]) == {"people_trafficked_into"}
        assert not rows.duplicated(["origin", "destination"]).any()


def test_sentences_on_claims_are_made_of_whole_words() -> None:
    texts = atlas()["caveats"]["text"].astype("str")
    assert not texts.str.contains("people from").any()
    assert not texts.str.contains(r"\bis the year of ;|  |\.\.|\(no place").any()
