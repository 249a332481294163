"""Puts the head and the table of a view into the document of the app, and answers who wants to embed a view."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from layouts.exports import plain_page, registry, responses
from layouts.exports.citations import ATLAS
from layouts.exports.model import Panel
from layouts.exports.responses import Answer, Query, refusal, tag

_OWN = re.compile(r'<meta (?:name|property)="(?:description|og:|twitter:)[^>]*>\s*')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
HTML = "text/html; charset=utf-8"
WIDTH, HEIGHT = 800, 640


def _panel(name: str, link: str) -> Panel:
    return responses.asked(name, parse_qs(link.removeprefix("?")))[0]


@lru_cache(maxsize=64)
def _head(name: str, link: str, address: str) -> str:
    return plain_page.head(_panel(name, link), address)


@lru_cache(maxsize=64)
def _table(name: str, link: str) -> str:
    return f"<noscript>{plain_page.table(_panel(name, link))}</noscript>"


@lru_cache(maxsize=32)
def _frame(name: str, link: str, address: str, scripts: tuple[str, ...], styles: tuple[str, ...]) -> bytes:
    return plain_page.embed(_panel(name, link), address, scripts, styles).encode()


def told(parts: Mapping[str, str], path: str, query: Query, address: str) -> dict[str, str]:
    """The parts of the app's document with the title and the head of the view that its address asks for."""
    name = registry.page_at(path)
    if not name:
        return dict(parts)
    panel, _ = responses.asked(name, query)
    metas = _OWN.sub("", parts["metas"]) + _head(name, panel.link, address)
    return {**parts, "title": escape(f"{panel.title} · {ATLAS}"), "metas": metas}


def with_table(document: str, path: str, query: Query) -> str:
    """The app's document with the table of the view for readers without scripts."""
    name = registry.page_at(path)
    if not name:
        return document
    panel, _ = responses.asked(name, query)
    return _NOSCRIPT.sub(lambda _: _table(name, panel.link), document, count=1)


def embed(name: str, query: Query, *, address: str, scripts: Sequence[str], styles: Sequence[str]) -> Answer:
    """The frame of a view for other sites."""
    if name not in registry.pages():
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Known are: {', '.join(registry.pages())}.")
    panel, said = responses.asked(name, query)
    if said:
        return refusal(HTTPStatus.BAD_REQUEST, *said)
    frame = _frame(name, panel.link, address, tuple(scripts), tuple(styles))
    return Answer(frame, HTML, etag=tag("embed", name, panel.link, address, *scripts, *styles))


def _size(query: Query, name: str, preferred: int) -> int:
    values = query.get(name, [])
    fits = len(values) == 1 and values[0].isascii() and values[0].isdecimal() and len(values[0]) < 6
    return min(preferred, max(200, int(values[0]))) if fits else preferred


def _embeddable(url: str, address: str) -> Panel | None:
    """The panel at the address of a view; None where it is no address of one."""
    if not url.startswith(f"{address}/"):
        return None
    try:
        split = urlsplit(url)
        wanted = parse_qs(split.query, max_num_fields=50)
    except ValueError:
        return None
    name = registry.page_at(split.path)
    panel, said = responses.asked(name, wanted) if name else (None, [])
    return None if said else panel


def oembed(query: Query, *, address: str) -> Answer:
    """What oEmbed answers for the address of a view: a frame of it, in the size that is asked for."""
    if query.get("format", ["json"]) != ["json"]:
        return refusal(HTTPStatus.NOT_IMPLEMENTED, "Only JSON is spoken here.")
    panel = _embeddable(query.get("url", [""])[0], address)
    if panel is None:
        return refusal(HTTPStatus.NOT_FOUND, "There is no view at this address.")
    width, height = _size(query, "maxwidth", WIDTH), _size(query, "maxheight", HEIGHT)
    source, title = escape(f"{address}/embed/{panel.page}{panel.link}"), escape(panel.title)
    frame = f'<iframe src="{source}" title="{title}" width="{width}" height="{height}" loading="lazy" style="border:0"></iframe>'
    known = {"version": "1.0", "type": "rich", "provider_name": ATLAS, "provider_url": f"{address}/", "title": panel.title}
    body = json.dumps({**known, "html": frame, "width": width, "height": height}).encode()
    return Answer(body, responses.JSON, etag=tag("oembed", address, panel.link, str(width), str(height)))
