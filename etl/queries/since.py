"""What has changed since an older data version in the rows that a view shows: added, revised, withdrawn."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

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


def _follow(steps: Iterable[dict[str, Any]], shape: re.Pattern[str]) -> Since:
    """All steps as one: a row that came and went is not said, a row revised twice is said once.

    What a step says of single rows is not repeated where a later one only counts the changes of their source: the figure
    may be masked or gone since.
    """
    added: dict[str, None] = {}
    withdrawn: dict[str, None] = {}
    revised: dict[str, dict[str, tuple[object, object]]] = {}
    for step in steps:
        for name, part in step["changed"].items():
            rows = part.get("rows", {})
            if "rows" not in part:
                _forget(name.partition("/")[0], added, withdrawn, revised)
            for row in filter(shape.fullmatch, rows.get("added", [])):
                added |= {} if row in withdrawn else {row: None}
                withdrawn.pop(row, None)
            for row in filter(shape.fullmatch, rows.get("withdrawn", [])):
                revised.pop(row, None)
                withdrawn |= {} if row in added else {row: None}
                added.pop(row, None)
            for row, fields in rows.get("revised", {}).items():
                if shape.fullmatch(row) and row not in added:
                    kept = revised.setdefault(row, {})
                    # A figure that a step does not repeat, because it is masked or gone, is not taken from the step before either.
                    kept |= {said: (kept[said][0] if said in kept and old is not None else old, new) for said, (old, new) in fields.items()}
    return Since(True, tuple(added), revised, tuple(withdrawn))


def _forget(source: str, *told: dict[str, Any]) -> None:
    """Take the rows of a source out of what is told of single rows."""
    for rows in told:
        for row in [row for row in rows if row.startswith(f"{source}/")]:
            del rows[row]


def _counted(steps: Iterable[dict[str, Any]], sources: Iterable[str]) -> dict[str, dict[str, int]]:
    held = set(sources)
    counts: dict[str, dict[str, int]] = {}
    for step in steps:
        for name, part in step["changed"].items():
            source = name.partition("/")[0]
            if source in held and "rows" not in part:
                kept = counts.setdefault(source, dict.fromkeys(changelog.COUNTED, 0))
                counts[source] = {word: number + part["counts"].get(word, 0) for word, number in kept.items()}
    return counts


def since(version: str, shape: str, sources: Iterable[str]) -> Since:
    """What changed since the version in rows whose identifiers have the shape, and in the sources as a whole."""
    steps = path(_steps(), version, atlas().version)
    if steps is None:
        return Since(False)
    found = _follow(steps, re.compile(shape))
    return Since(True, found.added, found.revised, found.withdrawn, _counted(steps, sources))
