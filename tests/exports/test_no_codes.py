"""No page shows a reader a code: identifiers of indicators and sources, codes of countries, names of columns, or words of Python."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from etl.contract import vocabulary
from etl.queries import evidence
from etl.queries.atlas import atlas
from layouts.exports import bundle, picture
from tests.callbacks.driving import client
from tests.opening import exported

PAGES = (
    *("/", "/about", "/countries", "/sources", "/glossary", "/check", "/coverage", "/search?q=Nepal", "/search?q=50+million"),
    *("/source/ctdc_2021", "/source/coe_cets_201", "/source/compilation_2014"),
    *("/map", "/map?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&year=2022", "/flows", "/compare", "/compare?q=money_year"),
    *("/compare?mode=claims&search=27+million", "/compare?mode=lists&role=origin", "/country/NPL", "/country/GBR"),
)
# What is taken along: pictures with their captions, hover texts and alt texts, and the notes of files.
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("world", {"indicator": "tip_tier", "source": "tip_tiers", "year": "2014", "places": "THA.NPL"}),
    ("world", {"indicator": "tip_tier", "source": "tip_tiers", "tab": "chart", "places": "THA.TLS"}),
    ("world", {"indicator": "detected_victims", "source": "unodc_glotip_2025_10", "year": "2022"}),
    ("world", {"indicator": "detected_victims", "source": "unodc_glotip_2025_10", "tab": "chart", "places": "THA.NPL"}),
    ("world", {"indicator": "palermo_status", "source": "palermo_protocol", "tab": "chart", "places": "THA.NPL"}),
    ("flows", {"place": "THA", "tab": "sankey"}),
    ("flows", {"series": "unodc_glotip_2025_10.detected_by_citizenship", "against": "ctdc_2021.assisted_case"}),
    *(("compare", query) for query in ({}, {"q": "money_year"})),
    *(("compare", {"mode": "sides", "picture": shape, "place": "THA"}) for shape in ("map", "dots", "series")),
    ("compare", {"mode": "places", "places": "THA.NPL"}),
    *(("compare", {"mode": mode}) for mode in ("lists", "claims")),
    *((page, {"place": "NPL"}) for page in ("country", "coverage")),
)
# What a figure says to a reader, by its keys in plotly's schema and in what the browser draws corridors from.
_WRITTEN = {"text", "hovertext", "hovertemplate", "ticktext", "title", "label", "y", "said", "inside"}
# What has no words for a reader but is none of the atlas's codes: names of people's files, as a location or a copy gives them.
_PRINTED = re.compile(r"data_glotip_1|ratifications_count\S*|crim_thb|\S*(?:https?://|www\.|/|\.\w{2,4}\b)\S*")
# Codes that are words as well: the United States in names of laws and organisations, the world.
_ALSO_WORDS = {"USA", "WORLD"}
_UNSEEN = {"script", "style", "template", "code", "pre"}
_SPOKEN = ("alt", "title", "aria-label", "placeholder")


class _Words(HTMLParser):
    """What an HTML page says to the eye and to the ear: its texts, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._within.append(tag)
        self.texts += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.texts.append(data)


def _words(path: str) -> list[str]:
    parser = _Words()
    parser.feed(client().get(path, follow_redirects=True).text)
    return [_PRINTED.sub("", unescape(text)) for text in parser.texts]


@cache
def _codes() -> set[str]:
    """Everything that stands for something else: places, sources and indicators, where a code is no word."""
    places = {code for code in atlas()["places"]["place"].astype(str) if code not in _ALSO_WORDS}
    identifiers = {*vocabulary.indicators(), *evidence.identifiers(), *atlas()["quantities"]["quantity_id"].astype(str)}
    return places | {code for code in identifiers if "_" in code}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_a_code(path: str) -> None:
    codes, texts = _codes(), _words(path)
    assert texts
    shown = {word for text in texts for word in re.findall(r"[\w:]+", text) if word in codes}
    names = {word for text in texts for word in re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", text)}
    python = {text.strip() for text in texts} & {"None", "nan", "NaN", "NaT", "<NA>", "True", "False", "[]"}
    assert (shown, names, python) == (set(), set(), set())


def _written(part: Any, key: str = "") -> Iterator[str]:
    """The texts of a figure that a reader sees, without what a template fills in."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _written(value, key if name == "text" and key == "title" else name)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _written(value, key)
    elif isinstance(part, str) and key in _WRITTEN:
        yield re.sub(r"%\{[^}]*\}|<[^>]*>", " ", part)


@pytest.mark.parametrize(("page", "query"), VIEWS, ids=str)
def test_nothing_that_is_taken_along_shows_a_code(page: str, query: dict[str, str]) -> None:
    export = exported(page, query)
    drawn = picture.picture(export, "", date(2026, 1, 1))
    spoken = [str(drawn[name]) for name in ("title", "subtitle", "alt", "lines", "caveats", "legends", "sources")]
    readme = bundle.readme(export, "", ()).partition("Columns\n")[0]
    texts = [*_written([part.figure() for part in export.parts]), *spoken, *readme.splitlines()]
    codes, clean = _codes(), [_PRINTED.sub("", text) for text in texts]
    shown = {word for text in clean for word in re.findall(r"[\w:]+", text) if word in codes or word in {"2W", "SC"}}
    names = {word for text in clean for word in re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", text)}
    assert (shown, names) == (set(), set())
