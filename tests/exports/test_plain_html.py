"""Without JavaScript every page says in plain HTML what it says with it, and nothing in it is taken for markup."""

import re
from html.parser import HTMLParser

import dash_mantine_components as dmc
import pytest
from dash import dcc, html

from app import app
from layouts.components.prose import prose
from layouts.exports import registry
from layouts.exports.plain_html import plain_html

FIXED = [page.path for page in registry.pages().values() if not page.key]


class _Text(HTMLParser):
    """The words of HTML, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def _parsed(text: str) -> _Text:
    parsed = _Text()
    parsed.feed(text)
    return parsed


def _without_scripts(path: str) -> str:
    answer = app.server.test_client().get(path)
    match = re.search(r"<noscript>(.*?)</noscript>", answer.text, re.DOTALL)
    assert match, path
    return match[1]


@pytest.mark.parametrize("path", [*FIXED, "/nothing"])
def test_every_page_has_its_words_and_the_navigation_without_scripts(path: str) -> None:
    parsed = _parsed(_without_scripts(path))
    assert "h1" in parsed.elements
    assert {"nav", "form", "main", "footer"} <= set(parsed.elements)
    assert len(parsed.words) > 60


def test_text_is_never_markup() -> None:
    hostile = '<script>alert("x")</script>'
    node = html.P([hostile, dcc.Link(hostile, href=f'"{hostile}'), html.Abbr("x", title=hostile)])
    assert _parsed(plain_html(node)).elements == ["p", "a", "abbr"]


def test_prose_is_written_and_its_markup_is_not_trusted() -> None:
    text = plain_html(prose("## Stock\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>x</script>"))
    assert {"h2", "table"} <= set(_parsed(text).elements)
    assert "script" not in _parsed(text).elements


def test_controls_that_need_scripts_are_left_out_and_forms_stay() -> None:
    node = [dmc.Select(label="Indicator", data=["a"]), html.Form(dmc.TextInput(name="q", value="1 < 2"), action="/search", method="get")]
    text = plain_html(node)
    assert "Indicator" not in text
    parsed = _parsed(text)
    assert (parsed.elements, parsed.words) == (["form", "input"], [])
    assert 'name="q"' in text
    assert 'value="1 &lt; 2"' in text


def test_a_message_keeps_its_title() -> None:
    text = plain_html(dmc.Alert("Shown instead: 2025.", title="Part of this link could not be used"))
    assert _parsed(text).words[:3] == ["Part", "of", "this"]
