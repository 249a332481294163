"""Everything of a panel in one zip: rows, a Frictionless data package, citations, and a README that a person reads."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from layouts.exports import citations
from layouts.exports.export_notes import caveat_rows, note
from layouts.exports.formats import csv, parquet
from layouts.exports.frames import behind, is_closed, offered, table_columns
from layouts.exports.model import Column, Panel

_TYPES = {"text": "string", "int": "integer", "float": "number", "flag": "boolean", "texts": "string", "floats": "string"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def table_schema(columns: Sequence[Column]) -> dict[str, Any]:
    """The Frictionless schema of a table."""
    own = [
        {
            "name": column.name,
            "type": _TYPES[column.type],
            "description": column.say,
            **({"trueValues": ["True"], "falseValues": ["False"]} if column.type == "flag" else {}),
        }
        for column in columns
    ]
    return {"fields": own, "missingValues": [""]}


def resource(name: str, path: str, columns: Sequence[Column]) -> dict[str, Any]:
    """The Frictionless resource of a table of CSV."""
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(columns),
    }


def origins(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The sources as Frictionless wants them."""
    return [{"title": f"{source['title']} ({source['publisher']})", **_path(source)} for source in sources]


def _path(source: Mapping[str, Any]) -> dict[str, str]:
    """The address of a source; nothing where none is known."""
    return {"path": source["url"]} if source["url"] else {}


def package(panel: Panel, permalink: str) -> dict[str, Any]:
    """The ``datapackage.json`` of a panel."""
    return {
        "profile": "tabular-data-package",
        "name": panel.stem.lower().replace("_", "-"),
        "title": panel.title,
        "description": f"{panel.subtitle}. Ranges: {panel.ranges}.",
        "version": panel.version,
        "homepage": permalink,
        "sources": origins(panel.sources),
        "licenses": [{"name": "other", "title": source["licence"], **_path(source)} for source in panel.sources],
        "caveats": caveat_rows(panel),
        "resources": resources(panel),
    }


def resources(panel: Panel) -> list[dict[str, Any]]:
    """The tables of a panel: the rows drawn, and those that they are sums of."""
    drawn = [resource("data", "data.csv", panel.columns)] if not is_closed(panel) else []
    below = behind(panel)
    return drawn if below is None else [*drawn, resource("rows", "rows.csv", table_columns(below.table))]


def readme(panel: Panel, permalink: str, works: Sequence[citations.Work]) -> str:
    """What the files are, in plain text."""
    said = [f"{name.capitalize()}: {line}" for name, line in note(panel, permalink).items()]
    caveats = [f"- {row['severity']} ({row['about']}): {row['text']}" for row in caveat_rows(panel)]
    inert = "In data.csv text that a spreadsheet would run as a formula is preceded by an apostrophe; data.parquet holds it unchanged."
    dictionary = [f"- {column.name} ({column.type}): {column.say}" for column in panel.columns]
    cite = ["Cite the primary source first and the atlas second:", "", citations.plain(works)]
    sums = ["", "The rows of data.csv are sums; rows.csv holds the yearly rows of the source behind them."] if panel.behind else []
    return "\n".join([*said, "", inert, *sums, "", "Caveats", *(caveats or ["- none"]), "", *cite, "Columns", *dictionary, ""])


def files(panel: Panel, permalink: str, today: date) -> dict[str, bytes]:
    """The files of the zip; without rows where the source keeps its figures to itself."""
    works = citations.of_panel(panel, permalink, today)
    rows = offered(panel)
    about = {"title": panel.title, "data_version": panel.version, "permalink": permalink}
    texts = {
        "README.txt": readme(panel, permalink, works),
        "datapackage.json": json.dumps(package(panel, permalink), ensure_ascii=False, indent=2),
        **{f"citations.{ending}": write(works) for ending, (_, write) in citations.FORMS.items()},
    }
    tables = {"data.csv": csv(rows, panel.columns), "data.parquet": parquet(rows, panel.columns, about)} if not is_closed(panel) else {}
    below = behind(panel)
    sums = {} if below is None else {"rows.csv": csv(below.rows, table_columns(below.table))}
    return {**{name: text.encode() for name, text in texts.items()}, **tables, **sums}


def bundle(panel: Panel, permalink: str, today: date) -> bytes:
    """The zip of a panel; its bytes depend on the view, the data version and the day alone."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files(panel, permalink, today).items():
            packed.writestr(zipfile.ZipInfo(f"{panel.stem}/{name}", _EPOCH), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
