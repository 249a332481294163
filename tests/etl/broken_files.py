"""Files that no importer can take: of another kind, cut off, empty, or in another encoding."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.etl.publishers import workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_ENCODED = "name,year\nCôte d'Ivoire,2009\n"


def _package(path: Path, **parts: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("_", "."), content)


def _cut_workbook(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx"), "data", *([["cell"] * 20] * 50)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _damaged_workbook(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx"), "data", *([["cell"] * 20] * 50)).read_bytes()
    at = whole.index(b"xl/workbook.xml") + 60
    path.write_bytes(whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 20]) + whole[at + 20 :])


# What the file is -> its name (None: that of the good file), how it is made, and what the refusal says of it.
ANY: dict[str, tuple[str | None, Callable[[Path], object], str]] = {
    "a folder": (None, lambda path: path.mkdir(), "it is a folder, not a file"),
    "no file": (None, lambda path: None, "the file is missing"),
    "an empty file": (None, lambda path: path.write_bytes(b""), "the file is empty"),
    "ods": ("table.ods", lambda path: _package(path, mimetype="x", content_xml="<x/>"), "the file is an OpenDocument file (.ods), not"),
    "xls": ("table.xls", lambda path: path.write_bytes(_OLE), "the file is an Excel workbook in the old format (.xls), not"),
    "xlsx with a password": (
        "table.xlsx",
        lambda path: path.write_bytes(_OLE + "EncryptedPackage".encode("utf-16-le")),
        "the file is a password-protected Excel workbook, not",
    ),
    "xlsb": ("table.xlsb", lambda path: _package(path, **{"xl/workbook_bin": "x"}), "the file is a binary Excel workbook (.xlsb), not"),
    "xlsx cut off": ("table.xlsx", _cut_workbook, "the file is a workbook or zip archive that is damaged or cut off\n"),
    "xlsx damaged": ("table.xlsx", _damaged_workbook, "the file is a workbook or zip archive that is damaged"),
    "dta of today": ("table.dta", lambda path: path.write_bytes(b"<stata_dta><header>"), "the file is a Stata file (.dta), not"),
    "dta of old": ("table.dta", lambda path: path.write_bytes(b"\x72\x02\x01\x00\x05"), "the file is a Stata file (.dta), not"),
    "sav": ("table.sav", lambda path: path.write_bytes(b"$FL2@(#) SPSS DATA FILE"), "the file is an SPSS file (.sav), not"),
    "zip": ("table.zip", lambda path: _package(path, data_csv="a,b\n"), "the file is a zip archive, not"),
    "pdf": ("report.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n%\xe2\xe3"), "the file is a PDF, not"),
    "a web page": (None, lambda path: path.write_text("\n<!DOCTYPE html><html><title>Sign in</title>"), "the file is a web page, not"),
    "UTF-16": (None, lambda path: path.write_text(_ENCODED, encoding="utf-16"), "the file is text in UTF-16, not"),
}
