"""What every source says of one place, and what is missing: the page of a country."""

from functools import cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, map_rows
from etl.queries.atlas import atlas, documents, superseded
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


def around(place: str) -> list[str]:
    """The place itself and the regions that hold it; the world, which holds them all, is not among them."""
    members = atlas()["members"]
    return [place, *members[(members["member"] == place) & (members["region"] != "WORLD")]["region"]]


def _of_everyone(estimates: pd.DataFrame) -> pd.Series:
    """Whether an estimate of all forms speaks of everyone, or of the only group of people that its series has, such as adults."""
    people = estimates["sex"].astype("str") + "." + estimates["age"].astype("str")
    groups = people.groupby([estimates["indicator"], estimates["source_id"]], observed=True).transform("nunique")
    return (estimates["form"] == "all") & ((people == "all.all") | (groups == 1))


@cache
def _whole() -> pd.DataFrame:
    """The yearly rows of both tables of everyone and all forms, without those of documents and of earlier editions."""
    ratings, estimates = atlas()["ratings"], atlas()["estimates"]
    whole = estimates[estimates["quarter"].isna() & _of_everyone(estimates)]
    rows = pd.concat([ratings.assign(year_start=ratings["year"], year_end=ratings["year"]), whole])
    return rows[~rows["source_id"].isin(documents() | superseded())]


@cache
def quarters(place: str, indicator: str, source: str) -> pd.DataFrame:
    """The rows of single quarters on a place, of every group (``group``: form.sex.age), in their order."""
    rows = atlas()["estimates"]
    rows = rows[rows["quarter"].notna() & (rows["place"] == place) & (rows["indicator"] == indicator) & (rows["source_id"] == source)]
    group = rows["form"].astype("str") + "." + rows["sex"].astype("str") + "." + rows["age"].astype("str")
    return rows.assign(group=group).sort_values(["year_end", "quarter"])


@cache
def quarters_by_origin(place: str, indicator: str, source: str) -> pd.DataFrame:
    """The counts of single quarters by origin that a source gives of a destination, in their order."""
    rows = atlas()["flows"]
    rows = rows[rows["quarter"].notna() & (rows["destination"] == place) & (rows["indicator"] == indicator) & (rows["source_id"] == source)]
    return rows.sort_values(["year_end", "quarter"])


@cache
def _around(place: str) -> pd.DataFrame:
    rows = _whole()
    return rows[rows["place"].isin(around(place))]


@cache
def says(place: str, family: str, *, inferred: bool = False) -> pd.DataFrame:
    """All rows on a place, and on the regions that hold it, for a family of indicators: for everyone and all forms.

    Rates that are computed here stand beside those that publishers print. Columns of both tables, with ``place_name`` and
    ``year_start, year_end`` for ratings too; sorted by indicator, source, year.
    """
    known = vocabulary.indicators()
    codes = [code for code in choices.indicators() if known[code].family == family]
    rows = _around(place)
    rows = rows[rows["indicator"].isin(codes)]
    computed = [code for code in codes if known[code].computed_from in set(rows["indicator"])]
    rows = pd.concat([rows, *(rates.computed(rows, atlas()["population"], code) for code in computed)])
    rows = rows if inferred else rows[rows["basis"] != "inferred"]
    order = {code: number for number, code in enumerate(codes)}
    rows = rows.assign(place_name=rows["place"].map(names()), order=rows["indicator"].map(order).astype("int64"))
    return rows.sort_values(["order", "source_id", "year_end"]).reset_index(drop=True)


@cache
def families(place: str) -> dict[str, pd.DataFrame]:
    """The rows on a place for each family of indicators that has any, in the order of the families."""
    return {family: rows for family in vocabulary.terms("family") if len(rows := says(place, family))}


def could_cover(source: str, place: str) -> bool:
    """Whether a place lies within what a source is about: a country, a region and its members, or the world."""
    covered, members = map_rows.covered_places(source), atlas()["members"]
    if place in covered or "WORLD" in covered:
        return True
    areas = {code for code in covered if kinds()[code] in _SEARCHED}
    inside = set(members.loc[members["region"].isin(covered), "member"])
    return place in inside if inside and areas <= inside else len(areas) > 1


@cache
def missing(place: str, family: str) -> dict[str, list[str]]:
    """Sources of a family without a row on the place: ``not_covered`` and, where it is covered otherwise, ``no_figure``.

    A source that is about one other country, or about a region that the place is no part of, is not missing.
    """
    codes = [code for code in choices.indicators() if vocabulary.indicators()[code].family == family]
    held = says(place, family, inferred=True)["source_id"].unique()
    lacking = dict.fromkeys(source for code in codes for source in choices.sources_of(code) if source not in held)
    absent: dict[str, list[str]] = {"no_figure": [], "not_covered": []}
    for source in lacking:
        covered = not map_rows.covered_places(source).isdisjoint(around(place))
        if could_cover(source, place):
            absent["no_figure" if covered else "not_covered"].append(source)
    return absent
