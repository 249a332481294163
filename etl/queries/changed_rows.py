"""What a row of the changelog speaks of: from its columns, and from its identifier where it is withdrawn and has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract.table_contract import TableContract, quotations
from etl.queries.atlas import atlas
from etl.queries.place_summary import names

_PLACES = (("place",), ("origin", "destination"), ("origin_printed", "destination_printed"))
_YEARS = (("year",), ("year_start", "year_end"))


@dataclass(frozen=True)
class ChangedRow:
    """A row: its source, what it counts or rates, the names of its places, its years; a claim has its ``offset`` in the document."""

    source_id: str
    indicator: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    offset: int | None


def _columns(table: TableContract, row_id: str) -> Mapping[str, Any]:
    """The columns of a row; of a withdrawn one, which stands in no table, those of the key that its identifier is made of."""
    rows = atlas()[table.name]
    rows = rows[rows[table.row_id] == row_id]
    if len(rows):
        return dict(rows.iloc[0])
    parts = zip(("source_id", *table.key), row_id.split("/"), strict=False)
    return {name: part.removeprefix("@") for name, part in parts}


def _first(columns: Mapping[str, Any], choices: tuple[tuple[str, ...], ...]) -> list[Any]:
    """The values of the first choice of columns that are there."""
    return next(([columns[name] for name in choice] for choice in choices if set(choice) <= set(columns)), [])


def changed_row(table: str, row_id: str) -> ChangedRow | None:
    """What a row speaks of; None where its table is no longer one of those that quote sources."""
    if table not in quotations():
        return None
    columns = _columns(quotations()[table], row_id)
    years = [int(year) for year in _first(columns, _YEARS) if pd.notna(year)]
    places = [names().get(str(place), str(place)) for place in _first(columns, _PLACES)]
    (indicator,) = _first(columns, (("indicator",), ("counts",))) or [""]
    offset = int(columns["offset"]) if "offset" in columns else None
    return ChangedRow(str(columns["source_id"]), str(indicator), tuple(places), tuple(dict.fromkeys(years)), offset)
