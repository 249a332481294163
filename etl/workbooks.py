"""A strict reader of workbooks: the cells of a named sheet as text, each row with its number in the sheet."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from etl.errors import InputError
from etl.readers import ROW, check_header


def _lines(sheet: Any) -> list[list[str]]:
    """The cells of a sheet as text, all rows of the same length; the size that a file states of itself is not believed."""
    sheet.reset_dimensions()
    lines = [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    width = max(map(len, lines), default=0)
    return [line + [""] * (width - len(line)) for line in lines]


def read_sheet(source: str, path: Path, sheet: str, columns: Sequence[str], *, header_row: int) -> pd.DataFrame:
    """Read a sheet of a workbook as text: the named columns and ``row``, the row in the sheet; empty cells are ''.

    Raises InputError for a file that is no workbook, lacks the sheet, or lacks a column in ``header_row`` (counted from 1).
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise InputError(source, path.name, "the file is not an Excel workbook", "Give the workbook that the publisher offers.") from error
    if sheet not in book.sheetnames:
        raise InputError(
            source,
            path.name,
            f"there is no sheet '{sheet}'",
            f"Give the publisher's workbook; its sheets here: {', '.join(book.sheetnames)}.",
        )
    lines = _lines(book[sheet])
    header = lines[header_row - 1] if len(lines) >= header_row else []
    check_header(source, f"{path.name}, sheet '{sheet}', row {header_row}", header, columns)
    frame = pd.DataFrame(lines[header_row:], columns=header, dtype="str")
    frame = frame[list(columns)].assign(**{ROW: range(header_row + 1, len(lines) + 1)})
    return frame[(frame[list(columns)] != "").any(axis=1)].reset_index(drop=True)
