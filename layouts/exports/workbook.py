"""An export as an Excel workbook."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from layouts.export import Export
from layouts.exports import citations
from layouts.exports.export_notes import caveat_rows, note, offered, source_rows
from layouts.exports.formats import flat, plain

_NARROW, _WIDE, _SEEN = 8, 60, 200
_CLIP = 32_000


def _write(cell: Cell, value: Any) -> None:
    """Write a value with its own type; text stays text, even where it looks like a formula."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:_CLIP]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value


def _widths(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for number, cells in enumerate(zip(*rows[:_SEEN], strict=True), start=1):
        longest = max(len(str(cell)) for cell in cells if cell is not None)
        sheet.column_dimensions[get_column_letter(number)].width = min(_WIDE, max(_NARROW, longest + 2))


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    lines = [list(heads), *map(list, rows)]
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            if value is not None:
                _write(sheet.cell(number, place), value)
    for head in sheet[1]:
        head.font, head.alignment = Font(bold=True), Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _widths(sheet, lines)


def workbook(export: Export, permalink: str) -> bytes:
    """The workbook of an export: sheets data, sources, caveats, dictionary and about."""
    book = Workbook()
    del book["Sheet"]
    data = ([plain(cell) for cell in row] for row in flat(offered(export), export.columns).itertuples(index=False))
    _sheet(book, "data", [column.name for column in export.columns], data)
    for title, rows in (("sources", source_rows(export)), ("caveats", caveat_rows(export))):
        _sheet(book, title, list(rows[0]) if rows else ["none"], [list(row.values()) for row in rows])
    _sheet(book, "dictionary", ["column", "type", "says"], [[column.name, column.type, column.meaning] for column in export.columns])
    _sheet(book, "about", ["about", "says"], note(export, permalink).items())
    book.properties.title, book.properties.creator = export.title, citations.ATLAS
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
