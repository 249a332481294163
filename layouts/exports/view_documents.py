"""Puts the head and the table of a view into the document of the app, and answers who wants to embed a view."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader

from layouts import browser_contract, stylesheet, theme
from layouts.basemap_address import geometry_path
from layouts.export import Export
from layouts.exports import first_words, frame_size, frame_text, picture, registry
from layouts.exports.card_drawing import SIZE
from layouts.exports.citations import ATLAS
from layouts.exports.export_notes import caveat_rows
from layouts.exports.plain_html import plain_html
from layouts.exports.plain_table import heads_and_cells
from layouts.exports.responses import JSON, Answer, Query, export_or_refusal, refusal, tag, texts, written
from layouts.exports.view_heads import View, absolute, canonical
from layouts.view_state import whole_number

_OWN = re.compile(r'<meta (?:name|property)="(?:description|og:|twitter:)[^>]*>\s*')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
WIDTH = 800
_NARROWEST, _LOWEST = 200, 200
_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
# Stands where the words of a page go into what is around every page.
MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
Frame = Callable[[str], Any]
# Without scripts all words stand there, and the first are not taken away.
_HIDDEN = f"<style>.{first_words.CLASS}{{display:none}}</style>"


def _filled(name: str, **parts: Any) -> str:
    return _TEMPLATES.get_template(name).render(site=ATLAS, **parts)


def _head(view: View, address: str) -> str:
    """What the head of a document says of a view: title, description, picture, data, and where it is embedded from."""
    head, permalink = view.head, address + view.permalink
    thing = {"@context": "https://schema.org", "name": head.title, "description": head.description, "url": view.permalink, **head.thing}
    parts = {"head": head, "page": view.page, "export": view.export, "permalink": permalink, "thing": absolute(thing, address)}
    canonical_address, picture_address = address + canonical(view.page, view.link), address + view.picture
    return _filled("head.html", **parts, address=address, canonical=canonical_address, picture=picture_address, size=SIZE)


def _table(export: Export, *, bare: bool = False) -> str:
    """The rows of the view in plain HTML, with sources and caveats unless they stand elsewhere (``bare``)."""
    heads, cells = heads_and_cells(export)
    return _filled("table.html", export=export, caveats=caveat_rows(export), heads=heads, rows=cells, bare=bare)


def _frame(export: Export, address: str, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The light frame of the view: figure, legend, evidence and the way back."""
    looks = {"looks": stylesheet.style(), "patterns": stylesheet.patterns(), "edge": theme.edge}
    served = {"scripts": scripts, "styles": styles, "contract": browser_contract.element(), "ids": browser_contract.EMBED}
    lines = {"in_sight": frame_text.in_sight(export), "origin": frame_text.origin(export), "more": frame_text.more(export)}
    evidence = {"table": _table(export, bare=not export.parts), **lines, "facts": picture.facts(export), "caveats": caveat_rows(export)}
    figures = {"parts": picture.figures(export), "geometry": geometry_path()}
    permalink = address + export.pinned
    return _filled("embed.html", export=export, permalink=permalink, figures=figures, **looks, **served, **evidence)


def _body(view: View, layout: Any) -> str:
    """The view without scripts: the table of what is drawn, and of a map its picture, else the words of the page."""
    if view.export is None or view.page.worded:
        return plain_html(layout)
    return (_picture(view, view.export.alt) if view.card.is_map else "") + _table(view.export)


def _picture(view: View, alt: str) -> str:
    wide, high = SIZE
    return f'<img src="{escape(view.picture)}" alt="{escape(alt)}" width="{wide}" height="{high}" style="max-width:100%;height:auto">'


def document(plain: Callable[..., str], parts: Mapping[str, str], path: str, query: Query, frame: Frame, address: str) -> str:
    """The app's document, made by ``plain`` of its parts, with title, head and words of the view at an address.

    ``frame`` puts what is around every page around the words of one.
    """
    place = registry.place_at(path, texts(query))
    if place.better:
        return plain(**parts)
    view = View(place.page, place.query)

    def write() -> bytes:
        title = view.head.title if view.head.title == ATLAS else f"{view.head.title} · {ATLAS}"
        own = {**parts, "title": escape(title), "metas": _OWN.sub("", parts["metas"]) + _head(view, address)}
        around, layout = frame(MARK), view.page.layout(view.scene)
        own["app_entry"] = first_words.first_words(around[0], layout) + parts["app_entry"]
        body = f"<noscript>{_HIDDEN}{plain_html(around).replace(MARK, _body(view, layout))}</noscript>"
        return _NOSCRIPT.sub(lambda _: body, plain(**own), count=1).encode()

    return written(tag("document", view.page.slug, view.link, address, *parts.values()), write).decode()


def embed(slug: str, query: Query, *, address: str, scripts: Sequence[str], styles: Sequence[str]) -> Answer:
    """The frame of a view for other sites."""
    known = [name for name, page in registry.exporting().items() if page.embed]
    if slug not in known:
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Known addresses: {', '.join(known)}.")
    export = export_or_refusal(slug, query)
    if isinstance(export, Answer):
        return export
    etag = tag("embed", slug, export.link, address, *scripts, *styles)
    return Answer(written(etag, lambda: _frame(export.shown, address, scripts, styles).encode()), "text/html; charset=utf-8", etag=etag)


def _limit(query: Query, name: str) -> int | None:
    """The number that a query limits a size by."""
    values = query.get(name, [])
    return whole_number(values[0]) if len(values) == 1 else None


def _size(export: Export, query: Query) -> tuple[int, int]:
    """Width and height of a frame, within the limits of a query."""
    most, highest = _limit(query, "maxwidth"), _limit(query, "maxheight")
    width = WIDTH if most is None else min(WIDTH, max(_NARROWEST, most))
    height = frame_size.height(export, width)
    return width, height if highest is None else min(height, max(_LOWEST, highest))


def _embeddable(url: str, address: str) -> Export | None:
    if not url.startswith(f"{address}/"):
        return None
    try:
        split = urlsplit(url)
        query = parse_qs(split.query, max_num_fields=50)
    except ValueError:
        return None
    place = registry.place_at(split.path, texts(query))
    if not place.page.embed:
        return None
    state, messages = place.page.codec.decode(place.query)
    return None if messages else place.page.exported(state).shown


def oembed(query: Query, *, address: str) -> Answer:
    """What oEmbed answers for the address of a view: a frame of it, in the size that is asked for."""
    if query.get("format", ["json"]) != ["json"]:
        return refusal(HTTPStatus.NOT_IMPLEMENTED, "Only JSON is accepted.")
    export = _embeddable(query.get("url", [""])[0], address)
    if export is None:
        return refusal(HTTPStatus.NOT_FOUND, "There is no view at this address.")
    width, height = _size(export, query)
    html = frame_size.code(export, address, width=width, height=height)
    fluid = frame_size.code(export, address, width="100%", height=frame_size.height(export))
    known = {"version": "1.0", "type": "rich", "provider_name": ATLAS, "provider_url": f"{address}/", "title": export.title}
    body = json.dumps({**known, "html": html, "width": width, "height": height, "fluid_html": fluid}).encode()
    return Answer(body, JSON, etag=tag("oembed", address, export.link, str(width), str(height)))
