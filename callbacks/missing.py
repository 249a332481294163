"""Plain answers where something is missing: the tables (503), or a file of a library (404)."""

from http import HTTPStatus
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Response, abort

from etl.contract.errors import EtlError
from layouts.exports.responses import refusal
from layouts.exports.serving import respond

_LIBRARIES = "/_dash-component-suites/"


def _unavailable(error: EtlError) -> Response:
    return respond(refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The atlas has no tables.", f"{error.where}: {error.problem}.", error.remedy))


def _guard_libraries(server: Flask) -> None:
    """Answer 404 where Dash raises: a library or a file of one that it does not serve, or that was not installed with it."""
    endpoint = next(rule.endpoint for rule in server.url_map.iter_rules() if rule.rule.startswith(_LIBRARIES))
    serve = server.view_functions[endpoint]

    def library(**path: str) -> Any:
        try:
            return serve(**path)
        except (DependencyException, FileNotFoundError):
            return abort(HTTPStatus.NOT_FOUND)

    server.view_functions[endpoint] = library


def register(app: Dash) -> None:
    """Let the server answer so."""
    app.server.register_error_handler(EtlError, _unavailable)
    _guard_libraries(app.server)
