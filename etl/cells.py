"""Cells of counts as offices print them: hidden small counts, cells printed twice, parts that exceed their total.

Each rule leaves a trace: rows that are left out are returned with the reason, rows that differ become a range, and
contradictions become caveats of the rows they concern.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from etl.errors import InputError
from etl.printed import numbers

MASK, MASK_HIGH = "<5", 4.0
YEAR, COUNT = r"(19|20)\d\d", r"<5|\d+(,\d{3})*"
_IMPOSSIBLE = 1_000_000.0
CONFLICT = "The file prints more than one figure for this cell; they may be parts of one sum. The lowest and the highest are given."
CONTRADICTION = "The parts that the source prints for this year add up to more than the total."
EXCESS = "The counts by citizenship that the source prints for this country and year add up to over a tenth more than its total."


def coded(frame: pd.DataFrame, column: str, words: Mapping[str, str]) -> pd.Series:
    """The codes of printed words; raises InputError at the first word that is not among them."""
    unknown = frame[~frame[column].isin(list(words))]
    if len(unknown):
        row = unknown.iloc[0]
        remedy = f"Known are: {', '.join(words)}. Give the publisher's own file, or add the word."
        raise InputError("", f"row {row['row']}, {column}", f"'{row[column]}' is not known", remedy)
    return frame[column].map(words)


def matching(frame: pd.DataFrame, column: str, pattern: str, said: str) -> pd.Series:
    """The column as it is; raises InputError at the first cell that has another form, ``said`` in words."""
    bad = frame[~frame[column].str.fullmatch(pattern)]
    if len(bad):
        row = bad.iloc[0]
        problem, remedy = f"'{row[column]}' is not {said}", "Compare the cell with the publisher's own file; it may have been changed."
        raise InputError("", f"row {row['row']}, {column}", problem, remedy)
    return frame[column]


def _figures(frame: pd.DataFrame) -> pd.DataFrame:
    """Add ``value``, ``value_low`` and ``value_high`` of each printed cell."""
    masked = frame["printed"] == MASK
    value = numbers(frame["printed"].mask(masked, ""), frame["where"])
    blank = frame[value.isna() & ~masked]
    if len(blank):
        raise InputError("", blank["where"].iloc[0], "the cell is blank", "Remove the row, or write what the source prints.")
    return frame.assign(value=value, value_low=np.where(masked, 0.0, np.nan), value_high=np.where(masked, MASK_HIGH, np.nan))


def _ranges(frame: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """One row a cell: a cell printed with several figures keeps the lowest and the highest."""
    masked = frame["value"].isna()
    kinds = pd.Series("none_published", frame.index).mask(masked, "masked")
    plain = frame.assign(as_printed=frame["printed"], range_kind=kinds, caveat="")
    several = plain.duplicated(list(key), keep=False)
    if not several.any():
        return plain
    ends = plain[several].assign(
        low=lambda rows: rows["value"].fillna(rows["value_low"]), high=lambda rows: rows["value"].fillna(rows["value_high"])
    )
    cells = ends.groupby(list(key), sort=False).agg(value_low=("low", "min"), value_high=("high", "max"), as_printed=("printed", "; ".join))
    first = ends.drop_duplicates(list(key)).drop(columns=["value_low", "value_high", "as_printed"])
    ranged = first.join(cells, on=list(key)).assign(value=float("nan"), range_kind="conflicting", caveat=CONFLICT)
    return pd.concat([plain[~several], ranged[plain.columns]]).sort_index()


def read(frame: pd.DataFrame, key: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of a table of counts (columns ``printed``, ``where`` and ``key``), one row each, and the rows left out.

    Adds ``value, value_low, value_high, as_printed, range_kind, caveat``. Raises InputError for text that is no count.
    """
    frame = _figures(frame)
    impossible = frame["value"] > _IMPOSSIBLE
    twice = frame.duplicated([*key, "printed"]) & ~impossible
    whys = pd.Series("", frame.index).mask(impossible, "a code of the questionnaire stands where a count should")
    whys = whys.mask(twice, "the same cell is printed again with the same figure")
    left_out = frame.assign(why=whys).loc[impossible | twice, ["where", "why"]]
    kept = frame[~(impossible | twice)]
    joined_rows = kept[kept.duplicated(list(key))].assign(why="another figure for a cell that is kept as a range")[["where", "why"]]
    return _ranges(kept, key), pd.concat([left_out, joined_rows], ignore_index=True)


def joined(first: pd.Series, second: pd.Series) -> pd.Series:
    """Two caveats of each row as one text."""
    return (first + " " + second.reindex(first.index).fillna("")).str.strip()


def _low(frame: pd.DataFrame) -> pd.Series:
    return frame["value"].fillna(frame["value_low"])


def contradictions(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every total that is smaller than the parts printed beside it: by sex, by age or by form."""
    key = ["indicator", "country", "year"]
    plain = {name: counts[name] == "all" for name in ("form", "sex", "age")}
    total = counts[plain["form"] & plain["sex"] & plain["age"]]
    high = total["value"].fillna(total["value_high"])
    exceeded = pd.Series(False, total.index)
    for part, others in (("form", ("sex", "age")), ("sex", ("form", "age")), ("age", ("form", "sex"))):
        parts = counts[~plain[part] & plain[others[0]] & plain[others[1]]]
        sums = parts.assign(low=_low(parts)).groupby(key)["low"].sum()
        exceeded |= total.join(sums.rename("parts"), on=key)["parts"].gt(high).reindex(total.index)
    return pd.Series(CONTRADICTION, total.index[exceeded], dtype="str")


def exceeding(people: pd.DataFrame, counts: pd.DataFrame, *, tolerance: float) -> pd.Series:
    """A caveat for every count by citizenship in a country and year whose citizenships exceed its total by the factor ``tolerance``."""
    key = ["indicator", "country", "year"]
    sums = people.assign(low=_low(people)).groupby(key)["low"].sum()
    total = counts[(counts["form"] == "all") & (counts["sex"] == "all") & (counts["age"] == "all")].set_index(key)
    over = sums[sums > tolerance * total["value"].fillna(total["value_high"]).reindex(sums.index)].index
    found = pd.MultiIndex.from_frame(people[key]).isin(over)
    return pd.Series(EXCESS, people.index[found], dtype="str")
