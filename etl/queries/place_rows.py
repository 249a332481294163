"""Every row of the tables that names a place: what a download of the place holds, all editions, groups and quarters included."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from etl.queries.atlas import atlas

_Positions = Mapping[str, "np.ndarray[Any, Any]"]
# Table -> the columns that name a place.
_NAMING = {
    "estimates": ("place",),
    "ratings": ("place",),
    "flows": ("origin", "destination"),
    "claims": ("place",),
    "population": ("place",),
}
TABLES = (*_NAMING, "lineage")


@cache
def _by(table: str, column: str) -> _Positions:
    return cast("_Positions", atlas()[table].groupby(column, observed=True).indices)


def _at(table: str, place: str) -> "np.ndarray[Any, Any]":
    parts = [_by(table, column)[place] for column in _NAMING[table] if place in _by(table, column)]
    return np.unique(np.concatenate(parts)) if parts else np.array([], "int64")


@cache
def _mentions() -> Mapping[str, list[int]]:
    """The positions of the claims that name a place as an origin or a destination, found by document and location there."""
    claims, flows = atlas()["claims"], atlas()["flows"]
    where = claims["section"] + ", at character " + claims["offset"].astype("str")
    by_location = dict(zip(zip(claims["source_id"], where, strict=True), range(len(claims)), strict=True))
    named: dict[str, list[int]] = {}
    for row in flows[flows["evidence"] == "narrative_mention"].itertuples():
        for place in (row.origin, row.destination):
            named.setdefault(str(place), []).append(by_location[str(row.source_id), str(row.locator)])
    return named


def _claims_at(place: str) -> "np.ndarray[Any, Any]":
    """Claims on a place, and those that name it as an origin or a destination."""
    return np.union1d(_at("claims", place), _mentions().get(place, [])).astype("int64")


@lru_cache(maxsize=8)
def positions(place: str) -> _Positions:
    """By table the positions of the rows that name a place; of ``lineage`` those of the claims among them."""
    own = {table: _at(table, place) for table in _NAMING} | {"claims": _claims_at(place)}
    repeated = {row for row in atlas()["claims"]["row_id"].array[own["claims"]] if isinstance(row, str)}
    steps = [_by("lineage", "estimate_id")[row] for row in sorted(repeated) if row in _by("lineage", "estimate_id")]
    return {**own, "lineage": np.sort(np.concatenate(steps)) if steps else np.array([], "int64")}


def rows(place: str, table: str) -> pd.DataFrame:
    """The rows of a table that name a place, in the order of the table."""
    return atlas()[table].iloc[positions(place)[table]]


def counts(place: str) -> dict[str, int]:
    """How many rows of each table name a place."""
    return {table: len(rows) for table, rows in positions(place).items()}


@cache
def _sources() -> Mapping[str, frozenset[str]]:
    pairs = [
        atlas()[table][[column, "source_id"]].drop_duplicates().astype("str").set_axis(["place", "source"], axis=1)
        for table, columns in _NAMING.items()
        if table != "population"
        for column in columns
    ]
    return {str(place): frozenset(group) for place, group in pd.concat(pairs).groupby("place")["source"]}


def sources(place: str) -> frozenset[str]:
    """The sources that have a row that names a place."""
    return _sources().get(place, frozenset())


@cache
def spoken_of() -> tuple[str, ...]:
    """The places that some source names, in the order of the table of places."""
    return tuple(place for place in atlas()["places"]["place"] if place in _sources())
