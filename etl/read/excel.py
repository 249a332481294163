"""A strict reader of workbooks: the cells of a named sheet as text, each row with its row number."""

import warnings
import zipfile
import zlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils.exceptions import InvalidFileException

from etl.contract.errors import InputError
from etl.contract.schema import ROW
from etl.read import file_kinds
from etl.read.csv_reader import HEADER_SEARCH_ROWS, check_header, check_no_blank_column, header_index

_REMEDY = "Give the workbook (.xlsx) as the publisher offers it."
# What openpyxl raises where a part of a workbook is missing or damaged.
_DAMAGE = (
    *(InvalidFileException, TokenizerError, zipfile.BadZipFile, zlib.error, LookupError, OSError, EOFError),
    *(SyntaxError, ValueError, ArithmeticError, AttributeError, TypeError),
)


def _cells(sheet: Any, rows: int | None) -> list[list[str]]:
    """The cells of a sheet as text, all rows of the same length; the size that the file states is not trusted."""
    sheet.reset_dimensions()
    printed = islice(sheet.iter_rows(values_only=True), rows)
    # A formula over several cells is an object with its text.
    cells = [["" if cell is None else str(getattr(cell, "text", cell)).strip() for cell in row] for row in printed]
    width = max(map(len, cells), default=0)
    return [row + [""] * (width - len(row)) for row in cells]


def _rows(source: str, path: Path, sheet: str, limit: int | None = None) -> list[list[str]]:
    """The rows of a sheet, at most ``limit``; raises InputError for a file that is not a workbook, is damaged, or lacks the sheet."""
    file_kinds.require(source, path, file_kinds.WORKBOOK, remedy=_REMEDY)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(path, read_only=True)
            if sheet in book.sheetnames:
                return _cells(book[sheet], limit)
    except _DAMAGE as error:
        raise InputError(source, path.name, f"the workbook is damaged ({error})", _REMEDY) from error
    remedy = f"Give the publisher's workbook; its sheets here: {', '.join(book.sheetnames)}."
    raise InputError(source, path.name, f"there is no sheet '{sheet}'", remedy)


def _check_formulas(source: str, where: str, frame: pd.DataFrame) -> None:
    """Raise InputError for a formula: its result may be missing from the file, or out of date."""
    for column in frame.columns.drop(ROW):
        rows = frame.loc[frame[column].str.startswith("="), ROW]
        if len(rows):
            remedy = "Give the workbook as the publisher offers it, or save the sheet with values in place of formulas."
            raise InputError(source, f"{where}, row {rows.iloc[0]}, {column}", "the cell holds a formula", remedy)


def first_rows(source: str, path: Path, sheet: str) -> list[list[str]]:
    """The first rows of a sheet as text, its header among them; raises InputError as ``read_sheet`` does."""
    return _rows(source, path, sheet, HEADER_SEARCH_ROWS)


def read_sheet(source: str, path: Path, sheet: str, columns: Sequence[str], *, header_row: int) -> pd.DataFrame:
    """Read a sheet of a workbook as text: the named columns and ``row``, the row number in the sheet; empty cells are ''.

    ``header_row`` (counted from 1) is where the publisher puts the header; it is looked for in the first ten rows. Raises
    InputError for a file that is not a workbook, lacks the sheet, has no row with all the columns, a column that is blank in
    every row, or a formula.
    """
    rows = _rows(source, path, sheet)
    index = header_index(rows, columns, usual=header_row - 1)
    header = rows[index] if index < len(rows) else []
    where = f"{path.name}, sheet '{sheet}'"
    check_header(source, f"{where}, row {index + 1}", header, columns)
    frame = pd.DataFrame(rows[index + 1 :], columns=header, dtype="str")
    frame = frame[list(columns)].assign(**{ROW: range(index + 2, len(rows) + 1)})
    frame = frame[(frame[list(columns)] != "").any(axis=1)].reset_index(drop=True)
    _check_formulas(source, where, frame)
    check_no_blank_column(source, where, frame)
    return frame
