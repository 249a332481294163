"""What has changed since an older data version in the rows that a view shows: added, revised, withdrawn."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from etl.contract.table_contract import quotations
from etl.queries.atlas import atlas
from etl.store import changelog


@dataclass(frozen=True)
class Since:
    """Changes since a version. ``known`` is False where the changelog does not lead from it to the present one.

    ``added`` and ``withdrawn`` are identifiers of rows, ``revised`` holds by row and field what was said and is said now;
    ``counted`` counts changes by source where single rows are not kept.
    """

    known: bool
    added: tuple[str, ...] = ()
    revised: Mapping[str, Mapping[str, tuple[object, object]]] | None = None
    withdrawn: tuple[str, ...] = ()
    counted: Mapping[str, Mapping[str, int]] | None = None


@cache
def _steps() -> Mapping[str, dict[str, Any]]:
    return changelog.read()


def path(steps: Mapping[str, dict[str, Any]], start: str, end: str) -> list[dict[str, Any]] | None:
    """The steps that lead from one version to another, oldest first; None where they do not."""
    found: list[dict[str, Any]] = []
    while end != start:
        if end not in steps or len(found) > len(steps):
            return None
        found.insert(0, steps[end])
        end = steps[end]["previous"]
    return found


@dataclass
class _Told:
    """What the steps say of the single rows of one source in one table."""

    added: dict[str, None] = field(default_factory=dict)
    revised: dict[str, dict[str, tuple[object, object]]] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)

    def take(self, rows: Mapping[str, Any], shape: re.Pattern[str]) -> None:
        """Go on by one step: a row that came and went is not said, a row revised twice is said once."""
        for row in filter(shape.fullmatch, rows.get("added", [])):
            self.added |= {} if row in self.withdrawn else {row: None}
            self.withdrawn.pop(row, None)
        for row in filter(shape.fullmatch, rows.get("withdrawn", [])):
            self.revised.pop(row, None)
            self.withdrawn |= {} if row in self.added else {row: None}
            self.added.pop(row, None)
        for row, fields in rows.get("revised", {}).items():
            if shape.fullmatch(row) and row not in self.added:
                kept = self.revised.setdefault(row, {})
                # A figure that a step does not repeat, because it is masked or gone, is not taken from the step before either.
                kept |= {said: (kept[said][0] if said in kept and old is not None else old, new) for said, (old, new) in fields.items()}


def _follow(steps: Iterable[dict[str, Any]], shape: re.Pattern[str]) -> Since:
    """All steps as one.

    What a step says of single rows is not repeated where a later one only counts the changes of their source in their
    table: the figure may be masked or gone since.
    """
    told: dict[str, _Told] = {}
    for step in steps:
        for name, part in step["changed"].items():
            if "rows" in part:
                told.setdefault(name, _Told()).take(part["rows"], shape)
            else:
                told.pop(name, None)
    found = Since(True, revised={})
    for own in told.values():
        revised = {**(found.revised or {}), **own.revised}
        found = Since(True, (*found.added, *own.added), revised, (*found.withdrawn, *own.withdrawn))
    return found


def _concerns(name: str, shape: re.Pattern[str]) -> bool:
    """Whether rows of such a shape stand in the table of a source; so too where the source has left the table."""
    source, _, table = name.partition("/")
    if table not in quotations():
        return True
    frame = atlas()[table]
    rows = frame.loc[frame["source_id"] == source, quotations()[table].row_id]
    return rows.empty or any(map(shape.fullmatch, rows.astype("str")))


def _counted(steps: Iterable[dict[str, Any]], sources: Iterable[str], shape: re.Pattern[str]) -> dict[str, dict[str, int]]:
    held = set(sources)
    counts: dict[str, dict[str, int]] = {}
    for step in steps:
        for name, part in step["changed"].items():
            source = name.partition("/")[0]
            if source in held and "rows" not in part and _concerns(name, shape):
                kept = counts.setdefault(source, dict.fromkeys(changelog.COUNTED, 0))
                counts[source] = {word: number + part["counts"].get(word, 0) for word, number in kept.items()}
    return counts


def since(version: str, shape: str, sources: Iterable[str]) -> Since:
    """What changed since the version in rows whose identifiers have the shape, and in the sources as a whole."""
    steps = path(_steps(), version, atlas().version)
    if steps is None:
        return Since(False)
    rows = re.compile(shape)
    return replace(_follow(steps, rows), counted=_counted(steps, sources, rows))
