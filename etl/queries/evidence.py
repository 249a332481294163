"""The evidence that stands beside a map: the source, its caveats, and what was drawn and what is missing."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import world
from etl.queries.atlas import atlas


def source(source_id: str) -> Mapping[str, Any]:
    """The record of a source."""
    sources = atlas()["sources"]
    return dict(sources[sources["source_id"] == source_id].iloc[0])


def identifiers() -> frozenset[str]:
    """The identifiers of all sources."""
    return frozenset(atlas()["sources"]["source_id"])


def by_severity(caveats: pd.DataFrame) -> pd.DataFrame:
    """Caveats in the order of their severity, the gravest first."""
    order = {code: place for place, code in enumerate(vocabulary.terms("severity"))}
    return caveats.sort_values("severity", key=lambda codes: codes.map(order), kind="stable")


def all_sources() -> list[Mapping[str, Any]]:
    """The records of all sources, by publisher and year."""
    return [dict(row) for row in atlas()["sources"].sort_values(["publisher", "published_year"]).to_dict("records")]


def all_caveats(source_id: str) -> pd.DataFrame:
    """All caveats of a source, the gravest first."""
    table = atlas()["caveats"]
    return by_severity(table[table["source_id"] == source_id])


def _limits(applies_to: str) -> Mapping[str, str]:
    return dict(part.split("=") for part in applies_to.split() if "=" in part)


def _fits(applies_to: str, indicator: str, years: tuple[int, int] | None) -> bool:
    limits = _limits(applies_to)
    if applies_to == "rows" or limits.get("indicator", indicator) != indicator:
        return False
    if "years" not in limits:
        return True
    first, last = map(int, limits["years"].split("-"))
    return years is None or (first <= years[1] and years[0] <= last)


def general_caveats(source_id: str, indicator: str, years: tuple[int, int] | None, *, dated: bool) -> pd.DataFrame:
    """Caveats of a source that a whole view owes: those bound to years if ``dated``, the others if not.

    Caveats of single places and rows are not among them; see ``row_caveats``.
    """
    table = atlas()["caveats"]
    table = table[table["source_id"] == source_id]
    limits = table["applies_to"]
    kept = [("years=" in text) == dated and "place=" not in text and _fits(text, indicator, years) for text in limits]
    return by_severity(table[kept])


def row_caveats(source_id: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Caveats of single rows of a view: ``name`` of the place, ``severity``, ``text``."""
    table = atlas()["caveats"]
    own = table[(table["source_id"] == source_id) & (table["applies_to"].str.contains("place=") | (table["applies_to"] == "rows"))]
    held = frame.loc[frame["caveat_ids"].notna(), ["name", "caveat_ids"]].explode("caveat_ids").astype({"caveat_ids": "str"})
    return held.merge(own, left_on="caveat_ids", right_on="caveat_id")[["name", "severity", "text"]]


def counts(frame: pd.DataFrame) -> Mapping[str, int]:
    """How many places of a view have which class or absence."""
    return dict(frame[frame["status"] != "gone"]["class"].astype("str").value_counts())


def bases(frame: pd.DataFrame) -> Mapping[str, int]:
    """How many rows of a view stand on which basis."""
    return dict(frame["basis"].dropna().astype("str").value_counts())


def range_kinds(frame: pd.DataFrame) -> Mapping[str, int]:
    """How many estimates of a view have which kind of range; empty for ratings."""
    return dict(frame["range_kind"].dropna().astype("str").value_counts()) if "range_kind" in frame else {}


def period(indicator: str, source_id: str, group: str, year: int | None) -> tuple[int, int]:
    """First and last year that the rows of a view speak of; the span of the source where a view has no rows."""
    rows = world.select(indicator, source_id, group, year, inferred=True)
    columns = ("year", "year") if vocabulary.indicators()[indicator].table == "ratings" else ("year_start", "year_end")
    if rows.empty:
        return (year, year) if year else (source(source_id)["first_year"], source(source_id)["last_year"])
    return int(rows[columns[0]].min()), int(rows[columns[1]].max())


def row_caveats_of(identifiers: Iterable[str]) -> pd.DataFrame:
    """Caveats by their identifiers, the gravest first."""
    table = atlas()["caveats"]
    return by_severity(table[table["caveat_id"].isin(list(identifiers))])


def absences(source_id: str, indicator: str, years: tuple[int, int], place: str = "") -> pd.DataFrame:
    """Caveats that say why figures are missing in these years, with their ``place`` ('' for all); of one place where it is named."""
    table = atlas()["caveats"]
    table = table[(table["source_id"] == source_id) & table["explains_absence"]]
    table = table.assign(place=[_limits(limits).get("place", "") for limits in table["applies_to"]])
    kept = pd.Series([_fits(limits, indicator, years) for limits in table["applies_to"]], table.index, dtype="bool")
    return by_severity(table[kept & ((table["place"] == "") | (table["place"] == place) | (place == ""))])
