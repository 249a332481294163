"""The lists of countries that documents print, beside the two highest classes of the report that they were taken from."""

from collections.abc import Iterable
from functools import cache

import pandas as pd

from etl.queries.atlas import atlas

ROLES = ("origin", "transit", "destination")
PRIMARY = "UNODC 2006"
HIGHEST = f"{PRIMARY}: very high"
_PRINTED = {"major": "called major", "high": "called high", "very_high": "called very high", "most_common": "called most common"}
_CLASSES = {"very_high": "very high", "high": "high"}


def _ratings(indicator: str, ratings: Iterable[str]) -> pd.DataFrame:
    rows = atlas()["ratings"].query("indicator == @indicator").astype({"source_id": "str", "place": "str", "rating": "str"})
    return rows[rows["rating"].isin(list(ratings))]


def _printed(role: str) -> pd.DataFrame:
    """The lists that documents print of countries in a role and whose chains lead to the primary source."""
    steps, sources = atlas()["lineage"], atlas()["sources"].set_index("source_id")
    copied = steps.loc[steps["row_id"].fillna("").str.startswith("unodc_2006/"), "estimate_id"]
    rows = _ratings(f"role_{role}", _PRINTED)
    rows = rows[rows["rating_id"].isin(copied)]
    rows = rows[rows.groupby(["source_id", "rating"])["place"].transform("size") > 1]
    label = rows["source_id"].map(sources["short_title"]) + ": " + rows["rating"].map(_PRINTED)
    return rows.assign(list=label, order=rows["source_id"].map(sources["published_year"]))


def _reported(role: str) -> pd.DataFrame:
    """The two highest classes of the primary source, each a list."""
    rows = _ratings(f"unodc_{role}", _CLASSES)
    return rows.assign(list=f"{PRIMARY}: " + rows["rating"].map(_CLASSES), order=rows["rating"].map({"very_high": 0, "high": 1}))


def ratings(role: str) -> pd.DataFrame:
    """The ratings behind the lists in a role: a row a country and list, with ``list``, ``order`` and ``place_name``."""
    rows = pd.concat([_reported(role), _printed(role)])
    rows = rows[~rows["place"].str.contains(":")].drop_duplicates(["list", "place"])
    labels = atlas()["places"].set_index("place")["name"]
    return rows.assign(place_name=rows["place"].map(labels)).sort_values(["order", "list", "place_name"], kind="stable")


@cache
def names(role: str) -> pd.DataFrame:
    """Countries by lists: a row a country, a column a list, True where the list names it; the primary source first; ``name``."""
    rows = ratings(role)
    lists = rows.drop_duplicates("list").sort_values("order", kind="stable")["list"]
    table = rows.assign(named=True).pivot(index="place", columns="list", values="named").notna()[list(lists)]
    return table.assign(name=rows.drop_duplicates("place").set_index("place")["place_name"]).sort_values("name")


def left_out(role: str) -> dict[str, list[str]]:
    """By printed list: the countries of the primary source's highest class that it leaves out."""
    table = names(role)
    printed = [name for name in table.columns if name != "name" and not name.startswith(PRIMARY)]
    return {name: sorted(table.loc[table[HIGHEST] & ~table[name], "name"]) for name in printed}
