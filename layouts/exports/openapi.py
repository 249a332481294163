"""The OpenAPI description of the downloads, made of the tables and the pages that are there."""

import json
from collections.abc import Mapping
from typing import Any

from etl.contract.schema import fields
from etl.queries import atlas, open_data
from layouts.exports import citations, downloads, drawing, registry, whole_tables
from layouts.exports.registry import AnyPage
from layouts.exports.responses import DATA_VERSION_PATTERN, JSON, Answer, tag
from layouts.view_state import DATA_VERSION

_TYPES = {"int": {"type": "integer"}, "float": {"type": "number"}, "flag": {"type": "boolean"}}
_STATUSES = {
    "400": "Part of the request is not known; the answer says which, in plain words.",
    "403": "The source's figures may not be republished; the answer says where to find them.",
    "414": "The request is too long.",
    "503": "The server is making another picture; try again.",
}


def _parameter(name: str, schema: Mapping[str, Any], say: str, *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": say, "schema": schema}


_PRESET = _parameter("preset", {"type": "string", "enum": list(drawing.PRESETS)}, "Size and shape of the picture; report where missing.")

_OF = (_parameter(downloads.OF, {"type": "string", "enum": [downloads.MARK]}, "Asks for the citation of the chosen mark alone."),)


def _get(summary: str, parameters: list[dict[str, Any]], media: str, *statuses: str) -> dict[str, Any]:
    plain = {"text/plain": {"schema": {"type": "string"}}}
    content: dict[str, Any] = {media.partition(";")[0]: {}}
    good = {"200": {"description": "The requested rows or file.", "content": content}, "304": {"description": "Not changed since."}}
    refusals = {status: {"description": _STATUSES[status], "content": plain} for status in statuses}
    return {"get": {"summary": summary, "parameters": parameters, "responses": {**good, **refusals}}}


def _of_table(name: str) -> dict[str, Any]:
    filterable = [field for field in fields()[name] if field.type != "floats"]
    whole = {"type": "integer", "minimum": 0}
    filters = [
        *(_parameter(field.name, _TYPES.get(field.type, {"type": "string", "maxLength": 200}), field.say) for field in filterable),
        _parameter("limit", {**whole, "maximum": open_data.MOST_ROWS}, "The most rows to answer with."),
        _parameter("offset", {**whole, "maximum": open_data.MOST_PASSED_OVER}, "How many rows to pass over."),
    ]
    forms = whole_tables.FORMS.items()
    return {f"/data/{name}.{form}": _get(f"Rows of the table {name}", filters, media, "400", "414") for form, media in forms}


def _of_page(page: AnyPage) -> dict[str, Any]:
    pattern = {"type": "string", "pattern": f"^{DATA_VERSION_PATTERN}$"}
    version = _parameter(DATA_VERSION, pattern, "The data version that a link was made with.")
    state = [*(_parameter(*parameter, required=parameter[0] == page.key) for parameter in page.codec.parameters()), version]
    rows = {
        f"/view/{page.slug}.{form}": _get(
            f"What the page {page.slug} draws",
            [*state, *(_OF if form in citations.FORMS else ())],
            downloads.FORMS[form][0],
            "400",
            "403",
            "414",
        )
        for form in downloads.forms(page.slug)
    }
    if not drawing.installed():
        return rows
    pictures = {
        f"/view/{page.slug}.{form}": _get(f"The picture of the page {page.slug}", [_PRESET, *state], media, "400", "414", "503")
        for form, media in drawing.MEDIA.items()
    }
    return {**rows, **pictures}


def _paths() -> dict[str, Any]:
    archive = _get("All tables as Parquet in one zip, with their description and the citations of the sources", [], "application/zip")
    package = _get("The Frictionless data package of all tables", [], JSON)
    paths: dict[str, Any] = {f"/data/{whole_tables.ARCHIVE}": archive, "/data/datapackage.json": package}
    for name in open_data.names():
        paths |= _of_table(name)
    for folder, page in registry.pages().items():
        with registry.contained(folder):
            paths |= _of_page(page) if page.export else {}
    return paths


def openapi(address: str) -> Answer:
    """The description as a document."""
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Trafficking Statistics Atlas",
            "version": atlas.atlas().version,
            "description": "Cite the primary source first, the atlas second. A repeated filter means one of its values.",
        },
        "servers": [{"url": address}],
        "paths": _paths(),
    }
    return Answer(json.dumps(document, ensure_ascii=False).encode(), JSON, etag=tag("openapi", address, str(drawing.installed())))
