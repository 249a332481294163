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


def _places(frame: pd.DataFrame) -> list[str]:
    """The places that rows speak of; groups of people without a place are none."""
    return sorted({place for name in _ends(frame) for place in frame[name].unique() if not place.startswith("GROUP:")})


def _grouped(source: str, table: str, by: list[str]) -> list[dict[str, Any]]:
    """The rows of one table by what tells them apart: ratings know no groups of people, and only flows have an evidence."""
    first, last = contracts()[table].years
    frame = atlas()[table]
    frame = frame.loc[frame["source_id"] == source, [*dict.fromkeys([*_ends(frame), *frame.columns.intersection(_GROUP), first, last])]]
    lacking = {name: "" if name == "evidence" else "all" for name in _GROUP if name not in frame}
    frame = frame.assign(**lacking).astype(dict.fromkeys(_GROUP, "str"))
    records = []
    for key, own in frame.groupby(by, sort=False):
        places = _places(own)
        one = names().get(places[0], "") if len(places) == 1 else ""
        years = {"first_year": int(own[first].min()), "last_year": int(own[last].max())}
        records.append(dict(zip(by, key, strict=True)) | {"table": table, **years, "places": len(places), "place": one, "rows": len(own)})
    return records


def _ordered(source: str, by: list[str]) -> pd.DataFrame:
    orders = {name: [*vocabulary.terms(name)] for name in ("form", "sex", "age")} | {"indicator": [*vocabulary.indicators()]}

    def order(record: dict[str, Any]) -> list[int]:
        return [ROW_TABLES.index(record["table"]), *(orders[name].index(record[name]) for name in orders if name in by)]

    records = [record for table in ROW_TABLES for record in _grouped(source, table, by)]
    columns = ["table", *by, "first_year", "last_year", "places", "place", "rows"]
    return pd.DataFrame.from_records(sorted(records, key=order), columns=columns)


@cache
def series(source: str) -> pd.DataFrame:
    """The series of a source, in the order of the vocabulary.

    Columns ``table, indicator, evidence, form, sex, age, first_year, last_year, places, place, rows``: ``evidence`` is '' but
    for flows, ``place`` the name of the only place.
    """
    return _ordered(source, _GROUP)


@cache
def counted(source: str) -> pd.DataFrame:
    """What a source counts, over all groups: as ``series``, without ``form, sex, age``."""
    return _ordered(source, _GROUP[:2])


@cache
def indicators() -> Mapping[str, tuple[vocabulary.Indicator, ...]]:
    """What each source counts, in the order of the vocabulary."""
    distinct = [atlas()[table][["source_id", "indicator"]].drop_duplicates().astype("str") for table in ROW_TABLES]
    pairs = {pair for frame in distinct for pair in zip(frame["source_id"], frame["indicator"], strict=True)}
    known, sources = vocabulary.indicators(), {source for source, _ in pairs}
    return {source: tuple(entry for code, entry in known.items() if (source, code) in pairs) for source in sources}


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
