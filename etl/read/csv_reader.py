"""A strict reader of CSV files: text in, text out, nothing guessed, nothing dropped.

Every cell stays a string (Namibia's code is NA, and '<5' is not a number), and each row keeps its line number. A
publisher's file may leave out the end of its last line, or put a title above the header; our own transcription may not.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError, raise_all
from etl.contract.schema import ROW
from etl.read import file_kinds

HEADER_SEARCH_ROWS = 10
_RESTORE = "Save the file as plain CSV in UTF-8, or restore it from version control."
_SAVE_AS_CSV = "Give the table as plain CSV in UTF-8 (in a spreadsheet program: save as 'CSV UTF-8')."
Line = tuple[int, list[str]]


def _decoded(source: str, path: Path, *, strict: bool) -> str:
    remedy = _RESTORE if strict else _SAVE_AS_CSV
    file_kinds.require(source, path, file_kinds.TEXT, remedy=remedy)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(raw[: error.start].splitlines()) or 1
        raise InputError(source, f"{path.name}, line {line}", "the text is not UTF-8", remedy) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(source, f"{path.name}, line {line}", "there is a character that is not text", remedy)
    if strict and not text.endswith(("\n", "\r")):
        where, remedy = f"{path.name}, line {len(text.splitlines())}", "End it with a line break, or restore the file; it may be cut off."
        raise InputError(source, where, "the last line is not finished", remedy)
    return text


def check_header(source: str, where: str, header: Sequence[str], columns: Iterable[str], *, strict: bool = False) -> None:
    """Raise InputError where the header lacks one of the columns, repeats one or, with ``strict``, has others."""
    faults = {
        "lacks": [column for column in columns if column not in header],
        "has more than once": [column for column in columns if header.count(column) > 1],
        "has unknown columns:": [column for column in header if strict and column not in columns],
    }
    for fault, names in faults.items():
        if names:
            raise InputError(source, where, f"the header {fault} {', '.join(names)}", f"Give the columns {', '.join(columns)}.")


def check_no_blank_column(source: str, where: str, frame: pd.DataFrame) -> None:
    """Raise InputError for a column that is blank in every row: a publisher fills the columns that it prints."""
    blank = [column for column in frame.columns.drop(ROW) if len(frame) and (frame[column].str.strip() == "").all()]
    if blank:
        remedy = "Give the publisher's own file; its figures may have been lost when it was saved."
        raise InputError(source, where, f"the column {', '.join(blank)} is blank in every row", remedy)


def header_index(rows: Sequence[Sequence[str]], columns: Sequence[str], *, usual: int = 0) -> int:
    """The index of the header in ``rows``, or of the row most like one; ``usual`` is where the publisher puts it."""
    indices = sorted(range(min(len(rows), HEADER_SEARCH_ROWS)), key=lambda index: (index != usual, index))
    return max(indices, key=lambda index: len(set(columns) & set(rows[index])), default=usual)


def _lines(source: str, path: Path, *, strict: bool) -> Iterator[Line]:
    """The rows of the file with their line numbers, without blank lines at its end or a publisher's rows of empty cells."""
    rows = csv.reader(io.StringIO(_decoded(source, path, strict=strict), newline=""), strict=True)
    blank: list[Line] = []
    try:
        for cells in rows:
            blank.append((rows.line_num, cells))
            if any(map(str.strip, cells)) or (strict and cells):
                yield from blank
                blank.clear()
    except csv.Error as error:
        where, problem = f"{path.name}, line {rows.line_num}", f"the row is not complete CSV ({error})"
        raise InputError(source, where, problem, "Close the quotes; the file may have been cut off.") from error


def _check_separator(source: str, where: str, header: Sequence[str]) -> None:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise InputError(source, where, f"the cells are separated by {name}, not by commas", _SAVE_AS_CSV)


def _check_lengths(source: str, path: Path, lines: Sequence[Line], width: int) -> None:
    remedy = "Complete the row; the file may have been cut off."
    wrong = [(number, f"the row has {len(row)} cells, the header has {width}") for number, row in lines if len(row) != width]
    raise_all([InputError(source, f"{path.name}, line {number}", problem, remedy) for number, problem in wrong])


def read_csv(source: str, path: Path, columns: Sequence[str], *, strict: bool = False) -> pd.DataFrame:
    """Read a CSV file as text: the named columns and ``row``, the line number in the file.

    ``strict`` is for our own transcription: the header is line 1 and has no other columns, and the last line is finished.
    Raises InputError for a file that is missing or not UTF-8 CSV, lacks a column, or has a row of another length than the
    header.
    """
    lines = list(_lines(source, path, strict=strict))
    cells = [[cell.strip() for cell in row] for _, row in lines[:HEADER_SEARCH_ROWS]]
    index = 0 if strict else header_index(cells, columns)
    header, body = cells[index] if cells else [], lines[index + 1 :]
    where = f"{path.name}, line {lines[index][0] if lines else 1}"
    _check_separator(source, where, header)
    check_header(source, where, header, columns, strict=strict)
    _check_lengths(source, path, body, len(header))
    frame = pd.DataFrame([row for _, row in body], columns=header, dtype="str")
    frame = frame[list(columns)].assign(**{ROW: [number for number, _ in body]})
    if not strict:
        check_no_blank_column(source, path.name, frame)
    return frame


def read_first_lines(source: str, path: Path) -> str:
    """The first lines of a publisher's CSV file, to tell its tables apart; raises InputError for a file that is not text."""
    return "\n".join(_decoded(source, path, strict=False).splitlines()[:HEADER_SEARCH_ROWS])
