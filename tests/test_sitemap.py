"""What robots are told: every address in the sitemap is there, is listed once, and is the canonical one."""

import random
import re
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from etl.queries import choices
from layouts.exports import registry
from tests.callbacks.driving import client

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _listed() -> list[str]:
    answer = client().get("/sitemap.xml")
    assert (answer.status_code, answer.content_type) == (200, "application/xml")
    root = ET.fromstring(answer.data)
    assert root.tag == f"{NAMESPACE}urlset"
    return [str(entry.text) for entry in root.findall(f"{NAMESPACE}url/{NAMESPACE}loc")]


def test_every_page_for_search_engines_is_listed_and_each_address_once() -> None:
    listed = _listed()
    assert len(listed) == len(set(listed))
    paths = [urlsplit(address).path for address in listed]
    pages = [page for page in registry.pages().values() if page.indexed]
    assert {page.path for page in pages if not page.key} <= set(paths)
    assert [page.path for page in pages if page.key and not any(page.text_at(path) for path in paths)] == []
    assert not {"/404", "/search"} & set(paths)


def test_the_map_of_every_indicator_is_listed() -> None:
    maps = [address for address in _listed() if urlsplit(address).path == "/map"]
    assert len(maps) == len(choices.indicators())
    named = {found[1] for address in maps if (found := re.search(r"indicator=(\w+)", address))}
    assert {*named, "tip_tier"} == set(choices.indicators())


def test_an_address_of_the_sitemap_is_there_and_is_the_canonical_one() -> None:
    for address in random.Random(7).sample(_listed(), 5):
        answer = client().get(address.removeprefix("http://localhost"))
        assert answer.status_code == 200, address
        assert f'<link rel="canonical" href="{address.replace("&", "&amp;")}">' in answer.text
        assert 'content="noindex"' not in answer.text, address


def test_the_sitemap_follows_the_configured_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_ADDRESS", "https://atlas.example")
    assert all(address.startswith("https://atlas.example/") for address in _listed())
    assert "Sitemap: https://atlas.example/sitemap.xml" in client().get("/robots.txt").text


def test_nothing_is_said_of_when_a_page_was_changed() -> None:
    assert "lastmod" not in client().get("/sitemap.xml").text


def test_robots_may_read_pages_and_pictures_and_not_what_only_scripts_ask() -> None:
    answer = client().get("/robots.txt")
    assert answer.content_type.startswith("text/plain")
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert [path for path in ("/", "/map?year=2014", "/card/world.png", "/data/ratings.csv") if not rules.can_fetch("any", path)] == []
    assert [path for path in ("/_dash-update-component", "/_dash-layout", "/view/world.csv") if rules.can_fetch("any", path)] == []
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]
