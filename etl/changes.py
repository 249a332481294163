"""What one build changes in the rows of the build before: added, revised, withdrawn. Kept small, because it is tracked.

Where a whole source comes or goes, or more of its rows change than a person would read, only their number is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.schema import fields

MANY = 400
_ASIDE = ("locator", "quantity_id", "place_printed", "caveat_ids")
Rows = Mapping[str, pd.DataFrame]


def row_tables() -> dict[str, str]:
    """The tables whose rows are quotations of a source, and the column that identifies a row."""
    first = {table: columns[0].name for table, columns in fields().items() if any(field.name == "source_id" for field in columns)}
    return {table: name for table, name in first.items() if name == f"{table.removesuffix('s')}_id" and table not in ("sources", "caveats")}


def _plain(cell: object) -> object:
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _comparable(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The fields as plain values, what holds several joined to a text."""
    lists = {field.name for columns in fields().values() for field in columns if field.type in ("texts", "floats")}
    joined = {name: ["; ".join(map(str, cell)) for cell in frame[name]] for name in names if name in lists}
    return frame[list(names)].assign(**joined).astype("object")


def _revised(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, list[object]]]:
    """For each row that both have and that differs: the fields that differ, with what they said before and say now."""
    both = before.index.intersection(after.index)
    names = [name for name in after.columns if name in before.columns and name not in _ASIDE]
    old, new = _comparable(before.loc[both], names), _comparable(after.loc[both], names)
    differs = ~((old == new) | (old.isna() & new.isna()))
    return {
        str(row): {name: [_plain(old.at[row, name]), _plain(new.at[row, name])] for name in differs.columns[differs.loc[row]]}
        for row in both[differs.any(axis=1)]
    }


def _of_source(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Any]:
    added = [str(row) for row in after.index.difference(before.index)]
    withdrawn = [str(row) for row in before.index.difference(after.index)]
    revised = _revised(before, after)
    counts = {"added": len(added), "revised": len(revised), "withdrawn": len(withdrawn)}
    if before.empty or after.empty or sum(counts.values()) > MANY:
        return {"counts": counts}
    return {"counts": counts, "rows": {"added": added, "revised": revised, "withdrawn": withdrawn}}


def _kept(frames: Rows, table: str, name: str) -> pd.DataFrame:
    empty = pd.DataFrame(columns=[field.name for field in fields()[table]])
    return frames.get(table, empty).set_index(name)


def changes(before: Rows, after: Rows) -> dict[str, Any]:
    """By source: how many rows were added, revised and withdrawn, and which; nothing for a source that stays as it was."""
    found: dict[str, Any] = {}
    for table, name in row_tables().items():
        old, new = _kept(before, table, name), _kept(after, table, name)
        for source in sorted({*old["source_id"].astype("str"), *new["source_id"].astype("str")}):
            step = _of_source(old[old["source_id"] == source], new[new["source_id"] == source])
            if sum(step["counts"].values()):
                found[f"{source}/{table}"] = step
    return found
