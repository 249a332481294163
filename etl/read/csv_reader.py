"""A strict reader of CSV files: text in, text out, nothing guessed, nothing dropped.

Every cell stays a string (Namibia's code is NA, and '<5' is not a number), and each row keeps its place in the file. A
publisher's file may leave out the end of its last line, or put a title above the header; our transcription not.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError, raise_all
from etl.contract.schema import ROW
from etl.read import file_kinds

HEADER_WITHIN = 10
_RESTORE = "Save the file as plain CSV in UTF-8, or restore it from version control."
_SAVE_AS_CSV = "Give the table as plain CSV in UTF-8 (in a spreadsheet program: save as 'CSV UTF-8')."
Line = tuple[int, list[str]]


def _text(source: str, path: Path, *, only: bool) -> str:
    remedy = _RESTORE if only else _SAVE_AS_CSV
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
    if only and not text.endswith(("\n", "\r")):
        where = f"{path.name}, line {len(text.splitlines())}"
        raise InputError(
            source, where, "the last line is not finished", "End it with a line break, or restore the file; it may be cut off."
        )
    return text


def check_header(source: str, where: str, header: Sequence[str], columns: Iterable[str], *, only: bool = False) -> None:
    """Raise InputError where the header lacks one of the columns, has one twice or, with ``only``, has others."""
    faults = {
        "lacks": [column for column in columns if column not in header],
        "has more than once": [column for column in columns if header.count(column) > 1],
        "has unknown columns:": [column for column in header if only and column not in columns],
    }
    for fault, named in faults.items():
        if named:
            raise InputError(source, where, f"the header {fault} {', '.join(named)}", f"Give the columns {', '.join(columns)}.")


def check_filled(source: str, where: str, frame: pd.DataFrame) -> None:
    """Raise InputError for a column that is blank in every row: a publisher's file does not leave out what it has a column for."""
    blank = [column for column in frame.columns.drop(ROW) if len(frame) and (frame[column].str.strip() == "").all()]
    if blank:
        remedy = "Give the publisher's own file; its figures may have been lost when it was saved."
        raise InputError(source, where, f"the column {', '.join(blank)} is blank in every row", remedy)


def header_at(rows: Sequence[Sequence[str]], columns: Sequence[str], *, usual: int = 0) -> int:
    """The place in ``rows`` of the header, or of what comes nearest to one; ``usual`` is where the publisher puts it."""
    places = sorted(range(min(len(rows), HEADER_WITHIN)), key=lambda place: (place != usual, place))
    return max(places, key=lambda place: len(set(columns) & set(rows[place])), default=usual)


def _lines(source: str, path: Path, *, only: bool) -> Iterator[Line]:
    """The rows of the file with their line numbers; blank lines at its end are none, nor a publisher's rows of empty cells."""
    lines = csv.reader(io.StringIO(_text(source, path, only=only), newline=""), strict=True)
    blank: list[Line] = []
    try:
        for cells in lines:
            blank.append((lines.line_num, cells))
            if any(cell.strip() for cell in cells) or (only and cells):
                yield from blank
                blank.clear()
    except csv.Error as error:
        where, problem = f"{path.name}, line {lines.line_num}", f"the row is not complete CSV ({error})"
        raise InputError(source, where, problem, "Close the quotes; the file may have been cut off.") from error


def _separated(source: str, where: str, header: Sequence[str]) -> None:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise InputError(source, where, f"the cells are separated by {name}, not by commas", _SAVE_AS_CSV)


def read_csv(source: str, path: Path, columns: Sequence[str], *, only: bool = False) -> pd.DataFrame:
    """Read a CSV file as text: the named columns and ``row``, the line in the file.

    ``only`` is for our own transcription: the header stands in line 1 and has no other columns, and the last line is
    finished. Raises InputError for a file that is missing or not UTF-8 CSV, lacks a column, or has a row of another
    length than the header.
    """
    lines = list(_lines(source, path, only=only))
    cells = [[cell.strip() for cell in row] for _, row in lines[:HEADER_WITHIN]]
    place = 0 if only else header_at(cells, columns)
    header = cells[place] if cells else []
    number = lines[place][0] if lines else 1
    where = f"{path.name}, line {number}"
    _separated(source, where, header)
    check_header(source, where, header, columns, only=only)
    remedy = "Complete the row; the file may have been cut off."
    problem = f"the row has {{}} cells, the header has {len(header)}"
    wrong = [(number, len(row)) for number, row in lines[place + 1 :] if len(row) != len(header)]
    raise_all([InputError(source, f"{path.name}, line {number}", problem.format(cells), remedy) for number, cells in wrong])
    frame = pd.DataFrame([row for _, row in lines[place + 1 :]], columns=header, dtype="str")
    frame = frame[list(columns)].assign(**{ROW: [number for number, _ in lines[place + 1 :]]})
    if not only:
        check_filled(source, path.name, frame)
    return frame


def read_header(source: str, path: Path) -> str:
    """The first lines of a publisher's CSV file, to tell its tables apart; raises InputError for a file that is no text."""
    return "\n".join(_text(source, path, only=False).splitlines()[:HEADER_WITHIN])
