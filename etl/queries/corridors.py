"""Corridors from origin to destination: who counts them, which years and groups there are, and what is printed or masked.

One series at a time: one source and one kind of evidence. Counts of several years of a series are added up; with a masked
count among them the sum is a range. Totals that a source prints among its corridors are left out of sums. Series are never
added to one another.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import choices, place_summary
from etl.queries.atlas import atlas, superseded

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


def _yearly() -> pd.DataFrame:
    """The counts of whole years; those of single quarters are parts of a year and enter no sum."""
    flows = atlas()["flows"]
    return flows[flows["quarter"].isna()]


@cache
def series() -> dict[str, Series]:
    """All series by their code (source.evidence): those of authorities first, the newest and largest before the others.

    Those of earlier editions are among them, for links; ``offered`` leaves them out.
    """
    flows = _yearly().astype({"source_id": "str", "evidence": "str", "indicator": "str"})
    grouped = flows.groupby(["source_id", "evidence"]).agg(
        indicator=("indicator", "first"), first=("year_start", "min"), last=("year_end", "max"), rows=("flow_id", "size")
    )
    order = {code: number for number, code in enumerate(vocabulary.terms("evidence"))}
    found = {}
    for row in sorted(row_dicts(grouped.reset_index()), key=lambda row: (order[row["evidence"]], -row["last"], -row["rows"])):
        code = f"{row['source_id']}.{row['evidence']}"
        found[code] = Series(code, row["source_id"], row["evidence"], row["indicator"], int(row["first"]), int(row["last"]))
    return found


@cache
def offered() -> tuple[str, ...]:
    """The series to choose from: all without those of earlier editions."""
    return tuple(code for code, entry in series().items() if entry.source not in superseded())


@cache
def rows(code: str) -> pd.DataFrame:
    """The rows of a series with ``group`` (form.sex.age)."""
    entry = series()[code]
    flows = _yearly()
    own = flows[(flows["source_id"] == entry.source) & (flows["evidence"] == entry.evidence)]
    names = ["origin", "destination", "form", "sex", "age", "range_kind", "indicator", "kind"]
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
    # What stands as the region of a region is its scheme.
    table = places[["name", "longitude", "latitude"]].assign(region=places["region"].where(drawn, ""), drawn=drawn)
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


def _summed(held: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The counts of rows added up by the keys: ``count`` of what is printed, ``low, high`` of all, ``cells, masked, years``."""
    ends = {end: held["count"].fillna(held[f"count_{end}"]) for end in ("low", "high")}
    known = {f"{end}_known": numbers.notna() for end, numbers in ends.items()}
    added = (
        held.assign(**ends, **known, is_masked=held["masked"].astype("int64"))
        .groupby(keys, as_index=False)
        .agg(
            count=("count", "sum"),
            **{end: (end, "sum") for end in ends},
            **{name: (name, "all") for name in known},
            cells=("count", "size"),
            masked=("is_masked", "sum"),
            years=("year_end", "nunique"),
        )
    )
    open_ = {end: added[end].where(added[f"{end}_known"]) for end in ends}
    return added.assign(**open_).drop(columns=list(known))


@lru_cache(maxsize=256)
def corridors(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """One row a corridor of a series in the years ``first`` to ``last``, the largest first.

    ``origin, destination`` and their names, points and regions; ``count`` (sum of the counts that are printed), ``low, high``
    (the sum at least and at most, with what masks and several figures stand for; missing where no bound is printed),
    ``cells`` (number of counts that the source has), ``masked`` (those of them that are masked), ``years`` (with a row),
    ``inside`` (within one place), ``across`` (known to lead to another place), ``drawn`` (both ends are on the map).
    Totals are left out. Shared: read-only.
    """
    held = printed(code, group, first, last)
    added = _summed(held[held["kind"] == "corridor"], _ENDS)
    for end in _ENDS:
        added = added.join(_ends().add_prefix(f"{end}_"), on=end)
    drawn = added["origin_drawn"].astype(bool) & added["destination_drawn"].astype(bool)
    inside, known = added["origin"] == added["destination"], ~added[_ENDS].isin(_ANYWHERE).any(axis=1)
    added = added.assign(inside=inside, across=known & ~inside, drawn=drawn)
    return added.sort_values(["count", "masked", "origin", "destination"], ascending=[False, False, True, True]).reset_index(drop=True)


def totals(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """The rows of a series that are totals, with names, points and regions of their ends; they are left out of sums and of the map."""
    held = printed(code, group, first, last)
    held = held[held["kind"] == "total"].assign(across=False)
    for end in _ENDS:
        held = held.join(_ends().add_prefix(f"{end}_"), on=end)
    return held


def by_year(code: str, group: str, chosen: str) -> pd.DataFrame:
    """The corridors of a series at a place, year by year: ends, names, ``way`` (in, out, inside), ``year``.

    And ``count, low, high, cells, masked`` of the year, as in ``corridors``.
    """
    held = rows(code)
    held = held[(held["group"] == group) & (held["kind"] == "corridor") & ((held["origin"] == chosen) | (held["destination"] == chosen))]
    way = pd.Series("out", held.index).mask(held["destination"] == chosen, "in").mask(held["origin"] == held["destination"], "inside")
    added = _summed(held.assign(way=way, year=held["year_end"]), ["way", *_ENDS, "year"])
    return added.assign(origin_name=added["origin"].map(name), destination_name=added["destination"].map(name))


def shared(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Corridors of two series that both count, as ``corridors`` gives them, the widest apart first.

    ``low, high`` of each with ``_one`` and ``_other``; ``factor`` where both counts are a single number, missing where one is
    a range.
    """
    kept = [frame[(frame["count"] > 0) & frame["drawn"]] for frame in (one, other)]
    both = kept[0][[*_ENDS, "origin_name", "destination_name", "count", "low", "high"]].merge(
        kept[1][[*_ENDS, "count", "low", "high"]], on=_ENDS, suffixes=("_one", "_other")
    )
    ends = both[["count_one", "count_other"]].max(axis=1), both[["count_one", "count_other"]].min(axis=1)
    exact = (both["low_one"] == both["high_one"]) & (both["low_other"] == both["high_other"])
    found = both.assign(factor=(ends[0] / ends[1]).where(exact), gap=ends[0] - ends[1])
    return found.sort_values("gap", ascending=False).reset_index(drop=True)


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
    return tuple(sorted(found, key=lambda end: place_summary.names()[end]))
