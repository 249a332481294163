"""What kind of file a file is, by its content and not by its name, so that a wrong file is refused in plain words."""

import zipfile
import zlib
from pathlib import Path

from etl.contract.errors import InputError

TEXT, WORKBOOK, GZIP, JSON, PARQUET = "plain text", "an Excel workbook (.xlsx)", "a gzip archive", "a JSON file", "a Parquet file"
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": GZIP,
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"$FL": "an SPSS file (.sav)",
    b"<stata_dta>": "a Stata file (.dta)",
    b"RDX2\n": "an R data file",
    b"RDX3\n": "an R data file",
    b"PAR1": PARQUET,
    b"SQLite format 3": "a SQLite database",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_STATA_RELEASES, _STATA_BYTE_ORDERS = range(102, 116), (1, 2)
# A part that only one kind of package has -> the kind.
_PARTS = {
    "xl/workbook.xml": WORKBOOK,
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "content.xml": "an OpenDocument file (.ods)",
}
_MARKUP = {b"<!doctype html": "a web page", b"<html": "a web page", b"<?xml": "an XML file", b"{": JSON, b"[": JSON}


def _package_kind(path: Path) -> str:
    """The kind of a file that begins like a zip archive."""
    try:
        with zipfile.ZipFile(path) as package:
            names, damaged = package.namelist(), package.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return "a workbook or zip archive that is damaged or cut off"
    if damaged:
        return "a workbook or zip archive that is damaged"
    return next((kind for part, kind in _PARTS.items() if part in names), "a zip archive")


def file_kind(path: Path) -> str:
    """The kind of a file in words, such as "a PDF" or ``TEXT``; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        head = file.read(1 << 12)
        whole = head + file.read() if head.startswith(_OLE) else head
    if head.startswith(b"PK\x03\x04"):
        return _package_kind(path)
    if head.startswith(_OLE):
        protected = "a password-protected Excel workbook"
        return protected if _ENCRYPTED in whole else "an Excel workbook in the old format (.xls)"
    if len(head) > 3 and head[0] in _STATA_RELEASES and head[1] in _STATA_BYTE_ORDERS and head[2] == 1:
        return "a Stata file (.dta)"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    kinds = (kind for table, text in ((_SIGNATURES, head), (_MARKUP, start)) for sign, kind in table.items() if text.startswith(sign))
    return next(kinds, "text in UTF-16" if head[1:64:2].count(0) > len(head[:64]) // 4 else TEXT)


def require(source: str, path: Path, *allowed: str, remedy: str) -> str:
    """The kind of the file, one of ``allowed``; raises InputError for another kind, an empty or missing file, and a folder."""
    try:
        kind = "empty" if path.is_file() and not path.stat().st_size else file_kind(path)
    except FileNotFoundError as error:
        raise InputError(source, path.name, "the file is missing", remedy) from error
    except IsADirectoryError as error:
        raise InputError(source, path.name, "it is a folder, not a file", remedy) from error
    except OSError as error:
        raise InputError(source, path.name, f"the file cannot be read ({error.strerror})", remedy) from error
    if kind not in allowed:
        expected = {TEXT: "CSV"}.get(allowed[0], allowed[0])
        unusable = kind == "empty" or "damaged" in kind
        problem = f"the file is {kind}" if unusable else f"the file is {kind}, not {expected}"
        raise InputError(source, path.name, problem, remedy)
    return kind
