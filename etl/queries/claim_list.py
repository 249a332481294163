"""Every claim of the documents, with its place in the text; and the lists of countries that they print."""

from functools import cache

import pandas as pd

from etl.queries.atlas import atlas

ROLES = ("origin", "transit", "destination")
_LIST = {"major": "called major", "high": "called high", "very_high": "called very high", "most_common": "called most common"}
_TOP = ["very_high", "high"]
_PRIMARY = "unodc_2006/"


def of(claim_id: str) -> pd.Series | None:
    """A claim by its identifier, with its document and the name of its place; None where there is none."""
    found = every()[every()["claim_id"] == claim_id]
    return found.iloc[0] if len(found) else None


@cache
def every() -> pd.DataFrame:
    """All claims with the title of the document and the name of the place: figures and classifications, statements, stories.

    Each of the three is in the order of the documents; ``position`` is the place of a claim in that order.
    """
    names = dict(zip(atlas()["places"]["place"], atlas()["places"]["name"], strict=True))
    rows = atlas()["claims"].merge(atlas()["sources"][["source_id", "short_title", "published_year"]], on="source_id")
    rows = rows.sort_values(["published_year", "source_id", "offset"]).reset_index(drop=True)
    part = rows["row_table"].eq("").astype("int64") + rows["scope"].eq("story")
    ordered = rows.loc[part.sort_values(kind="stable").index]
    return ordered.assign(place_name=ordered["place"].map(names), position=ordered.index).reset_index(drop=True)


def _printed(role: str) -> pd.DataFrame:
    """The lists that documents print of countries in a role and whose chains lead to the primary source."""
    ratings = atlas()["ratings"].astype({"source_id": "str", "place": "str", "rating": "str"})
    steps = atlas()["lineage"]
    taken = steps.loc[steps["row_id"].fillna("").str.startswith(_PRIMARY), "estimate_id"]
    rows = ratings[(ratings["indicator"] == f"role_{role}") & ratings["rating"].isin(list(_LIST)) & ratings["rating_id"].isin(taken)]
    rows = rows[rows.groupby(["source_id", "rating"])["place"].transform("size") > 1]
    short = atlas()["sources"].set_index("source_id")["short_title"]
    year = atlas()["sources"].set_index("source_id")["published_year"]
    label = rows["source_id"].map(short) + ": " + rows["rating"].map(_LIST)
    return rows.assign(list=label, order=rows["source_id"].map(year))


def _reported(role: str) -> pd.DataFrame:
    """The two highest classes of the primary source, each a list."""
    ratings = atlas()["ratings"].astype({"source_id": "str", "place": "str", "rating": "str"})
    rows = ratings[(ratings["indicator"] == f"unodc_{role}") & ratings["rating"].isin(_TOP)]
    label = "UNODC 2006: " + rows["rating"].map({"very_high": "very high", "high": "high"})
    return rows.assign(list=label, order=rows["rating"].map({"very_high": 0, "high": 1}))


@cache
def listed(role: str) -> pd.DataFrame:
    """The ratings behind the lists in a role: a row a country and list, with ``list``, ``order`` and ``place_name``."""
    rows = pd.concat([_reported(role), _printed(role)])
    rows = rows[~rows["place"].str.contains(":")].drop_duplicates(["list", "place"])
    names = dict(zip(atlas()["places"]["place"], atlas()["places"]["name"], strict=True))
    return rows.assign(place_name=rows["place"].map(names)).sort_values(["order", "list", "place_name"], kind="stable")


@cache
def lists(role: str) -> pd.DataFrame:
    """Countries by lists: a row a country, a column a list, True where the list names it; the primary source first."""
    rows = listed(role)
    columns = rows.drop_duplicates("list").sort_values("order", kind="stable")["list"]
    names = dict(zip(atlas()["places"]["place"], atlas()["places"]["name"], strict=True))
    table = rows.assign(held=True).pivot(index="place", columns="list", values="held").notna()[list(columns)]
    return table.assign(name=table.index.map(names)).sort_values("name")


def dropped(role: str) -> list[tuple[str, list[str]]]:
    """For each printed list: the countries of the primary source's highest class that it leaves out."""
    table = lists(role)
    printed = [name for name in table.columns if name != "name" and not name.startswith("UNODC")]
    highest = table["UNODC 2006: very high"]
    return [(name, sorted(table.loc[highest & ~table[name], "name"])) for name in printed]
