"""The addresses of downloads, and the documents of views beside the app: for search engines and other sites."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from dash import Dash, page_registry
from flask import Flask, Response, request

from etl.queries.atlas import atlas
from layouts import shell
from layouts.components import share_menu
from layouts.exports import cards, downloads, drawing, openapi, registry, sitemap, view_documents, whole_tables
from layouts.exports.responses import Query, public_address, respond
from layouts.library import plotly_js

_FIGURES = tuple(f"core/{name}.js" for name in ("atlas", "equal_earth", "labels", "corridors", "circles"))
# The style sheets of a view in the page of another site: of the app's, and its own.
_STYLES = ("tokens", "components/base", "components/figure", "components/table", "pages/embed", "print/paper")
_PICTURES = tuple(f"share/picture/{part}.js" for part in ("paragraphs", "faces", "captions", "panels", "plan", "drawing", "file"))


def _query() -> Query:
    """The query of the request, every key with all of its values."""
    return {key: request.args.getlist(key) for key in request.args}


def _scripts(app: Dash, *names: str) -> list[str]:
    """The addresses of the library that the app serves anyway, of the scripts that make figures, and of some more."""
    return [plotly_js.address(), *(app.get_asset_url(name) for name in (*_FIGURES, *names))]


def _drawer(app: Dash) -> drawing.Draw:
    """Draws pictures with what this server serves."""

    def fetch(path: str) -> tuple[int, str, bytes]:
        with app.server.test_client().get(path) as answer:
            return answer.status_code, answer.content_type, answer.data

    def draw(picture: dict[str, Any], preset: str, form: str) -> bytes:
        return drawing.draw(picture, preset, form, scripts=_scripts(app, *_PICTURES), fetch=fetch)

    return draw


def table(name: str) -> Response:
    """A table, such as /data/estimates.csv?place=THA."""
    stem, _, form = name.partition(".")
    return respond(whole_tables.table(stem, form, _query()))


def view(name: str, draw: drawing.Draw) -> Response:
    """A view, such as /view/world.xlsx?indicator=tip_tier or /view/flows.pdf?preset=print."""
    slug, _, form = name.partition(".")
    day = datetime.now(UTC).date()
    if form in drawing.MEDIA:
        return respond(downloads.picture_file(slug, form, _query(), address=public_address(), today=day, draw=draw))
    return respond(downloads.download(slug, form, _query(), address=public_address(), today=day))


def cite(name: str) -> Response:
    """The citation of a source, such as /cite/gsi_2023.bib."""
    source, _, form = name.partition(".")
    return respond(downloads.cite(source, form))


def embed(page: str, app: Dash) -> Response:
    """The frame of a view for other sites, such as /embed/world."""
    styles = [app.get_asset_url(f"css/{name}.css") for name in _STYLES]
    return respond(
        view_documents.embed(
            page, _query(), address=public_address(), scripts=_scripts(app, "pages/embed.js", "core/paper.js"), styles=styles
        )
    )


def register(app: Dash) -> None:
    """Add the addresses to the server and the rows that lead there to the pages; the app's document speaks of the view it opens on."""
    for row in registry.share_rows():
        app.clientside_callback(*share_menu.following(row), prevent_initial_call=True, hidden=True)
    server: Flask = app.server
    server.add_url_rule("/data/datapackage.json", "datapackage", lambda: respond(whole_tables.datapackage(public_address())))
    server.add_url_rule(f"/data/{whole_tables.ARCHIVE}", "archive", lambda: respond(whole_tables.archive()))
    server.add_url_rule("/data/<name>", "table", table)
    server.add_url_rule("/view/<name>", "view", partial(view, draw=_drawer(app)))
    server.add_url_rule("/card/<name>", "card", lambda name: respond(cards.card(name, _query())))
    server.add_url_rule("/cite/<name>", "cite", cite)
    server.add_url_rule("/openapi.json", "openapi", lambda: respond(openapi.openapi(public_address())))
    server.add_url_rule("/embed/<page>", "embed", partial(embed, app=app))
    server.add_url_rule("/oembed", "oembed", lambda: respond(view_documents.oembed(_query(), address=public_address())))
    server.add_url_rule("/sitemap.xml", "sitemap", lambda: respond(sitemap.sitemap(public_address())))
    server.add_url_rule("/robots.txt", "robots", lambda: respond(sitemap.robots(public_address())))
    if not page_registry:
        return
    plain, frame = app.interpolate_index, partial(shell.frame, registry.navigation(), atlas().version)

    def interpolate(**parts: str) -> str:
        return view_documents.document(plain, parts, request.path, _query(), frame, public_address())

    app.interpolate_index = interpolate  # type: ignore[method-assign, assignment]  # Dash calls it by keywords
