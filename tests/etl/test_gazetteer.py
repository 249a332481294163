"""Names of places resolve exactly or not at all."""

import tomllib

import pandas as pd
import pytest

from etl.contract.errors import PlaceError
from etl.contract.folding import fold
from etl.geography.gazetteer import Gazetteer, gazetteer
from etl.queries.atlas import atlas
from etl.store.tables import DATA


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    tables = atlas()
    # A build reads neither codes nor names in other languages where sources print a place.
    printed = tables["aliases"].query("kind != 'code' and not kind.str.startswith('name_')")
    return gazetteer(tables["places"], printed, tables["citizenships"])


KNOWN = {
    "Turkey": "TUR",
    "Türkiye": "TUR",
    "Kosovo": "XKX",
    "Swaziland": "SWZ",
    "DR Congo": "COD",
    "Congo, Dem. Rep.": "COD",
    "Congo": "COG",
    "Republic of Congo": "COG",
    "Ivory Coast": "CIV",
    "Cote D’Ivoire": "CIV",
    "Namibia": "NAM",
    "Burma": "MMR",
    "the former Yugoslav Republic of Macedonia": "MKD",
    "Korea, Rep.": "KOR",
    "Bolivia (Plurinational State of)": "BOL",
    "Serbia and Montenegro": "SCG",
    "European Union": "ORG:EU",
}


@pytest.mark.parametrize(("name", "code"), KNOWN.items())
def test_a_known_name_resolves(names: Gazetteer, name: str, code: str) -> None:
    assert names.resolve(name, source="any", where="here") == code


@pytest.mark.parametrize("name", ["Korea", "Guineaa", "NA", "", "Yugoslavia", "America", "Asia and the Pacific"])
def test_an_unknown_or_ambiguous_name_raises(names: Gazetteer, name: str) -> None:
    with pytest.raises(PlaceError, match="is not known"):
        names.resolve(name, source="any", where="here")


def test_a_region_is_another_place_in_each_edition(names: Gazetteer) -> None:
    resolved = {names.resolve("Africa", source=f"ilo_forced_labour_{year}", where="") for year in (2012, 2017, 2022)}
    assert resolved == {"ILO:AFRICA_2012", "ILO:AFRICA_2017", "ILO:AFRICA_2022"}


def test_folding_ignores_case_accents_and_articles() -> None:
    assert fold("The Côte d’Ivoire & co.") == fold("COTE D'IVOIRE AND CO")


def test_every_place_can_be_drawn() -> None:
    places = atlas()["places"]
    assert set(places["drawn_as"]) == {"area", "point", "both"}
    assert places[["longitude", "latitude"]].notna().all(axis=None)
    assert places["longitude"].between(-180, 180).all()
    assert len(places[places["kind"] == "country"]) == 196


def test_every_member_of_a_region_is_a_place() -> None:
    known = set(atlas()["places"]["place"])
    members = atlas()["members"]
    assert set(members["member"]) <= known
    assert set(members["region"]) <= known
    assert not members.duplicated().any()


def test_regions_of_one_scheme_do_not_overlap() -> None:
    scheme = atlas()["places"].set_index("place")["region"]
    members = atlas()["members"].assign(scheme=lambda rows: rows["region"].map(scheme))
    ilo = members[members["scheme"].str.startswith("ILO")]
    assert isinstance(ilo, pd.DataFrame)
    assert not ilo.duplicated(["scheme", "member"]).any()


def test_every_file_of_reference_data_says_where_it_is_from() -> None:
    folder = DATA / "reference"
    files = [path for path in folder.iterdir() if path.suffix in (".csv", ".geojson")]
    assert len(files) >= 7
    for path in files:
        said = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        assert {"title", "publisher", "url", "licence", "accessed", "method"} == set(said), path.name
