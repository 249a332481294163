"""Corridors from origin to destination: who counts them, which years and groups there are, and what is printed or masked.

One series at a time: one source and one kind of evidence. Counts of several years of a series are added up; with a masked
count among them the sum is a range. Totals that a source prints among its corridors are left out of sums. Series are never
added to one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import choices, evidence
from etl.queries.atlas import atlas, superseded, with_group

_GROUP = "GROUP:"
ENDS = ["origin", "destination"]
# Groups of people that may hold some of the counting country's own.
_ANYWHERE = [f"{_GROUP}{word}" for word in ("unknown", "unmapped", "other", "several", "stateless")]


@dataclass(frozen=True)
class Series:
    """A source and a kind of evidence: what one map of flows draws; ``first`` and ``last`` are the ends of its years."""

    source: str
    evidence: str
    indicator: str
    first: int
    last: int

    @property
    def code(self) -> str:
        return f"{self.source}.{self.evidence}"

    @property
    def record(self) -> Mapping[str, Any]:
        return evidence.source(self.source)

    @property
    def label(self) -> str:
        """The series in a few words: the kind of evidence and the source."""
        return f"{vocabulary.label('evidence', self.evidence)} · {self.record['short_title']}"

    @property
    def inside(self) -> str:
        """What is counted of a place at both ends."""
        return "within the country" if self.evidence == "repatriated" else "own citizens"

    @property
    def counted(self) -> str:
        """What its counts are counts of: people, or cases, whose records stand for people and are none where they are synthetic."""
        return "cases" if self.record["kind"] == "case_records" else "people"


def _yearly() -> pd.DataFrame:
    """The counts of whole years; those of single quarters are parts of a year and enter no sum."""
    flows = with_group("flows")
    return flows[flows["quarter"].isna()]


@cache
def series() -> dict[str, Series]:
    """All series by their code (source.evidence): those of authorities first, the newest and largest before the others.

    Those of earlier editions are among them, for links; ``current_series`` leaves them out.
    """
    flows = _yearly().astype({"source_id": "str", "evidence": "str", "indicator": "str"})
    grouped = flows.groupby(["source_id", "evidence"]).agg(
        indicator=("indicator", "first"), first=("year_start", "min"), last=("year_end", "max"), rows=("flow_id", "size")
    )
    order = list(vocabulary.terms("evidence"))
    ranked = sorted(row_dicts(grouped.reset_index()), key=lambda row: (order.index(row["evidence"]), -row["last"], -row["rows"]))
    entries = [Series(row["source_id"], row["evidence"], row["indicator"], row["first"], row["last"]) for row in ranked]
    return {entry.code: entry for entry in entries}


@cache
def current_series() -> tuple[str, ...]:
    """The series to choose from: all without those of earlier editions."""
    return tuple(code for code, entry in series().items() if entry.source not in superseded())


@cache
def rows(code: str) -> pd.DataFrame:
    """The rows of a series with ``group`` (form.sex.age)."""
    entry = series()[code]
    flows = _yearly()
    own = flows[(flows["source_id"] == entry.source) & (flows["evidence"] == entry.evidence)]
    names = [*ENDS, "form", "sex", "age", "group", "range_kind", "indicator", "kind"]
    return own.astype(dict.fromkeys(names, "str"))


@cache
def groups(code: str) -> tuple[str, ...]:
    """The groups of people and forms that a series tells apart, everyone first."""
    return tuple(sorted(set(rows(code)["group"]), key=lambda group: (group != choices.ALL, group)))


@cache
def years(code: str) -> tuple[int, ...]:
    """The years in which a series has rows."""
    return tuple(sorted({int(year) for year in rows(code)["year_end"]}))


@cache
def places(code: str) -> frozenset[str]:
    """Places at either end of a series."""
    return frozenset(end for column in ENDS for end in rows(code)[column] if not end.startswith(_GROUP))


@cache
def regions() -> tuple[str, ...]:
    """The regions of the world that places belong to."""
    table = atlas()["places"]
    return tuple(sorted({region for region in table.loc[table["kind"] == "country", "region"] if region}))


@cache
def _ends() -> pd.DataFrame:
    """Every end of a flow: its name, whether it can be drawn on a map, its point, and its region of the world."""
    table = atlas()["places"].set_index("place")
    on_map = table["kind"].isin(["country", "territory"])
    # What stands as the region of a region is its scheme.
    ends = table[["name", "longitude", "latitude"]].assign(region=table["region"].where(on_map, ""), drawn=on_map)
    labels = {f"{_GROUP}{code}": term.label for code, term in vocabulary.terms("origin_group").items()}
    without_point: dict[str, Any] = {"drawn": False, "longitude": float("nan"), "latitude": float("nan"), "region": ""}
    return pd.concat([ends, pd.DataFrame({"name": labels}).assign(**without_point)])


def name(code: str) -> str:
    """The name of an end of a flow, a place or a group."""
    return str(_ends().at[code, "name"])


def _with_ends(frame: pd.DataFrame) -> pd.DataFrame:
    for end in ENDS:
        frame = frame.join(_ends().add_prefix(f"{end}_"), on=end)
    return frame


def yearly_rows(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """The rows of a series for a group in the years ``first`` to ``last``, as the table ``flows`` has them."""
    own = rows(code)
    return own[(own["group"] == group) & own["year_end"].between(first, last)]


def bounds(counts: pd.DataFrame) -> dict[str, pd.Series]:
    """The ``low`` and ``high`` of each row: its count, or the ends of what stands instead of one; missing where none is printed."""
    return {end: counts["count"].fillna(counts[f"count_{end}"]) for end in ("low", "high")}


def summed(counts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The counts of rows added up by the keys: ``count`` of what is printed, ``low, high`` of all, ``cells, masked, years``."""
    ends = bounds(counts)
    known = {f"{end}_known": numbers.notna() for end, numbers in ends.items()}
    sums = {name: (name, "sum") for name in ("count", *ends)} | {name: (name, "all") for name in known}
    sums |= {"cells": ("count", "size"), "masked": ("masked", "sum"), "years": ("year_end", "nunique")}
    rows = counts.assign(**ends, **known).astype({"masked": "int64"}).groupby(keys, as_index=False).agg(**sums)
    return rows.assign(**{end: rows[end].where(rows[f"{end}_known"]) for end in ends}).drop(columns=list(known))


@lru_cache(maxsize=16)
def corridors(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """One row a corridor of a series in the years ``first`` to ``last``, the largest first.

    ``origin, destination`` and their names, points and regions; ``count`` (sum of the counts that are printed), ``low, high``
    (the sum at least and at most, with what masks and several figures stand for; missing where no bound is printed),
    ``cells`` (number of counts that the source has), ``masked`` (those of them that are masked), ``years`` (with a row),
    ``inside`` (within one place), ``across`` (known to lead to another place), ``drawn`` (both ends are on the map).
    Totals are left out. Shared: read-only.
    """
    counts = yearly_rows(code, group, first, last)
    sums = _with_ends(summed(counts[counts["kind"] == "corridor"], ENDS))
    on_map = sums["origin_drawn"].astype(bool) & sums["destination_drawn"].astype(bool)
    inside, known = sums["origin"] == sums["destination"], ~sums[ENDS].isin(_ANYWHERE).any(axis=1)
    sums = sums.assign(inside=inside, across=known & ~inside, drawn=on_map)
    return sums.sort_values(["count", "masked", *ENDS], ascending=[False, False, True, True]).reset_index(drop=True)


def totals(code: str, group: str, first: int, last: int) -> pd.DataFrame:
    """The rows of a series that are totals, with names, points and regions of their ends; they are left out of sums and of the map."""
    counts = yearly_rows(code, group, first, last)
    return _with_ends(counts[counts["kind"] == "total"].assign(across=False))


def by_year(code: str, group: str, place: str) -> pd.DataFrame:
    """The corridors of a series at a place, year by year: ends, names, ``way`` (in, out, inside), ``year``.

    And ``count, low, high, cells, masked`` of the year, as in ``corridors``.
    """
    counts = rows(code)
    touching = (counts[ENDS] == place).any(axis=1)
    counts = counts[(counts["group"] == group) & (counts["kind"] == "corridor") & touching]
    way = pd.Series("out", counts.index).mask(counts["destination"] == place, "in")
    way = way.mask(counts["origin"] == counts["destination"], "inside")
    sums = summed(counts.assign(way=way, year=counts["year_end"]), ["way", *ENDS, "year"])
    return sums.assign(origin_name=sums["origin"].map(name), destination_name=sums["destination"].map(name))


def common_corridors(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Corridors that both of two series count, as ``corridors`` gives them, the widest apart first.

    ``low, high`` of each with ``_one`` and ``_other``; ``factor`` where both counts are a single number, missing where one is
    a range.
    """
    one, other = (frame[(frame["count"] > 0) & frame["drawn"]] for frame in (one, other))
    numbers = ["count", "low", "high"]
    both = one[[*ENDS, "origin_name", "destination_name", *numbers]].merge(other[[*ENDS, *numbers]], on=ENDS, suffixes=("_one", "_other"))
    counts = both[["count_one", "count_other"]]
    largest, smallest = counts.max(axis=1), counts.min(axis=1)
    exact = (both["low_one"] == both["high_one"]) & (both["low_other"] == both["high_other"])
    both = both.assign(factor=(largest / smallest).where(exact), gap=largest - smallest)
    return both.sort_values("gap", ascending=False).reset_index(drop=True)
