"""The addresses of downloads, and the documents of views beside the app: for search engines and other sites."""

from datetime import UTC, datetime
from functools import partial

from dash import Dash, page_registry
from flask import Flask, Response, request

from layouts.components import share_menu
from layouts.exports import downloads, drawing, openapi, view_documents, whole_tables
from layouts.exports.picture_files import Draw, picture_file
from layouts.exports.serving import address, drawer, query, respond, scripts, styles


def table(name: str) -> Response:
    """A table, such as /data/estimates.csv?place=THA."""
    stem, _, form = name.partition(".")
    return respond(whole_tables.table(stem, form, query()))


def view(name: str, draw: Draw) -> Response:
    """A view, such as /view/world.xlsx?indicator=tip_tier or /view/flows.pdf?preset=print."""
    slug, _, form = name.partition(".")
    day = datetime.now(UTC).date()
    if form in drawing.MEDIA:
        return respond(picture_file(slug, form, query(), address=address(), today=day, draw=draw))
    return respond(downloads.download(slug, form, query(), address=address(), today=day))


def cite(name: str) -> Response:
    """The citation of a source, such as /cite/gsi_2023.bib."""
    source, _, form = name.partition(".")
    return respond(downloads.cite(source, form))


def embed(page: str, app: Dash) -> Response:
    """The frame of a view for other sites, such as /embed/world."""
    assets = {"scripts": scripts(app, "pages/embed.js"), "styles": styles(app)}
    return respond(view_documents.embed(page, query(), address=address(), **assets))


def register(app: Dash) -> None:
    """Add the addresses to the server and the rows that lead there to the pages; the app's document speaks of the view it opens on."""
    for row in ("world", "flows", "compare", "sides", "lists", "claims"):
        app.clientside_callback(*share_menu.following(row), prevent_initial_call=True, hidden=True)
    server: Flask = app.server
    server.add_url_rule("/data/datapackage.json", "datapackage", lambda: respond(whole_tables.datapackage(address())))
    server.add_url_rule("/data/<name>", "table", table)
    server.add_url_rule("/view/<name>", "view", partial(view, draw=drawer(app)))
    server.add_url_rule("/cite/<name>", "cite", cite)
    server.add_url_rule("/openapi.json", "openapi", lambda: respond(openapi.openapi(address())))
    server.add_url_rule("/embed/<page>", "embed", partial(embed, app=app))
    server.add_url_rule("/oembed", "oembed", lambda: respond(view_documents.oembed(query(), address=address())))
    plain = app.interpolate_index

    def interpolate(**parts: str) -> str:
        return view_documents.document(plain, parts, request.path, query(), address())

    if page_registry:
        app.interpolate_index = interpolate  # type: ignore[method-assign, assignment]  # Dash calls it by keywords
