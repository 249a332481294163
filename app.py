"""The web app: finds the pages, registers the callbacks, sets the shell. Entry point for servers: app:server.

Run as a program it is a development server on 127.0.0.1, at port 8050 or the one that PORT names.
"""

import importlib
import logging
import pkgutil
from collections.abc import Collection
from contextlib import nullcontext
from functools import partial

import dash
from dash import ClientsideFunction, Dash, Input

import callbacks
from callbacks import http
from etl.contract.errors import EtlError
from etl.queries.atlas import atlas
from layouts import shell
from layouts.exports import registry
from layouts.exports.opened_page import opened_page
from layouts.hosting import hosts
from layouts.maintenance import SettingsError, maintenance


def _register_callbacks(app: Dash, pages: Collection[str]) -> None:
    """Register what is shared, and what works the pages; a page that was left out takes nothing else with it."""
    for name in sorted(module.name for module in pkgutil.iter_modules(callbacks.__path__)):
        page = registry.owner(name)
        if name != "http" and (not page or page in pages):
            with registry.contained(page) if page else nullcontext():
                importlib.import_module(f"callbacks.{name}").register(app)


def _fill(app: Dash) -> None:
    """Register every page and every callback that is there; without tables the app says so instead."""
    try:
        version = atlas().version
    except EtlError as error:
        logging.getLogger("atlas").error("%s", error)
        app.layout = shell.unavailable(f"{error.where}: {error.problem}.", error.remedy)
        _register_callbacks(app, [])
        return
    for name, page in registry.pages().items():
        address = {"path_template": page.path} if page.key else {"path": page.path}
        title = partial(_title, page) if page.key else _titled(page.title)
        dash.register_page(registry.modules()[name], **address, name=page.name, title=title, layout=partial(opened_page, page))
    _register_callbacks(app, registry.pages())
    app.layout = shell.shell(registry.navigation(), version)


def _titled(title: str) -> str:
    return title if title == shell.NAME else f"{title} · {shell.NAME}"


def _title(page: registry.AnyPage, **query: object) -> str:
    """The title of a page whose address names what it is about."""
    return _titled(page.head(page.scene(page.codec.decode(query)[0])).title if page.head else page.title)


def create_app() -> Dash:
    """The app, complete and warmed up, so that its first request is like any other; ends the process where a setting is of no use."""
    try:
        maintenance()
        trusted = hosts()
    except SettingsError as error:
        raise SystemExit(str(error)) from None
    app = Dash(
        __name__,
        use_pages=True,
        pages_folder="",
        index_string=shell.document(),
        title=shell.NAME,
        description=shell.DESCRIPTION,
        update_title="",
        suppress_callback_exceptions=True,
    )
    app.clientside_callback(ClientsideFunction("navigation", "mark"), Input("_pages_location", "pathname"), hidden=True)
    app.server.config["TRUSTED_HOSTS"] = trusted
    _fill(app)
    http.register(app)
    return app


app = create_app()
server = app.server

if __name__ == "__main__":
    app.run(host="127.0.0.1")
