"""Results while a reader types: the first few of each group, as JSON for assets/core/search.js."""

import json
from urllib.parse import quote

from dash import Dash
from flask import Response, request

from layouts.evidence import search_results
from layouts.exports.responses import JSON, Answer, respond, tag
from layouts.pages.search import scene

_MOST = 5
_CHECK = ("Check this number in a text", "Paste a sentence and see who produced its figures", "/check")


def _heard(count: int) -> str:
    """What a reader hears of the list."""
    return f"{count:,} result{'s' if count != 1 else ''}" if count else "No results"


def _body(query: str) -> bytes:
    groups = search_results.groups(query, scene.listed(), most=_MOST) if query else ()
    total = sum(group.total for group in groups)
    parts = [{"title": group.title, "results": [(row.title, row.detail, row.link) for row in group.results]} for group in groups]
    every = (f"{'All ' if total > 1 else ''}{_heard(total)}" if total else f"Nothing found for “{query}”", "", f"/search?q={quote(query)}")
    check = [_CHECK] if any(group.title == search_results.NUMBERS for group in groups) else []
    return json.dumps({"groups": parts, "more": [every, *check], "heard": _heard(total)}, ensure_ascii=False).encode()


def results() -> Response:
    """The first results for ``q``."""
    query = scene.printable(request.args.get("q", "")[: search_results.LONGEST])
    return respond(Answer(_body(query), JSON, etag=tag("search", query)))


def register(app: Dash) -> None:
    """Serve the results."""
    app.server.add_url_rule("/search.json", "search_json", results)
