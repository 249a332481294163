"""The export of a page as a file: rows in several forms, everything as a zip, citations, and the picture where this server draws."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from http import HTTPStatus

from etl.queries.evidence import all_sources
from layouts.export import Export, table_columns
from layouts.exports import citations, drawing, formats, picture, registry
from layouts.exports.bundle import bundle
from layouts.exports.export_notes import behind, caveat_rows, left_out, note, offered, source_rows
from layouts.exports.responses import CSV, JSON, PARQUET, Answer, Query, export_or_refusal, refusal, tag, written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Write = Callable[[Export, str, date], bytes]


def _parquet(export: Export, link: str, _today: date) -> bytes:
    return formats.parquet(offered(export), export.columns, {"title": export.title, "data_version": export.version, "permalink": link})


def _xlsx(export: Export, link: str, _today: date) -> bytes:
    from layouts.exports.workbook import workbook  # noqa: PLC0415 - what it writes with is large, and few ask for it

    return workbook(export, link)


def _json(export: Export, link: str, _today: date) -> bytes:
    evidence = {"sources": source_rows(export), "caveats": caveat_rows(export), "columns": formats.column_records(export.columns)}
    about = {**note(export, link), "alt": export.alt, **evidence}
    return b"".join(formats.json_pieces(offered(export), export.columns, about))


def _cite(form: str, works: Callable[[Export, str, date], list[citations.Work]] = citations.of_export) -> Write:
    return lambda export, link, today: citations.FORMS[form][1](works(export, link, today)).encode()


def _picture(export: Export, link: str, today: date) -> bytes:
    return json.dumps(picture.picture(export, link, today), ensure_ascii=False).encode()


def _behind(export: Export, _link: str, _today: date) -> bytes:
    rows = behind(export)
    return b"" if rows is None else formats.csv(rows.rows, table_columns(rows.table))


# The ending of an address -> (media type, writer); those in _ROWS pass nothing but figures on.
FORMS: Mapping[str, tuple[str, Write]] = {
    "csv": (CSV, lambda export, link, today: formats.csv(offered(export), export.columns)),
    "behind.csv": (CSV, _behind),
    "excel.csv": (CSV, lambda export, link, today: formats.csv(offered(export), export.columns, bom=True)),
    "xlsx": (XLSX, _xlsx),
    "parquet": (PARQUET, _parquet),
    "json": (JSON, _json),
    "zip": ("application/zip", bundle),
    **{form: (f"{media}; charset=utf-8", _cite(form)) for form, (media, _) in citations.FORMS.items()},
    "picture.json": (JSON, _picture),
}
# The key by which a citation is asked for that is of the chosen mark alone, and its one value.
OF, MARK = "of", "mark"
_ROWS = ("csv", "behind.csv", "excel.csv", "parquet")
_INLINE = ("json", "picture.json", *citations.FORMS)
_UNAVAILABLE = "There is no picture at this address. Open the page and choose Download: your browser makes it, as PNG, SVG or PDF."


def forms(slug: str) -> list[str]:
    """The endings under which the export of a page is offered."""
    return [form for form in FORMS if form != "behind.csv" or registry.exporting()[slug].sums]


def download(slug: str, form: str, query: Query, *, address: str, today: date) -> Answer:
    """The export of a page in one of the forms; ``address`` is that of the atlas, ``today`` the day of access."""
    if slug not in registry.exporting() or form not in forms(slug):
        known = ", ".join(f"{name}.{ending}" for name in registry.exporting() for ending in forms(name))
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Known addresses: {known}.")
    export = export_or_refusal(slug, {key: values for key, values in query.items() if key != OF or form not in citations.FORMS})
    if isinstance(export, Answer):
        return export
    if form in citations.FORMS and OF in query:
        return _citation_of_mark(export, form, query[OF], address=address, today=today)
    if form in _ROWS and left_out(export) and not len(offered(export)):
        return refusal(HTTPStatus.FORBIDDEN, left_out(export))
    media, write = FORMS[form]
    etag = tag(slug, form, export.link, address, today.isoformat())
    body = written(etag, lambda: write(export, address + export.pinned, today))
    return Answer(body, media, f"{export.stem}.{form}", etag=etag, inline=form in _INLINE)


def _citation_of_mark(export: Export, form: str, of: Sequence[str], *, address: str, today: date) -> Answer:
    if list(of) != [MARK] or not export.chosen:
        return refusal(HTTPStatus.BAD_REQUEST, f"'{OF}={MARK}' asks for the citation of the chosen mark; there is none in this view.")
    body = _cite(form, citations.of_chosen)(export, address + export.pinned, today)
    return Answer(
        body, FORMS[form][0], f"{export.stem}_{MARK}.{form}", etag=tag("mark", form, export.link, address, today.isoformat()), inline=True
    )


def _drawable(slug: str, query: Query) -> tuple[Export, str] | Answer:
    if slug not in registry.exporting():
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Pages: {', '.join(registry.exporting())}.")
    presets = query.get("preset", drawing.PRESETS[:1])
    if len(presets) != 1 or presets[0] not in drawing.PRESETS:
        return refusal(HTTPStatus.BAD_REQUEST, f"A preset is one of {', '.join(drawing.PRESETS)}, once.")
    export = export_or_refusal(slug, {key: values for key, values in query.items() if key != "preset"})
    if isinstance(export, Answer):
        return export
    if not export.parts:
        return refusal(HTTPStatus.BAD_REQUEST, "This view is a table; download it as data.")
    return (export, presets[0]) if drawing.installed() else refusal(HTTPStatus.NOT_FOUND, _UNAVAILABLE)


def picture_file(slug: str, form: str, query: Query, *, address: str, today: date, draw: drawing.Draw) -> Answer:
    """The picture of a view, made by ``draw``; ``address`` is that of the atlas, ``today`` the day of access."""
    drawable = _drawable(slug, query)
    if isinstance(drawable, Answer):
        return drawable
    export, preset = drawable
    etag = tag("picture", slug, form, preset, export.link, address, today.isoformat())
    try:
        body = written(etag, lambda: draw(picture.picture(export, address + export.pinned, today), preset, form))
    except drawing.BusyError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The server is busy with other pictures. Try again in a minute.")
    except drawing.DrawingError:
        return refusal(
            HTTPStatus.SERVICE_UNAVAILABLE, "The picture could not be made. Open the page and choose Download: your browser makes it."
        )
    return Answer(body, drawing.MEDIA[form], f"{export.stem}_{preset}.{form}", etag=etag)


def cite(source: str, form: str) -> Answer:
    """The citation of a source in one of the forms."""
    records = {record["source_id"]: record for record in all_sources()}
    if source not in records or form not in citations.FORMS:
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Endings: {', '.join(citations.FORMS)}.")
    media, write = citations.FORMS[form]
    return Answer(write([citations.of_source(records[source])]).encode(), f"{media}; charset=utf-8", etag=tag("cite", source, form))
