"""Between the server and the answers: what a request asks for, and an answer as HTTP."""

import os
from http import HTTPStatus
from pathlib import Path
from typing import Any

import plotly
from dash import Dash
from dash.fingerprint import build_fingerprint
from flask import Response, request

from layouts.exports import drawing
from layouts.exports.picture_files import Draw
from layouts.exports.requested_export import Query
from layouts.exports.responses import Answer

_FRESH, _LIBRARY = "public, max-age=300", "package_data/plotly.min.js"
_FIGURES = ("core/atlas.js", "core/corridors.js")
_STYLES = ("tokens", "components/base", "components/figure", "components/table", "pages/embed")
_PICTURES = tuple(f"share/picture/{part}.js" for part in ("paragraphs", "captions", "plan", "drawing", "file"))


def address() -> str:
    """The address of the atlas for permalinks: as configured (ATLAS_ADDRESS), else as the reader asked for it."""
    return os.environ.get("ATLAS_ADDRESS", request.host_url).rstrip("/")


def query() -> Query:
    """The query of the request, every key with all of its values."""
    return {key: request.args.getlist(key) for key in request.args}


def scripts(app: Dash, *names: str) -> list[str]:
    """The addresses of the library that the app serves anyway, of the scripts that make figures, and of some more."""
    changed = int((Path(plotly.__file__).parent / _LIBRARY).stat().st_mtime)
    library = build_fingerprint(_LIBRARY, plotly.__version__, changed)
    return [f"/_dash-component-suites/plotly/{library}", *(app.get_asset_url(name) for name in (*_FIGURES, *names))]


def styles(app: Dash) -> list[str]:
    """The addresses of the style sheets of a view in the page of another site: the same as the app's, and its own."""
    return [app.get_asset_url(f"css/{name}.css") for name in _STYLES]


def drawer(app: Dash) -> Draw:
    """Draws pictures with what this server serves."""

    def fetch(path: str) -> tuple[int, str, bytes]:
        with app.server.test_client().get(path) as answer:
            return answer.status_code, answer.content_type, answer.data

    def draw(picture: dict[str, Any], preset: str, form: str) -> bytes:
        return drawing.draw(picture, preset, form, scripts=scripts(app, *_PICTURES), fetch=fetch)

    return draw


def respond(answer: Answer) -> Response:
    """The answer as HTTP: its file name, how long it may be kept, and 304 where the reader has it already."""
    known = bool(answer.etag) and request.if_none_match.contains_weak(answer.etag)
    status = HTTPStatus.NOT_MODIFIED if known else answer.status
    response = Response(b"" if known else answer.body, status=status, content_type=answer.media)
    response.headers["Cache-Control"] = _FRESH if answer.etag else "no-store"
    if answer.name:
        kind = "inline" if answer.inline else "attachment"
        response.headers["Content-Disposition"] = f'{kind}; filename="{answer.name}"'
    if answer.etag:
        response.set_etag(answer.etag, weak=True)
    return response
