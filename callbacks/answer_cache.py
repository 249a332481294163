"""What a view answers to a choice is the same for every reader: the last answers are sent again as they were compressed."""

import hashlib
import inspect
from functools import lru_cache, partial
from http import HTTPStatus

from dash import Dash
from flask import Response, g, request

_PATH = "/_dash-update-component"
# Works on what readers paste, which is not kept.
_PRIVATE = "callbacks.check"
_HEADERS = ("Content-Type", "Content-Encoding", "Vary")
_MOST = 1024


@lru_cache(maxsize=_MOST)
def _place(_digest: bytes) -> list[tuple[bytes, dict[str, str]]]:
    return []


def _repeated() -> Response | None:
    """The answer to a body that was answered before in the same encoding; the host that was asked is no part of it."""
    if request.path != _PATH or request.method != "POST" or (request.content_length or 0) > (request.max_content_length or 0):
        return None
    asked = (request.mimetype, request.headers.get("Accept-Encoding", ""), "")
    g.answers = _place(hashlib.sha256("\0".join(asked).encode() + request.get_data()).digest())
    return Response(g.answers[0][0], headers=g.answers[0][1]) if g.answers else None


def _is_public(app: Dash, output: str) -> bool:
    module: str = inspect.unwrap(app.callback_map[output]["callback"]).__module__
    return module.startswith("callbacks.") and module != _PRIVATE


def _keep(response: Response, app: Dash) -> Response:
    answers = g.pop("answers", None)
    if answers == [] and response.status_code == HTTPStatus.OK and _is_public(app, request.get_json()["output"]):
        answers.append((response.get_data(), {name: response.headers[name] for name in _HEADERS if name in response.headers}))
    return response


def register(app: Dash) -> None:
    """Keep answers; before anything reads a body, and after it is compressed."""
    app.server.before_request(_repeated)
    app.server.after_request(partial(_keep, app=app))
