"""What a reader pastes to have its numbers checked is answered and forgotten: no log, no cache, no address has it."""

import gc
import json
import logging
from typing import Any

import pytest

from callbacks import callback_bodies
from layouts.pages.check import ids
from layouts.pages.check.scene import LIMIT
from tests.callbacks.driving import callback_of, client, outputs_of, post

SECRET = "zq7secretmarker"
TEXT = f"{SECRET} 27 million slaves, {SECRET} in Nepal."
GO = f"{ids.GO}.n_clicks"


def _check(text: object) -> Any:
    return post(f"{ids.CARDS}.children", {GO: 1, f"{ids.TEXT}.value": text}, GO)


def body_of(text: str) -> bytes:
    """What the browser sends to have a text checked."""
    entry = callback_of(f"{ids.CARDS}.children", GO)
    body = {
        "output": entry["output"],
        "outputs": outputs_of(entry["output"]),
        "inputs": [{**entry["inputs"][0], "value": 1}],
        "state": [{**entry["state"][0], "value": text}],
        "changedPropIds": [GO],
    }
    return json.dumps(body).encode()


def test_a_checked_text_is_answered_and_no_cache_may_keep_the_answer() -> None:
    answer = _check(TEXT)
    assert answer.status_code == 200
    assert "one author; at most, no lower bound" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_text_is_in_no_store_of_the_page_and_in_no_address() -> None:
    response = _check(TEXT).get_json()["response"]
    assert set(response) == {ids.STATUS, ids.MARKED, ids.CARDS}
    addresses = [part.split('"')[0] for part in json.dumps(response).split('"href": "')[1:]]
    assert addresses
    assert all(SECRET not in address for address in addresses)


def test_the_server_keeps_nothing_of_the_text() -> None:
    assert _check(TEXT).status_code == 200
    gc.collect()
    caches = [
        item
        for item in gc.get_objects()
        if type(item).__name__ == "_lru_cache_wrapper" and item.__module__.split(".")[0] in ("etl", "layouts")
    ]
    assert caches
    assert not any(SECRET in str(key) for cache in caches for part in gc.get_referents(cache) if isinstance(part, dict) for key in part)


def test_a_check_that_fails_logs_where_and_not_what(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(text: str) -> None:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr("callbacks.check.checked", fail)
    with caplog.at_level(logging.DEBUG):
        answer = _check(TEXT)
    assert answer.status_code == 500
    assert SECRET not in answer.text
    assert "a text could not be checked: ValueError" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("text", ["x" * (LIMIT + 1), "1" * 50_000, "9" * 100_000])
def test_a_text_beyond_the_limit_is_refused_in_a_sentence(text: str) -> None:
    answer = client().post("/_dash-update-component", data=body_of(text), content_type="application/json")
    assert answer.status_code in (400, 413)
    assert answer.content_type.startswith("text/plain")
    assert answer.text.strip().endswith(".")


def test_a_text_of_the_limit_is_read_in_any_script() -> None:
    for character in ("x", "я", "数"):
        body = json.dumps(json.loads(body_of(character * LIMIT)), ensure_ascii=False).encode()
        assert len(body) < callback_bodies.MOST_BYTES
        assert client().post("/_dash-update-component", data=body, content_type="application/json").status_code == 200
