"""Whoever types a name in any language of the United Nations, a code, a slip or nonsense finds what it names, or plainly nothing."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract.folding import fold
from etl.queries import name_search
from etl.queries.atlas import atlas
from etl.queries.name_index import Fit

FIRST_COUNTRY = {
    "ألمانيا": "DEU",
    "德国": "DEU",
    "Германия": "DEU",
    "Alemania": "DEU",
    "Allemagne": "DEU",
    "Costa de Marfil": "CIV",
    "Côte d’Ivoire": "CIV",
    "cote d'ivoire": "CIV",
    "Ivory Coast": "CIV",
    "Burma": "MMR",
    "Birmanie": "MMR",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "TÜRKİYE": "TUR",
    "Kosovo": "XKX",
    "DR Congo": "COD",
    "Congo": "COG",
    "NA": "NAM",
    "NAM": "NAM",
    "nep": "NPL",
    "Nepál": "NPL",
    "uk": "GBR",
    "Великобритания": "GBR",
    "美国": "USA",
    "США": "USA",
    "the Netherlands": "NLD",
    "Países Bajos": "NLD",
    "Guinea": "GIN",
    "Niger": "NER",
    "Nigera": "NGA",
    "Afganistan": "AFG",
    "Philipines": "PHL",
    "tell me about Nepal": "NPL",
}


@pytest.mark.parametrize(("query", "code"), FIRST_COUNTRY.items())
def test_a_country_is_found_first_by_any_of_its_names(query: str, code: str) -> None:
    assert name_search.find(query)["place"][0].code == code


def test_every_name_of_every_country_finds_it_exactly() -> None:
    search = atlas()["search"]
    names = search[search["is_name"] & (search["kind"] == "place")]
    lost = {
        name: code
        for name, code in zip(names["name"], names["code"], strict=True)
        if len(name) <= name_search.LONGEST and code not in {hit.code for hit in name_search.find(name)["place"] if hit.fit is Fit.EXACT}
    }
    assert lost == {}


def test_countries_have_a_name_in_each_language_of_the_united_nations() -> None:
    aliases, places = atlas()["aliases"], atlas()["places"]
    countries = set(places.loc[places["kind"] == "country", "place"]) - {"SCG"}
    for language in ("ar", "es", "fr", "ru", "zh"):
        assert countries - set(aliases.loc[aliases["kind"] == f"name_{language}", "place"]) == set(), language


def test_no_name_of_a_reader_means_two_countries() -> None:
    search = atlas()["search"]
    areas = set(atlas()["places"].query("kind in ['country', 'territory']")["place"])
    names = search[search["is_name"] & search["code"].isin(areas) & (search["name"].str.len() > 3)]
    assert names.groupby("term")["code"].nunique().max() == 1


FIRST = {
    "UNODC": ("source", "unodc_glotip_2025_10"),
    "Global Slavery Index": ("source", "gsi_2023"),
    "gsi 2018": ("source", "gsi_2018"),
    "Kelley Simmons": ("source", "criminalization"),
    "walk free": ("source", "gsi_2023"),
    "Tier 2 Watch List": ("rating", "tip_tier.2W"),
    "detected victims": ("indicator", "detected_victims"),
    "convictions": ("indicator", "persons_convicted"),
    "modern slavery": ("indicator", "modern_slavery"),
    "modern slavrey": ("indicator", "modern_slavery"),
    "Girls from Nepal in India": ("question", "nepal_india"),
}


@pytest.mark.parametrize(("query", "expected"), FIRST.items(), ids=FIRST)
def test_what_is_named_is_the_first_of_its_kind(query: str, expected: tuple[str, str]) -> None:
    kind, code = expected
    assert name_search.find(query)[kind][0].code == code


def test_producers_come_before_those_who_repeat_them() -> None:
    repeated = [hit.is_repeated for hit in name_search.find("trafficking")["source"]]
    assert repeated == sorted(repeated)
    assert {True, False} == set(repeated)
    assert name_search.find("Toolkit chapter 2001")["source"][0].code == "toolkit_2001"


def test_a_place_beside_other_words_is_asked_about() -> None:
    hits = name_search.find("how many detected victims in Germany")
    assert (hits["indicator"][0].code, hits["indicator"][0].place) == ("detected_victims", "DEU")
    assert hits["place"][0].code == "DEU"
    assert name_search.find("Nepal tier")["indicator"][0].place == "NPL"


def test_slips_are_understood_only_where_nothing_fits() -> None:
    assert {hit.fit for hit in name_search.find("Nigera")["place"]} == {Fit.SLIP}
    assert Fit.SLIP not in {hit.fit for hits in name_search.find("Niger").values() for hit in hits}


NOTHING = {
    "nothing": "",
    "blanks": " \t\n ",
    "an emoji": "🧭",
    "control characters": "\x00\x07\x1b",
    "punctuation": "<>&\"'=+-@%",
    "an idle word": "the",
    "letters": "x" * 10_000,
    "words of no name": "qwrtz plkjh vbnmx",
}


@pytest.mark.parametrize("query", NOTHING.values(), ids=NOTHING)
def test_what_names_nothing_finds_nothing(query: str) -> None:
    assert name_search.find(query) == {}


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_answered(query: str) -> None:
    for kind, hits in name_search.find(query).items():
        assert [hit.kind for hit in hits] == [kind] * len(hits)
        assert len({(hit.code, hit.place) for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Côte d’Ivoire & co.", "cote d ivoire and co"),
        ("ÅLAND", "aland"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("أَلْمَانِيَا", "المانيا"),
        ("Ёлка", "елка"),
        ("德国。", "德国"),
        ("the", "the"),
        ("…", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_the_index_names_only_what_is_there() -> None:
    search = atlas()["search"]
    tables = {"place": ("places", "place"), "indicator": ("indicators", "indicator"), "source": ("sources", "source_id")}
    for kind, (table, field) in {**tables, "question": ("quantities", "quantity_id")}.items():
        assert set(search.loc[search["kind"] == kind, "code"]) <= set(atlas()[table][field]), kind
    assert set(atlas()["sources"]["source_id"]) <= set(search["code"])
    assert isinstance(search, pd.DataFrame)
    assert (search["term"] != "").all()
