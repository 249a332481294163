"""Whatever is sent to any address is answered plainly: no error of the server but those meant, no traceback, no long line in the log.

Some hundred requests by chance, the same in each run; ATLAS_FUZZ=10000 sends as many, ATLAS_FUZZ_SEED=7 others.
"""

import io
import json
import logging
import os
import random
import re
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import server
from layouts.exports import registry
from tests.callbacks.driving import client
from tests.callbacks.test_hostile_bodies import PATH, SERVER, VALUES, honest, malformed
from tests.exports import views

REQUESTS, SEED = int(os.environ.get("ATLAS_FUZZ", "120")), int(os.environ.get("ATLAS_FUZZ_SEED", "15"))
LONGEST_LINE, MOST_READ = 2_000, 100_000
OWN, FOREIGN = (
    ("localhost", "127.0.0.1", "127.0.0.1:8050"),
    ("example.org", "localhost.example.org", "", "a b", "[", "x" * 3_000, "é", "a@localhost"),
)
METHODS = (*("GET",) * 12, "HEAD", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "X" * 40)
TEXTS = (
    *(value for value in VALUES if isinstance(value, str)),
    "NPL",
    "GBR",
    "world",
    "tip_tier",
    "2014",
    "1",
    "0",
    "yes",
    "csv",
    "%00",
    "%ff",
    "é",
    "a\r\nb",
)
PARTS = (
    "..",
    ".",
    "",
    "%2e%2e",
    "%2F",
    "%00",
    "\x00",
    "\xff",
    "é",
    "a" * 300,
    "world.csv",
    "estimates.json",
    "GBR",
    "x.y.z",
    "index.html",
    "~",
    "{}",
    "<b>",
)
HEADERS = {
    "Accept-Encoding": ("", "br", "gzip", "*", "identity;q=0", "br;q=x", "gzip, deflate, br, zstd", "x" * 500),
    "Range": ("bytes=0-9", "bytes=-5", "bytes=9-0", "bytes=0-1,3-4", "bytes=99999999999-", "lines=1", "bytes=x"),
    "If-None-Match": ("*", '"x"', 'W/"x"', "x" * 2_000, '"'),
    "If-Modified-Since": ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", ""),
    "Accept": ("*/*", "text/html", "application/json", "x", ";;q=9"),
    "Content-Type": (
        "application/json",
        "text/plain",
        "application/json; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "",
    ),
    "Content-Length": ("-1", "x", "99999999999", "0"),
    "Cookie": ("a=b", "=", "x" * 3_000),
    "Origin": ("null", "https://example.org", "x"),
    "X-Forwarded-Host": ("example.org",),
    "X-Forwarded-For": ("1.2.3.4, x",),
}


@cache
def _described() -> dict[str, Any]:
    paths: dict[str, Any] = json.loads(client().get("/openapi.json").text)["paths"]
    return paths


@cache
def _addresses() -> list[str]:
    """Every address that is described, every rule of the server, and every page, with and without the links of views."""
    described = list(_described())
    pages = [page.path for page in registry.pages().values()]
    shown = [
        f"/{kind}/{page}{ending}{link}"
        for page, link in views.links()
        for kind, ending in (("view", ".csv"), ("embed", ""), ("card", ".png"))
    ]
    return [*described, *(rule.rule for rule in server.url_map.iter_rules()), *pages, *pages, *shown]


@cache
def _keys() -> list[str]:
    known = {parameter["name"] for path in _described().values() for parameter in path["get"].get("parameters", [])}
    return [*sorted(known), "v", "dv", "q", "url", "x", "", "a[b]"]


def _path(chance: random.Random) -> tuple[str, str]:
    """A path and its query, filled, and now and then broken."""
    address = re.sub(r"<[^>]*>|\{[^}]*\}", lambda _: chance.choice(PARTS), chance.choice(_addresses()))
    path, _, query = address.partition("?")
    if chance.random() < 0.15:
        pieces = path.split("/")
        pieces.insert(chance.randrange(len(pieces)), chance.choice(PARTS))
        path = "/".join(pieces)
    if chance.random() < 0.5:
        pairs = [(chance.choice(_keys()), chance.choice(TEXTS)) for _ in range(chance.randint(1, 5))]
        query = f"{query}&{urlencode([(key, text.encode('utf-8', 'replace')) for key, text in pairs])}".strip("&")
    return path, query + chance.choice(("", "", "", "", "&", "&&=", "%", "&%zz=%", "&\xff"))


def _body(chance: random.Random) -> bytes:
    """What a page would send, with one value of another kind; a body of another form; or noise."""
    entry = chance.choice(SERVER)
    if (kind := chance.random()) < 0.1:
        return chance.randbytes(chance.randint(0, 200))
    if kind < 0.4:
        return json.dumps(chance.choice(malformed(entry))).encode()
    body = honest(entry)
    component = chance.choice([*body["inputs"], *body["state"]])
    component["value"] = chance.choice(VALUES)
    return json.dumps(body).encode()


def _request(chance: random.Random) -> dict[str, Any]:
    path, query = _path(chance)
    method, body, headers = chance.choice(METHODS), b"", {}
    if chance.random() < 0.35:
        path, method, body, headers = PATH, "POST", _body(chance), {"Content-Type": "application/json"}
    for name in chance.sample([*HEADERS], chance.choice((0, 0, 1, 3))):
        headers[name] = chance.choice(HEADERS[name])
    environ = EnvironBuilder("/", method=method, input_stream=io.BytesIO(body)).get_environ()
    sent = {"CONTENT_LENGTH": str(len(body)), "PATH_INFO": path, "QUERY_STRING": query}
    sent["HTTP_HOST"] = chance.choice(FOREIGN if chance.random() < 0.1 else OWN)
    keys = {name: name.upper().replace("-", "_") for name in headers}
    return environ | sent | {key if key.startswith("CONTENT_") else f"HTTP_{key}": headers[name] for name, key in keys.items()}


def _answer(environ: dict[str, Any]) -> tuple[int, bytes]:
    """The status of the answer, and as much of it as is read before its reader leaves."""
    pieces, status, _ = run_wsgi_app(server, environ, buffered=False)
    read = b""
    try:
        for piece in pieces:
            read += piece
            if len(read) > MOST_READ:
                break
    finally:
        getattr(pieces, "close", lambda: None)()
    return int(status.partition(" ")[0]), read


def test_no_request_makes_an_error_or_a_long_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    chance, faults = random.Random(SEED), []
    for number in range(REQUESTS):
        caplog.clear()
        environ = _request(chance)
        status, body = _answer(environ)
        lines = [
            record
            for record in caplog.records
            if record.exc_info or record.levelno >= logging.WARNING or len(record.getMessage()) > LONGEST_LINE
        ]
        is_refused = environ["HTTP_HOST"] in OWN or 400 <= status < 500
        if status >= 500 or b"Traceback" in body or lines or not is_refused:
            asked = {name: text[:200] for name, text in environ.items() if name.isupper() and isinstance(text, str)}
            faults.append((number, status, asked, [record.getMessage()[:200] for record in lines]))
    assert faults == []
