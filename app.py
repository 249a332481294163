"""The web app: finds the pages, registers the callbacks, sets the shell. Entry point for servers: app:server.

Run as a program it is a development server on 127.0.0.1, at port 8050 or the one that PORT names.
"""

import importlib
import logging
import pkgutil
from types import ModuleType

import dash
from dash import Dash

import callbacks
from callbacks import http
from etl.contract.errors import EtlError
from etl.queries.atlas import atlas
from layouts import pages, shell
from layouts.pages.compare.side_by_side import scene as sides


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
    return [importlib.import_module(name) for name in sorted(names)]


def _fill(app: Dash) -> None:
    """Register every page and every callback that is there; without tables the app says so instead."""
    try:
        version = atlas().version
        found = [importlib.import_module(f"{page.__name__}.layout") for page in _modules(pages)]
        sides.ready(), sides.corridors()
    except EtlError as error:
        logging.getLogger("atlas").error("%s", error)
        app.layout = shell.unavailable(f"{error.where}: {error.problem}.", error.remedy)
        return
    for page in found:
        dash.register_page(page.__name__.removesuffix(".layout"), layout=page.layout, **page.PAGE)
    for module in _modules(callbacks):
        if module is not http:
            module.register(app)
    listed = sorted((page.PAGE for page in found if "order" in page.PAGE), key=lambda page: page["order"])
    app.layout = shell.shell(listed, version)


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


app = create_app()
server = app.server

if __name__ == "__main__":
    app.run(host="127.0.0.1")
