"""What one build changes in the rows of the build before: added, revised, withdrawn. Kept small, because it is tracked.

Where a whole source comes or goes, or more of its rows change than a person would read, only their number is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from etl.contract.schema import fields, schema

MANY = 1000
# Not compared: the caveats of a row, and where, in which copy and under what name its figure stands.
_ASIDE = ("locator", "copy", "quantity_id", "place_printed", "caveat_ids")
_FIGURES = ("value", "value_low", "value_high", "count", "count_low", "count_high", "as_printed", "rating", "rank", "rank_low", "rank_high")
Rows = Mapping[str, ds.Dataset]


def row_tables() -> dict[str, str]:
    """The tables whose rows are quotations of a source, and the column that identifies a row."""
    first = {table: columns[0].name for table, columns in fields().items() if any(field.name == "source_id" for field in columns)}
    return {table: name for table, name in first.items() if name == f"{table.removesuffix('s')}_id" and table not in ("sources", "caveats")}


def _plain(cell: object) -> object:
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _same(old: pd.Series, new: pd.Series) -> pd.Series:
    return (old == new) | (old.isna() & new.isna())


def _gone(after: pd.DataFrame) -> pd.Series:
    """Which rows show no figure any more: masked, or left without one. What they said before is not repeated."""
    figure = after[next(name for name in ("value", "count", "rating", "as_printed") if name in after)]
    return figure.isna() | (after["range_kind"] == "masked") if "range_kind" in after else figure.isna()


def _aligned(table: ds.Dataset, name: str, places: Sequence[int]) -> pd.Series:
    """A field of the rows at these places of a table."""
    return _column(table, name).take(places).reset_index(drop=True)


def _differences(before: ds.Dataset, after: ds.Dataset, ids: tuple[pd.Index, pd.Index]) -> pd.DataFrame:
    """For each row that both have and that differs, which of the fields do; one field is held at a time, the tables are large."""
    both = ids[0].intersection(ids[1])
    old, new = (own.get_indexer(both).tolist() for own in ids)
    names = [name for name in after.schema.names if name in before.schema.names and name not in _ASIDE]
    differs = pd.DataFrame({name: ~_same(_aligned(before, name, old), _aligned(after, name, new)) for name in names})
    return differs.set_axis(both)[differs.any(axis=1).to_numpy()]


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
    sources = after["sources"].to_table(["source_id", "redistribution"]).to_pylist() if "sources" in after else []
    return {row["source_id"] for row in sources if row["redistribution"] == "aggregates"}


def _column(table: ds.Dataset, name: str) -> pd.Series:
    """A field of all rows, in their order; of a list its words."""
    values = table.to_table([name])[name].to_pandas()
    return values.map("; ".join) if pa.types.is_list(table.schema.field(name).type) else values


def _rows(table: ds.Dataset, name: str, ids: pd.Index) -> pd.DataFrame:
    """Whole rows by their identifier, without what is not compared."""
    known = [column for column in table.schema.names if column not in _ASIDE]
    frame = table.to_table(known, filter=pc.field(name).isin(pa.array(ids, pa.string()))).to_pandas()
    lists = [column for column in known if pa.types.is_list(table.schema.field(column).type)]
    return frame.assign(**{column: frame[column].map("; ".join) for column in lists}).set_index(name)


def _empty(table: str) -> ds.Dataset:
    return ds.dataset(schema(table).empty_table())


def _of_table(before: Rows, after: Rows, table: str, *, unnamed: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each source of a table how many rows changed and, where they are few and it is not ``unnamed``, which."""
    old, new = before.get(table, _empty(table)), after.get(table, _empty(table))
    name = row_tables()[table]
    sources = [pd.Series(_column(side, "source_id").array, index=pd.Index(_column(side, name))) for side in (old, new)]
    differs = _differences(old, new, (sources[0].index, sources[1].index))
    owners = sources[1].reindex(differs.index)
    for source in sorted({*sources[0].unique(), *sources[1].unique()}):
        ids, others = (side.index[side == source] for side in sources)
        mine = differs[(owners == source).to_numpy()]
        rows = {"added": others.difference(ids), "revised": mine.index, "withdrawn": ids.difference(others)}
        counts = {kind: len(changed) for kind, changed in rows.items()}
        if ids.empty or others.empty or source in unnamed or sum(counts.values()) > MANY:
            yield source, {"counts": counts}
        else:
            revised = _revised(_rows(old, name, mine.index), _rows(new, name, mine.index), mine)
            yield source, {"counts": counts, "rows": {**{kind: [*map(str, changed)] for kind, changed in rows.items()}, "revised": revised}}


def changes(before: Rows, after: Rows) -> dict[str, Any]:
    """By source: how many rows were added, revised and withdrawn, and which; nothing for a source that stays as it was."""
    aggregated = _aggregated(after)
    steps = {f"{source}/{table}": step for table in row_tables() for source, step in _of_table(before, after, table, unnamed=aggregated)}
    return {name: step for name, step in steps.items() if sum(step["counts"].values())}
