"""What one build changes in the rows of the build before: added, revised, withdrawn. Kept small, because it is tracked.

Where a whole source comes or goes, or more of its rows change than a person would read, only their number is kept.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.schema import fields

MANY = 400
_ASIDE = ("locator", "quantity_id", "place_printed", "caveat_ids")
_FIGURES = ("value", "value_low", "value_high", "count", "count_low", "count_high", "as_printed", "rating", "rank", "rank_low", "rank_high")
Rows = Mapping[str, pa.Table]


def row_tables() -> dict[str, str]:
    """The tables whose rows are quotations of a source, and the column that identifies a row."""
    first = {table: columns[0].name for table, columns in fields().items() if any(field.name == "source_id" for field in columns)}
    return {table: name for table, name in first.items() if name == f"{table.removesuffix('s')}_id" and table not in ("sources", "caveats")}


def _plain(cell: object) -> object:
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def compared(table: str) -> list[str]:
    """The fields of a table that are compared: all but its caveats, and where and under what name a figure stands."""
    return [field.name for field in fields()[table] if field.name not in _ASIDE]


def _same(old: pd.Series, new: pd.Series) -> pd.Series:
    return (old == new) | (old.isna() & new.isna())


def _gone(after: pd.DataFrame) -> pd.Series:
    """Which rows show no figure any more: masked, or left without one. What they said before is not repeated."""
    figure = after[next(name for name in ("value", "count", "rating", "as_printed") if name in after)]
    return figure.isna() | (after["range_kind"] == "masked") if "range_kind" in after else figure.isna()


def _differences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """For each row that both have and that differs, which of the fields do."""
    both = before.index.intersection(after.index)
    old, new = before.loc[both], after.loc[both]
    names = [name for name in after.columns if name in before.columns]
    differs = pd.DataFrame({name: ~_same(old[name], new[name]) for name in names}, index=both, dtype="bool")
    return differs[differs.any(axis=1)]


def _revised(before: pd.DataFrame, after: pd.DataFrame, differs: pd.DataFrame) -> dict[str, dict[str, list[object]]]:
    """For each row that differs: the fields that do, with what they said before and say now.

    A figure that is masked or gone now is not said as it was before: the first of the two is null.
    """
    old, new, gone = before.loc[differs.index], after.loc[differs.index], _gone(after.loc[differs.index])
    return {
        str(row): {
            name: [None if gone[row] and name in _FIGURES else _plain(old.at[row, name]), _plain(new.at[row, name])]
            for name in differs.columns[differs.loc[row]]
        }
        for row in differs.index
    }


def _aggregated(after: Rows) -> set[str]:
    """The sources of which the atlas holds aggregates of its own: a row that is gone may be one that is suppressed now."""
    sources = after["sources"].select(["source_id", "redistribution"]).to_pylist() if "sources" in after else []
    return {row["source_id"] for row in sources if row["redistribution"] == "aggregates"}


def _of_source(before: pd.DataFrame, after: pd.DataFrame, *, named: bool) -> dict[str, Any]:
    """How many rows of a source changed and, where they are few and may be ``named``, which."""
    added, withdrawn = after.index.difference(before.index), before.index.difference(after.index)
    differs = _differences(before, after)
    counts = {"added": len(added), "revised": len(differs), "withdrawn": len(withdrawn)}
    if before.empty or after.empty or not named or sum(counts.values()) > MANY:
        return {"counts": counts}
    rows = {"added": [*map(str, added)], "revised": _revised(before, after, differs), "withdrawn": [*map(str, withdrawn)]}
    return {"counts": counts, "rows": rows}


def _kept(tables: Rows, table: str, name: str, source: str) -> pd.DataFrame:
    """The rows of a source by their identifier; only one source is held at a time, since the tables are large."""
    if table not in tables:
        return pd.DataFrame(columns=compared(table)).set_index(name)
    rows = tables[table].filter(pc.equal(tables[table]["source_id"], source))
    frame = rows.select([column for column in compared(table) if column in rows.column_names]).to_pandas()
    lists = [field.name for field in fields()[table] if field.type == "texts" and field.name in frame]
    return frame.assign(**{column: frame[column].map("; ".join) for column in lists}).set_index(name)


def _sources(tables: Rows, table: str) -> set[str]:
    return set(tables[table]["source_id"].unique().to_pylist()) if table in tables else set()


def changes(before: Rows, after: Rows) -> dict[str, Any]:
    """By source: how many rows were added, revised and withdrawn, and which; nothing for a source that stays as it was."""
    found: dict[str, Any] = {}
    aggregated = _aggregated(after)
    for table, name in row_tables().items():
        for source in sorted(_sources(before, table) | _sources(after, table)):
            step = _of_source(_kept(before, table, name, source), _kept(after, table, name, source), named=source not in aggregated)
            if sum(step["counts"].values()):
                found[f"{source}/{table}"] = step
    return found
