"""Keeps data/changelog: one small file a build that changed the data version, naming the version before and what differs.

The files are tracked, so that a link made with an older version can say what has changed since.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow.dataset as ds
from pydantic import TypeAdapter

from etl.contract.errors import WriteError
from etl.store.tables import DATA, version_of

_Kind = Literal["added", "revised", "withdrawn"]
COUNTED: tuple[_Kind, ...] = get_args(_Kind)


@dataclass
class _Rows:
    added: list[str] = field(default_factory=list)
    # For each row and field the value before and the one now.
    revised: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)


@dataclass
class _Changed:
    counts: dict[_Kind, int]
    rows: _Rows = field(default_factory=_Rows)


@dataclass
class _Step:
    previous: str
    changed: dict[str, _Changed]


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
    steps = {}
    for path in sorted((data / "changelog").glob("*.json")):
        try:
            text = path.read_text(encoding="utf-8")
            TypeAdapter(_Step).validate_json(text, strict=True)
            steps[path.stem] = json.loads(text)
        except (OSError, ValueError):
            logging.getLogger("atlas").warning("%s is not a step of the changelog; restore it from version control.", path)
    return steps
