"""No page shows a reader a code: identifiers of indicators and sources, codes of countries, names of columns, or words of Python."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from etl.contract import vocabulary
from etl.queries import evidence
from etl.queries.atlas import atlas
from tests.callbacks.driving import client

PAGES = (
    *("/", "/about", "/countries", "/sources", "/glossary", "/check", "/coverage", "/search?q=Nepal", "/search?q=50+million"),
    *("/source/gsi_2023", "/source/tip_tiers", "/source/ctdc_2021", "/source/coe_cets_201", "/source/compilation_2014", "/source/uk_nrm"),
    *("/map", "/map?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&year=2022", "/flows", "/compare", "/compare?q=money_year"),
    *("/compare?mode=claims&search=27+million", "/compare?mode=lists&role=origin", "/country/NPL", "/country/GBR"),
)
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
