"""What every answer of the server owes: safe headers, compression, caching, the basemap, honest 404s and 503s, a health report."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from http import HTTPStatus
from itertools import chain, product
from typing import Any
from urllib.parse import urlencode

from dash import Dash, page_registry
from dash.exceptions import DependencyException
from dash.fingerprint import check_fingerprint
from flask import Flask, Response, abort, jsonify, redirect, request
from flask_compress import Compress
from werkzeug.exceptions import SecurityError

from etl.contract.errors import EtlError, TablesError
from etl.queries import atlas, number_index
from layouts import typefaces
from layouts.exports import registry
from layouts.exports.responses import refusal, respond, tag
from layouts.library import compressed, once

_YEAR = "public, max-age=31536000, immutable"
_LIBRARIES = "/_dash-component-suites/"
_STATIC = (_LIBRARIES, "/assets/", "/geo/", "/type/")
# What is compressed in itself, and the size below which nothing is gained.
_PACKED, _LEAST = ("font/woff2", "image/png"), 200
_DOCUMENTS = ("/", "/<path:path>")
_LOADED = "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self' data:"


@cache
def _edition(app: Dash) -> str:
    """What a page that is open relies on: the data, the code of the pages, and the callbacks."""
    return tag("page", *sorted(app.callback_map))


def _date(response: Response, app: Dash) -> Response:
    """Say with what Dash asks for of which edition it is, so that a page opened before an update knows (assets/core/connection.js)."""
    if page_registry and request.path.startswith("/_dash-") and not request.path.startswith(_LIBRARIES):
        response.headers["Atlas-Edition"] = _edition(app)
    return response


@cache
def _policy(app: Dash, frame_ancestors: str) -> str:
    """What a page may load and who may frame it; to be called when Dash knows all its inline scripts, from the first answer on."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return f"default-src 'none'; script-src {scripts}; {_LOADED}; base-uri 'none'; form-action 'self'; frame-ancestors {frame_ancestors}"


def _secure(response: Response, app: Dash) -> Response:
    """Say what a browser may do with an answer; other sites may show the frames that are made for them, and nothing else."""
    framed = request.endpoint == "embed"
    response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    if not framed:
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _policy(app, "*" if framed else "'none'")
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response


def _compress(server: Flask) -> None:
    """Compress what is written for a reader as it is sent, and the files that stay once and for good."""
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=_LEAST
    )
    Compress(server).compress_mimetypes_set.add("text/csv")
    server.after_request(_compress_file)


def _compress_file(response: Response) -> Response:
    """Send a file that stays in the best encoding that the reader takes; typefaces are compressed in themselves."""
    encoding = request.accept_encodings.best_match(compressed.ENCODINGS)
    if response.status_code != HTTPStatus.OK or not request.path.startswith(_STATIC) or not encoding or response.mimetype in _PACKED:
        return response
    response.direct_passthrough = False
    if len(body := response.get_data()) >= _LEAST:
        response.set_data(compressed.compressed(body, encoding))
        response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
    return response


def _mark(response: Response) -> Response:
    """Cache versioned files for a year and nothing else; answer 404 for what does not exist, 503 where there are no tables."""
    if response.status_code != HTTPStatus.OK:
        return response
    if request.url_rule and request.url_rule.rule in _DOCUMENTS:
        if not page_registry:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        elif not registry.place_at(request.path, request.args.to_dict()).known:
            response.status_code = HTTPStatus.NOT_FOUND
    elif request.path.startswith(_STATIC):
        response.headers["Cache-Control"] = _YEAR if _is_versioned(request.path) else "no-cache"
    return response


def _is_versioned(path: str) -> bool:
    """Whether another content would have another address."""
    if not path.startswith((_LIBRARIES, "/assets/")):
        return True
    return "m" in request.args or bool(check_fingerprint(path)[1])


def _unreadable() -> Response | None:
    """Refuse a query that is no text, which nothing behind would read."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        return respond(refusal(HTTPStatus.BAD_REQUEST, "What follows '?' in the address is not text in UTF-8."))
    return None


def _foreign_host() -> Response | None:
    """Refuse a request that names a host which is not ours: what it says would stand in links and caches."""
    if not isinstance(request.routing_exception, SecurityError):
        return None
    remedy = "What to do: ask by the name that the atlas has, or set ATLAS_ADDRESS on the server to the address that readers use."
    return respond(refusal(HTTPStatus.BAD_REQUEST, "The atlas does not answer to this host.", remedy))


def _better_address() -> Any:
    """Lead to the address that a page has: /sources/ to /sources, an old link to its page, a name to its code; None where it is that."""
    if not page_registry or request.path.startswith(_STATIC):
        return None
    path = request.path.rstrip("/") or "/"
    place = registry.place_at(path, request.args.to_dict())
    better = place.better or (path if place.known else request.path)
    if better == request.path and not place.better:
        return None
    query = urlencode([pair for pair in request.args.items(multi=True) if pair[0] != place.page.key])
    return redirect(f"{better}?{query}" if query else better, HTTPStatus.PERMANENT_REDIRECT)


def _health() -> tuple[Any, int]:
    try:
        return jsonify(status="ok", data_version=atlas.atlas().version), HTTPStatus.OK
    except TablesError as error:
        return jsonify(status="no tables", problem=str(error)), HTTPStatus.SERVICE_UNAVAILABLE


def _basemap(version: str) -> Response:
    body, status = (atlas.basemap(), HTTPStatus.OK) if version == atlas.basemap_version() else (b"{}", HTTPStatus.NOT_FOUND)
    return Response(body, status, mimetype="application/json")


def _face(edition: str, name: str) -> Response:
    known = edition == typefaces.edition() and name in typefaces.FACES
    body, status = (typefaces.woff2(name), HTTPStatus.OK) if known else (b"", HTTPStatus.NOT_FOUND)
    return Response(body, status, mimetype="font/woff2")


def _unavailable(error: EtlError) -> Response:
    return respond(refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The atlas has no tables.", f"{error.where}: {error.problem}.", error.remedy))


def _guard_libraries(server: Flask) -> None:
    """Answer 404 where Dash raises: a library or a file of one that it does not serve, or that was not installed with it."""
    endpoint = next(rule.endpoint for rule in server.url_map.iter_rules() if rule.rule.startswith(_LIBRARIES))
    serve = server.view_functions[endpoint]

    def library(**path: str) -> Any:
        try:
            return serve(**path)
        except (DependencyException, FileNotFoundError):
            return abort(HTTPStatus.NOT_FOUND)

    server.view_functions[endpoint] = library


def register(app: Dash) -> None:
    """Set up the server around the app and make the first request; the last step, when all callbacks are registered.

    Dash completes itself at its first request, which is not safe under threads and adds the last inline script that the
    policy has to name.
    """
    server: Flask = app.server
    server.add_url_rule("/health", "health", _health)
    server.add_url_rule("/geo/<version>/world_50m.json", "basemap", _basemap)
    server.add_url_rule("/type/<edition>/<name>.woff2", "face", _face)
    server.before_request_funcs.setdefault(None, [])[:0] = [_foreign_host, _unreadable]  # before all that others have registered
    server.before_request(_better_address)
    server.after_request(_mark)
    _compress(server)
    server.after_request(partial(_date, app=app))
    server.after_request(partial(_secure, app=app))
    server.register_error_handler(EtlError, _unavailable)
    _guard_libraries(server)
    server.test_client().get("/health")


def _ask_for(server: Flask, path: str, encoding: str) -> None:
    server.test_client().get(path, headers={"Accept-Encoding": encoding}).close()


def warm_up(app: Dash) -> None:
    """Answer the first pages, searches and all that a first page loads, so that it is read, made and compressed.

    For a server that forks its workers after it, so that they share it.
    """
    if not page_registry:
        return
    number_index.index()
    client = app.server.test_client()
    for path in ("/country/GBR", "/search.json?q=1+million", "/search.json?q=detected+victims"):
        client.get(path)
    files = [path for part in client.get("/map").text.split("</head>")[0].split('href="')[1:] if (path := part.split('"')[0])[0] == "/"]
    with ThreadPoolExecutor() as pool:  # what is not yet made takes a while
        sent = pool.map(lambda asked: _ask_for(app.server, *asked), product(files, compressed.ENCODINGS))
        list(chain(sent, pool.map(typefaces.woff2, typefaces.FACES)))
    once.tidy()
