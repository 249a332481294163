"""Whatever is posted to a callback is answered plainly: 400 in words, or as a page is answered, and nothing in the log."""

import inspect
import json
import logging
from functools import cache
from typing import Any

import dash
import pytest

from callbacks.callback_bodies import MOST_BYTES
from layouts.exports import registry
from tests.callbacks.driving import client, dependencies, outputs_of
from tests.opening import opened

SERVER = [entry for entry in dependencies() if not entry["clientside_function"]]
PATH = "/_dash-update-component"
VALUES: list[Any] = [
    *(None, True, -1, 1.5, 10**30, "", "x" * 3_900, "x" * 50_000, "\x00\ud800", "99999999999", "<script>../../~~~"),
    *("?v=1&mode=sides&year=x&panels=" + "~" * 500, "&".join(["?a=b"] * 900)),
    *([], [None, None], [2020, 2010], ["x"] * 1_000, [10**15, -(10**15)], {"props": {}, "type": "x"}),
]


def _body(entry: dict[str, Any], value: Any) -> dict[str, Any]:
    """What a page would send, with one value for all of its components."""
    parts = {part: [{**component, "value": value} for component in entry[part]] for part in ("inputs", "state")}
    first = entry["inputs"][0]
    return {
        "output": entry["output"],
        "outputs": outputs_of(entry["output"]),
        **parts,
        "changedPropIds": [f"{first['id']}.{first['property']}"],
    }


def _without(body: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: part for name, part in body.items() if name != key}


def _nested(depth: int) -> Any:
    return [_nested(depth - 1)] if depth else "x"


def malformed(entry: dict[str, Any]) -> list[Any]:
    body = _body(entry, "x")
    other = {"id": "no-such-component", "property": "value", "value": "x"}
    names: list[Any] = ["x", "x.y", "..x.y..", "", None, {}, [], "main.children"]
    lists: list[Any] = [5, "x", {}, [5], [[]], [None], [{}], [other], [other, *body["inputs"]]]
    return [
        *([], {}, None, 5, "x", [body], {"output": 5}, {"output": entry["output"]}, _body(entry, _nested(200)), _body(entry, float("nan"))),
        *({name: part for name, part in body.items() if name != left_out} for left_out in ("output", "outputs", "inputs")),
        *({**body, "output": name} for name in names),
        *({**body, part: value} for part in ("inputs", "state", "outputs") for value in lists),
        *({**body, "changedPropIds": value} for value in lists),
    ]


def _post(body: Any, caplog: pytest.LogCaptureFixture) -> int:
    """The status of the answer; an answer is JSON, a refusal is a sentence, and neither leaves a trace in the log."""
    caplog.clear()
    answer = client().post(PATH, data=json.dumps(body), content_type="application/json")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [], json.dumps(body)[:300]
    if answer.status_code == 400:
        assert answer.content_type.startswith("text/plain") and answer.text.strip().endswith(".")
    else:
        assert answer.status_code == 204 or "sideUpdate" not in answer.get_json(), json.dumps(body)[:300]
    return answer.status_code


@pytest.mark.parametrize("entry", SERVER, ids=lambda entry: entry["output"][:40])
def test_a_body_of_another_form_is_refused(entry: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert [body for body in malformed(entry) if _post(body, caplog) != 400] == []


@cache
def _values() -> dict[str, Any]:
    """What the components of all pages hold when they open, by 'id.property'."""
    links: list[tuple[str, dict[str, Any]]] = [(page.path, {}) for page in registry.pages().values() if not page.key]
    links += [("/compare", {"mode": mode}) for mode in ("places", "sides", "lists", "claims")]
    parts = [part for path, query in links for part in opened(path, query)._traverse() if getattr(part, "id", None)]
    own = {
        f"{part.id}.{name}": getattr(part, name)
        for part in parts
        for name in ("value", "data", "checked", "min", "max")
        if hasattr(part, name)
    }
    return {"_pages_location.pathname": "/", "_pages_location.search": "?v=1", **own}


def honest(entry: dict[str, Any]) -> dict[str, Any]:
    """What a page sends; a store that the browser fills holds the link of the view."""
    body = _body(entry, None)
    for component in (*body["inputs"], *body["state"]):
        name = f"{component['id']}.{component['property']}"
        component["value"] = _values().get(name, "?v=1" if component["property"] == "data" else None)
    return body


@pytest.mark.parametrize("entry", SERVER, ids=lambda entry: entry["output"][:40])
def test_what_a_page_sends_is_answered(entry: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert _post(honest(entry), caplog) == 200


def test_what_is_no_json_is_refused_and_a_large_body_too() -> None:
    for content, kind, status in [
        ("{", "application/json", 400),
        ("[" * 60_000, "application/json", 400),
        ("\xff", "application/json", 400),
        ("{}", "text/plain", 400),
        ('"' + "x" * MOST_BYTES + '"', "application/json", 413),
        ("x" * (MOST_BYTES + 1), "text/plain", 413),
    ]:
        answer = client().post(PATH, data=content.encode("latin-1"), content_type=kind)
        assert (answer.status_code, answer.content_type) == (status, "text/plain; charset=utf-8"), content[:20]


def test_the_largest_honest_body_is_far_from_the_limit() -> None:
    assert max(len(json.dumps(honest(entry))) for entry in SERVER) < MOST_BYTES / 10


def test_each_callback_says_the_types_of_what_it_reads() -> None:
    """Values are checked against annotations, so that a callback without them is open to anything but text."""
    callbacks = dash.get_app().callback_map.values()
    functions = [inspect.unwrap(callback["callback"]) for callback in callbacks if "callback" in callback]
    own = [function for function in functions if function.__module__.startswith("callbacks.")]
    assert own
    for function in own:
        for parameter in inspect.signature(function).parameters.values():
            assert "Any" not in str(parameter.annotation), f"{function.__module__}.{function.__name__}: {parameter}"
