"""The evidence that stands beside a map: the source, its caveats, and what was drawn and what is missing."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas


@cache
def _records() -> Mapping[str, Mapping[str, Any]]:
    return {record["source_id"]: record for record in row_dicts(atlas()["sources"])}


def source(source_id: str) -> Mapping[str, Any]:
    """The record of a source; shared, read-only."""
    return _records()[source_id]


def identifiers() -> frozenset[str]:
    """The identifiers of all sources."""
    return frozenset(atlas()["sources"]["source_id"])


@cache
def all_sources() -> tuple[Mapping[str, Any], ...]:
    """The records of all sources, by publisher and year; shared, read-only."""
    return tuple(source(code) for code in atlas()["sources"].sort_values(["publisher", "published_year"])["source_id"])


@cache
def caveats() -> pd.DataFrame:
    """All caveats in the order of their severity, the gravest first; shared, read-only."""
    order = {code: place for place, code in enumerate(vocabulary.terms("severity"))}
    return atlas()["caveats"].sort_values("severity", key=lambda codes: codes.map(order), kind="stable")


def all_caveats(source_id: str) -> pd.DataFrame:
    """All caveats of a source, the gravest first."""
    return caveats()[caveats()["source_id"] == source_id]


def row_caveats_of(identifiers: Iterable[str]) -> pd.DataFrame:
    """Caveats by their identifiers, the gravest first."""
    return caveats()[caveats()["caveat_id"].isin(list(identifiers))]


@cache
def _explaining() -> frozenset[str]:
    return frozenset(caveats().loc[caveats()["explains_absence"], "source_id"])


def explains_absences(source_id: str) -> bool:
    """Whether a source has a caveat that says why figures are missing."""
    return source_id in _explaining()


def absences(source_id: str, indicator: str, years: tuple[int, int], place: str = "") -> pd.DataFrame:
    """Caveats on why figures (or the counts behind them) are missing in these years: of all places, and of a ``place`` that they name."""
    table = all_caveats(source_id)
    in_years = table["first_year"].isna() | ((table["first_year"] <= years[1]) & (years[0] <= table["last_year"]))
    table = table[table["explains_absence"] & in_years]
    counted = vocabulary.indicators()[indicator].computed_from or indicator
    limits = zip(table["indicators"], table["places"], strict=True)
    fits = [(codes is None or counted in codes) and (places is None or place in ("", *places)) for codes, places in limits]
    return table[pd.Series(fits, table.index, dtype="bool")]
