"""Tables of printed counts: masked small counts, and cells that are printed more than once.

The range of a mask is what the mask means, no more and no less. Rows that are left out are returned with the reason. A cell
printed with several figures becomes a range; its locator names every row that prints one.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from etl.contract.errors import InputError, raise_all
from etl.contract.row_figures import MASKED, highest, lowest
from etl.read.parse_figures import parse_numbers

MASK, MASK_HIGH = "<5", 4.0
NOT_BLANK = r"(?s).*\S.*"
YEAR, COUNT = r"(19|20)[0-9]{2}", r"<5|[0-9]+|[0-9]{1,3}(,[0-9]{3})+"
# Six times the largest count that any file prints.
_LARGEST_COUNT = 200_000.0
CONFLICT = "The file prints more than one figure for this cell; they may be parts of one sum. The lowest and the highest are given."
_DUPLICATE = "the same cell is printed again with the same figure"
_IN_RANGE = "another figure for a cell that is kept as a range"


def _refuse_cells(frame: pd.DataFrame, column: str, expected: str, remedy: str) -> None:
    """Raise InputError for each distinct cell of a column, at its first row; ``expected`` says in words what a cell should be."""
    first = frame.drop_duplicates(column)
    rows = zip(first["where"] if "where" in first else "row " + first["row"].astype("str"), first[column], strict=True)
    raise_all([InputError("", f"{where}, {column}", f"'{cell}' is not {expected}", remedy) for where, cell in rows])


def label_codes(frame: pd.DataFrame, column: str, codes: Mapping[str, str]) -> pd.Series:
    """The codes of printed labels; raises InputError for each label that ``codes`` lacks."""
    unknown = frame[~frame[column].isin(list(codes))]
    _refuse_cells(unknown, column, "known", f"Known labels: {', '.join(codes)}. Restore the cell as printed, or add the label.")
    return frame[column].map(codes)


def check_pattern(frame: pd.DataFrame, column: str, pattern: str, expected: str) -> None:
    """Raise InputError for each distinct cell that does not match ``pattern``; ``expected`` says in words what it should be."""
    unmatched = frame[~frame[column].str.fullmatch(pattern)]
    _refuse_cells(unmatched, column, expected, "Compare the cell with the publisher's own file; it may have been changed.")


def check_unique(frame: pd.DataFrame, key: Sequence[str]) -> None:
    """Raise InputError for the first row that repeats the ``key`` of an earlier row; its figure would be counted twice."""
    duplicates = frame[frame.duplicated(list(key))]
    if len(duplicates):
        row = duplicates.iloc[0]
        remedy = "Give the publisher's own file; part of it may have been copied into it twice."
        raise InputError("", f"row {row['row']}", f"{', '.join(row[list(key)])} appears twice", remedy)


def check_one_name(frame: pd.DataFrame, code: str, name: str) -> None:
    """Raise InputError for the first row that gives a code another name than an earlier row."""
    pairs = frame.drop_duplicates([code, name])
    renamed = pairs[pairs.duplicated(code)]
    if len(renamed):
        row = renamed.iloc[0]
        problem = f"'{row[name]}' is printed beside {row[code]}, which has another name above"
        raise InputError("", f"row {row['row']}, {name}", problem, "Compare the row with the publisher's own file.")


def with_values(frame: pd.DataFrame) -> pd.DataFrame:
    """Add ``value, value_low, value_high`` of the cells ``printed``, masks as bounds; raises InputError for one that is no count."""
    masked = frame["printed"] == MASK
    value = parse_numbers(frame["printed"].mask(masked, ""), frame["where"])
    blank = frame[value.isna() & ~masked]
    if len(blank):
        raise InputError("", blank["where"].iloc[0], "the cell is blank", "Remove the row, or write what the source prints.")
    return frame.assign(value=value, value_low=np.where(masked, 0.0, np.nan), value_high=np.where(masked, MASK_HIGH, np.nan))


def left_out(frame: pd.DataFrame, marks: pd.Series, why: str) -> pd.DataFrame:
    """The marked rows as lines of what is left out: ``where, why``."""
    return frame.loc[marks, ["where"]].assign(why=why)


def without_questionnaire_codes(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells without those that print what is no count but, it seems, a code of the questionnaire, and these as what is left out."""
    codes = frame["value"] > _LARGEST_COUNT
    return frame[~codes], left_out(frame, codes, "the number is too large to be a count; it may be a code of the questionnaire")


def _row_list(rows: pd.Series) -> str:
    """Row numbers in words: 'row 7', 'rows 7, 12 and 30'."""
    first, last = ", ".join(rows.iloc[:-1]), rows.iloc[-1]
    return f"rows {first} and {last}" if first else f"row {last}"


def _with_ranges(frame: pd.DataFrame, key: Sequence[str], row: str) -> pd.DataFrame:
    """One row per cell: a cell with several figures gets the lowest and the highest as its range, and names every row."""
    kinds = pd.Series("none_published", frame.index).mask(frame["value"].isna(), MASKED)
    single = frame.assign(as_printed=frame["printed"], range_kind=kinds, caveat="", rows="row " + frame[row])
    several = single.duplicated(list(key), keep=False)
    if not several.any():
        return single
    ends = single[several].assign(low=lowest, high=highest)
    merged = {"value_low": ("low", "min"), "value_high": ("high", "max"), "as_printed": ("printed", "; ".join), "rows": (row, _row_list)}
    cells = ends.groupby(list(key), sort=False).agg(**merged)
    first = ends.drop_duplicates(list(key)).drop(columns=list(merged))
    ranges = first.join(cells, on=list(key)).assign(value=float("nan"), range_kind="conflicting", caveat=CONFLICT)
    return pd.concat([single[~several], ranges[single.columns]]).sort_index()


def one_row_per_cell(frame: pd.DataFrame, key: Sequence[str], *, row: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row for each cell of ``key``, and the rows that repeat one; ``row`` is the column with the number in the sheet.

    Adds ``as_printed, range_kind, caveat`` and ``rows``, the rows of the sheet in words.
    """
    duplicates = frame.duplicated([*key, "printed"])
    distinct = frame[~duplicates]
    dropped = [left_out(frame, duplicates, _DUPLICATE), left_out(distinct, distinct.duplicated(list(key)), _IN_RANGE)]
    return _with_ranges(distinct, key, row), pd.concat(dropped, ignore_index=True)


def joined_caveats(*texts: pd.Series) -> pd.Series:
    """Several caveats of each row, one per line; the first series has all rows, the others those that they concern."""
    lines = texts[0]
    for text in texts[1:]:
        lines = (lines + "\n" + text.reindex(lines.index).fillna("")).str.strip()
    return lines
