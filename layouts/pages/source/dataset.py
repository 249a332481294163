"""What the page of a source says of itself to search engines."""

from typing import Any

from etl.contract import vocabulary
from layouts import format as words
from layouts.card import Card, Head
from layouts.exports.citations import ATLAS
from layouts.exports.responses import CSV
from layouts.pages.source.scene import Scene


def _thing(scene: Scene) -> dict[str, Any]:
    """The source as a data set of schema.org; the files are the rows of its tables."""
    record = scene.source
    files = [f"/data/{table}.csv?source_id={scene.state.source}" for table in scene.row_counts]
    years = dict.fromkeys(map(str, (record["first_year"], record["last_year"])))
    return {
        "@type": "Dataset",
        "version": scene.version,
        "temporalCoverage": "/".join(years),
        "isAccessibleForFree": True,
        "license": {"@type": "CreativeWork", "name": record["licence"]},
        "creator": {"@type": "Organization", "name": record["publisher"]},
        "citation": record["citation"],
        "measurementTechnique": record["method"],
        "variableMeasured": [counted.label for counted in scene.counted],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": ATLAS, "url": "/data"},
        "distribution": [{"@type": "DataDownload", "contentUrl": url, "encodingFormat": CSV.partition(";")[0]} for url in files],
        **({"isBasedOn": record["url"]} if record["url"] else {}),
    }


def head(scene: Scene) -> Head:
    """Title, one sentence and the data set; where there is no such source, that."""
    if scene.record is None:
        return Head("There is no such source", f"No source is called “{scene.state.source}”.")
    record = scene.source
    kind, years = vocabulary.label("kind", record["kind"]), words.period(record["first_year"], record["last_year"])
    labels = "; ".join(dict.fromkeys(counted.label for counted in scene.counted))
    description = f"{record['publisher']}, {years}. {labels}. How it was made, its caveats, its rows, and how to cite it."
    return Head(record["title"], description, _thing(scene), Card(record["title"], (record["publisher"], f"{kind}, {years}")))
