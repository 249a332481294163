"""Whole tables and parts of them as CSV, JSON or Parquet, all of them in one archive, and the data package that describes them.

python -m layouts.exports.whole_tables writes them as files, once for each version of the data and the code. That takes a minute, most of
it to compress them, and goes on beside a server, which until then makes them for who asks.
"""

import json
import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from etl.contract import schema
from etl.contract.errors import EtlError
from etl.queries import atlas, evidence, open_data
from layouts.export import table_columns
from layouts.exports import citations, formats, table_files
from layouts.exports.bundle import origins, resource, zip_file
from layouts.exports.responses import CSV, ENCODINGS, JSON, PARQUET, Answer, Query, refusal, tag, written
from layouts.view_state import whole_number

FORMS = {"csv": CSV, "json": JSON, "parquet": PARQUET}
ARCHIVE = "atlas.zip"
# Compressors at work at once; each takes up to 130 MB.
_AT_ONCE = 2


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
    body = None if query else table_files.written(f"{name}.{form}")
    return Answer(body or _pieces(name, form, filters, limit, offset or 0), FORMS[form], file, etag=tag(name, form, question))


def _package(profile: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": profile,
        "name": "trafficking-statistics-atlas",
        "title": "Trafficking Statistics Atlas: the tables",
        "version": atlas.atlas().version,
        "sources": origins(evidence.all_sources()),
        "resources": resources,
    }


def datapackage(address: str) -> Answer:
    """The data package of all tables, each found at its own address."""
    tables = [resource(name, f"{address}/data/{name}.csv", table_columns(name)) for name in open_data.names()]
    package = {**_package("tabular-data-package", tables), "homepage": f"{address}/"}
    return Answer(json.dumps(package, ensure_ascii=False).encode(), JSON, etag=tag("datapackage", address))


def _in_archive(name: str) -> dict[str, Any]:
    own = resource(name, f"{name}.parquet", table_columns(name))
    return {**own, "profile": "data-resource", "format": "parquet", "mediatype": PARQUET, "description": schema.meaning(name)}


def _readme() -> str:
    """What the files of the archive are, and whom to cite, in plain text."""
    sources = evidence.all_sources()
    terms = [f"- {source['title']} ({source['publisher']}): {source['licence']}. {source['licence_note']}" for source in sources]
    closed = [f"- {source['title']}: {source['url']}" for source in sources if not open_data.may_be_passed_on(source)]
    tables = [f"- {name}.parquet: {schema.meaning(name)}" for name in open_data.names()]
    apart = ["", "Rows of these sources may not be republished; find them at the source:", *closed] if closed else []
    lines = [f"{citations.ATLAS}, data version {atlas.atlas().version}.", "", *tables, "", "datapackage.json describes every column."]
    cite = ["Cite the primary source of a figure first (citations.txt, .bib, .ris, .csl.json) and the atlas with its data version second."]
    return "\n".join([*lines, *apart, "", *cite, "", "Terms of the sources", *terms, ""])


def _files(tables: Mapping[str, bytes]) -> Mapping[str, bytes]:
    works = [citations.of_source(source) for source in evidence.all_sources()]
    package = _package("data-package", list(map(_in_archive, open_data.names())))
    texts = {
        "README.txt": _readme(),
        "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2),
        **{f"citations.{ending}": write(works) for ending, (_, write) in citations.FORMS.items()},
    }
    return {**{name: text.encode() for name, text in texts.items()}, **{f"{name}.parquet": body for name, body in tables.items()}}


def _archive(tables: Mapping[str, bytes]) -> bytes:
    return zip_file(f"atlas_{atlas.atlas().version}", _files(tables))


def _parquet() -> Mapping[str, bytes]:
    return {name: b"".join(_pieces(name, "parquet", {}, None, 0)) for name in open_data.names()}


def archive() -> Answer:
    """All tables as Parquet with their description and the citations of all sources, in one zip of the same bytes each time."""
    etag = tag("archive")
    body = table_files.written(ARCHIVE) or written(etag, lambda: _archive(_parquet()))
    return Answer(body, "application/zip", f"atlas_{atlas.atlas().version}.zip", etag=etag)


def write() -> None:
    """Write the whole tables and the archive as files beside the built tables; the answers above are then these files."""
    with table_files.replaced() as folder, ThreadPoolExecutor(_AT_ONCE) as pool:
        compressions = []
        for name in open_data.names():
            path = table_files.write(folder / f"{name}.csv", _pieces(name, "csv", {}, None, 0))
            compressions += [pool.submit(table_files.compress, path, encoding) for encoding in ENCODINGS]
        tables = _parquet()
        for name, body in tables.items():
            table_files.write(folder / f"{name}.parquet", [body])
        table_files.write(folder / ARCHIVE, [_archive(tables)])
        for compression in compressions:
            compression.result()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a compressor would first finish its file
    try:
        if table_files.written(ARCHIVE) is None:
            write()
    except EtlError as error:
        sys.exit(f"error {error}")
