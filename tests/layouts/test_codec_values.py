"""A codec leads whatever a control or a link says to a valid state."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from layouts.view_state import Codec, Flag, Key, Number, Several, Text, numbers


@dataclass(frozen=True)
class _State:
    word: Any = "one"
    year: Any = 2000
    words: Any = ()
    search: Any = ""
    inferred: Any = False


CODEC = Codec(
    _State(),
    Key(field="word", meaning="A word.", default=lambda _: "one", options=lambda _: {"one", "two"}),
    Number(field="year", meaning="A year.", default=lambda _: 2000, options=lambda _: numbers(1990, 2000)),
    Several(field="words", meaning="Words.", default=lambda _: (), options=lambda _: ("one", "two")),
    Text("search", "A text."),
    Flag("inferred", "A flag."),
)
VALUES: list[Any] = [
    None,
    True,
    0,
    1.5,
    1995.0,
    10**30,
    "",
    "x" * 200,
    "two",
    [],
    [[]],
    ["one", {}],
    {},
    {"one": "two"},
    (),
    ("one", []),
    ("two",),
]


@pytest.mark.parametrize(
    ("text", "is_described"),
    [("", True), ("one", True), ("two.one", True), ("one.", False), ("three", False), ("one,two", False), ("stone", False)],
)
def test_a_key_of_several_codes_describes_them_in_its_pattern(text: str, is_described: bool) -> None:
    key: Several[Any] = Several(field="words", meaning="Words.", default=lambda _: (), codes=lambda: ("one", "two"))
    assert bool(re.search(key.schema()["pattern"], text)) is is_described


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_any_value_gives_way_to_a_valid_one(value: Any) -> None:
    state = CODEC.nearest_valid(_State(value, value, value, value, value))
    assert CODEC.nearest_valid(state) == state
    assert state.word in ("one", "two")
    assert type(state.year) is int and 1990 <= state.year <= 2000
    assert isinstance(state.words, tuple) and set(state.words) <= {"one", "two"}
    assert isinstance(state.search, str) and len(state.search) <= 80
    assert CODEC.decode({})[0] == _State()
    assert CODEC.from_link(CODEC.encode(state)) == state


def test_what_is_valid_stays() -> None:
    state = _State("two", 1995, ("one", "two"), "a text", True)
    assert CODEC.nearest_valid(state) == state == CODEC.from_link(CODEC.encode(state))
    assert CODEC.nearest_valid(_State(year=1995.0, words=["two", "three"])) == _State(year=1995, words=("two",))
