"""The evidence that stands beside a map: the source, its caveats, and what was drawn and what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import world
from etl.queries.atlas import atlas

_ROWS_DECIDE = ["forms", "sexes", "ages", "ratings", "bases", "kinds_of_evidence", "as_printed", "years_stated", "tables"]


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


def _of_places(caveats: pd.DataFrame) -> pd.Series:
    return caveats["single_rows"] | caveats["places"].notna() | caveats["destinations"].notna()


def _narrow(caveats: pd.DataFrame) -> pd.Series:
    """Whether it takes a look at the rows to know that a caveat applies."""
    return caveats[_ROWS_DECIDE].notna().any(axis=1)


def _speaks_of(caveats: pd.DataFrame, indicator: str, years: tuple[int, int] | None) -> pd.Series:
    counted = vocabulary.indicators()[indicator].computed_from or indicator
    fits = pd.Series([codes is None or counted in codes for codes in caveats["indicators"]], caveats.index, "bool")
    if years is None:
        return fits
    return fits & (caveats["first_year"].isna() | ((caveats["first_year"] <= years[1]) & (years[0] <= caveats["last_year"])))


def _held(frame: pd.DataFrame) -> Counter[str]:
    return Counter(identifier for cell in frame["caveat_ids"].dropna() for identifier in cell)


def _shared(frame: pd.DataFrame) -> set[str]:
    """The caveats that all rows of a view have in common, where there are several."""
    rows = int(frame["caveat_ids"].notna().sum())
    return {identifier for identifier, count in _held(frame).items() if count == rows > 1}


def general_caveats(
    source_id: str, indicator: str, years: tuple[int, int] | None, *, dated: bool, frame: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Caveats of a source that a whole view owes: those bound to years if ``dated``, the others if not.

    Caveats of places and of single rows are not among them (see ``row_caveats``), but for those that all rows of the view
    share, and those that say why figures are missing. Where the rows are given (``frame`` with ``caveat_ids``), a caveat of
    forms, sexes, ages, ratings, bases or kinds of evidence is owed only if a row has it.
    """
    table = atlas()["caveats"]
    table = table[(table["source_id"] == source_id) & (table["first_year"].notna() == dated)]
    placed = _of_places(table)
    if frame is not None:
        placed &= table["single_rows"] | ~(table["caveat_id"].isin(_shared(frame)) | table["explains_absence"])
        placed |= _narrow(table) & ~table["caveat_id"].isin(list(_held(frame)))
    return by_severity(table[~placed & _speaks_of(table, indicator, years)])


def row_caveats(source_id: str, frame: pd.DataFrame, general: pd.DataFrame | None = None) -> pd.DataFrame:
    """Caveats of places and single rows of a view, without those said of the whole (``general``): ``name, severity, text``."""
    table = atlas()["caveats"]
    own = table[(table["source_id"] == source_id) & _of_places(table)]
    own = own if general is None else own[~own["caveat_id"].isin(general["caveat_id"])]
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
    """Caveats that say why figures are missing in these years: of all places, and of those of a ``place`` where it is named."""
    table = atlas()["caveats"]
    table = table[(table["source_id"] == source_id) & table["explains_absence"]]
    here = pd.Series([codes is None or place in ("", *codes) for codes in table["places"]], table.index, dtype="bool")
    return by_severity(table[here & _speaks_of(table, indicator, years)])
