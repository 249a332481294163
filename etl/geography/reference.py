"""The forms of the tables in data/reference, and the references between them: every code that a table uses exists."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from etl.contract.errors import InputError
from etl.contract.folding import fold
from etl.contract.forms import FORM, Text, Year, check_rows
from etl.contract.schema import ROW

_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
_RegionCode = Annotated[str, StringConstraints(pattern=r"^(WORLD|[A-Z0-9]+:[A-Z0-9_]+)$")]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Latitude = Annotated[float, Field(ge=-90, le=90)]
_Income = Literal["High income", "Upper middle income", "Lower middle income", "Low income", ""]
_Continent = Literal["Africa", "Americas", "Asia", "Europe", "Oceania"]


@dataclass(config=FORM)
class _Place:
    place: _Code
    name: Text
    kind: Literal["country", "territory"]
    region: _Continent
    subregion: Text
    income_group: _Income
    longitude: _Longitude
    latitude: _Latitude
    note: str


@dataclass(config=FORM)
class _Region:
    place: _RegionCode
    name: Text
    kind: Literal["world", "region"]
    scheme: str
    longitude: _Longitude | Literal[""]
    latitude: _Latitude | Literal[""]
    note: str


@dataclass(config=FORM)
class _Member:
    region: Text
    member: _Code


@dataclass(config=FORM)
class _Alias:
    alias: Text
    place: Text
    kind: Literal["official", "short", "former", "spelling", "abbreviation"]
    scope: str


@dataclass(config=FORM)
class _Name:
    name: Text
    place: _Code
    language: Literal["ar", "en", "es", "fr", "ru", "zh"]
    kind: Literal["un", "common"]


@dataclass(config=FORM)
class _Citizenship:
    label: str
    place: str
    group: str
    note: str


@dataclass(config=FORM)
class _Population:
    place: _Code
    year: Year
    population: Annotated[int, Field(gt=0)]


FORMS: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "places": (_Place, ("place",)),
    "regions": (_Region, ("place",)),
    "members": (_Member, ("region", "member")),
    "aliases": (_Alias, ("alias", "scope")),
    "names": (_Name, ("name", "place", "language")),
    "citizenships": (_Citizenship, ("label",)),
    "population": (_Population, ("place", "year")),
}


def _check_codes(tables: Mapping[str, pd.DataFrame], table: str, column: str, *known_in: str) -> None:
    """Raise InputError for the first code in a column that none of the tables ``known_in`` has."""
    known = {code for name in known_in for code in tables[name]["place"]}
    for row in tables[table][~tables[table][column].isin(known)].to_dict("records"):
        remedy = f"Give a code of {' or '.join(f'{name}.csv' for name in known_in)}, or add the place there."
        raise InputError("reference", f"{table}.csv, line {row[ROW]}", f"there is no place '{row[column]}'", remedy)


def _check_names(names: pd.DataFrame) -> None:
    """Raise InputError for the first name that means two places: it is no name."""
    folded = names["name"].map(fold)
    for row in names[names.groupby(folded)["place"].transform("nunique") > 1].to_dict("records"):
        where = f"names.csv, line {row[ROW]}"
        raise InputError("reference", where, f"the name '{row['name']}' means two places", "Leave it out, or write it in full.")


def check(tables: Mapping[str, pd.DataFrame], *, scopes: Iterable[str]) -> None:
    """Raise InputError for tables that break their forms or contradict one another; ``scopes``: the sources an alias may name."""
    for name, (form, key) in FORMS.items():
        check_rows(form, tables[name], f"{name}.csv", key=key)
    _check_codes(tables, "members", "region", "regions", "places")
    _check_codes(tables, "members", "member", "places")
    _check_codes(tables, "population", "place", "places")
    _check_codes(tables, "names", "place", "places")
    _check_names(tables["names"])
    aliases = tables["aliases"]
    for row in aliases[~aliases["scope"].isin(["", *scopes])].to_dict("records"):
        remedy = "Give the folder of a source, or leave the scope empty."
        raise InputError("reference", f"aliases.csv, line {row[ROW]}", f"there is no source '{row['scope']}'", remedy)
