"""Results while a reader types: the first few of each group, as JSON for assets/core/search.js."""

import json
from urllib.parse import quote

from dash import Dash
from flask import Response, request

from layouts.evidence import search_results
from layouts.exports.responses import JSON, Answer, respond, tag
from layouts.pages.search import scene

_MOST = 5


def _heard(count: int) -> str:
    """What a reader hears of the list."""
    return f"{count:,} result{'s' if count != 1 else ''}" if count else "No results"


def _body(query: str) -> bytes:
    groups = search_results.groups(query, scene.listed(), most=_MOST) if query else ()
    total = sum(group.total for group in groups)
    parts = [{"title": group.title, "results": [(row.title, row.detail, row.link) for row in group.results]} for group in groups]
    every = (f"All {total:,} results" if total else f"Nothing found for “{query}”", "", f"/search?q={quote(query)}")
    return json.dumps({"groups": parts, "more": [every], "heard": _heard(total)}, ensure_ascii=False).encode()


def results() -> Response:
    """The first results for ``q``."""
    query = scene.printable(request.args.get("q", "")[: search_results.LONGEST])
    return respond(Answer(_body(query), JSON, etag=tag("search", query)))


def register(app: Dash) -> None:
    """Serve the results, and read the index before the first reader asks."""
    search_results.groups("a country, an indicator of Nepal")
    app.server.add_url_rule("/search.json", "search_json", results)
