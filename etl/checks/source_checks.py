"""Checks each source against its source.toml: the figures that it pins, and the reasons for years without figures.

The build must reproduce the pins, or it fails; a year without figures must be explained, so that no map is empty without a reason.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.errors import RuleError
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import is_missing
from etl.contract.schema import ROW_TABLES, RowTable, Tables
from etl.contract.source_config import Pin, Source
from etl.contract.table_contract import contracts

_LEAST_PINS = 5
_LEAST_SHARE = 0.1
_GROUP = ["sex", "age", "form"]
Row = dict[str, Any]
PinnedRows = list[Row | None]


def _table(pin: Pin) -> RowTable:
    return "ratings" if pin.rating is not None else "flows" if pin.origin else "estimates"


def _ends(table: RowTable) -> tuple[str, str]:
    """The columns in which a row has the place and the year that a pin names: of a flow where it ends, of a period its last year."""
    return "destination" if table == "flows" else "place", contracts()[table].years[1]


def _candidates(source: Source, table: RowTable, rows: pd.DataFrame) -> list[Row]:
    """The rows of a table with an indicator, a place and a year that some pin of the source names."""
    pins = [pin for pin in source.pins if _table(pin) == table]
    place, year = _ends(table)
    pinned: dict[str, list[Any]] = {
        "indicator": [pin.indicator for pin in pins],
        place: [pin.place for pin in pins],
        year: [pin.year for pin in pins],
    }
    marks = [rows[column].isin(values) for column, values in pinned.items()]
    names = {"count": "value", "count_low": "value_low", "count_high": "value_high"}
    return row_dicts(rows[marks[0] & marks[1] & marks[2]].rename(columns=names)) if pins else []


def _is_pinned(pin: Pin, row: Row, offsets: Mapping[object, object]) -> bool:
    table = _table(pin)
    place, year = _ends(table)
    if (row["indicator"], row[place], row[year]) != (pin.indicator, pin.place, pin.year):
        return False
    if table != "ratings" and not is_missing(row["quarter"]):
        return False
    if table == "flows" and (row["origin"] != pin.origin or pin.evidence not in ("", row["evidence"])):
        return False
    if pin.offset is not None:
        return offsets.get(row[contracts()[table].row_id]) == pin.offset
    return table == "ratings" or all(row[part] == getattr(pin, part) for part in _GROUP)


def pinned_rows(source: Source, tables: Tables) -> PinnedRows:
    """The row that each pin of a source speaks of; None where no single row matches."""
    candidates = {table: _candidates(source, table, tables[table]) for table in ROW_TABLES}
    claims = tables["claims"]
    offsets = dict(zip(claims["row_id"], claims["offset"], strict=True)) if len(claims) else {}
    matches = [[row for row in candidates[_table(pin)] if _is_pinned(pin, row, offsets)] for pin in source.pins]
    return [rows[0] if len(rows) == 1 else None for rows in matches]


def _differences(source: Source, pin: Pin, row: Row | None) -> Iterator[RuleError]:
    """Where the row of a pin is not what the pin says."""
    where = f"source.toml, pin {pin.indicator}, {pin.place}, {pin.year} ({pin.locator})"
    if row is None:
        yield RuleError(source.source_id, where, "no single row matches the pin", "Fix the pin or the transcription.")
        return
    for name in ("rating", "value", "value_low", "value_high"):
        pinned = getattr(pin, name)
        if pinned is not None and row[name] != pinned:
            problem, remedy = f"{name} is {row[name]}, pinned is {pinned}", "Compare both with the publication."
            yield RuleError(source.source_id, where, problem, remedy)


def pinned_figures(source: Source, rows: PinnedRows) -> pd.DataFrame:
    """The table ``pinned_figures`` of a source whose tables reproduce its pins in these ``rows``."""
    names = [_table(pin) for pin in source.pins]
    row_ids = [(row or {}).get(contracts()[name].row_id) for row, name in zip(rows, names, strict=True)]
    columns = {"number": range(1, len(names) + 1), "row_table": names, "row_id": row_ids, "locator": [pin.locator for pin in source.pins]}
    return pd.DataFrame({"source_id": source.source_id, **columns})


def _sparse(ratings: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """The indicators and years with hardly any ratings; acts on a day are no yearly series."""
    dated = [code for code, indicator in vocabulary.indicators().items() if indicator.unit == "date"]
    for indicator, rows in ratings[~ratings["indicator"].isin(dated)].groupby("indicator"):
        counts = rows["year"].value_counts().reindex(range(rows["year"].min(), rows["year"].max() + 1), fill_value=0)
        yield from ((str(indicator), int(year)) for year in counts[counts < counts.median() * _LEAST_SHARE].index)


def _gaps(source: Source, ratings: pd.DataFrame) -> Iterator[RuleError]:
    """All years with hardly any ratings that no caveat of the source explains for all places."""
    spans = (caveat.years for caveat in source.caveats if caveat.hole and caveat.years and not caveat.place)
    explained = {year for first, last in spans for year in range(first, last + 1)}
    for indicator, year in _sparse(ratings):
        if year not in explained:
            problem = "the year has hardly any figures and no reason is given"
            remedy = "Complete the transcription, or add a caveat with hole = true that says why."
            yield RuleError(source.source_id, f"{indicator}, {year}", problem, remedy)


def faults(source: Source, tables: Tables, rows: PinnedRows, *, pinned: bool) -> Iterator[RuleError]:
    """All pins that differ, all gaps without a reason and, if ``pinned``, too few pins; a source of the user's own needs none."""
    for pin, row in zip(source.pins, rows, strict=True):
        yield from _differences(source, pin, row)
    # A document that repeats the ratings of others covers no span of years, and cannot leave one out.
    if source.kind != "secondary_claim":
        yield from _gaps(source, tables["ratings"])
    if pinned and not source.of_the_user and len(source.pins) < min(_LEAST_PINS, sum(len(tables[name]) for name in ROW_TABLES)):
        problem = f"only {len(source.pins)} pinned figures of at least {_LEAST_PINS}"
        remedy = "Pin figures from different parts of the publication, each with its locator."
        yield RuleError(source.source_id, "source.toml", problem, remedy)
