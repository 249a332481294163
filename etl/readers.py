"""A strict reader of CSV files: text in, text out, nothing guessed, nothing dropped.

Every cell stays a string (Namibia's code is NA, and '<5' is not a number), and each row keeps its place in the file.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from etl.errors import InputError

ROW = "row"
_SIGNATURES = {b"PK\x03\x04": "a zip archive or workbook", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\x1f\x8b": "a gzip archive"}
_SAVE_AS_CSV = "Save the file as plain CSV in UTF-8, or restore it from version control."


def _bytes(source: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(source, path.name, "the file is missing", "Restore it from version control, or transcribe it.") from error


def _text(source: str, path: Path) -> str:
    raw = _bytes(source, path)
    for signature, thing in _SIGNATURES.items():
        if raw.startswith(signature):
            raise InputError(source, path.name, f"the file is {thing}, not CSV", _SAVE_AS_CSV)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(source, f"{path.name}, line {line}", "the text is not UTF-8", _SAVE_AS_CSV) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(source, f"{path.name}, line {line}", "there is a character that is no text", _SAVE_AS_CSV)
    if not text.endswith("\n"):
        where = f"{path.name}, line {text.count(chr(10)) + 1}"
        raise InputError(source, where, "the last line is not finished", "Restore the file; it may have been cut off.")
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


def read_csv(source: str, path: Path, columns: Sequence[str], *, only: bool = False) -> pd.DataFrame:
    """Read a CSV file as text: the named columns and ``row``, the line in the file.

    Raises InputError for a file that is missing or not UTF-8 CSV, lacks a column or, with ``only``, has others, and for a row
    of another length than the header. A publisher's own file may have columns that nobody asked for; our transcription not.
    """
    lines = csv.reader(io.StringIO(_text(source, path), newline=""), strict=True)
    rows: list[list[str]] = []
    numbers: list[int] = []
    try:
        header = next(lines, [])
        check_header(source, path.name, header, columns, only=only)
        for cells in lines:
            if len(cells) != len(header):
                raise InputError(
                    source,
                    f"{path.name}, line {lines.line_num}",
                    f"the row has {len(cells)} cells, the header has {len(header)}",
                    "Complete the row; the file may have been cut off.",
                )
            rows.append(cells)
            numbers.append(lines.line_num)
    except csv.Error as error:
        where = f"{path.name}, line {lines.line_num}"
        raise InputError(
            source, where, f"the row is not complete CSV ({error})", "Close the quotes; the file may have been cut off."
        ) from error
    frame = pd.DataFrame(rows, columns=header, dtype="str")
    return frame[list(columns)].assign(**{ROW: numbers})
