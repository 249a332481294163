"""Attaches each caveat to exactly the rows that it concerns, so that none is lost on the way to the screen or an export."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

import pandas as pd

from etl.contract import identifiers
from etl.contract.errors import RuleError, raise_all
from etl.contract.source_config import Caveat, Source
from etl.transform import suspect_counts

Marks = Mapping[str, pd.Series]


class Limit(NamedTuple):
    """What a caveat can be limited to: the list in the table of caveats, and the columns of a row of which one has to be in it."""

    column: str
    of_rows: tuple[str, ...]


# By their names in source.toml; years and a part of the printed text are limits too.
LIMITS: Mapping[str, Limit] = {
    "indicator": Limit("indicators", ("indicator",)),
    "place": Limit("places", ("place", "origin", "destination")),
    "destination": Limit("destinations", ("destination",)),
    "form": Limit("forms", ("form",)),
    "sex": Limit("sexes", ("sex",)),
    "age": Limit("ages", ("age",)),
    "rating": Limit("ratings", ("rating",)),
    "basis": Limit("bases", ("basis",)),
    "evidence": Limit("kinds_of_evidence", ("evidence",)),
    "year_stated": Limit("years_stated", ("year_stated",)),
    "table": Limit("tables", ("table",)),
}
_OF_ROWS = [*dict.fromkeys(column for limit in LIMITS.values() for column in limit.of_rows), "as_printed", "first", "last"]


def general(source: Source) -> pd.DataFrame:
    """The caveats of source.toml as rows of the table ``caveats``; a limit that is not set is missing."""
    rows = [
        {
            "caveat_id": identifiers.of_caveat(source.source_id, caveat.id),
            "source_id": source.source_id,
            **{limit.column: list(getattr(caveat, name)) or None for name, limit in LIMITS.items()},
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


def of_rows(source: Source, texts: pd.Series) -> pd.DataFrame:
    """The caveats that rows bring along (``texts``, one a line, '' where none) as rows of the table ``caveats``."""
    distinct = pd.Series(sorted({line for text in set(texts) for line in text.split("\n")} - {""}), dtype="str")
    none = pd.Series([None] * len(distinct), dtype="object")
    return pd.DataFrame(
        {
            "caveat_id": [identifiers.of_text(source.source_id, text) for text in distinct],
            "source_id": source.source_id,
            **dict.fromkeys([*(limit.column for limit in LIMITS.values()), "as_printed"], none),
            **dict.fromkeys(("first_year", "last_year"), none.astype("Int64")),
            "single_rows": True,
            "severity": distinct.isin(suspect_counts.GRAVE).map({True: "do_not_compare", False: "caution"}),
            "text": distinct,
            "explains_absence": False,
        }
    )


def limited_by(frame: pd.DataFrame, table: str, first: str, last: str) -> pd.DataFrame:
    """What a caveat can be limited to, for each row of a table; ``first`` and ``last`` name the columns of its years."""
    limits = frame.assign(table=table, first=frame[first], last=frame[last])
    if "year_stated" in frame:
        limits["year_stated"] = frame["year_stated"].map({True: "yes", False: "no"})
    return limits[[column for column in _OF_ROWS if column in limits]]


def _applies(caveat: Caveat, rows: pd.DataFrame) -> pd.Series:
    fits = pd.Series(True, rows.index)
    for name, limit in LIMITS.items():
        if words := getattr(caveat, name):
            fits &= reduce(or_, (rows[column].isin(words) for column in limit.of_rows if column in rows), False)
    if caveat.as_printed:
        fits &= rows["as_printed"].str.contains(caveat.as_printed, regex=False)
    if caveat.years:
        fits &= (rows["first"] <= caveat.years[1]) & (caveat.years[0] <= rows["last"])
    return fits


def applying(rows: pd.DataFrame, source: Source) -> Marks:
    """Which rows (see ``limited_by``) each caveat of source.toml applies to, by its name there."""
    return {caveat.id: _applies(caveat, rows) for caveat in source.caveats}


def without_debris(printed: pd.Series, source: Source) -> pd.Series:
    """What is printed in each row without the remnants in the copy that caveats name."""
    for caveat in source.caveats:
        if caveat.debris:
            printed = printed.str.replace(caveat.as_printed, "", regex=False)
    return printed


def identifiers_of_rows(marks: Marks, source: Source, texts: pd.Series) -> pd.Series:
    """For each row the identifiers of all caveats that apply (``marks``): the general ones, then its own (``texts``)."""
    fits = {identifiers.of_caveat(source.source_id, name): applies for name, applies in marks.items()}
    cases = pd.DataFrame({**fits, "": texts}, texts.index)
    numbers = cases.groupby(list(cases), sort=False).ngroup()
    lists = [
        [
            *(name for name, applies in zip(fits, flags, strict=True) if applies),
            *(identifiers.of_text(source.source_id, line) for line in text.split("\n") if line),
        ]
        for *flags, text in cases.drop_duplicates().itertuples(index=False)
    ]
    return numbers.map(dict(zip(numbers.unique(), lists, strict=True))).astype("object")


def _unmet(caveat: Caveat, tables: Iterable[tuple[pd.DataFrame, Marks]]) -> str:
    """Why a caveat with limits does not apply as its limits say; '' where each word of them is met by a row."""
    parts = [(rows, marks[caveat.id]) for rows, marks in tables]
    if not any(fits.any() for _, fits in parts):
        return "it applies to no row"
    missing = []
    # A single word is met by every row that the caveat applies to.
    for name, limit in LIMITS.items():
        if len(words := getattr(caveat, name)) > 1:
            met = {word for rows, fits in parts for column in limit.of_rows if column in rows for word in rows.loc[fits, column].unique()}
            missing += [f"{name} '{word}'" for word in words if word not in met]
    return f"no row that it applies to has the {', '.join(missing)}" if missing else ""


def check(source: Source, tables: Iterable[tuple[pd.DataFrame, Marks]]) -> None:
    """Raise RuleError for the caveats of source.toml that meet no row and explain no absence.

    ``tables``: the rows of each (see ``limited_by``), with which of them each caveat applies to.
    """
    # The description of a user's own file was written before the file.
    if source.of_the_user:
        return
    rows, faults = list(tables), []
    for caveat in source.caveats:
        if caveat.limited and not caveat.hole and (problem := _unmet(caveat, rows)):
            remedy = "Correct its limits; where it explains missing figures, say hole = true."
            faults.append(RuleError(source.source_id, f"source.toml, caveat '{caveat.id}'", problem, remedy))
    raise_all(faults)
