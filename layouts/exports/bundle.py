"""Everything of an export in one file: a zip with a Frictionless data package and a README."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from layouts import format as words
from layouts.export import Column, Export, table_columns
from layouts.exports import citations
from layouts.exports.export_notes import behind, caveat_rows, is_closed, note, offered
from layouts.exports.formats import csv, parquet

_TYPES = {"text": "string", "int": "integer", "float": "number", "flag": "boolean", "texts": "string", "floats": "string"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


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
    lines = [f"{words.sentence(name)}: {line}" for name, line in note(export, permalink).items()]
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
