"""The documents of views beside the app itself: what search engines and other sites are told, and frames for other sites."""

from pathlib import Path

import plotly
from dash import Dash
from dash.fingerprint import build_fingerprint
from flask import Flask, Response, request

from layouts.exports import documents
from layouts.exports.served import address, query, respond

_LIBRARY = "package_data/plotly.min.js"


def scripts(app: Dash) -> list[str]:
    """The scripts of an embedded view: the library that the app serves anyway, and the few lines that call it."""
    changed = int((Path(plotly.__file__).parent / _LIBRARY).stat().st_mtime)
    library = build_fingerprint(_LIBRARY, plotly.__version__, changed)
    return [f"/_dash-component-suites/plotly/{library}", app.get_asset_url("flows.js"), app.get_asset_url("embed.js")]


def oembed() -> Response:
    """What a site is told that wants to embed the address of a view."""
    return respond(documents.oembed(query(), address=address()))


def register(app: Dash) -> None:
    """Add the frames, and let the app's own document speak of the view that it opens on."""
    server: Flask = app.server
    plain = app.interpolate_index

    def interpolate(**parts: str) -> str:
        told = documents.told(parts, request.path, query(), address())
        return documents.with_table(plain(**told), request.path, query())

    def embed(page: str) -> Response:
        return respond(documents.embed(page, query(), address=address(), scripts=scripts(app)))

    app.interpolate_index = interpolate
    server.add_url_rule("/embed/<page>", "embed", embed)
    server.add_url_rule("/oembed", "oembed", oembed)
