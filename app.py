"""The web app: finds the pages, registers the callbacks, sets the shell. Entry point for servers: app:server."""

import importlib
import logging
import pkgutil

import dash
from dash import Dash

import callbacks
from callbacks import http
from etl.contract.errors import EtlError
from etl.queries.atlas import atlas
from layouts import shell
from layouts.exports import registry
from layouts.exports.opened_page import opened_page


def _register_pages() -> None:
    for module, page in registry.pages().items():
        title = f"{page.title} · {shell.NAME}"
        dash.register_page(module, path=page.path, name=page.name, title=title, layout=lambda page=page, **query: opened_page(page, query))


def _fill(app: Dash) -> None:
    """Register every page and every callback that is there; without tables the app says so instead."""
    try:
        version = atlas().version
    except EtlError as error:
        logging.getLogger("atlas").error("%s", error)
        app.layout = shell.unavailable(f"{error.where}: {error.problem}.", error.remedy)
        return
    _register_pages()
    for module in sorted(found.name for found in pkgutil.iter_modules(callbacks.__path__)):
        if module != "http":
            importlib.import_module(f"callbacks.{module}").register(app)
    listed = sorted((page for page in registry.pages().values() if page.order is not None), key=lambda page: page.order or 0)
    app.layout = shell.shell([(page.name, page.path) for page in listed], version)


def create_app() -> Dash:
    """The app, complete and warmed up, so that its first request is like any other."""
    app = Dash(
        __name__,
        use_pages=True,
        pages_folder="",
        index_string=shell.document(),
        title=shell.NAME,
        description=shell.DESCRIPTION,
        update_title="",
        suppress_callback_exceptions=True,
        on_error=shell.apologise,
    )
    _fill(app)
    http.register(app)
    return app


server = create_app().server
