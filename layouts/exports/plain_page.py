"""A view as a page that needs no script: its head for those who link to it, its table, and its frame for other sites."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from layouts import theme
from layouts.components.graphs import geometry_path
from layouts.exports import picture
from layouts.exports.citations import ATLAS
from layouts.exports.export_notes import caveat_rows, left_out
from layouts.exports.formats import flat, plain
from layouts.exports.frames import offered
from layouts.exports.model import Key, Panel
from layouts.figures import browser_contract

_LONGEST = 300
_FILES = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def _written(name: str, **parts: Any) -> str:
    return _templates().get_template(name).render(site=ATLAS, **parts)


def description(panel: Panel) -> str:
    """The view in a few words, made of its figures."""
    text = panel.alt
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rpartition(' ')[0]}…"


def dataset(panel: Panel, address: str) -> dict[str, Any]:
    """The view as a schema.org Dataset; files are named only where the sources let them be passed on."""
    files = [] if left_out(panel) else [(f"{address}/view/{panel.page}.{form}{panel.link}", media) for form, media in _FILES.items()]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": panel.title,
        "description": panel.alt,
        "url": address + panel.pinned,
        "version": panel.version,
        **({"temporalCoverage": "/".join(dict.fromkeys(map(str, panel.years)))} if panel.years else {}),
        "isAccessibleForFree": True,
        "license": [{"@type": "CreativeWork", "name": source["licence"]} for source in panel.sources],
        "creator": [{"@type": "Organization", "name": source["publisher"]} for source in panel.sources],
        "publisher": {"@type": "Organization", "name": ATLAS, "url": f"{address}/"},
        "citation": [source["citation"] for source in panel.sources],
        "isBasedOn": [source["url"] or {"@type": "CreativeWork", "name": source["citation"]} for source in panel.sources],
        "distribution": [{"@type": "DataDownload", "contentUrl": url, "encodingFormat": media} for url, media in files],
    }


def head(panel: Panel, address: str) -> str:
    """What the head of the page says of the view: description, picture, where it is embedded from, and the data set."""
    parts = {"description": description(panel), "dataset": dataset(panel, address), "permalink": address + panel.pinned}
    return _written("head.html", panel=panel, address=address, **parts)


def table(panel: Panel) -> str:
    """The rows, sources and caveats of the view in plain HTML."""
    shown = [column for column in panel.columns if column.name in (panel.shown or [column.name])]
    rows = flat(offered(panel), panel.columns)[[column.name for column in shown]]
    cells = [["" if plain(cell) is None else plain(cell) for cell in row] for row in rows.itertuples(index=False)]
    heads = [column.name.replace("_", " ").capitalize() for column in shown]
    return _written("table.html", panel=panel, caveats=caveat_rows(panel), heads=heads, rows=cells)


def _keys(keys: Sequence[Key]) -> list[tuple[Key, str]]:
    return [(key, "" if key.sign else theme.edge(key.look)) for key in keys]


def embed(panel: Panel, address: str, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The light frame of the view: figure, legend, evidence and the way back."""
    return _written(
        "embed.html",
        panel=panel,
        permalink=address + panel.pinned,
        scripts=scripts,
        styles=styles,
        looks=theme.style(),
        patterns=theme.patterns(),
        contract=browser_contract.element(),
        ids=browser_contract.EMBED,
        table=table(panel),
        legends=[(legend.title, _keys(legend.keys)) for legend in panel.legends],
        facts=picture.facts(panel),
        caveats=caveat_rows(panel),
        drawn={"parts": picture.figures(panel), "geometry": geometry_path()},
    )
