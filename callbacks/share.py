"""The addresses of what can be taken along: rows, tables, citations, and what describes them."""

from datetime import UTC, datetime
from functools import partial

from dash import Dash
from flask import Flask, Response

from layouts.components import share_menu
from layouts.exports import downloads, drawing, openapi, whole_tables
from layouts.exports.picture_files import Draw, picture_file
from layouts.exports.serving import address, drawer, query, respond


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


def datapackage() -> Response:
    """The data package of all tables."""
    return respond(whole_tables.datapackage(address()))


def description() -> Response:
    """The OpenAPI document."""
    return respond(openapi.openapi(address()))


def register(app: Dash) -> None:
    """Add the addresses to the server, and the rows that lead there to the pages."""
    for row in ("world", "flows", "compare", "sides", "lists", "claims"):
        app.clientside_callback(*share_menu.following(row), prevent_initial_call=True, hidden=True)
    server: Flask = app.server
    server.add_url_rule("/data/datapackage.json", "datapackage", datapackage)
    server.add_url_rule("/data/<name>", "table", table)
    server.add_url_rule("/view/<name>", "view", partial(view, draw=drawer(app)))
    server.add_url_rule("/cite/<name>", "cite", cite)
    server.add_url_rule("/openapi.json", "openapi", description)
