"""Puts the head and the table of a view into the document of the app, and answers who wants to embed a view."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from layouts.export import Export
from layouts.exports import plain_page, registry
from layouts.exports.citations import ATLAS
from layouts.exports.requested_export import Query, export_or_refusal, requested_export
from layouts.exports.responses import JSON, Answer, refusal, tag, written
from layouts.view_state import whole_number

_OWN = re.compile(r'<meta (?:name|property)="(?:description|og:|twitter:)[^>]*>\s*')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
HTML = "text/html; charset=utf-8"
WIDTH, HEIGHT = 800, 640


def document(interpolate: Callable[..., str], parts: Mapping[str, str], path: str, query: Query, address: str) -> str:
    """The app's document, made by ``interpolate`` of its parts, with title, head and table of the view at an address."""
    page = registry.page_at(path)
    if page is None:
        return interpolate(**parts)
    export, _ = requested_export(page.slug, query)
    own = {**parts, "title": escape(f"{export.title} · {ATLAS}"), "metas": _OWN.sub("", parts["metas"])}

    def write() -> bytes:
        head, table = plain_page.head(export, address), f"<noscript>{plain_page.table(export)}</noscript>"
        return _NOSCRIPT.sub(lambda _: table, interpolate(**{**own, "metas": own["metas"] + head}), count=1).encode()

    return written(tag("document", page.slug, export.link, address, *own.values()), write).decode()


def embed(slug: str, query: Query, *, address: str, scripts: Sequence[str], styles: Sequence[str]) -> Answer:
    """The frame of a view for other sites."""
    known = [name for name, page in registry.exporting().items() if page.embed]
    if slug not in known:
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Known are: {', '.join(known)}.")
    export = export_or_refusal(slug, query)
    if isinstance(export, Answer):
        return export
    etag = tag("embed", slug, export.link, address, *scripts, *styles)
    return Answer(written(etag, lambda: plain_page.embed(export, address, scripts, styles).encode()), HTML, etag=etag)


def _size(query: Query, name: str, preferred: int) -> int:
    values = query.get(name, [])
    number = whole_number(values[0]) if len(values) == 1 else None
    return preferred if number is None else min(preferred, max(200, number))


def _embeddable(url: str, address: str) -> Export | None:
    if not url.startswith(f"{address}/"):
        return None
    try:
        split = urlsplit(url)
        query = parse_qs(split.query, max_num_fields=50)
    except ValueError:
        return None
    page = registry.page_at(split.path)
    export, messages = requested_export(page.slug, query) if page and page.embed else (None, [])
    return None if messages else export


def oembed(query: Query, *, address: str) -> Answer:
    """What oEmbed answers for the address of a view: a frame of it, in the size that is asked for."""
    if query.get("format", ["json"]) != ["json"]:
        return refusal(HTTPStatus.NOT_IMPLEMENTED, "Only JSON is accepted.")
    export = _embeddable(query.get("url", [""])[0], address)
    if export is None:
        return refusal(HTTPStatus.NOT_FOUND, "There is no view at this address.")
    width, height = _size(query, "maxwidth", WIDTH), _size(query, "maxheight", HEIGHT)
    source, title = escape(f"{address}/embed/{export.page}{export.link}"), escape(export.title)
    frame = f'<iframe src="{source}" title="{title}" width="{width}" height="{height}" loading="lazy" style="border:0"></iframe>'
    known = {"version": "1.0", "type": "rich", "provider_name": ATLAS, "provider_url": f"{address}/", "title": export.title}
    body = json.dumps({**known, "html": frame, "width": width, "height": height}).encode()
    return Answer(body, JSON, etag=tag("oembed", address, export.link, str(width), str(height)))
