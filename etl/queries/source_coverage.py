"""Who covers what: for every country and territory which sources have a figure, of which kind, for which years.

A figure is a printed number, range or bound, or a rating; a mask is none. Inferred rows, earlier editions of a source and
dissolved states are left out, and what a source says of a region is not said of its members. A figure of several years or of
a quarter belongs to the year in which it ends.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import masked
from etl.queries import choices, source_scope
from etl.queries.atlas import atlas, documents, superseded, with_group
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


def _kinds(rows: pd.DataFrame) -> pd.Series:
    known = {code: _KIND_OF[entry.kind] for code, entry in vocabulary.indicators().items()}
    return rows["indicator"].map(known).astype("object")


def _said_of_places() -> pd.DataFrame:
    """The rows of estimates and ratings in the columns ``_ROW``."""
    estimates, ratings = with_group("estimates"), atlas()["ratings"]
    periods = {"first": estimates["year_start"], "year": estimates["year_end"], "quarterly": estimates["quarter"].notna()}
    estimates = estimates.assign(masked=masked(estimates), **periods)
    ratings = ratings.assign(group=choices.ALL, first=ratings["year"], quarterly=False, masked=False)
    parts = (rows[rows["basis"] != "inferred"].assign(kind=_kinds, evidence="")[_ROW] for rows in (estimates, ratings))
    return pd.concat([part.astype(dict.fromkeys(_CELL, "str") | {"indicator": "str"}) for part in parts])


def _said_of_ends() -> pd.DataFrame:
    """The rows of flows, once for the place that counts and once for the place whose citizens are counted.

    Of repatriations the place that counts is the one that people return from.
    """
    flows = with_group("flows").astype(dict.fromkeys(["origin", "destination", "evidence", "source_id", "indicator"], "str"))
    flows = flows.assign(first=flows["year_start"], year=flows["year_end"], quarterly=flows["quarter"].notna())
    back = flows["evidence"] == "repatriated"
    counting = flows.assign(kind="count", place=flows["destination"].mask(back, flows["origin"]))
    counted = flows.assign(kind="citizenship", place=flows["origin"].mask(back, flows["destination"]))
    return pd.concat([counting, counted])[_ROW]


def _rows() -> pd.DataFrame:
    rows = pd.concat([_said_of_places(), _said_of_ends()], ignore_index=True)
    rows = rows.assign(kind=rows["kind"].mask(rows["source_id"].isin(documents()), "claim"))
    return rows[rows["place"].isin(places()["place"]) & ~rows["source_id"].isin(superseded())]


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of every cell the row that a map draws: the newest, a figure before a mask, a whole year, of a place before a flow, of everyone."""
    order = {code: number for number, code in enumerate(vocabulary.indicators())}
    rows = rows.assign(part=rows["group"] != choices.ALL, flow=rows["evidence"] != "", order=rows["indicator"].map(order)).sort_values(
        ["masked", "quarterly", "year", "flow", "part", "order", "group"], ascending=[True, True, False, True, True, True, True]
    )
    return rows.drop_duplicates(_CELL).set_index(_CELL)[["indicator", "evidence", "group", "year"]]


def _only_masks(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells and years that have masks and no figure, each once."""
    figures = rows.loc[~rows["masked"], [*_CELL, "year"]]
    masks = rows.loc[rows["masked"], [*_CELL, "year"]].drop_duplicates()
    return masks[~pd.MultiIndex.from_frame(masks).isin(pd.MultiIndex.from_frame(figures))]


@dataclass(frozen=True)
class Thing:
    """What a cell has: an indicator, or what links two places (``evidence``), of everyone or of single groups (``by_group``).

    ``years``: those of its figures, none where all are masked.
    """

    indicator: str
    evidence: str
    by_group: bool
    years: frozenset[int]


def _things(rows: pd.DataFrame) -> pd.Series:
    """What each cell has, in the order of the rows."""
    keys = [*_CELL, "indicator", "evidence", "by_group"]
    rows = rows.assign(by_group=rows["group"] != choices.ALL)[[*keys, "year", "masked"]].drop_duplicates()
    years = rows.loc[~rows["masked"]].groupby(keys)["year"].agg(frozenset).to_dict()
    things: dict[tuple[str, ...], list[Thing]] = {}
    for key in rows[keys].drop_duplicates().itertuples(index=False, name=None):
        place, source, kind, indicator, evidence, by_group = key
        things.setdefault((place, source, kind), []).append(Thing(indicator, evidence, by_group, years.get(key, frozenset())))
    return pd.Series(list(things.values()), pd.MultiIndex.from_tuples(list(things), names=_CELL), "object")


@cache
def cells() -> pd.DataFrame:
    """One row a place, source and kind of figure that the atlas has rows of, masked ones too; read-only.

    ``place, source_id, kind`` (of KINDS); ``first, last``: years of its figures, missing where all are masked; ``years``: how
    many years have a figure; ``masked``: how many have a mask and no figure; ``last_masked``: the newest of these, if any;
    ``indicators``: their codes; ``things``: what there is, breakdowns and corridors apart; ``indicator, evidence, group, year``: of the
    row that stands for it on a map.
    """
    rows = _rows()
    newest, figures = _newest(rows), rows[~rows["masked"]]
    spans = figures.groupby(_CELL).agg(first=("first", "min"), last=("year", "max")).astype("Int64")
    masks = _only_masks(rows).groupby(_CELL)["year"].agg(["nunique", "max"])
    named = rows.drop_duplicates([*_CELL, "indicator"]).groupby(_CELL)["indicator"].agg(" ".join).str.split().rename("indicators")
    counted = newest.join([spans, named]).assign(
        things=_things(rows).reindex(newest.index),
        years=figures.groupby(_CELL)["year"].nunique().reindex(newest.index, fill_value=0),
        masked=masks["nunique"].reindex(newest.index, fill_value=0),
        last_masked=masks["max"].astype("Int64").reindex(newest.index),
    )
    return counted.reset_index()


@cache
def years() -> tuple[int, int]:
    """The first and the last year that a figure on a place speaks of."""
    figures = cells()[cells()["kind"].isin(FIGURES)]
    return int(figures["first"].min()), int(figures["last"].max())


@cache
def names() -> dict[str, str]:
    """The names of the places by their codes."""
    return dict(zip(places()["place"], places()["name"], strict=True))


@cache
def titles() -> dict[str, str]:
    """The short titles of the sources by their identifiers."""
    return dict(zip(atlas()["sources"]["source_id"], atlas()["sources"]["short_title"], strict=True))


def absent(place: str) -> list[str]:
    """Titles of the sources that have figures by country and no row on a place, though it lies within what they are about."""
    table = cells()
    figures = set(table.loc[table["kind"].isin(FIGURES), "source_id"]) - set(table.loc[table["place"] == place, "source_id"])
    return sorted(titles()[source] for source in figures if source_scope.could_cover(source, place))


@cache
def regions() -> tuple[str, ...]:
    """The regions of the world that the places belong to."""
    return tuple(sorted(set(places()["region"])))


@lru_cache(maxsize=16)
def by_place(since: int, kinds: tuple[str, ...] = FIGURES) -> pd.DataFrame:
    """The places with what sources have on them for a year from ``since`` on, by name; read-only.

    The columns of ``places`` and ``sources``: how many sources have a figure of one of the ``kinds``; ``newest``: the last year
    of these, if any; ``with_kinds``: the kinds of these figures; ``masked``: whether there are masks and no figure.
    """
    own = cells()[cells()["kind"].isin(kinds)]
    recent = own[own["last"].ge(since).fillna(False)]
    masks = own.loc[own["last_masked"].ge(since).fillna(False), "place"]
    grouped = recent.groupby("place")
    table, with_kinds = places().set_index("place", drop=False), grouped["kind"].agg(frozenset).to_dict()
    sources = grouped["source_id"].nunique().reindex(table.index, fill_value=0)
    counted = table.assign(
        sources=sources,
        newest=grouped["last"].max().reindex(table.index),
        with_kinds=pd.Series([with_kinds.get(place, frozenset()) for place in table["place"]], table.index, "object"),
        masked=sources.eq(0) & table["place"].isin(masks),
    )
    return counted.reset_index(drop=True)
