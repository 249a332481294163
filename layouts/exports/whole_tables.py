"""Whole tables and parts of them as CSV, JSON or Parquet, and the data package that describes them all."""

import json
from collections.abc import Iterator
from http import HTTPStatus

from etl.queries import atlas, evidence, open_data
from layouts.export import table_columns
from layouts.exports import formats
from layouts.exports.bundle import origins, resource
from layouts.exports.responses import CSV, JSON, PARQUET, Answer, Query, refusal, tag
from layouts.view_state import whole_number

FORMS = {"csv": CSV, "json": JSON, "parquet": PARQUET}


def _count(query: Query, name: str, most: int) -> tuple[int | None, list[str]]:
    """A whole number of the query and what is wrong with it."""
    values = query.get(name, [])
    number = whole_number(values[0]) if len(values) == 1 else None
    is_usable = not values or (number is not None and number <= most)
    return number, [] if is_usable else [f"'{name}' is one whole number up to {most}."]


def _pieces(name: str, form: str, filters: Query, limit: int | None, offset: int) -> Iterator[bytes]:
    """The body piece by piece; nothing is done before the first piece is asked for, so that a 304 costs nothing."""
    rows = open_data.select(name, filters, limit=limit, offset=offset)
    left_out = "; ".join(f"{source}: {url}" for source, url in open_data.closed_sources().items())
    about = {"table": name, "data_version": atlas.atlas().version, "left_out": left_out}
    if form == "parquet":
        yield formats.parquet(rows, table_columns(name), about)
    elif form == "json":
        columns = table_columns(name)
        yield from formats.json_pieces(rows, columns, {**about, "columns": formats.column_records(columns)})
    else:
        yield from formats.csv_pieces(rows, table_columns(name))


def table(name: str, form: str, query: Query) -> Answer:
    """A table, or the rows of it that the query asks for, in one of the forms."""
    if name not in open_data.names() or form not in FORMS:
        known = ", ".join(open_data.names())
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Tables: {known}; endings: {', '.join(FORMS)}.")
    limit, limit_faults = _count(query, "limit", open_data.MOST_ROWS)
    offset, offset_faults = _count(query, "offset", open_data.MOST_PASSED_OVER)
    filters = {key: values for key, values in query.items() if key not in ("limit", "offset")}
    if messages := [*limit_faults, *offset_faults, *open_data.faults(name, filters)]:
        return refusal(HTTPStatus.BAD_REQUEST, *messages)
    question = json.dumps({key: list(query[key]) for key in sorted(query)})
    file = "" if form == "json" else f"{name}_{atlas.atlas().version}.{form}"
    return Answer(_pieces(name, form, filters, limit, offset or 0), FORMS[form], file, etag=tag(name, form, question))


def datapackage(address: str) -> Answer:
    """The data package of all tables, each found at its own address."""
    sources = evidence.all_sources()
    package = {
        "profile": "tabular-data-package",
        "name": "trafficking-statistics-atlas",
        "title": "Trafficking Statistics Atlas: the tables",
        "version": atlas.atlas().version,
        "homepage": f"{address}/",
        "sources": origins(sources),
        "resources": [resource(name, f"{address}/data/{name}.csv", table_columns(name)) for name in open_data.names()],
    }
    return Answer(json.dumps(package, ensure_ascii=False).encode(), JSON, etag=tag("datapackage", address))
