"""What an address asks for, and what the server answers: a body, its media type, its file name, its validator."""

import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Response, has_request_context, request, send_file

from etl.queries import atlas
from layouts.export import Export
from layouts.exports import registry
from layouts.view_state import DATA_VERSION

TEXT, JSON, CSV = "text/plain; charset=utf-8", "application/json", "text/csv; charset=utf-8"
PARQUET = "application/vnd.apache.parquet"
Query = Mapping[str, Sequence[str]]
DATA_VERSION_PATTERN = "[0-9a-f]{12}"
LONGEST, _FRESH, _LARGEST_KEPT = 4000, "public, max-age=300", 100_000
# How a file may be sent compressed, and how the name of the compressed one ends.
ENCODINGS = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True)
class Answer:
    """An answer: ``body`` whole, in pieces or as a file, ``name`` of the file if it is one, ``etag`` to ask for it again cheaply.

    A browser shows a file that is ``inline``, and saves it under its name only when asked to. Of a body that is a file there may
    be others beside it, compressed, as ENCODINGS says.
    """

    body: bytes | Iterable[bytes] | Path
    media: str = TEXT
    name: str = ""
    status: int = HTTPStatus.OK
    etag: str = ""
    inline: bool = False


def public_address() -> str:
    """The address of the atlas for links from elsewhere: as configured (ATLAS_ADDRESS), else as the reader asked for it.

    '' where nobody asks, as in a test of a page alone.
    """
    return os.environ.get("ATLAS_ADDRESS", request.host_url if has_request_context() else "").rstrip("/")


def refusal(status: int, *messages: str) -> Answer:
    """A plain message instead of what was asked for."""
    return Answer("".join(f"{line}\n" for line in messages).encode(), status=status)


@cache
def _edition() -> str:
    """A hash of the code that writes exports, so that an older copy is not taken for a newer form of the same data."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def tag(*parts: str) -> str:
    """A validator of an answer that depends on the parts, on the data version and on the code."""
    return hashlib.sha256("\0".join([atlas.atlas().version, _edition(), *parts]).encode()).hexdigest()[:20]


@lru_cache(maxsize=128)
def _place(_etag: str) -> list[bytes]:
    return []


def written(etag: str, write: Callable[[], bytes]) -> bytes:
    """The body with a validator, written when it is first asked for; the one cache of what is exported, but for large files."""
    place = _place(etag)
    if place:
        return zlib.decompress(place[0])
    body = write()
    if len(small := zlib.compress(body, 1)) <= _LARGEST_KEPT:
        place.append(small)
    return body


def texts(query: Query) -> dict[str, object]:
    """A query as a codec takes it: a text for each key, or a list where a key stands more than once."""
    return {key: values[0] if len(values) == 1 else list(values) for key, values in query.items()}


def export_or_refusal(slug: str, query: Query) -> Export | Answer:
    """The export of a page for a query, or what is wrong with the question, which is known before anything is made."""
    if sum(len(key) + sum(map(len, values)) for key, values in query.items()) > LONGEST:
        return refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "The request is too long.")
    page = registry.exporting()[slug]
    state, messages = page.codec.decode(texts(query))
    if page.key and not query.get(page.key):
        messages = [*messages, f"Say which {page.key} is meant, as in '{page.key}=…'."]
    versions = query.get(DATA_VERSION, [])
    if len(versions) > 1 or not all(re.fullmatch(DATA_VERSION_PATTERN, version) for version in versions):
        messages = [*messages, "A data version (dv) is twelve hexadecimal digits, once."]
    return refusal(HTTPStatus.BAD_REQUEST, *messages) if messages else page.exported(state)


def _sent_file(path: Path, answer: Answer) -> Response:
    """A file as it lies there, the compressed one for a reader who takes it; in parts where the reader asks for a range."""
    endings = {encoding: ending for encoding, ending in ENCODINGS.items() if path.with_name(path.name + ending).is_file()}
    encoding = request.accept_encodings.best_match([*endings])
    ending = endings[encoding] if encoding else ""
    sent = path.with_name(path.name + ending)
    response = send_file(sent, answer.media, conditional=True, etag=f"{answer.etag}{ending}", last_modified=None, max_age=None)
    response.content_type = answer.media
    if close := getattr(response.response, "close", None):
        response.call_on_close(close)  # nothing else closes a file that is compressed as it is sent
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    return response


def _sent(body: bytes | Iterable[bytes], answer: Answer) -> Response:
    known = bool(answer.etag) and request.if_none_match.contains_weak(answer.etag)
    response = Response(b"" if known else body, HTTPStatus.NOT_MODIFIED if known else answer.status, content_type=answer.media)
    if answer.etag:
        response.set_etag(answer.etag, weak=True)
    return response


def respond(answer: Answer) -> Response:
    """The answer as HTTP: its file name, how long it may be kept, and 304 where the reader has it already."""
    response = _sent_file(answer.body, answer) if isinstance(answer.body, Path) else _sent(answer.body, answer)
    response.headers["Cache-Control"] = _FRESH if answer.etag else "no-store"
    if answer.name:
        kind = "inline" if answer.inline else "attachment"
        response.headers["Content-Disposition"] = f'{kind}; filename="{answer.name}"'
    return response
