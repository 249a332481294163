"""The heads of all pages: one title, description, address, picture and thing each, escaped, and true to what the page shows."""

import json
import re
from html import unescape
from typing import Any

import pytest

from layouts.card import Head
from layouts.exports import registry
from layouts.exports.citations import ATLAS
from layouts.exports.view_heads import View, absolute
from tests.callbacks.driving import client

HOST = "http://localhost"
NAMES = ("description", "og:type", "og:site_name", "og:title", "og:description", "og:url", "og:image", "og:image:alt")
SINGLE = (*NAMES, "og:image:type", "og:image:width", "og:image:height", "twitter:card", "twitter:title", "twitter:image")
PAGES = [page for page in registry.pages().values() if not page.key]
VIEWS = [
    *(page.path for page in PAGES),
    "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014",
    "/flows?place=NPL",
    "/compare?q=money_year",
]

PICTURED = ("/", "/about", "/map", *VIEWS[-3:])


def _head(path: str) -> str:
    return client().get(path).text.partition("</head>")[0]


def _metas(page: str, name: str) -> list[str]:
    return [unescape(content) for content in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)"', page)]


def _thing(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return dict(json.loads(text))


@pytest.mark.parametrize("path", VIEWS)
def test_a_head_says_everything_once(path: str) -> None:
    page = _head(path)
    assert {name: len(_metas(page, name)) for name in SINGLE} == dict.fromkeys(SINGLE, 1)
    assert all(_metas(page, name)[0] for name in SINGLE)
    (title,) = re.findall(r"<title>(.*?)</title>", page)
    assert title == ATLAS or unescape(title) == f"{_metas(page, 'og:title')[0]} · {ATLAS}"
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)"', page)
    assert "?" in path or canonical == f"{HOST}{path}"
    assert _thing(page)["@context"] == "https://schema.org"
    assert len(_metas(page, "description")[0]) <= 300


def test_the_picture_of_a_head_is_of_that_view_alone_and_of_the_size_that_it_says() -> None:
    pictures = {}
    for path in PICTURED:
        page = _head(path)
        (address,) = _metas(page, "og:image")
        with client().get(address.removeprefix(HOST)) as answer:
            assert answer.content_type == "image/png", path
            size = [int.from_bytes(answer.data[start : start + 4], "big") for start in (16, 20)]
            pictures[address] = answer.data
        assert [str(side) for side in size] == [_metas(page, f"og:image:{side}")[0] for side in ("width", "height")], path
        assert _metas(page, "twitter:image") == [address], path
    assert len(pictures) == len(set(pictures.values())) == len(PICTURED)


# A link of the first address is an old link to the map.
@pytest.mark.parametrize("page", [page for page in PAGES if page.path != "/"], ids=lambda page: page.slug)
def test_a_link_to_the_first_view_of_a_page_has_the_bare_page_as_its_canonical_address(page: registry.AnyPage) -> None:
    assert f'<link rel="canonical" href="{HOST}{page.path}">' in _head(page.address(page.codec.encode(page.codec.decode({})[0])))


def test_what_a_link_says_beside_the_view_is_not_in_its_canonical_address() -> None:
    assert f'<link rel="canonical" href="{HOST}/map">' in _head("/map?utm_source=x")


def test_another_view_has_an_address_of_its_own_without_the_data_version() -> None:
    page = _head("/map?year=2014&dv=0123456789ab")
    assert f'<link rel="canonical" href="{HOST}/map?v=1&amp;indicator=tip_tier&amp;source=tip_tiers&amp;year=2014">' in page
    assert "&dv=" in _metas(page, "og:url")[0]


def test_home_is_a_site_that_can_be_searched_and_views_are_data_sets() -> None:
    home = _thing(_head("/"))
    assert (home["@type"], home["url"], home["name"]) == ("WebSite", f"{HOST}/", ATLAS)
    assert home["potentialAction"]["target"]["urlTemplate"] == f"{HOST}/search?q={{search_term_string}}"
    assert {path: _thing(_head(path))["@type"] for path in ("/map", "/flows", "/compare")} == dict.fromkeys(
        ("/map", "/flows", "/compare"), "Dataset"
    )
    about = _thing(_head("/about"))
    assert (about["@type"], about["url"]) == ("WebPage", f"{HOST}/about")


def test_addresses_follow_the_configured_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_ADDRESS", "https://atlas.example/")
    for path in ("/", "/map"):
        page = _head(path)
        assert "http://localhost" not in page
        assert _metas(page, "og:image")[0].startswith("https://atlas.example/card/")
        assert '<link rel="canonical" href="https://atlas.example/' in page


def test_what_a_page_says_of_itself_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = '"><script>alert(1)</script>&'
    monkeypatch.setattr(View, "head", Head(evil, evil, {"@type": "WebPage", "about": evil}))
    monkeypatch.setenv("ATLAS_ADDRESS", "https://evil.example")
    page = _head("/about")
    assert "<script>alert" not in page
    assert _metas(page, "og:title") == [evil]
    assert _thing(page)["about"] == evil


def test_only_addresses_of_this_host_become_whole() -> None:
    thing = {"url": "/map", "name": "and/or", "parts": [{"url": "https://example.org/x"}, "/flows"], "count": 3}
    made = {
        "url": "https://a.example/map",
        "name": "and/or",
        "parts": [{"url": "https://example.org/x"}, "https://a.example/flows"],
        "count": 3,
    }
    assert absolute(thing, "https://a.example") == made


def test_pages_that_nobody_should_find_say_so() -> None:
    assert _metas(_head("/nothing-here"), "robots") == ["noindex"]
    assert _metas(_head("/about"), "robots") == []


def test_a_page_is_found_by_frames_only_where_it_may_be_framed() -> None:
    assert "application/json+oembed" in _head("/map")
    assert "application/json+oembed" not in _head("/about")
