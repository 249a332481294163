"""Sends to the server what the browser would send, so that callbacks are tested through the front door."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask.testing import FlaskClient

from app import server


class _Reader(FlaskClient):
    def open(self, *arguments: Any, buffered: bool = True, **more: Any) -> Any:
        return super().open(*arguments, buffered=buffered, **more)


@cache
def client() -> FlaskClient:
    """A client of the real server, which reads answers to their end and closes them unless told otherwise."""
    return _Reader(server, server.response_class)


@cache
def dependencies() -> list[dict[str, Any]]:
    """What the page is told of the callbacks."""
    return list(client().get("/_dash-dependencies").json or [])


def callback_of(output: str, changed: str) -> dict[str, Any]:
    """The server-side callback that writes to a property, such as 'world-legend.children', when another has changed."""

    def names(entry: dict[str, Any]) -> list[str]:
        return [name.partition("@")[0] for name in entry["output"].strip(".").split("...")]

    changing = [entry for entry in dependencies() if changed in [f"{part['id']}.{part['property']}" for part in entry["inputs"]]]
    return next(entry for entry in changing if output in names(entry) and not entry["clientside_function"])


def outputs_of(output: str) -> Any:
    """The components that a callback writes to, as the browser sends them."""
    parts = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    named = [{"id": identifier, "property": name} for identifier, name in parts]
    return named if output.startswith("..") else named[0]


def post(output: str, values: Mapping[str, Any], changed: str) -> Any:
    """Call the callback that writes to ``output``; ``values`` by 'id.property', ``changed`` is what the reader touched."""
    entry = callback_of(output, changed)

    def filled(parts: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [{**part, "value": values[f"{part['id']}.{part['property']}"]} for part in parts]

    body = {
        "output": entry["output"],
        "outputs": outputs_of(entry["output"]),
        "inputs": filled(entry["inputs"]),
        "state": filled(entry["state"]),
        "changedPropIds": [changed],
    }
    return client().post("/_dash-update-component", data=json.dumps(body), content_type="application/json")
