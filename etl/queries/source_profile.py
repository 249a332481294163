"""What one source holds: its series, how many rows of each table, and the figures of it that every build must reproduce."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.schema import ROW_TABLES
from etl.contract.table_contract import contracts
from etl.queries import choices
from etl.queries.atlas import atlas, documents
from etl.queries.place_summary import names

# A group of a series: how people are told apart, and for flows the kind of evidence.
_GROUP = ["indicator", "evidence", "form", "sex", "age"]
_OF_FLOWS = ("origin", "destination")


@dataclass(frozen=True)
class PinnedFigure:
    """A row that the build must reproduce: its table, the record, the names of its places, and where it was read."""

    table: str
    row: Mapping[str, Any]
    places: tuple[str, ...]
    locator: str


def rows(source: str, table: str) -> pd.DataFrame:
    """The rows of a source in a table that quotes sources."""
    frame = atlas()[table]
    return frame[frame["source_id"] == source]


@cache
def row_counts(source: str) -> Mapping[str, int]:
    """How many rows of each table are of the source, of those tables that have any."""
    counts = {table: len(rows(source, table)) for table in (*ROW_TABLES, "claims")}
    return {table: count for table, count in counts.items() if count}


def _ends(frame: pd.DataFrame) -> list[str]:
    return [name for name in ("place", *_OF_FLOWS) if name in frame]


def _places(frame: pd.DataFrame) -> int:
    """How many places rows speak of; groups of people without a place are none."""
    places = {place for name in _ends(frame) for place in frame[name].unique()}
    return sum(not place.startswith("GROUP:") for place in places)


def _series(source: str, table: str) -> list[dict[str, Any]]:
    """The series of one table: a ratings table tells no groups of people apart, and only flows name an evidence."""
    first, last = contracts()[table].years
    frame = rows(source, table)
    lacking = {name: "" if name == "evidence" else "all" for name in _GROUP if name not in frame}
    frame = frame.assign(**lacking).astype(dict.fromkeys(_GROUP, "str"))
    return [
        dict(zip(_GROUP, key, strict=True))
        | {"table": table, "first_year": int(own[first].min()), "last_year": int(own[last].max())}
        | {"places": _places(own), "rows": len(own)}
        for key, own in frame.groupby(_GROUP, sort=False)
    ]


@cache
def series(source: str) -> pd.DataFrame:
    """The series of a source, in the order of the vocabulary, everyone before the groups.

    Columns ``table, indicator, evidence, form, sex, age, first_year, last_year, places, rows``; ``evidence`` is '' but for flows.
    """
    records = [record for table in ROW_TABLES for record in _series(source, table)]
    orders = {name: [*vocabulary.terms(name)] for name in ("form", "sex", "age")} | {"indicator": [*vocabulary.indicators()]}

    def order(record: dict[str, Any]) -> list[int]:
        return [ROW_TABLES.index(record["table"]), *(orders[name].index(record[name]) for name in ("indicator", "form", "sex", "age"))]

    columns = ["table", *_GROUP, "first_year", "last_year", "places", "rows"]
    return pd.DataFrame.from_records(sorted(records, key=order), columns=columns)


def mapped(source: str, indicator: str) -> bool:
    """Whether the map offers the indicator of the source; documents repeat the figures of others and have no maps."""
    return indicator in choices.indicators() and source in choices.held_by(indicator)


def is_document(source: str) -> bool:
    """Whether a source only repeats figures of others."""
    return source in documents()


@cache
def pinned_figures(source: str) -> tuple[PinnedFigure, ...]:
    """The figures of a source that the build must reproduce, in the order of their list."""
    pinned = atlas()["pinned_figures"]
    return tuple(_pinned_figure(pin) for pin in row_dicts(pinned[pinned["source_id"] == source]))


def _pinned_figure(pin: Mapping[str, Any]) -> PinnedFigure:
    table = pin["row_table"]
    frame = atlas()[table]
    row = row_dicts(frame[frame[contracts()[table].row_id] == pin["row_id"]])[0]
    ends = _OF_FLOWS if table == "flows" else ("place",)
    places = tuple(names().get(row[end]) or str(row[f"{end}_printed"]) for end in ends)
    return PinnedFigure(table, row, places, pin["locator"])
