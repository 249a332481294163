"""What one build changes in the rows of the build before: added, revised, withdrawn. Kept small, because it is tracked.

Where a whole source comes or goes, or more of its rows change than a person would read, only their number is recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from etl.contract.row_figures import masked
from etl.contract.table_contract import TableContract, quotations

MANY = 1000
Rows = Mapping[str, ds.Dataset]


def _plain(cell: Any) -> object:
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _same(old: pd.Series, new: pd.Series) -> pd.Series:
    return (old == new) | (old.isna() & new.isna())


def _gone(after: pd.DataFrame, table: TableContract) -> pd.Series:
    """Which rows have no figure any more: masked, or left without one. Their figure before is not repeated."""
    missing = after[table.figures[0]].isna()
    return missing | masked(after) if "range_kind" in after else missing


def _aligned(table: ds.Dataset, name: str, places: Sequence[int]) -> pd.Series:
    """A field of the rows at these places of a table."""
    return _column(table, name).take(places).reset_index(drop=True)


def _differences(before: ds.Dataset, after: ds.Dataset, table: TableContract, ids: tuple[pd.Index, pd.Index]) -> pd.DataFrame:
    """For each row that both have and that differs, which of the fields do; one field is read at a time, the tables are large."""
    both = ids[0].intersection(ids[1])
    old, new = (own.get_indexer(both).tolist() for own in ids)
    names = [name for name in table.compared if name in before.schema.names]
    differs = pd.DataFrame({name: ~_same(_aligned(before, name, old), _aligned(after, name, new)) for name in names})
    return differs.set_axis(both)[differs.any(axis=1).to_numpy()]


def _revised(before: pd.DataFrame, after: pd.DataFrame, table: TableContract, differs: pd.DataFrame) -> dict[str, dict[str, list[object]]]:
    """For each row that differs: the fields that do, each with its text or number before and now.

    A figure that is masked or gone now is not repeated as it was before: the first of the two is null.
    """
    old, new, gone = before.loc[differs.index], after.loc[differs.index], _gone(after.loc[differs.index], table)
    return {
        str(row): {
            name: [None if gone[row] and name in table.figures else _plain(old.at[row, name]), _plain(new.at[row, name])]
            for name in differs.columns[differs.loc[row]]
        }
        for row in differs.index
    }


def _aggregated(after: Rows) -> set[str]:
    """The sources of which the atlas has aggregates of its own: a row that is gone may be one that is suppressed now."""
    sources = after["sources"].to_table(["source_id", "redistribution"]).to_pylist() if "sources" in after else []
    return {row["source_id"] for row in sources if row["redistribution"] == "aggregates"}


def _column(table: ds.Dataset, name: str) -> pd.Series:
    """A field of all rows, in their order; of a list its words."""
    values = table.to_table([name])[name].to_pandas()
    return values.map("; ".join) if pa.types.is_list(table.schema.field(name).type) else values


def _rows(rows: ds.Dataset, table: TableContract, ids: pd.Index) -> pd.DataFrame:
    """Whole rows by their identifier, in the fields that are compared."""
    known = [name for name in table.compared if name in rows.schema.names]
    frame = rows.to_table(known, filter=pc.field(table.row_id).isin(pa.array(ids, pa.string()))).to_pandas()
    lists = [column for column in known if pa.types.is_list(rows.schema.field(column).type)]
    return frame.assign(**{column: frame[column].map("; ".join) for column in lists}).set_index(table.row_id)


def _of_table(before: Rows, after: Rows, table: TableContract, *, unnamed: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each source of a table how many rows changed and, where they are few and it is not ``unnamed``, which."""
    old, new = (side.get(table.name, ds.dataset(table.schema().empty_table())) for side in (before, after))
    sources = [pd.Series(_column(side, "source_id").array, index=pd.Index(_column(side, table.row_id))) for side in (old, new)]
    differs = _differences(old, new, table, (sources[0].index, sources[1].index))
    owners = sources[1].reindex(differs.index)
    for source in sorted({*sources[0].unique(), *sources[1].unique()}):
        ids, others = (side.index[side == source] for side in sources)
        mine = differs[(owners == source).to_numpy()]
        rows = {"added": others.difference(ids), "revised": mine.index, "withdrawn": ids.difference(others)}
        counts = {kind: len(changed) for kind, changed in rows.items()}
        if ids.empty or others.empty or source in unnamed or sum(counts.values()) > MANY:
            yield source, {"counts": counts}
        else:
            revised = _revised(_rows(old, table, mine.index), _rows(new, table, mine.index), table, mine)
            yield source, {"counts": counts, "rows": {**{kind: [*map(str, changed)] for kind, changed in rows.items()}, "revised": revised}}


def changes(before: Rows, after: Rows) -> dict[str, Any]:
    """By source: how many rows were added, revised and withdrawn, and which; nothing for a source that stays as it was."""
    aggregated = _aggregated(after)
    steps = {
        f"{source}/{name}": step
        for name, table in quotations().items()
        for source, step in _of_table(before, after, table, unnamed=aggregated)
    }
    return {name: step for name, step in steps.items() if sum(step["counts"].values())}
