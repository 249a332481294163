"""Cells of counts as offices print them: masked small counts, and cells that are printed more than once.

A mask is its own range, no more and no less. Rows that are left out are returned with the reason; a cell printed with
several figures becomes a range whose locator names every row that prints one.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from etl.contract.errors import InputError, raise_all
from etl.contract.row_figures import MASKED, highest, lowest
from etl.read.parse_figures import numbers

MASK, MASK_HIGH = "<5", 4.0
FILLED = r"(?s).*\S.*"
YEAR, COUNT = r"(19|20)[0-9]{2}", r"<5|[0-9]+|[0-9]{1,3}(,[0-9]{3})+"
_IMPOSSIBLE = 1_000_000.0
CONFLICT = "The file prints more than one figure for this cell; they may be parts of one sum. The lowest and the highest are given."
_AGAIN = "the same cell is printed again with the same figure"
_JOINED = "another figure for a cell that is kept as a range"


def coded(frame: pd.DataFrame, column: str, words: Mapping[str, str]) -> pd.Series:
    """The codes of printed words; raises InputError for each word that is not among them."""
    unknown = frame[~frame[column].isin(list(words))]
    _refuse(unknown, column, "known", f"Known are: {', '.join(words)}. Give the publisher's own file, or add the word.")
    return frame[column].map(words)


def _refuse(bad: pd.DataFrame, column: str, said: str, remedy: str) -> None:
    """Raise InputError for each different cell of a column, at its first row, that is not what it is ``said`` to be."""
    first = bad.drop_duplicates(column)
    rows = zip(first["row"], first[column], strict=True)
    raise_all([InputError("", f"row {row}, {column}", f"'{cell}' is not {said}", remedy) for row, cell in rows])


def matching(frame: pd.DataFrame, column: str, pattern: str, said: str) -> pd.Series:
    """The column as it is; raises InputError for each different cell that has another form, ``said`` in words."""
    bad = frame[~frame[column].str.fullmatch(pattern)]
    _refuse(bad, column, said, "Compare the cell with the publisher's own file; it may have been changed.")
    return frame[column]


def once(frame: pd.DataFrame, key: Sequence[str]) -> None:
    """Raise InputError for the first row whose ``key`` stands in an earlier row; its figure would be counted twice."""
    again = frame[frame.duplicated(list(key))]
    if len(again):
        named = ", ".join(again[column].iloc[0] for column in key)
        remedy = "Give the publisher's own file; part of it may have been copied into it twice."
        raise InputError("", f"row {again['row'].iloc[0]}", f"{named} appears twice", remedy)


def one_name(frame: pd.DataFrame, code: str, name: str) -> None:
    """Raise InputError for the first row that gives a code another name than the rows above."""
    pairs = frame.drop_duplicates([code, name])
    others = pairs[pairs.duplicated(code)]
    if len(others):
        row = others.iloc[0]
        problem = f"'{row[name]}' stands beside {row[code]}, which has another name above"
        raise InputError("", f"row {row['row']}, {name}", problem, "Compare the row with the publisher's own file.")


def figures(frame: pd.DataFrame) -> pd.DataFrame:
    """Add ``value``, ``value_low`` and ``value_high`` of each cell in ``printed``: a figure, or the bounds of its mask.

    Raises InputError for a blank cell and for text that is no count.
    """
    masked = frame["printed"] == MASK
    value = numbers(frame["printed"].mask(masked, ""), frame["where"])
    blank = frame[value.isna() & ~masked]
    if len(blank):
        raise InputError("", blank["where"].iloc[0], "the cell is blank", "Remove the row, or write what the source prints.")
    return frame.assign(value=value, value_low=np.where(masked, 0.0, np.nan), value_high=np.where(masked, MASK_HIGH, np.nan))


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as it is; raises InputError at the first ``year`` that is not four digits."""
    bad = frame[~frame["year"].str.fullmatch(r"[0-9]{4}")]
    if len(bad):
        raise InputError("", bad["where"].iloc[0], f"'{bad['year'].iloc[0]}' is not a year", "Write four digits.")
    return frame


def _located(rows: pd.Series) -> str:
    """The rows of a sheet in words: 'row 7', 'rows 7, 12 and 30'."""
    first, last = ", ".join(rows.iloc[:-1]), rows.iloc[-1]
    return f"rows {first} and {last}" if first else f"row {last}"


def _ranges(frame: pd.DataFrame, key: Sequence[str], row: str) -> pd.DataFrame:
    """One row a cell: a cell printed with several figures keeps the lowest and the highest, and names every row."""
    kinds = pd.Series("none_published", frame.index).mask(frame["value"].isna(), MASKED)
    plain = frame.assign(as_printed=frame["printed"], range_kind=kinds, caveat="", rows="row " + frame[row])
    several = plain.duplicated(list(key), keep=False)
    if not several.any():
        return plain
    ends = plain[several].assign(low=lowest, high=highest)
    found = {"value_low": ("low", "min"), "value_high": ("high", "max"), "as_printed": ("printed", "; ".join), "rows": (row, _located)}
    cells = ends.groupby(list(key), sort=False).agg(**found)
    first = ends.drop_duplicates(list(key)).drop(columns=list(found))
    ranged = first.join(cells, on=list(key)).assign(value=float("nan"), range_kind="conflicting", caveat=CONFLICT)
    return pd.concat([plain[~several], ranged[plain.columns]]).sort_index()


def left_out(frame: pd.DataFrame, marks: pd.Series, why: str) -> pd.DataFrame:
    """The marked rows as lines of what is left out: ``where, why``."""
    return frame.loc[marks, ["where"]].assign(why=why)


def possible(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells without those that hold a code of the questionnaire, and these as lines of what is left out."""
    codes = frame["value"] > _IMPOSSIBLE
    return frame[~codes], left_out(frame, codes, "a code of the questionnaire is printed where a count should be")


def single(frame: pd.DataFrame, key: Sequence[str], *, row: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row for each cell of ``key``, and the rows that repeat one; ``row`` is the column with the number in the sheet.

    Adds ``as_printed, range_kind, caveat`` and ``rows``, the rows of the sheet in words.
    """
    again = frame.duplicated([*key, "printed"])
    kept = frame[~again]
    others = kept.duplicated(list(key))
    return _ranges(kept, key, row), pd.concat([left_out(frame, again, _AGAIN), left_out(kept, others, _JOINED)], ignore_index=True)


def joined(*texts: pd.Series) -> pd.Series:
    """Several caveats of each row, one a line; the first has all rows, the others those that they concern."""
    whole = texts[0]
    for text in texts[1:]:
        whole = (whole + "\n" + text.reindex(whole.index).fillna("")).str.strip()
    return whole
