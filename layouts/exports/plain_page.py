"""A view as a page that needs no script: its head for those who link to it, its table, and its frame for other sites."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from layouts import browser_contract, stylesheet, theme
from layouts.basemap_address import geometry_path
from layouts.export import Export
from layouts.exports import picture
from layouts.exports.citations import ATLAS
from layouts.exports.export_notes import caveat_rows, left_out, offered
from layouts.exports.formats import flat, plain

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
_LONGEST = 300
_FILES = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def _written(name: str, **parts: Any) -> str:
    return _TEMPLATES.get_template(name).render(site=ATLAS, **parts)


def description(export: Export) -> str:
    """The view in a few words, made of its figures."""
    return export.alt if len(export.alt) <= _LONGEST else f"{export.alt[: _LONGEST - 1].rpartition(' ')[0]}…"


def dataset(export: Export, address: str) -> dict[str, Any]:
    """The view as a schema.org Dataset; files are named only where the sources let them be passed on."""
    files = [] if left_out(export) else [(f"{address}/view/{export.page}.{form}{export.link}", media) for form, media in _FILES.items()]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": export.title,
        "description": export.alt,
        "url": address + export.pinned,
        "version": export.version,
        **({"temporalCoverage": "/".join(dict.fromkeys(map(str, export.years)))} if export.years else {}),
        "isAccessibleForFree": True,
        "license": [{"@type": "CreativeWork", "name": source["licence"]} for source in export.sources],
        "creator": [{"@type": "Organization", "name": source["publisher"]} for source in export.sources],
        "publisher": {"@type": "Organization", "name": ATLAS, "url": f"{address}/"},
        "citation": [source["citation"] for source in export.sources],
        "isBasedOn": [source["url"] or {"@type": "CreativeWork", "name": source["citation"]} for source in export.sources],
        "distribution": [{"@type": "DataDownload", "contentUrl": url, "encodingFormat": media} for url, media in files],
    }


def head(export: Export, address: str) -> str:
    """What the head of the page says of the view: description, picture, where it is embedded from, and the data set."""
    parts = {"description": description(export), "dataset": dataset(export, address), "permalink": address + export.pinned}
    return _written("head.html", export=export, address=address, **parts)


def table(export: Export) -> str:
    """The rows, sources and caveats of the view in plain HTML."""
    columns = [column for column in export.columns if column.name in (export.plain_columns or [column.name])]
    rows = flat(offered(export), export.columns)[[column.name for column in columns]]
    cells = [["" if plain(cell) is None else plain(cell) for cell in row] for row in rows.itertuples(index=False)]
    heads = [column.name.replace("_", " ").capitalize() for column in columns]
    return _written("table.html", export=export, caveats=caveat_rows(export), heads=heads, rows=cells)


def embed(export: Export, address: str, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The light frame of the view: figure, legend, evidence and the way back."""
    looks = {"looks": stylesheet.style(), "patterns": stylesheet.patterns(), "edge": theme.edge}
    served = {"scripts": scripts, "styles": styles, "contract": browser_contract.element(), "ids": browser_contract.EMBED}
    evidence = {"table": table(export), "facts": picture.facts(export), "caveats": caveat_rows(export)}
    figures = {"parts": picture.figures(export), "geometry": geometry_path()}
    permalink = address + export.pinned
    return _written("embed.html", export=export, permalink=permalink, figures=figures, **looks, **served, **evidence)
