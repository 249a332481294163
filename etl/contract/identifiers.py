"""The identifiers of rows, claims and caveats: made here alone, and never taken apart again.

What an identifier is made of stands in columns of the same row. Links, the changelog and data/sources name identifiers,
so that their form cannot change.
"""

import hashlib
from collections.abc import Sequence

import pandas as pd

_OFFSET = "offset"


def _part(frame: pd.DataFrame, column: str) -> pd.Series:
    """What a column adds to identifiers: its text, '' where it is missing; an offset is marked by '@'."""
    texts = frame[column].astype("str").where(frame[column].notna(), "")
    return "@" + texts if column == _OFFSET else texts


def of_rows(frame: pd.DataFrame, key: Sequence[str]) -> pd.Series:
    """SOURCE/INDICATOR/PLACE/... : the source and the ``key``, without a last part that is missing; of a claim's figure /@OFFSET too."""
    joined = _part(frame, "source_id")
    for column in key:
        joined = joined + "/" + _part(frame, column)
    joined = joined.str.removesuffix("/")
    return joined + "/" + _part(frame, _OFFSET) if _OFFSET in frame and _OFFSET not in key else joined


def of_caveat(source: str, name: str) -> str:
    """The identifier of a caveat that source.toml names."""
    return f"{source}/{name}"


def of_text(source: str, text: str) -> str:
    """The identifier of a caveat that rows bring along, made of its text."""
    return of_caveat(source, f"rows-{hashlib.sha256(text.encode()).hexdigest()[:8]}")
