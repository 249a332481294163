"""Workbooks are read as publishers leave them: a drawing that is missing and a size that is wrong keep no row from being read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.etl.test_bad_counts import VICTIMS, _glotip, _workbook

Run = Callable[..., tuple[int, str]]
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
)


def _damaged(path: Path, *, size: str) -> Path:
    """The workbook with a stated sheet size of ``size`` and a reference to a drawing that is not in the file."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet2.xml"
    before, _, after = parts[name].decode().partition('<dimension ref="')
    parts[name] = f'{before}<dimension ref="{size}"{after[after.index(chr(34)) + 1 :]}'.encode()
    with zipfile.ZipFile(path, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)
        book.writestr("xl/worksheets/_rels/sheet2.xml.rels", _RELATIONS)
    return path


@pytest.mark.parametrize("size", ["A1", "A1:C2", "A1:Z900000"])
def test_a_missing_drawing_and_a_wrong_sheet_size_hide_no_row(data: Path, run: Run, tmp_path: Path, size: str) -> None:
    folder = _glotip(data)
    rows = [VICTIMS, *([*VICTIMS[:7], str(year), "Counts", "0"] for year in (2021, 2022))]
    path = _damaged(_workbook(tmp_path / "data.xlsx", *rows), size=size)
    with pytest.raises(KeyError):
        load_workbook(path)
    assert run("import", "unodc_glotip", path, "--data", data)[0] == 0
    printed = pd.read_csv(folder / "counts.csv", dtype="str")
    assert printed[["sheet_row", "year", "printed"]].to_numpy().tolist() == [["4", "2020", "12"], ["5", "2021", "0"], ["6", "2022", "0"]]
