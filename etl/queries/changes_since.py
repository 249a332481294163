"""What has changed since an older data version in the rows that a view draws: added, revised, withdrawn; and what such a row speaks of."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pandas as pd

from etl.contract.table_contract import TableContract, quotations
from etl.queries.atlas import atlas
from etl.queries.place_summary import names
from etl.store import changelog

Revision = Mapping[str, tuple[object, object]]
_PLACES = (("place",), ("origin", "destination"), ("origin_printed", "destination_printed"))
_YEARS = (("year",), ("year_start", "year_end"))


@dataclass(frozen=True)
class Since:
    """Changes since a version. ``known`` is False where the changelog does not lead from it to the present one.

    ``added`` and ``withdrawn`` are identifiers of rows, ``revised`` holds by row and field the values before and now;
    ``tables`` names the table of each row; ``counted`` counts changes by source where single rows are not listed.
    """

    known: bool
    added: tuple[str, ...] = ()
    revised: Mapping[str, Revision] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@cache
def _steps() -> Mapping[str, dict[str, Any]]:
    return changelog.read()


def path(steps: Mapping[str, dict[str, Any]], start: str, end: str) -> list[dict[str, Any]] | None:
    """The steps that lead from one version to another, oldest first; None where they do not."""
    chain: list[dict[str, Any]] = []
    while end != start:
        if end not in steps or len(chain) > len(steps):
            return None
        chain.insert(0, steps[end])
        end = steps[end]["previous"]
    return chain


@dataclass
class _Rows:
    """The single rows of one source in one table that the steps name."""

    added: dict[str, None] = field(default_factory=dict)
    revised: dict[str, dict[str, tuple[object, object]]] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)

    def take(self, rows: Mapping[str, Any], pattern: re.Pattern[str]) -> None:
        """Go on by one step: a row that came and went is left out, a row revised twice counts once."""
        for row in filter(pattern.fullmatch, rows.get("added", [])):
            self.added |= {} if row in self.withdrawn else {row: None}
            self.withdrawn.pop(row, None)
        for row in filter(pattern.fullmatch, rows.get("withdrawn", [])):
            self.revised.pop(row, None)
            self.withdrawn |= {} if row in self.added else {row: None}
            self.added.pop(row, None)
        for row, fields in rows.get("revised", {}).items():
            if pattern.fullmatch(row) and row not in self.added:
                own = self.revised.setdefault(row, {})
                # A figure that a step does not repeat, because it is masked or gone, is not taken from the step before either.
                own |= {name: (own[name][0] if name in own and old is not None else old, new) for name, (old, new) in fields.items()}


def _follow(steps: Iterable[dict[str, Any]], pattern: re.Pattern[str]) -> Since:
    """All steps as one.

    What a step says of single rows is not repeated where a later one only counts the changes of their source in their
    table: the figure may be masked or gone since.
    """
    by_name: dict[str, _Rows] = {}
    for step in steps:
        for name, part in step["changed"].items():
            if "rows" in part:
                by_name.setdefault(name, _Rows()).take(part["rows"], pattern)
            else:
                by_name.pop(name, None)
    tables = {row: name.partition("/")[2] for name, rows in by_name.items() for row in (*rows.added, *rows.revised, *rows.withdrawn)}
    rows = by_name.values()
    return Since(
        True,
        tuple(row for own in rows for row in own.added),
        {row: fields for own in rows for row, fields in own.revised.items()},
        tuple(row for own in rows for row in own.withdrawn),
        tables,
    )


def _concerns(name: str, pattern: re.Pattern[str]) -> bool:
    """Whether rows of such a pattern stand in the table of a source; so too where the source has left the table."""
    source, _, table = name.partition("/")
    if table not in quotations():
        return True
    frame = atlas()[table]
    rows = frame.loc[frame["source_id"] == source, quotations()[table].row_id]
    return rows.empty or any(map(pattern.fullmatch, rows.astype("str")))


def _counted(steps: Iterable[dict[str, Any]], sources: Collection[str], pattern: re.Pattern[str]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for step in steps:
        for name, part in step["changed"].items():
            source = name.partition("/")[0]
            if source in sources and "rows" not in part and _concerns(name, pattern):
                own = counts.get(source, {})
                counts[source] = {word: own.get(word, 0) + part["counts"].get(word, 0) for word in changelog.COUNTED}
    return counts


def since(version: str, row_pattern: str, sources: Collection[str]) -> Since:
    """What changed since the version in rows whose identifiers have the pattern, and in the sources as a whole."""
    steps = path(_steps(), version, atlas().version)
    if steps is None:
        return Since(False)
    pattern = re.compile(row_pattern)
    return replace(_follow(steps, pattern), counted=_counted(steps, sources, pattern))


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
