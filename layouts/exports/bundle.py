"""Everything of an export in one file: a zip with a Frictionless data package and a README, or an Excel workbook."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from layouts.export import Column, Export, table_columns
from layouts.exports import citations
from layouts.exports.export_notes import behind, caveat_rows, is_closed, note, offered, source_rows
from layouts.exports.formats import csv, flat, parquet, plain

_TYPES = {"text": "string", "int": "integer", "float": "number", "flag": "boolean", "texts": "string", "floats": "string"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NARROW, _WIDE, _SEEN = 8, 60, 200
_CLIP = 32_000


def _field(column: Column) -> dict[str, Any]:
    flags = {"trueValues": ["True"], "falseValues": ["False"]} if column.type == "flag" else {}
    return {"name": column.name, "type": _TYPES[column.type], "description": column.meaning, **flags}


def resource(name: str, path: str, columns: Sequence[Column]) -> dict[str, Any]:
    """The Frictionless resource of a table of CSV."""
    form = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"name": name, "path": path, **form, "schema": {"fields": list(map(_field, columns)), "missingValues": [""]}}


def origins(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The sources as Frictionless wants them."""
    return [{"title": f"{source['title']} ({source['publisher']})", **_path(source)} for source in sources]


def _path(source: Mapping[str, Any]) -> dict[str, str]:
    return {"path": source["url"]} if source["url"] else {}


def package(export: Export, permalink: str) -> dict[str, Any]:
    """The ``datapackage.json`` of an export: with the rows drawn, and those that they are sums of."""
    below = behind(export)
    data = [resource("data", "data.csv", export.columns)] if not is_closed(export) else []
    return {
        "profile": "tabular-data-package",
        "name": export.stem.lower().replace("_", "-"),
        "title": export.title,
        "description": f"{export.subtitle}. Ranges: {export.ranges}.",
        "version": export.version,
        "homepage": permalink,
        "sources": origins(export.sources),
        "licenses": [{"name": "other", "title": source["licence"], **_path(source)} for source in export.sources],
        "caveats": caveat_rows(export),
        "resources": [*data, resource("rows", "rows.csv", table_columns(below.table))] if below else data,
    }


def readme(export: Export, permalink: str, works: Sequence[citations.Work]) -> str:
    """What the files are, in plain text."""
    lines = [f"{name.capitalize()}: {line}" for name, line in note(export, permalink).items()]
    caveats = [f"- {row['severity']} ({row['about']}): {row['text']}" for row in caveat_rows(export)]
    inert = "In data.csv text that a spreadsheet would run as a formula is preceded by an apostrophe; data.parquet holds it unchanged."
    dictionary = [f"- {column.name} ({column.type}): {column.meaning}" for column in export.columns]
    cite = ["Cite the primary source first and the atlas second:", "", citations.plain(works)]
    sums = ["", "The rows of data.csv are sums; rows.csv holds the yearly rows of the source behind them."] if export.behind else []
    return "\n".join([*lines, "", inert, *sums, "", "Caveats", *(caveats or ["- none"]), "", *cite, "Columns", *dictionary, ""])


def files(export: Export, permalink: str, today: date) -> dict[str, bytes]:
    """The files of the zip; without rows where the source keeps its figures to itself."""
    works = citations.of_export(export, permalink, today)
    rows = offered(export)
    about = {"title": export.title, "data_version": export.version, "permalink": permalink}
    texts = {
        "README.txt": readme(export, permalink, works),
        "datapackage.json": json.dumps(package(export, permalink), ensure_ascii=False, indent=2),
        **{f"citations.{ending}": write(works) for ending, (_, write) in citations.FORMS.items()},
    }
    tables = {"data.csv": csv(rows, export.columns), "data.parquet": parquet(rows, export.columns, about)} if not is_closed(export) else {}
    below = behind(export)
    sums = {} if below is None else {"rows.csv": csv(below.rows, table_columns(below.table))}
    return {**{name: text.encode() for name, text in texts.items()}, **tables, **sums}


def zip_file(folder: str, content: Mapping[str, bytes]) -> bytes:
    """Files as a zip with one folder; its bytes depend on them alone."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in content.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _EPOCH), body, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def bundle(export: Export, permalink: str, today: date) -> bytes:
    """The zip of an export; its bytes depend on the view, the data version and the day alone."""
    return zip_file(export.stem, files(export, permalink, today))


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
