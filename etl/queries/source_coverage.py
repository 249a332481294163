"""Who covers what: for every country and territory which sources have a figure, of which kind, for which years.

A figure is a printed number, range or bound, or a rating; a mask is none. Inferred rows, earlier editions of a source and
dissolved states are left out, and what a source says of a region is not said of its members. A figure of several years or of
a quarter belongs to the year in which it ends.
"""

from functools import cache

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import masked
from etl.queries import choices
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.map_rows import HISTORIC

# The kinds of figures, then what is no figure on trafficking: dates and statuses of treaties, and what documents repeat.
FIGURES = ("count", "estimate", "rating", "citizenship")
KINDS = (*FIGURES, "treaty", "claim")
# The kind of a figure by the kind of knowledge of its indicator; a claim repeats what may be of any kind.
_KIND_OF = {
    "administrative_count": "count",
    "case_records": "count",
    "model_estimate": "estimate",
    "expert_index": "rating",
    "government_rating": "rating",
    "treaty_register": "treaty",
    "secondary_claim": "claim",
}
_CELL = ["place", "source_id", "kind"]
_ROW = [*_CELL, "indicator", "evidence", "group", "first", "year", "quarterly", "masked"]


@cache
def places() -> pd.DataFrame:
    """The countries and territories of today by name: ``place, name, kind, region, drawn_as, longitude, latitude``."""
    table = atlas()["places"]
    today = table[table["kind"].isin(["country", "territory"]) & ~table["place"].isin(HISTORIC)]
    names = ["place", "name", "kind", "region", "drawn_as", "longitude", "latitude"]
    return today[names].sort_values("name", key=lambda words: words.str.normalize("NFKD")).reset_index(drop=True)


def _group(rows: pd.DataFrame) -> pd.Series:
    return rows["form"].astype("str") + "." + rows["sex"].astype("str") + "." + rows["age"].astype("str")


def _kinds(rows: pd.DataFrame) -> pd.Series:
    known = {code: _KIND_OF[entry.kind] for code, entry in vocabulary.indicators().items()}
    return rows["indicator"].map(known).astype("object").mask(rows["source_id"].isin(documents()), "claim")


def _said_of_places() -> pd.DataFrame:
    """The rows of estimates and ratings in the columns ``_ROW``."""
    estimates, ratings = (atlas()[table] for table in ("estimates", "ratings"))
    periods = {"first": estimates["year_start"], "year": estimates["year_end"], "quarterly": estimates["quarter"].notna()}
    estimates = estimates.assign(group=_group(estimates), masked=masked(estimates), **periods)
    ratings = ratings.assign(group=choices.ALL, first=ratings["year"], quarterly=False, masked=False)
    parts = (rows[rows["basis"] != "inferred"].assign(kind=_kinds, evidence="")[_ROW] for rows in (estimates, ratings))
    return pd.concat([part.astype(dict.fromkeys(_CELL, "str") | {"indicator": "str"}) for part in parts])


def _said_of_ends() -> pd.DataFrame:
    """The rows of flows, once for the place that counts and once for the place whose citizens are counted."""
    flows = atlas()["flows"].astype(dict.fromkeys(["origin", "destination", "evidence", "source_id", "indicator"], "str"))
    flows = flows.assign(group=_group(flows), first=flows["year_start"], year=flows["year_end"], quarterly=flows["quarter"].notna())
    back = flows["evidence"] == "repatriated"
    counting = flows.assign(kind="count", place=flows["destination"].mask(back, flows["origin"]))
    counted = flows.assign(kind="citizenship", place=flows["origin"].mask(back, flows["destination"]))
    return pd.concat([counting, counted])[_ROW]


@cache
def _rows() -> pd.DataFrame:
    rows = pd.concat([_said_of_places(), _said_of_ends()], ignore_index=True)
    return rows[rows["place"].isin(places()["place"]) & ~rows["source_id"].isin(superseded())]


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of every cell the row that a map draws: the newest, a figure before a mask, a whole year, of a place before a flow, of everyone."""
    order = {code: number for number, code in enumerate(vocabulary.indicators())}
    ranks = {"part": rows["group"] != choices.ALL, "flow": rows["evidence"] != "", "order": rows["indicator"].map(order)}
    rows = rows.assign(**ranks).sort_values(
        ["masked", "quarterly", "year", "flow", "part", "order", "group"], ascending=[True, True, False, True, True, True, True]
    )
    return rows.drop_duplicates(_CELL).set_index(_CELL)[["indicator", "evidence", "group", "year"]]


@cache
def cells() -> pd.DataFrame:
    """One row a place, source and kind of figure that the atlas has rows of, masked ones too; read-only.

    ``place, source_id, kind`` (of KINDS); ``first, last``: years of its figures, missing where all are masked; ``years``: how
    many years have a figure; ``masked``: how many have a mask and no figure; ``last_masked``: the newest of these, if any;
    ``indicators``: their codes; ``indicator, evidence, group, year``: of the row that stands for it on a map.
    """
    rows = _rows()
    figures = rows[~rows["masked"]]
    spans = figures.groupby(_CELL).agg(first=("first", "min"), last=("year", "max"), years=("year", "nunique"))
    printed = pd.MultiIndex.from_frame(figures[[*_CELL, "year"]].drop_duplicates())
    masks = rows.loc[rows["masked"], [*_CELL, "year"]].drop_duplicates()
    masks = masks[~pd.MultiIndex.from_frame(masks).isin(printed)]
    hidden_years = masks.groupby(_CELL).agg(masked=("year", "nunique"), last_masked=("year", "max"))
    named = rows.drop_duplicates([*_CELL, "indicator"]).groupby(_CELL)["indicator"].agg(" ".join).str.split().rename("indicators")
    table = _newest(rows).join([spans, hidden_years, named])
    counted = {name: table[name].astype("Int64").fillna(0).astype("int64") for name in ("years", "masked")}
    known = {name: table[name].astype("Int64") for name in ("first", "last", "last_masked")}
    return table.assign(**counted, **known).reset_index()
