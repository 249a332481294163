"""How a page starts: few files, all named at its beginning, at addresses for good; and what Dash asks for first in the document."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import brotli
import pytest

from layouts import typefaces
from layouts.library import bundling, plotly_js
from layouts.library.bundling import BundleError
from tests.callbacks.driving import client, post

ROOT = Path(__file__).parent.parent.parent
# Kinds of axes, projections and shapes, which are all in the core.
CORE = {"category", "date", "equal earth", "line", "linear", "log", "rect"}


def _head(path: str) -> list[str]:
    """The files on this host that the head of a document names, without the typefaces."""
    head = client().get(path).text.partition("</head>")[0]
    named = re.findall(r'<link rel="(?:preload|stylesheet)"[^>]* ?href="([^"]+)"', head)
    return [address for address in named if address[0] == "/" and not address.startswith("/type/")]


def _start(path: str) -> Any:
    return json.loads(re.findall(r'id="atlas-start">(.*?)</script>', client().get(path).text)[0])


def test_a_map_asks_for_its_library_and_its_geometry_at_once_and_a_page_without_figures_for_neither() -> None:
    of_map, of_home = _head("/map"), _head("/")
    assert plotly_js.address() in of_map
    assert any(address.startswith("/geo/") for address in of_map)
    assert set(of_map) - set(of_home) == {address for address in of_map if "plotly" in address or address.startswith("/geo/")}
    assert len(of_home) == 3


def test_every_page_asks_for_the_typefaces_at_once() -> None:
    asked = re.findall(r'<link rel="preload" as="font"[^>]* href="([^"]+)"', client().get("/about").text)
    assert asked == [typefaces.address(name) for name in typefaces.FACES]


@pytest.mark.parametrize("number", range(5))
def test_what_a_page_starts_with_is_small_and_for_good(number: int) -> None:
    path = _head("/map")[number]
    plain, small = (client().get(path, headers={"Accept-Encoding": encoding}) for encoding in ("identity", "gzip, br"))
    assert plain.headers["Cache-Control"] == small.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert small.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert brotli.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


def test_an_address_of_another_edition_leads_to_the_present_one() -> None:
    known = [address for address in _head("/map") if not address.startswith("/geo/")]
    for address in known:
        older = re.sub(r"m[0-9a-f]{12}\.", "m0123456789ab.", address)
        answer = client().get(older)
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert client().get(plotly_js.FOLDER + plotly_js.FILE).headers["Location"] == plotly_js.address()


@pytest.mark.parametrize(
    ("path", "search"), [("/about", ""), ("/map", "?indicator=tip_tier&source=tip_tiers&year=2014"), ("/country/NPL", "")]
)
def test_the_document_holds_the_page_as_the_server_would_answer(path: str, search: str) -> None:
    start = _start(path + search)
    values = {"_pages_location.pathname": path, "_pages_location.search": search}
    assert start["address"] == path + search
    assert start["answers"]["page"]["response"] == post("_pages_content.children", values, "_pages_location.pathname").json["response"]
    assert start["answers"]["layout"] == client().get("/_dash-layout").json
    assert start["answers"]["dependencies"] == client().get("/_dash-dependencies").json
    assert start["edition"] == client().get("/_dash-layout").headers["Atlas-Edition"]


def test_a_document_is_written_once_for_all_readers() -> None:
    assert client().get("/map").data == client().get("/map").data


def test_words_of_a_link_cannot_end_the_data_of_the_document() -> None:
    assert _start("/search?q=%3C%2Fscript%3E%3Cb%3E")["answers"]["page"]


def test_the_words_of_a_page_stand_before_its_scripts_and_have_no_identifiers() -> None:
    page = client().get("/map?indicator=tip_tier&source=tip_tiers&year=2014").text
    words = page.partition('<div class="first-view">')[2].partition('<div id="react-entry-point">')[0]
    assert "<h1>Tier in the Trafficking in Persons Report, 2014</h1>" in words
    assert '<a href="/flows">Flows</a>' in words
    assert " id=" not in words
    assert words.count("<div") + 1 == words.count("</div>")


@pytest.mark.parametrize("path", ["/", "/country/NPL", "/compare", "/coverage", "/glossary", "/about", "/sources", "/check", "/data"])
def test_first_words_are_few_and_close_what_they_open(path: str) -> None:
    words = client().get(path).text.partition('<div class="first-view">')[2].partition('<div id="react-entry-point">')[0]
    assert words.count("<h1") == 1
    assert words.count("<div") + 1 == words.count("</div>")
    drawing = "".join(re.findall(r'<div class="map drawing".*?</svg></div>', words))
    assert len(words) - len(drawing) < 14_000


def test_the_recipe_names_the_plotly_js_that_plotly_py_brings_and_every_version() -> None:
    recipe = json.loads((plotly_js.HOME / "package.json").read_text(encoding="utf-8"))
    assert recipe["bundled"] == f"plotly.js@{plotly_js.version()}"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in recipe["dependencies"].values())


def test_every_kind_of_trace_that_is_drawn_is_bundled() -> None:
    entry = (plotly_js.HOME / "entry.js").read_text(encoding="utf-8")
    figures = [path.read_text(encoding="utf-8") for path in (ROOT / "layouts" / "figures").rglob("*.py")]
    kinds = {kind for text in figures for kind in re.findall(r"(?:\"type\": |\btype=)\"([a-z ]+)\"", text)} - CORE
    assert {"core", *kinds - {"scatter"}} == {*re.findall(r"plotly\.js/lib/(\w+)", entry)}


def test_without_a_bundle_the_whole_library_is_served_and_a_line_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def no_network(*_: object) -> None:
        raise BundleError("plotly.js", "pip", "no network", "try again")

    monkeypatch.setattr(plotly_js, "BUNDLE", tmp_path / "plotly.min.js")
    monkeypatch.setattr(bundling, "_node", no_network)
    with caplog.at_level(logging.WARNING):
        bundling.main()
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        "plotly.js is served whole, because its bundle could not be made"
    ]
    plotly_js.library.cache_clear()
    try:
        caplog.clear()
        assert plotly_js.library() == plotly_js.whole()
        assert "is served whole, because there is no bundle of it" in caplog.text
    finally:
        plotly_js.library.cache_clear()


def test_a_bundle_of_another_recipe_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(plotly_js, "BUNDLE", tmp_path / "plotly.min.js")
    made = plotly_js.banner(plotly_js.header(plotly_js.whole()))
    plotly_js.BUNDLE.write_text(made, encoding="utf-8")
    assert plotly_js.is_bundled() and plotly_js.is_made()
    plotly_js.BUNDLE.write_text(made.replace(plotly_js.version(), "1.0.0"), encoding="utf-8")
    assert not plotly_js.is_bundled()
    plotly_js.BUNDLE.write_text(plotly_js.header(plotly_js.whole()), encoding="utf-8")
    assert not plotly_js.is_made()


def test_an_address_of_a_joined_file_that_names_no_content_is_none() -> None:
    for path in (
        "/assets/all/atlas.%2e%2e.js",
        "/assets/css/all/atlas.{}.css",
        "/_dash-component-suites/dash/dcc/dash_renderer_and_parts.a.js",
    ):
        assert client().get(path).status_code == 404
