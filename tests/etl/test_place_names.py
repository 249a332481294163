"""A place is found by any of its names and codes, and a slip of the pen opens no other place."""

import pytest

from etl.queries import place_names
from etl.queries.atlas import atlas

KNOWN = {
    "Nepal": "NPL",
    "nepal": "NPL",
    "NPL": "NPL",
    "np": "NPL",
    "Federal Democratic Republic of Nepal": "NPL",
    "CÔTE D’IVOIRE": "CIV",
    "cote d'ivoire": "CIV",
    "The Gambia": "GMB",
    "Burma": "MMR",
    "BU": "MMR",
    "Zaire": "COD",
    "ZAR": "COD",
    "ROM": "ROU",
    "Swaziland": "SWZ",
    "UK": "GBR",
    "XK": "XKX",
    "NA": "NAM",
    "NAM": "NAM",
    "CS": "SCG",
    "AN": "ANT",
    "world": "WORLD",
    "Africa": "M49:002",
    "European Union": "ORG:EU",
    "ilo:africa_2012": "ILO:AFRICA_2012",
}


@pytest.mark.parametrize(("text", "code"), KNOWN.items())
def test_any_name_or_code_of_a_place_means_it(text: str, code: str) -> None:
    assert place_names.place_of(text) == code


def test_every_code_and_name_of_a_country_means_that_country() -> None:
    places = atlas()["places"]
    places = places[places["kind"].isin(["country", "territory"])]
    assert [code for code in places["place"] if place_names.place_of(code) != code] == []
    assert [name for name, code in zip(places["name"], places["place"], strict=True) if place_names.place_of(name) != code] == []


@pytest.mark.parametrize("text", ["", " ", "Nigera", "Korea", "NPX", "Yugoslavia", "=1+1", "x" * 100_000])
def test_what_is_no_name_means_no_place(text: str) -> None:
    assert place_names.place_of(text) == ""


def test_a_slip_has_the_nearest_names() -> None:
    assert set(place_names.near("Nigera")) == {"NER", "NGA"}
    assert set(place_names.near("Korea")) == {"KOR", "PRK"}
    assert place_names.near("Afganistan") == ("AFG",)
    assert place_names.near("x" * 100_000) == place_names.near("") == ()


def test_a_dissolved_state_has_successors_and_no_other_has() -> None:
    assert place_names.successors("SCG") == ("MNE", "SRB")
    assert {"CUW", "SXM"} <= set(place_names.successors("ANT"))
    assert place_names.successors("NPL") == place_names.successors("WORLD") == place_names.successors("M49:002") == ()
