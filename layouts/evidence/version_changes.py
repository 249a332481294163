"""What a version of the data changed, in a sentence."""

from collections.abc import Mapping

from etl.queries.data_versions import DataVersion

_NOT_LISTED = "The changes in this version are not listed yet."
_SAME = "No row of any source differs from the previous version."


def counts(changed: Mapping[str, int]) -> str:
    """'1,163 rows added, 25,601 revised, 1,482 withdrawn'; what did not happen is left out."""
    parts = [f"{count:,} {word}" for word, count in changed.items() if count]
    first, _, rest = ", ".join(parts).partition(" ")
    return f"{first} {'row' if first == '1' else 'rows'} {rest}" if parts else ""


def sentence(version: DataVersion) -> str:
    """What the version changed in all sources."""
    if version.changed is None:
        return _NOT_LISTED
    sources = f"{len(version.changed)} {'source' if len(version.changed) == 1 else 'sources'}"
    return f"{counts(version.total)}, in {sources}." if version.changed else _SAME
