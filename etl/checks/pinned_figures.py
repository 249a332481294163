"""Checks each source against the figures that its source.toml pins: the build must reproduce them, or it fails."""

from collections.abc import Iterator

import pandas as pd

from etl.contract.errors import RuleError, raise_all
from etl.contract.schema import ROW_TABLES, Tables
from etl.contract.source_config import Pin, Source
from etl.contract.table_contract import contracts

_LEAST = 5
_GROUP = ("sex", "age", "form")


def _flows(pin: Pin, flows: pd.DataFrame) -> pd.DataFrame:
    fits = (flows["year_end"] == pin.year) & flows["quarter"].isna() & (flows["origin"] == pin.origin) & (flows["destination"] == pin.place)
    rows = flows[fits & (flows["evidence"] == pin.evidence)] if pin.evidence else flows[fits]
    return rows.rename(columns={"count": "value", "count_low": "value_low", "count_high": "value_high"})


def _estimates(pin: Pin, estimates: pd.DataFrame) -> pd.DataFrame:
    return estimates[(estimates["place"] == pin.place) & (estimates["year_end"] == pin.year) & estimates["quarter"].isna()]


def _ratings(pin: Pin, ratings: pd.DataFrame) -> pd.DataFrame:
    return ratings[(ratings["year"] == pin.year) & (ratings["place"] == pin.place)]


def _row(pin: Pin, tables: Tables) -> dict[str, object] | None:
    """The row that a pin speaks of: for an estimate the one whose period ends in the year, for a flow the one from ``origin``."""
    name = "ratings" if pin.rating is not None else "flows" if pin.origin else "estimates"
    rows = {"ratings": _ratings, "flows": _flows, "estimates": _estimates}[name](pin, tables[name])
    rows = rows[rows["indicator"] == pin.indicator]
    if pin.offset is not None:
        claims = tables["claims"]
        rows = rows[rows[contracts()[name].row_id].isin(claims.loc[claims["offset"] == pin.offset, "row_id"])]
    elif name != "ratings":
        rows = rows[(rows[list(_GROUP)] == [getattr(pin, part) for part in _GROUP]).all(axis=1)]
    return dict(rows.iloc[0]) if len(rows) == 1 else None


def _differences(source: Source, pin: Pin, tables: Tables) -> Iterator[RuleError]:
    """Where the rows of a source are not what a pin says."""
    row = _row(pin, tables)
    where = f"source.toml, pin {pin.indicator}, {pin.place}, {pin.year} ({pin.locator})"
    if row is None:
        yield RuleError(source.source_id, where, "no single row matches the pin", "Fix the pin or the transcription.")
        return
    for name in ("rating", "value", "value_low", "value_high"):
        pinned = getattr(pin, name)
        if pinned is not None and row[name] != pinned:
            problem, remedy = f"{name} is {row[name]}, pinned is {pinned}", "Compare both with the publication."
            yield RuleError(source.source_id, where, problem, remedy)


def check(source: Source, tables: Tables) -> None:
    """Compare the pins of a source with its rows; raises RuleError for all that differ."""
    raise_all([fault for pin in source.pins for fault in _differences(source, pin, tables)])


def check_number(source: Source, tables: Tables) -> None:
    """Raise RuleError for too few pins; a source of the user's own needs none."""
    if not source.of_the_user and len(source.pins) < min(_LEAST, sum(len(tables[name]) for name in ROW_TABLES)):
        remedy = "Pin figures from different parts of the publication, each with its locator."
        raise RuleError(source.source_id, "source.toml", f"only {len(source.pins)} pinned figures of at least {_LEAST}", remedy)
