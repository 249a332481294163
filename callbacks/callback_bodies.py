"""Bodies of callbacks are checked before Dash reads them: one that no page sends is answered with 400 in words.

A body names a registered callback, the components that this reads and writes, and values of the types that its parameters
are annotated with. What a value means is for the codec of the page.
"""

import inspect
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from http import HTTPStatus
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from dash import Dash
from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

# The largest body that a page sends is that of four sources side by side, with 2 kB.
MOST_BYTES = 65_536
_PATH = "/_dash-update-component"
# The longest text is one that a reader pastes to have its numbers checked.
_LONGEST_TEXT, _DEEPEST, _LARGEST_NUMBER = 20_000, 8, 2**53
_SURROGATE = re.compile("[\ud800-\udfff]")
Components = list[tuple[object, object]]


class _BodyError(Exception):
    """A body that no page sends; the message says in words what is wrong with it."""


def _is_moderate(value: object, depth: int = 0) -> bool:
    """Whether texts are of Unicode and up to a length, numbers those of JavaScript, and lists and objects nested a few times."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_TEXT and not _SURROGATE.search(value)
    if isinstance(value, dict | list):
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        return depth < _DEEPEST and all(_is_moderate(part, depth + 1) for part in parts)
    return not isinstance(value, int | float) or (math.isfinite(value) and abs(value) <= _LARGEST_NUMBER)


def _is_of_type(value: object, kind: Any) -> bool:
    """Whether a value is of an annotated type; a tuple is a list of its length, and a flag is no number."""
    outer, parts = get_origin(kind), get_args(kind)
    if kind in (Any, object):
        return True
    if outer in (Union, UnionType):
        return any(_is_of_type(value, part) for part in parts)
    if outer is list:
        return isinstance(value, list) and all(_is_of_type(cell, parts[0]) for cell in value)
    if outer is tuple:
        return isinstance(value, list) and len(value) == len(parts) and all(map(_is_of_type, value, parts))
    if kind in (int, float):
        return isinstance(value, (int, kind)) and not isinstance(value, bool)
    return value is None if kind in (None, NoneType) else isinstance(value, outer or kind)


def _components(entries: object) -> Components:
    """Identifier and property of each component; properties without what tells apart several callbacks to one of them."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _BodyError("Inputs, state and outputs are lists of components.")
    return [(entry.get("id"), str(entry.get("property")).partition("@")[0]) for entry in entries]


def _outputs(output: str) -> list[dict[str, str]]:
    parts = (part.rsplit(".", 1) for part in output.removeprefix("..").removesuffix("..").split("..."))
    return [{"id": identifier, "property": name} for identifier, name in parts]


def _grouped(values: list[object], positions: Any) -> Any:
    if isinstance(positions, Mapping):
        return {name: _grouped(values, part) for name, part in positions.items()}
    return [_grouped(values, part) for part in positions] if isinstance(positions, list | tuple) else values[positions]


@cache
def _kinds(function: Callable[..., Any]) -> Mapping[str, Any]:
    """The types of the parameters of a callback; one without an annotation is text."""
    parameters = inspect.signature(function, eval_str=True).parameters.items()
    return {name: str if one.annotation is inspect.Parameter.empty else one.annotation for name, one in parameters}


def _mistyped(callback: Mapping[str, Any], values: list[object]) -> Iterator[str]:
    """The parameters of a callback whose values are of another type."""
    kinds = _kinds(callback["callback"])
    positions = callback["inputs_state_indices"]
    arguments = _grouped(values, [positions] if isinstance(positions, int) else positions)
    for name, value in arguments.items() if isinstance(arguments, Mapping) else zip(kinds, arguments, strict=False):
        if not _is_of_type(value, kinds[name]):
            yield name


def _check_components(body: Mapping[str, Any], output: str, callback: Mapping[str, Any]) -> None:
    outputs, several = body.get("outputs"), output.startswith("..")
    pairs = [(body.get(part, []), callback[part]) for part in ("inputs", "state")]
    pairs.append((outputs if several else [outputs], _outputs(output)))
    if any(_components(sent) != _components(own) for sent, own in pairs):
        raise _BodyError("The inputs, the state or the outputs are not those of the callback.")
    changed, inputs = body.get("changedPropIds", []), [f"{entry['id']}.{entry['property']}" for entry in callback["inputs"]]
    if not isinstance(changed, list) or any(name not in inputs for name in changed):
        raise _BodyError("What has changed is a list of inputs of the callback.")


def _check(body: object, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    if not isinstance(body, dict) or not _is_moderate(body):
        raise _BodyError("It is an object of JSON with a few levels, moderate texts and finite numbers.")
    output = body.get("output")
    callback = callbacks.get(output, {}) if isinstance(output, str) else {}
    if "callback" not in callback:
        raise _BodyError("There is no callback of this 'output'.")
    _check_components(body, str(output), callback)
    entries = [entry for part in ("inputs", "state") for entry in body.get(part, [])]
    values = [entry.get("value") for entry in entries]
    if mistyped := ", ".join(_mistyped(callback, values)):
        raise _BodyError(f"Of another type than the page sends: {mistyped}.")
    if any(entry["property"] == "pathname" and not entry["value"].startswith("/") for entry in entries):
        raise _BodyError("The address of a page begins with '/'.")


def _refusal(status: int, text: str) -> Response:
    return Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")


def _refuse(app: Dash) -> Response | None:
    """The answer to a body that is too large or that no page sends; None where Dash may read it."""
    if request.path != _PATH or request.method != "POST":
        return None
    try:
        content = request.get_data()
        _check(json.loads(content) if request.is_json else None, app.callback_map)
    except RequestEntityTooLarge:
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body of a callback has at most {MOST_BYTES} bytes.")
    except (ValueError, RecursionError):
        return _refusal(HTTPStatus.BAD_REQUEST, "The body of a callback is not JSON.")
    except _BodyError as error:
        return _refusal(HTTPStatus.BAD_REQUEST, f"The body of the callback is not one that a page sends. {error}")
    return None


def register(app: Dash) -> None:
    """Limit and check what is sent to callbacks."""
    app.server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.server.before_request(partial(_refuse, app))
