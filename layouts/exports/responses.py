"""What the server answers to someone who takes something along: a body, its media type, its file name, its validator.

Everything is decided here from plain values, so that the routes have nothing left to decide.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from etl.queries import atlas, evidence
from layouts.exports import citations, drawing, formats, picture, registry
from layouts.exports.bundle import bundle
from layouts.exports.export_notes import caveat_rows, left_out, note, source_rows
from layouts.exports.frames import behind, offered, table_columns
from layouts.exports.model import Panel

TEXT, JSON, CSV = "text/plain; charset=utf-8", "application/json", "text/csv; charset=utf-8"
PARQUET = "application/vnd.apache.parquet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Query = Mapping[str, Sequence[str]]
Draw = Callable[[dict[str, Any], str, str], bytes]
_LONGEST = 4000


@dataclass(frozen=True)
class Answer:
    """An answer: ``body`` whole or in pieces, ``name`` of the file if it is one, ``etag`` to ask for it again cheaply.

    A browser shows a file that is ``shown``, and saves it under its name only when asked to.
    """

    body: bytes | Iterable[bytes]
    media: str = TEXT
    name: str = ""
    status: int = HTTPStatus.OK
    etag: str = ""
    shown: bool = False


def refusal(status: int, *said: str) -> Answer:
    """A plain message instead of what was asked for."""
    return Answer("".join(f"{line}\n" for line in said).encode(), status=status)


@cache
def _edition() -> str:
    """A hash of the code that writes exports, so that a kept copy is not taken for a newer form of the same data."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def tag(*parts: str) -> str:
    """A validator of an answer that depends on the parts, on the data version and on the code."""
    return hashlib.sha256("\0".join([atlas.atlas().version, _edition(), *parts]).encode()).hexdigest()[:20]


def single(query: Query) -> dict[str, object]:
    """A query as the codec of a link takes it: a text, or a list where a key stands more than once."""
    return {key: values[0] if len(values) == 1 else list(values) for key, values in query.items()}


def asked(page: str, query: Query) -> tuple[Panel, list[str]]:
    """The panel that is asked for, and what is wrong with the question."""
    panel, said = registry.panel_of(page, single(query))
    versions = query.get("dv", [])
    if len(versions) > 1 or not all(re.fullmatch(r"[0-9a-f]{12}", version) for version in versions):
        said = [*said, "A data version (dv) is twelve hexadecimal digits, once."]
    return panel, said


def _about(panel: Panel, permalink: str) -> dict[str, object]:
    columns = [{"name": column.name, "type": column.type, "says": column.say} for column in panel.columns]
    return {**note(panel, permalink), "alt": panel.alt, "sources": source_rows(panel), "caveats": caveat_rows(panel), "columns": columns}


def _parquet(panel: Panel, link: str, _today: date) -> bytes:
    return formats.parquet(offered(panel), panel.columns, {"title": panel.title, "data_version": panel.version, "permalink": link})


def _json(panel: Panel, link: str, _today: date) -> bytes:
    return b"".join(formats.json_pieces(offered(panel), panel.columns, _about(panel, link)))


def _workbook(panel: Panel, link: str, _today: date) -> bytes:
    from layouts.exports.workbook import workbook  # noqa: PLC0415 - loads openpyxl, which nothing else needs

    return workbook(panel, link)


def _cite(form: str) -> Callable[[Panel, str, date], bytes]:
    return lambda panel, link, today: citations.FORMS[form][1](citations.of_panel(panel, link, today)).encode()


def _picture(panel: Panel, link: str, today: date) -> bytes:
    return json.dumps(picture.picture(panel, link, today), ensure_ascii=False).encode()


def _behind(panel: Panel, _link: str, _today: date) -> bytes:
    rows = behind(panel)
    return b"" if rows is None else formats.csv(rows.rows, table_columns(rows.table))


# The ending of an address -> (media type, writer); those in ROWS pass figures on.
FORMS: Mapping[str, tuple[str, Callable[[Panel, str, date], bytes]]] = {
    "csv": (CSV, lambda panel, link, today: formats.csv(offered(panel), panel.columns)),
    "behind.csv": (CSV, _behind),
    "excel.csv": (CSV, lambda panel, link, today: formats.csv(offered(panel), panel.columns, bom=True)),
    "xlsx": (XLSX, _workbook),
    "parquet": (PARQUET, _parquet),
    "json": (JSON, _json),
    "zip": ("application/zip", bundle),
    **{form: (f"{media}; charset=utf-8", _cite(form)) for form, (media, _) in citations.FORMS.items()},
    "picture.json": (JSON, _picture),
}
ROWS = ("csv", "behind.csv", "excel.csv", "parquet")
_UNAVAILABLE = (
    "This server does not draw pictures: the extra 'pdf' and a Chromium are not installed.",
    "Open the page and choose 'Download and cite': your browser makes PNG and SVG itself. As PDF, print the SVG.",
)
_SHOWN = ("json", "picture.json", *citations.FORMS)


def forms(page: str) -> list[str]:
    """The endings under which the view of a page is offered."""
    return [form for form in FORMS if form != "behind.csv" or registry.has_behind(page)]


@lru_cache(maxsize=64)
def _written(form: str, page: str, link: str, address: str, today: date) -> bytes:
    panel, _ = registry.panel_of(page, single({key: [value] for key, value in picture.parts(link)}))
    return FORMS[form][1](panel, address + panel.pinned, today)


def view(page: str, form: str, query: Query, *, address: str, today: date) -> Answer:
    """The panel of a page in one of the forms; ``address`` is that of the atlas, ``today`` the day of access."""
    if page not in registry.pages() or form not in forms(page):
        known = ", ".join(f"{name}.{ending}" for name in registry.pages() for ending in forms(name))
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Known are: {known}.")
    if sum(len(key) + sum(map(len, values)) for key, values in query.items()) > _LONGEST:
        return refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "The question is too long.")
    panel, said = asked(page, query)
    if said:
        return refusal(HTTPStatus.BAD_REQUEST, *said)
    if form in ROWS and left_out(panel) and not len(offered(panel)):
        return refusal(HTTPStatus.FORBIDDEN, left_out(panel))
    body = _written(form, page, panel.link, address, today)
    same = tag(page, form, panel.link, address, today.isoformat())
    return Answer(body, FORMS[form][0], f"{panel.stem}.{form}", etag=same, shown=form in _SHOWN)


@lru_cache(maxsize=16)
def _kept(page: str, form: str, preset: str, link: str, address: str, today: date, draw: Draw) -> bytes:
    panel, _ = registry.panel_of(page, single({key: [value] for key, value in picture.parts(link)}))
    return draw(picture.picture(panel, address + panel.pinned, today), preset, form)


def _unfit(page: str, form: str, query: Query) -> Answer | None:
    """Why a picture cannot be drawn whatever it shows; None where it can."""
    if page not in registry.pages():
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Pages: {', '.join(registry.pages())}.")
    if list(query.get("preset", drawing.PRESETS[:1])) not in [[preset] for preset in drawing.PRESETS]:
        return refusal(HTTPStatus.BAD_REQUEST, f"A preset is one of {', '.join(drawing.PRESETS)}, once.")
    return None if drawing.installed() else refusal(HTTPStatus.NOT_IMPLEMENTED, *_UNAVAILABLE)


def drawn(page: str, form: str, query: Query, *, address: str, today: date, draw: Draw) -> Answer:
    """The picture of a view as PNG, SVG or PDF, made by ``draw`` where this server can; else plainly why not."""
    if unfit := _unfit(page, form, query):
        return unfit
    preset = query.get("preset", drawing.PRESETS)[0]
    panel, said = asked(page, {key: values for key, values in query.items() if key != "preset"})
    said = said or ([] if panel.parts else ["This view is a table; take it along as data."])
    if said:
        return refusal(HTTPStatus.BAD_REQUEST, *said)
    try:
        body = _kept(page, form, preset, panel.link, address, today, draw)
    except drawing.BusyError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The server draws another picture. Ask again in a minute.")
    except drawing.DrawingError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The picture could not be drawn. The page makes PNG and SVG in the browser.")
    name = f"{panel.stem}_{preset}.{form}"
    return Answer(body, drawing.MEDIA[form], name, etag=tag("picture", page, form, preset, panel.link, address, today.isoformat()))


def cite(source: str, form: str) -> Answer:
    """The citation of a source in one of the forms."""
    known = {record["source_id"]: record for record in evidence.all_sources()}
    if source not in known or form not in citations.FORMS:
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Endings: {', '.join(citations.FORMS)}.")
    media, write = citations.FORMS[form]
    return Answer(write([citations.of_source(known[source])]).encode(), f"{media}; charset=utf-8", etag=tag("cite", source, form))
