"""The versions of the data, the newest first, and how many rows of which source each of them changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.queries.atlas import atlas
from etl.store import changelog


@dataclass(frozen=True)
class DataVersion:
    """A version: the one before it, and for each source how many rows were added, revised and withdrawn.

    ``changed`` is None where the changelog does not have the version, as with tables that were built from uncommitted changes.
    """

    version: str
    previous: str
    changed: Mapping[str, Mapping[str, int]] | None

    @property
    def total(self) -> Mapping[str, int]:
        """How many rows of all sources were added, revised and withdrawn."""
        parts = (self.changed or {}).values()
        return {word: sum(part[word] for part in parts) for word in changelog.COUNTED}


def _by_source(step: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts of a step by source; a step has them by source and table, and by table alone for tables of no source."""
    counts: dict[str, dict[str, int]] = {}
    for name, part in step["changed"].items():
        own = counts.setdefault(name.partition("/")[0], dict.fromkeys(changelog.COUNTED, 0))
        own |= {word: own[word] + part["counts"].get(word, 0) for word in changelog.COUNTED}
    return counts


@cache
def data_versions() -> tuple[DataVersion, ...]:
    """The present version, then those before it as far as the changelog goes back."""
    steps, version = changelog.read(), atlas().version
    versions: list[DataVersion] = []
    if version not in steps:
        versions.append(DataVersion(version, "", None))
        version = next((name for name in steps if name not in {step["previous"] for step in steps.values()}), "")
    while version in steps and len(versions) <= len(steps):
        versions.append(DataVersion(version, steps[version]["previous"], _by_source(steps[version])))
        version = steps[version]["previous"]
    return tuple(versions)
