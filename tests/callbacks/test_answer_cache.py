"""What a view answers is sent again to whoever asks the same; what readers paste is not kept."""

import json
from collections import defaultdict
from typing import Any

import pytest

from callbacks import answer_cache
from tests.callbacks.driving import client, dependencies
from tests.callbacks.test_hostile_bodies import PATH, honest

_SERVER = {entry["output"]: entry for entry in dependencies() if not entry["clientside_function"]}


def _entry(part: str) -> dict[str, Any]:
    return next(entry for output, entry in _SERVER.items() if part in output)


def _sent(entry: dict[str, Any], **headers: str) -> Any:
    return client().post(PATH, data=json.dumps(honest(entry)), content_type="application/json", headers=headers)


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, list[Any]]:
    """Where answers are kept, empty."""
    own: dict[bytes, list[Any]] = defaultdict(list)
    monkeypatch.setattr(answer_cache, "_place", own.__getitem__)
    return own


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_the_same_choice_is_answered_the_same_for_any_host_and_is_worked_out_once(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = _entry("world-legend.children")
    first = _sent(entry, **{"Accept-Encoding": encoding})
    monkeypatch.setattr("callbacks.map.scene", None)
    again = _sent(entry, **{"Accept-Encoding": encoding, "Host": "127.0.0.1:8050"})
    assert (again.status_code, again.data) == (200, first.data)
    assert dict(again.headers) == dict(first.headers)
    assert again.headers.get("Content-Encoding", "") == encoding


def test_what_readers_paste_and_what_is_refused_are_not_kept(places: dict[bytes, list[Any]]) -> None:
    assert _sent(_entry("check-cards.children")).status_code == 200
    assert client().post(PATH, data="{}", content_type="application/json").status_code == 400
    assert list(places.values()) == [[], []]
    _sent(_entry("coverage-heading.children"))
    assert list(map(len, places.values())) == [0, 0, 1]
