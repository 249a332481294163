"""Costly answers take turns: so many are made at a time in a worker, and a reader who would wait too long is told."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from threading import BoundedSemaphore

from dash import Dash
from flask import Response, g, request

from layouts.exports.responses import refusal, respond

_COSTLY = ("/data/", "/view/", "/card/", "/embed/")
AT_ONCE, _PATIENCE = 4, 5  # answers, seconds
_turns = BoundedSemaphore(AT_ONCE)


def _take() -> Response | None:
    if not request.path.startswith(_COSTLY):
        return None
    if not _turns.acquire(timeout=_PATIENCE):
        busy = respond(refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The server is busy with other downloads.", "Try again in a few seconds."))
        busy.headers["Retry-After"] = "5"
        return busy
    g.turn = ExitStack()
    g.turn.callback(_turns.release)
    return None


def _until_read(pieces: Iterable[bytes], turn: ExitStack) -> Iterator[bytes]:
    with turn:
        yield from pieces


def _give_back(response: Response) -> Response:
    """Once an answer is made; one that is made while it is read, once it is read or its reader has left."""
    if turn := g.pop("turn", None):
        if response.is_streamed and not response.direct_passthrough:
            response.response = _until_read(response.iter_encoded(), turn)
            response.call_on_close(turn.close)
        else:
            turn.close()
    return response


def register(app: Dash) -> None:
    """Let the addresses of files take turns."""
    app.server.before_request(_take)
    app.server.after_request(_give_back)
