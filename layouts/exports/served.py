"""Between the server and the answers: what a request asks for, and an answer as HTTP."""

import os
from http import HTTPStatus

from flask import Response, request

from layouts.exports.answers import Answer, Query

_KEPT = "public, max-age=300"


def address() -> str:
    """The address of the atlas for permalinks: as configured (ATLAS_ADDRESS), else as the reader asked for it."""
    return os.environ.get("ATLAS_ADDRESS", request.host_url).rstrip("/")


def query() -> Query:
    """The query of the request, every key with all of its values."""
    return {key: request.args.getlist(key) for key in request.args}


def respond(answer: Answer) -> Response:
    """The answer as HTTP: its file name, how long it may be kept, and 304 where the reader has it already."""
    known = bool(answer.etag) and request.if_none_match.contains_weak(answer.etag)
    status = HTTPStatus.NOT_MODIFIED if known else answer.status
    response = Response(b"" if known else answer.body, status=status, content_type=answer.media)
    response.headers["Cache-Control"] = _KEPT if answer.etag else "no-store"
    if answer.name:
        response.headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    if answer.etag:
        response.set_etag(answer.etag, weak=True)
    return response
