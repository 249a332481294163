"""The documents of views beside the app itself: what search engines and other sites are told, and frames for other sites."""

from dash import Dash, page_registry
from flask import Flask, Response, request

from layouts.exports import view_documents
from layouts.exports.serving import address, query, respond, scripts, styles


def oembed() -> Response:
    """What a site is told that wants to embed the address of a view."""
    return respond(view_documents.oembed(query(), address=address()))


def register(app: Dash) -> None:
    """Add the frames, and let the app's own document speak of the view that it opens on."""
    server: Flask = app.server
    plain = app.interpolate_index

    def interpolate(**parts: str) -> str:
        return view_documents.document(plain, parts, request.path, query(), address())

    def embed(page: str) -> Response:
        assets = {"scripts": scripts(app, "pages/embed.js"), "styles": styles(app)}
        return respond(view_documents.embed(page, query(), address=address(), **assets))

    if page_registry:
        app.interpolate_index = interpolate
    server.add_url_rule("/embed/<page>", "embed", embed)
    server.add_url_rule("/oembed", "oembed", oembed)
