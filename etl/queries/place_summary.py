"""What every source says of one place, and what is missing: the page of a country."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices
from etl.queries.atlas import atlas, documents, superseded, with_group
from etl.transform import rates

_SEARCHED = ("country", "territory")


@cache
def options() -> tuple[dict[str, str], ...]:
    """Places to choose from, then the regions that sources speak of: code, name, and all other names and codes to find it by."""
    places = atlas()["places"]
    aliases = atlas()["aliases"].query("scope == '' and not kind.str.startswith('name_')").groupby("place")["alias"].agg("; ".join)
    published = (atlas()[table] for table in ("estimates", "ratings"))
    spoken_of = {place for rows in published for place in rows.loc[~rows["source_id"].isin(documents()), "place"].unique()}
    areas = places[places["kind"].isin(_SEARCHED)].sort_values("name", key=lambda names: names.str.normalize("NFKD"))
    regions = places[~places["kind"].isin(_SEARCHED) & places["place"].isin(spoken_of)]
    schemes = regions["region"].map(lambda scheme: f" ({scheme})" if scheme else "")
    labels = pd.concat([areas["name"], regions["name"] + schemes])
    codes = [*areas["place"], *regions["place"]]
    return tuple(
        {"value": code, "label": label, "also": f"{code}; {aliases.get(code, '')}"} for code, label in zip(codes, labels, strict=True)
    )


@cache
def names() -> dict[str, str]:
    """The name of every place by its code."""
    return dict(zip(atlas()["places"]["place"], atlas()["places"]["name"], strict=True))


@cache
def kinds() -> dict[str, str]:
    """The kind of every place by its code."""
    return dict(zip(atlas()["places"]["place"], atlas()["places"]["kind"], strict=True))


def record(place: str) -> dict[str, Any]:
    """The row of a place."""
    places = atlas()["places"]
    return dict(places[places["place"] == place].iloc[0])


@cache
def _regions_of() -> Mapping[str, list[str]]:
    members = atlas()["members"]
    return {str(place): list(regions) for place, regions in members[members["region"] != "WORLD"].groupby("member")["region"]}


def around(place: str) -> list[str]:
    """The place itself and the regions that hold it; the world, which holds them all, is not among them."""
    return [place, *_regions_of().get(place, [])]


def _of_everyone(estimates: pd.DataFrame) -> pd.Series:
    """Whether an estimate of all forms speaks of everyone, or of the only group of people that its series has, such as adults."""
    people = estimates["sex"].astype("str") + "." + estimates["age"].astype("str")
    groups = people.groupby([estimates["indicator"], estimates["source_id"]], observed=True).transform("nunique")
    return (estimates["form"] == "all") & ((people == "all.all") | (groups == 1))


def _whole() -> pd.DataFrame:
    """The yearly rows of both tables of everyone and all forms, without those of documents and of earlier editions."""
    ratings, estimates = atlas()["ratings"], atlas()["estimates"]
    whole = estimates[estimates["quarter"].isna() & _of_everyone(estimates)]
    rows = pd.concat([ratings.assign(year_start=ratings["year"], year_end=ratings["year"]), whole])
    return rows[~rows["source_id"].isin(documents() | superseded())]


@cache
def _quarterly(table: str) -> pd.DataFrame:
    rows = with_group(table)
    return rows[rows["quarter"].notna()]


@cache
def by_quarter() -> frozenset[str]:
    """The indicators of which a source gives single quarters."""
    return frozenset(map(str, _quarterly("estimates")["indicator"].unique()))


@lru_cache(maxsize=64)
def quarters(place: str, indicator: str, source: str) -> pd.DataFrame:
    """The rows of single quarters on a place, of every group (``group``: form.sex.age), in their order."""
    rows = _quarterly("estimates")
    rows = rows[(rows["place"] == place) & (rows["indicator"] == indicator) & (rows["source_id"] == source)]
    return rows.sort_values(["year_end", "quarter"])


@lru_cache(maxsize=64)
def quarters_by_origin(place: str, indicator: str, source: str) -> pd.DataFrame:
    """The counts of single quarters by origin that a source gives of a destination, in their order."""
    rows = _quarterly("flows")
    rows = rows[(rows["destination"] == place) & (rows["indicator"] == indicator) & (rows["source_id"] == source)]
    return rows.sort_values(["year_end", "quarter"])


@cache
def every_place() -> pd.DataFrame:
    """The yearly rows of everyone on all places, rates that are computed here among them, by indicator, source and year."""
    rows, known = _whole(), vocabulary.indicators()
    rates_of = [rates.computed(rows, atlas()["population"], code) for code in choices.indicators() if known[code].computed_from]
    rows = pd.concat([rows, *rates_of], ignore_index=True)
    order = {code: number for number, code in enumerate(choices.indicators())}
    numbers = rows["indicator"].astype("str").map(order)
    rows = rows[numbers.notna()].assign(order=numbers[numbers.notna()].astype("int64"), place_name=rows["place"].astype("str").map(names()))
    return rows.sort_values(["order", "source_id", "year_end"], kind="stable").reset_index(drop=True)


@cache
def _positions() -> Mapping[str, "np.ndarray[Any, Any]"]:
    return cast("Mapping[str, np.ndarray[Any, Any]]", every_place().groupby("place", observed=True).indices)


def on_place(place: str) -> pd.DataFrame:
    """All rows on a place, and on the regions that hold it, for everyone and all forms, inferred ones too.

    Rates that are computed here stand beside those that publishers print. Columns of both tables, with ``place_name`` and
    ``year_start, year_end`` for ratings too; in the order of indicators, sources, years.
    """
    positions = [_positions()[code] for code in around(place) if code in _positions()]
    return every_place().iloc[np.sort(np.concatenate(positions)) if positions else []]


@lru_cache(maxsize=64)
def says(place: str, family: str, *, inferred: bool = False) -> pd.DataFrame:
    """The rows of ``on_place`` for a family of indicators; those that are inferred only on request."""
    rows = on_place(place)
    codes = [code for code in choices.indicators() if vocabulary.indicators()[code].family == family]
    rows = rows[rows["indicator"].isin(codes)]
    return (rows if inferred else rows[rows["basis"] != "inferred"]).reset_index(drop=True)


@lru_cache(maxsize=64)
def families(place: str) -> dict[str, pd.DataFrame]:
    """The rows on a place for each family of indicators that has any, in the order of the families."""
    return {family: rows for family in vocabulary.terms("family") if len(rows := says(place, family))}
