"""Keeps data/changelog: one small file a build that changed the data version, naming the version before and what differs.

The files are tracked, so that a link made with an older version can say what has changed since.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import WriteError
from etl.store.tables import DATA


def before(data: Path, names: list[str]) -> tuple[str, dict[str, pd.DataFrame]] | None:
    """The data version and the tables that stand built; None where there are none that can be read."""
    folder = (data / "built").resolve()
    try:
        found = {name: pq.read_table(folder / f"{name}.parquet") for name in names if (folder / f"{name}.parquet").exists()}
    except (OSError, pa.ArrowException):
        return None
    versions = {(table.schema.metadata or {}).get(b"data_version", b"").decode() for table in found.values()}
    return (versions.pop(), {name: table.to_pandas() for name, table in found.items()}) if len(versions) == 1 else None


def write(data: Path, version: str, previous: str, changed: Mapping[str, Any]) -> None:
    """Keep what a version changes; a version that is kept already stays as it is. Raises WriteError."""
    path = data / "changelog" / f"{version}.json"
    if path.exists():
        return
    try:
        path.parent.mkdir(exist_ok=True)
        said = {"version": version, "previous": previous, "changed": dict(changed)}
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        problem = f"the changelog cannot be written ({error.strerror or error})"
        raise WriteError("build", str(path), problem, "Free some space or mend the permissions, then build again.") from error


def read(data: Path = DATA) -> dict[str, dict[str, Any]]:
    """All steps by the version that they led to."""
    files = sorted((data / "changelog").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}
