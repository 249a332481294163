"""A text is checked: it comes with one callback, is answered, and is forgotten; neither a log nor a cache learns of it."""

import logging
import traceback
from http import HTTPStatus
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from flask import Response, abort, request

from layouts.pages.check import ids, layout
from layouts.pages.check.scene import EMPTY, checked

_PATH = "/_dash-update-component"


def check(clicks: int | None, text: str | None) -> tuple[Any, ...]:
    """What the atlas holds of each number of a text."""
    scene = checked(text or "") if clicks else EMPTY
    return layout.status(scene), layout.marked(scene), layout.cards(scene)


def refuse(error: Exception) -> None:
    """Answer 500 where a text could not be checked; log where it failed, without a word of the text."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger("atlas").error("a text could not be checked: %s\n%s", type(error).__name__, where)
    abort(HTTPStatus.INTERNAL_SERVER_ERROR)


def _unstored(response: Response) -> Response:
    """Let no cache on the way keep what a callback answers."""
    if request.path == _PATH:
        response.headers["Cache-Control"] = "no-store"
    return response


def register(app: Dash) -> None:
    """Connect the page."""
    answer = [Output(ids.STATUS, "children"), Output(ids.MARKED, "children"), Output(ids.CARDS, "children")]
    hidden = {"prevent_initial_call": True, "hidden": True}
    app.callback(answer, Input(ids.GO, "n_clicks"), State(ids.TEXT, "value"), on_error=refuse, **hidden)(check)
    emptied = (Output(part.component_id, "children", allow_duplicate=True) for part in answer)
    cleared = [*emptied, Output(ids.TEXT, "value"), Output(ids.GO, "n_clicks")]
    app.clientside_callback(ClientsideFunction("check", "clear"), cleared, Input(ids.CLEAR, "n_clicks"), **hidden)
    app.server.after_request(_unstored)
