"""Corridors from origin to destination: who counts them, which years and groups there are, and what is shown or hidden.

One series at a time: one source and one kind of evidence. Counts of several years of a series are added up; hidden ones
are not, they are counted and given as a range. Series are never added to one another.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from etl import vocabulary
from etl.queries import choices, place
from etl.queries.atlas import atlas

_GROUP = "GROUP:"
_ENDS = ["origin", "destination"]
# Groups of people that may hold some of the counting country's own.
_ANYWHERE = [f"{_GROUP}{word}" for word in ("unknown", "unmapped", "other", "several", "stateless")]


@dataclass(frozen=True)
class Series:
    """A source and a kind of evidence: what one map of flows draws."""

    code: str
    source: str
    evidence: str
    indicator: str
    first: int
    last: int


@cache
def series() -> dict[str, Series]:
    """All series by their code (source.evidence): those of authorities first, the newest and largest before the others."""
    flows = atlas()["flows"].astype({"source_id": "str", "evidence": "str", "indicator": "str"})
    grouped = flows.groupby(["source_id", "evidence"]).agg(
        indicator=("indicator", "first"), first=("year_start", "min"), last=("year_end", "max"), rows=("flow_id", "size")
    )
    order = {code: number for number, code in enumerate(vocabulary.terms("evidence"))}
    ranked = sorted(grouped.itertuples(), key=lambda row: (order[row.Index[1]], -row.last, -row.rows))
    found = {}
    for row in ranked:
        source, evidence = row.Index
        code = f"{source}.{evidence}"
        found[code] = Series(code, source, evidence, row.indicator, int(row.first), int(row.last))
    return found


@cache
def rows(code: str) -> pd.DataFrame:
    """The rows of a series with ``group`` (form.sex.age)."""
    entry = series()[code]
    flows = atlas()["flows"]
    own = flows[(flows["source_id"] == entry.source) & (flows["evidence"] == entry.evidence)]
    names = ["origin", "destination", "form", "sex", "age", "range_kind", "indicator"]
    own = own.astype(dict.fromkeys(names, "str"))
    return own.assign(group=own["form"] + "." + own["sex"] + "." + own["age"])


@cache
def groups(code: str) -> tuple[str, ...]:
    """The groups of people and forms that a series tells apart, everyone first."""
    return tuple(sorted(set(rows(code)["group"]), key=lambda group: (group != choices.ALL, group)))


@cache
def years(code: str) -> tuple[int, ...]:
    """The years in which a series has rows."""
    return tuple(sorted({int(year) for year in rows(code)["year_end"]}))


@cache
def _ends() -> pd.DataFrame:
    """Every end of a flow: its name, whether it can be drawn on a map, its point, and its region of the world."""
    places = atlas()["places"].set_index("place")
    drawn = places["kind"].isin(["country", "territory"])
    table = places[["name", "longitude", "latitude", "region"]].assign(drawn=drawn)
    words = vocabulary.terms("origin_group")
    groups_ = pd.DataFrame({"name": [term.label for term in words.values()], "drawn": False}, index=[f"{_GROUP}{code}" for code in words])
    return pd.concat([table, groups_.assign(longitude=float("nan"), latitude=float("nan"), region="")])


def name(code: str) -> str:
    """The name of an end of a flow, a place or a group."""
    return str(_ends().at[code, "name"])


def printed(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """The rows of a series for a group in the years ``first`` to ``last``, as the table ``flows`` holds them."""
    held = rows(code)
    return held[(held["group"] == group) & held["year_end"].between(first, last)]


@lru_cache(maxsize=256)
def corridors(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """One row a corridor of a series in the years ``first`` to ``last``, the largest first.

    ``origin, destination`` and their names, points and regions; ``count`` (sum of what is shown), ``cells`` (number of
    counts that the source has), ``hidden`` (those of them that are withheld), ``low, high`` (what the withheld cells add
    at least and at most; high is missing where it is not known), ``years`` (with a row), ``inside`` (within one place),
    ``across`` (known to lead to another place), ``drawn`` (both ends are on the map). Shared: read-only.
    """
    held = printed(code, group, first, last)
    unsure = held["count"].isna()
    tied = held.assign(
        hidden=unsure.astype("int64"),
        low=held["count_low"].where(unsure, 0.0),
        high=held["count_high"].where(unsure, 0.0),
        unknown=(unsure & held["count_high"].isna()).astype("int64"),
    )
    added = tied.groupby(_ENDS, as_index=False).agg(
        count=("count", "sum"),
        cells=("count", "size"),
        hidden=("hidden", "sum"),
        low=("low", "sum"),
        high=("high", "sum"),
        unknown=("unknown", "sum"),
        years=("year_end", "nunique"),
    )
    added["high"] = added["high"].mask(added["unknown"] > 0)
    for end in _ENDS:
        added = added.join(_ends().add_prefix(f"{end}_"), on=end)
    drawn = added["origin_drawn"].astype(bool) & added["destination_drawn"].astype(bool)
    inside, known = added["origin"] == added["destination"], ~added[_ENDS].isin(_ANYWHERE).any(axis=1)
    added = added.assign(inside=inside, across=known & ~inside, drawn=drawn)
    return added.sort_values(["count", "hidden", "origin", "destination"], ascending=[False, False, True, True]).reset_index(drop=True)


def by_year(code: str, group: str, chosen: str) -> pd.DataFrame:
    """The rows of a series at a place, year by year: ends, names, ``year, count, hidden``, and ``way`` (in, out, inside)."""
    held = rows(code)
    held = held[(held["group"] == group) & ((held["origin"] == chosen) | (held["destination"] == chosen))]
    way = pd.Series("out", held.index).mask(held["destination"] == chosen, "in").mask(held["origin"] == held["destination"], "inside")
    tied = held.assign(way=way, hidden=held["count"].isna().astype("int64"), year=held["year_end"])
    added = tied.groupby(["way", *_ENDS, "year"], as_index=False).agg(count=("count", "sum"), hidden=("hidden", "sum"))
    return added.assign(origin_name=added["origin"].map(name), destination_name=added["destination"].map(name))


def disagreement(one: str, other: str, group: str, first: int, last: int) -> pd.DataFrame:
    """Corridors that two series both count, with both counts, where they differ most first: ``one, other, factor``."""
    shown = [corridors(code, group if group in groups(code) else choices.ALL, first, last) for code in (one, other)]
    kept = [frame[(frame["count"] > 0) & frame["drawn"]][[*_ENDS, "origin_name", "destination_name", "count"]] for frame in shown]
    both = kept[0].merge(kept[1][[*_ENDS, "count"]], on=_ENDS, suffixes=("_one", "_other"))
    both = both.rename(columns={"count_one": "one", "count_other": "other"})
    larger, smaller = both[["one", "other"]].max(axis=1), both[["one", "other"]].min(axis=1)
    gap = larger - smaller
    return both.assign(factor=larger / smaller, gap=gap).sort_values("gap", ascending=False).reset_index(drop=True)


@cache
def regions() -> tuple[str, ...]:
    """The regions of the world that places belong to."""
    places = atlas()["places"]
    return tuple(sorted({region for region in places.loc[places["kind"] == "country", "region"] if region}))


@cache
def places_of(code: str) -> tuple[str, ...]:
    """Places at either end of a series, by name."""
    held = rows(code)
    found = {end for column in _ENDS for end in held[column] if not end.startswith(_GROUP)}
    return tuple(sorted(found, key=lambda end: place.names()[end]))
