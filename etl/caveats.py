"""Brings every caveat to every row it applies to, so that none is lost on the way to the screen or an export."""

import hashlib
from collections.abc import Iterable

import pandas as pd

from etl.catalog import Caveat, Source
from etl.errors import RuleError


def _limits(caveat: Caveat) -> str:
    """What the caveat is limited to, as the table says it."""
    parts = {"indicator": caveat.indicator, "place": caveat.place, "years": "-".join(map(str, caveat.years or ()))}
    return " ".join(f"{key}={value}" for key, value in parts.items() if value) or "all"


def general(source: Source) -> pd.DataFrame:
    """The caveats of source.toml as rows of the table ``caveats``."""
    rows = [
        {
            "caveat_id": f"{source.source_id}/{caveat.id}",
            "source_id": source.source_id,
            "applies_to": _limits(caveat),
            "severity": caveat.severity,
            "text": caveat.text,
            "explains_absence": caveat.hole,
        }
        for caveat in source.caveats
    ]
    return pd.DataFrame(rows)


def _identifier(source: Source, text: str) -> str:
    return f"{source.source_id}/rows-{hashlib.sha256(text.encode()).hexdigest()[:8]}" if text else ""


def particular(source: Source, texts: pd.Series) -> pd.DataFrame:
    """The caveats that rows bring along (``texts``, '' where none) as rows of the table ``caveats``."""
    distinct = pd.Series(sorted(set(texts) - {""}), dtype="str")
    return pd.DataFrame(
        {
            "caveat_id": [_identifier(source, text) for text in distinct],
            "source_id": source.source_id,
            "applies_to": "rows",
            "severity": "caution",
            "text": distinct,
            "explains_absence": False,
        }
    )


def check(source: Source, held: Iterable[str]) -> None:
    """Raise RuleError for a caveat of source.toml that neither a row has (``held``, identifiers) nor a hole: it would be read nowhere.

    The description of a user's own file was written before the file.
    """
    if source.redistribution == "user_supplied":
        return
    known = set(held)
    for caveat in source.caveats:
        if f"{source.source_id}/{caveat.id}" not in known and not caveat.hole:
            remedy = "Correct its indicator, place or years; where it explains missing figures, say hole = true."
            raise RuleError(source.source_id, f"source.toml, caveat '{caveat.id}'", "it applies to no row", remedy)


def _applies(caveat: Caveat, indicator: str, place: str, first: int, last: int) -> bool:
    return (
        caveat.indicator in ("", indicator)
        and caveat.place in ("", place)
        and (caveat.years is None or (caveat.years[0] <= last and first <= caveat.years[1]))
    )


def identifiers(frame: pd.DataFrame, source: Source, texts: pd.Series, first: str, last: str) -> pd.Series:
    """For each row the identifiers of all caveats that apply: the general ones, then its own."""
    columns = {"indicator": frame["indicator"], "place": frame["place"], "first": frame[first], "last": frame[last], "text": texts}
    keys = pd.DataFrame(columns)
    numbers = keys.groupby(list(columns), sort=False).ngroup()
    shared = {
        number: [f"{source.source_id}/{caveat.id}" for caveat in source.caveats if _applies(caveat, *key[:-1])]
        + ([_identifier(source, key[-1])] if key[-1] else [])
        for number, key in zip(numbers.unique(), keys.drop_duplicates().itertuples(index=False), strict=True)
    }
    return numbers.map(shared).astype("object")
