"""Brings every caveat to exactly the rows that it concerns, so that none is lost on the way to the screen or an export."""

import hashlib
from collections.abc import Iterable, Mapping

import pandas as pd

from etl.contract.errors import RuleError, raise_all
from etl.contract.source_config import Caveat, Source

# What a caveat can be limited to besides years -> the columns of a row, one of which has to hold one of the words.
LIMITS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("indicator",),
    "place": ("place", "origin", "destination"),
    "destination": ("destination",),
    "form": ("form",),
    "sex": ("sex",),
    "age": ("age",),
    "rating": ("rating",),
    "basis": ("basis",),
    "evidence": ("evidence",),
    "year_stated": ("year_stated",),
    "table": ("table",),
}
# What the limits are called in the table of caveats, where each is a list.
_NAMES = (
    *("indicators", "places", "destinations", "forms", "sexes", "ages", "ratings", "bases"),
    *("kinds_of_evidence", "years_stated", "tables"),
)
_COLUMNS = [*dict.fromkeys(column for columns in LIMITS.values() for column in columns), "as_printed", "first", "last"]


def general(source: Source) -> pd.DataFrame:
    """The caveats of source.toml as rows of the table ``caveats``; a limit that is not set is missing."""
    rows = [
        {
            "caveat_id": f"{source.source_id}/{caveat.id}",
            "source_id": source.source_id,
            **{name: list(getattr(caveat, limit)) or None for name, limit in zip(_NAMES, LIMITS, strict=True)},
            "as_printed": caveat.as_printed or None,
            **dict(zip(("first_year", "last_year"), caveat.years or (pd.NA, pd.NA), strict=True)),
            "single_rows": False,
            "severity": caveat.severity,
            "text": caveat.text,
            "explains_absence": caveat.hole,
        }
        for caveat in source.caveats
    ]
    return pd.DataFrame(rows).astype({"first_year": "Int64", "last_year": "Int64"})


def identifier(source: Source, text: str) -> str:
    """The identifier of a caveat that rows bring along, made of its text."""
    return f"{source.source_id}/rows-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _lines(text: str) -> list[str]:
    """The caveats that a row brings along, one a line."""
    return [line for line in text.split("\n") if line]


def particular(source: Source, texts: pd.Series) -> pd.DataFrame:
    """The caveats that rows bring along (``texts``, one a line, '' where none) as rows of the table ``caveats``."""
    distinct = pd.Series(sorted({line for text in set(texts) for line in _lines(text)}), dtype="str")
    none = pd.Series([None] * len(distinct), dtype="object")
    return pd.DataFrame(
        {
            "caveat_id": [identifier(source, text) for text in distinct],
            "source_id": source.source_id,
            **dict.fromkeys([*_NAMES, "as_printed"], none),
            **dict.fromkeys(("first_year", "last_year"), none.astype("Int64")),
            "single_rows": True,
            "severity": "caution",
            "text": distinct,
            "explains_absence": False,
        }
    )


def keyed(frame: pd.DataFrame, table: str, first: str, last: str) -> pd.DataFrame:
    """What a caveat can be limited to, for each row of a table; ``first`` and ``last`` name the columns of its years."""
    named = frame.assign(table=table, first=frame[first], last=frame[last])
    if "year_stated" in frame:
        named["year_stated"] = frame["year_stated"].map({True: "yes", False: "no"})
    return named[[column for column in _COLUMNS if column in named]]


def _applies(caveat: Caveat, keys: pd.DataFrame) -> pd.Series:
    fits = pd.Series(True, keys.index)
    for name, columns in LIMITS.items():
        if words := getattr(caveat, name):
            fits &= keys[[column for column in columns if column in keys]].isin(words).any(axis=1)
    if caveat.as_printed:
        fits &= keys["as_printed"].str.contains(caveat.as_printed, regex=False)
    if caveat.years:
        fits &= (keys["first"] <= caveat.years[1]) & (caveat.years[0] <= keys["last"])
    return fits


def identifiers(keys: pd.DataFrame, source: Source, texts: pd.Series) -> pd.Series:
    """For each row (see ``keyed``) the identifiers of all caveats that apply: the general ones, then its own."""
    fits = {f"{source.source_id}/{caveat.id}": _applies(caveat, keys) for caveat in source.caveats}
    rows = pd.DataFrame({**fits, "": texts}, keys.index)
    numbers = rows.groupby(list(rows), sort=False).ngroup()
    named = [
        [*(name for name, holds in zip(fits, flags, strict=True) if holds), *(identifier(source, line) for line in _lines(text))]
        for *flags, text in rows.drop_duplicates().itertuples(index=False)
    ]
    return numbers.map(dict(zip(numbers.unique(), named, strict=True))).astype("object")


def _unmet(caveat: Caveat, tables: Iterable[pd.DataFrame]) -> str:
    """What keeps a caveat with limits from the rows that it speaks of; '' where every word of them meets a row."""
    rows = pd.concat([keys[_applies(caveat, keys)] for keys in tables])
    if rows.empty:
        return "it applies to no row"
    met = {name: set(rows.reindex(columns=columns).stack()) for name, columns in LIMITS.items() if getattr(caveat, name)}
    missing = [f"{name} '{word}'" for name, words in met.items() for word in getattr(caveat, name) if word not in words]
    return f"no row that it applies to has the {', '.join(missing)}" if missing else ""


def check(source: Source, tables: Iterable[pd.DataFrame]) -> None:
    """Raise RuleError for the caveats of source.toml that meet no row of the ``tables`` (see ``keyed``) and explain no hole.

    They would be read nowhere. The description of a user's own file was written before the file.
    """
    if source.redistribution == "user_supplied":
        return
    held = list(tables)
    faults = []
    for caveat in source.caveats:
        if caveat.limited and not caveat.hole and (problem := _unmet(caveat, held)):
            remedy = "Correct its limits; where it explains missing figures, say hole = true."
            faults.append(RuleError(source.source_id, f"source.toml, caveat '{caveat.id}'", problem, remedy))
    raise_all(faults)
