"""What the data page says of itself to search engines: a catalogue with one data set a table."""

from typing import Any

from layouts.card import Card, Head
from layouts.exports.responses import CSV, JSON, PARQUET, public_address
from layouts.pages.data.scene import Scene, Table

DESCRIPTION = "Every table of the atlas to download as Parquet, CSV or JSON, with what its columns mean and what each version changed."
_MEDIA = {"parquet": PARQUET, "csv": CSV.partition(";")[0], "json": JSON}


def _dataset(table: Table, version: str) -> dict[str, Any]:
    address = f"{public_address()}/data/{table.size.name}"
    files = [{"@type": "DataDownload", "contentUrl": f"{address}.{form}", "encodingFormat": media} for form, media in _MEDIA.items()]
    named = {"name": table.size.name, "description": table.size.meaning, "version": version}
    return {"@type": "Dataset", **named, "distribution": files, "isAccessibleForFree": True}


def head(scene: Scene) -> Head:
    """The tables as a catalogue of data sets of schema.org."""
    thing = {"@type": "DataCatalog", "dataset": [_dataset(table, scene.version) for table in scene.tables]}
    rows = sum(table.size.rows for table in scene.tables)
    lines = (f"{len(scene.tables)} tables with {rows:,} rows", "Parquet, CSV and JSON, each row with its source")
    return Head("Data", DESCRIPTION, thing, Card("Data", lines))
