"""Keeps data/changelog: one small file a build that changed the data version, naming the version before and what differs.

The files are tracked, so that a link made with an older version can say what has changed since.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from etl.contract.errors import WriteError
from etl.store.tables import DATA, version_of

COUNTED = ("added", "revised", "withdrawn")


def previous_tables(data: Path, names: Iterable[str]) -> tuple[str, dict[str, ds.Dataset]] | None:
    """The data version of the built tables, and those called ``names``, unread; None where there are none of one version.

    Raises pyarrow's errors for tables that cannot be read.
    """
    folder = (data / "built").resolve()
    tables: dict[str, ds.Dataset] = {name: ds.dataset(file) for name in names if (file := folder / f"{name}.parquet").exists()}
    versions = {version_of(table.schema) for table in tables.values()}
    return (versions.pop(), tables) if len(versions) == 1 else None


def write(data: Path, version: str, previous: str, changed: Mapping[str, Any]) -> None:
    """Write what a version changes; a version that is written already stays as it is. Raises WriteError."""
    path = data / "changelog" / f"{version}.json"
    if path.exists():
        return
    try:
        path.parent.mkdir(exist_ok=True)
        step = {"version": version, "previous": previous, "changed": dict(changed)}
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(step, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        problem = f"the changelog cannot be written ({error.strerror or error})"
        raise WriteError("build", str(path), problem, "Free some space or fix the permissions, then build again.") from error


def read(data: Path = DATA) -> dict[str, dict[str, Any]]:
    """All steps by the version that they led to; a step whose file cannot be read is missing, and the log says so."""
    return dict(_steps(sorted((data / "changelog").glob("*.json"))))


def _steps(files: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in files:
        try:
            step = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            step = None
        if _is_step(step):
            yield path.stem, step
        else:
            logging.getLogger("atlas").warning("%s is not a step of the changelog; restore it from version control.", path)


def _is_step(step: object) -> bool:
    """Whether something read from a file has the form that ``write`` gives it."""
    if not isinstance(step, dict) or not isinstance(step.get("previous"), str) or not isinstance(step.get("changed"), dict):
        return False
    return all(
        isinstance(part, dict) and _are_counts(part.get("counts")) and _are_rows(part.get("rows", {})) for part in step["changed"].values()
    )


def _are_counts(counts: object) -> bool:
    return isinstance(counts, dict) and set(counts) <= set(COUNTED) and all(isinstance(count, int) for count in counts.values())


def _are_rows(rows: object) -> bool:
    if not isinstance(rows, dict):
        return False
    revised, listed = rows.get("revised", {}), [rows.get(name, []) for name in ("added", "withdrawn")]
    texts = all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in listed)
    return texts and isinstance(revised, dict) and all(map(_is_revision, revised.values()))


def _is_revision(fields: object) -> bool:
    """Whether each field of a row has two values: the one before and the one now."""
    return isinstance(fields, dict) and all(isinstance(pair, list) and len(pair) == 2 for pair in fields.values())
