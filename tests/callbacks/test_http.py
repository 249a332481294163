"""What every answer of the server owes: headers, compression, caching, 404s, health."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

from etl.queries import atlas
from layouts import typefaces
from layouts.basemap_address import geometry_path
from layouts.library import compressed, once
from tests.callbacks.driving import client, post


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    headers = client().get("/").headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"][0] == "'self'"
    assert all(entry.startswith("'sha256-") for entry in policy["script-src"][1:])
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == policy["connect-src"] == ["'self'"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_document_names_its_language_and_holds_no_address_of_another_host() -> None:
    page = client().get("/").text
    assert '<html lang="en">' in page
    sources = re.findall(r'<(?:script|link|img|iframe)[^>]* (?:src|href)="([^"]+)"', page)
    assert sources
    assert all(source.startswith(("/", "#", "_", "http://localhost/")) for source in sources)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/about", 200), ("/sources", 200), ("/nothing", 404), ("/world/x", 404), ("/geo/0/world_50m.json", 404)],
)
def test_unknown_paths_answer_404(path: str, status: int) -> None:
    assert client().get(path).status_code == status


def test_a_path_with_a_slash_too_many_leads_to_its_page() -> None:
    answer = client().get("/sources/")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/sources")
    assert client().get("/nothing/").status_code == 404


@pytest.mark.parametrize("name", typefaces.FACES)
def test_the_typefaces_are_served_small_and_for_good(name: str) -> None:
    answer = client().get(typefaces.address(name))
    assert (answer.status_code, answer.mimetype, answer.data[:4]) == (200, "font/woff2", b"wOF2")
    assert len(answer.data) < 30_000
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_another_edition_of_a_typeface_is_not_there() -> None:
    assert client().get("/type/0/sans.woff2").status_code == client().get(f"/type/{typefaces.edition()}/x.woff2").status_code == 404


def test_old_links_to_the_first_page_lead_to_the_map_with_the_same_view() -> None:
    query = "v=1&indicator=tip_tier&source=tip_tiers&year=2014&tab=table&dv=0123456789ab"
    answer = client().get(f"/?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/map?{query}")
    assert client().get("/").status_code == client().get("/?utm_source=x").status_code == 200


def test_versioned_files_are_kept_for_a_year_and_pages_are_not() -> None:
    page = client().get("/").text
    script = page.split('src="')[1].split('"')[0]
    for path in (script, f"{geometry_path()}world_50m.json"):
        assert client().get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "max-age=31536000" not in client().get("/").headers.get("Cache-Control", "")


def test_what_is_not_there_is_not_kept_for_a_year() -> None:
    for path in ("/type/a/b/c.woff2", "/geo/a/b/c.json", f"/type/{typefaces.edition()}/x.woff2"):
        answer = client().get(path)
        assert (answer.status_code, "max-age" in answer.headers.get("Cache-Control", "")) == (404, False)


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("/country/NPL?place=DEU", "/country/NPL"),
        ("/country/NPL?place=NPL&place=DEU&x=1", "/country/NPL?x=1"),
        ("/country/Nepal?place=DEU", "/country/NPL"),
        ("/source/gsi_2023?source=x", "/source/gsi_2023"),
    ],
)
def test_what_the_path_names_is_not_named_again_in_the_query(path: str, better: str) -> None:
    answer = client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, better)
    assert client().get(better).status_code == 200


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_basemap_goes_compressed(encoding: str) -> None:
    answer = client().get(f"{geometry_path()}world_50m.json", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert len(answer.data) < 130_000
    if encoding == "gzip":
        assert json.loads(gzip.decompress(answer.data))["type"] == "Topology"


def _nothing_made(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nothing be compressed yet, and the folder be where it is kept."""
    monkeypatch.setattr(once, "_FOLDER", folder)
    for known in ("_best", "_first"):
        monkeypatch.setattr(compressed, known, {})


def _script() -> tuple[bytes, bytes]:
    """A script as it is sent in brotli, and what is in it."""
    path = next(path for path in client().get("/map").text.split('"') if path.startswith("/assets/all/"))
    sent, plain = (client().get(path, headers={"Accept-Encoding": encoding}) for encoding in ("br", "identity"))
    assert (sent.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("br", None)
    assert brotli.decompress(sent.data) == plain.data
    return sent.data, plain.data


def test_a_script_is_sent_at_once_and_smaller_when_that_is_ready(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _nothing_made(monkeypatch, tmp_path)
    at_once = _script()
    compressed.finish()
    finished = _script()
    assert at_once[1] == finished[1]
    assert len(finished[0]) < len(at_once[0])
    assert not [*tmp_path.glob("*.plain")]


def test_a_script_is_compressed_as_far_as_can_be_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _nothing_made(monkeypatch, tmp_path / "file" / "made")
    sent, plain = _script()
    assert sent == compressed.HARDEST["br"](plain)


def test_health_says_the_data_version() -> None:
    assert client().get("/health").json == {"status": "ok", "data_version": atlas.atlas().version}


@pytest.mark.parametrize(
    "file", ["dash/../../x", "dash/x.js", "dash/..%2f..%2fapp.py", "dash/%00", "nothing/x.js", "dash/dcc", "dash/dcc/async-mathjax.js.map"]
)
def test_files_that_no_library_has_answer_404_and_leave_no_trace(file: str, caplog: pytest.LogCaptureFixture) -> None:
    assert client().get(f"/_dash-component-suites/{file}").status_code == 404
    assert caplog.records == []


def test_words_of_a_link_are_never_taken_for_arguments() -> None:
    for word in ("page", "self", "query", "layout"):
        values = {"_pages_location.pathname": "/about", "_pages_location.search": f"?{word}=x"}
        answer = post("_pages_content.children", values, "_pages_location.search")
        assert f"The link contains '{word}', which this page does not have" in answer.text


def test_debug_routes_are_closed() -> None:
    assert client().get("/_mcp").status_code in (404, 405)
    assert "dev_tools" not in client().get("/").text


def test_assets_are_few_and_ours() -> None:
    names = sorted(str(path.relative_to("assets")) for path in Path("assets").rglob("*") if path.is_file())
    assert names == [
        "app.png",
        "core/atlas.js",
        "core/circles.js",
        "core/connection.js",
        "core/copy.js",
        "core/corridors.js",
        "core/equal_earth.js",
        "core/fields.js",
        "core/first_words.js",
        "core/generators.js",
        "core/labels.js",
        "core/last_drawn.js",
        "core/legend.js",
        "core/link.js",
        "core/map_touch.js",
        "core/notice.js",
        "core/paper.js",
        "core/search.js",
        "core/sheets.js",
        "core/small_charts.js",
        "core/still.js",
        "core/swiped.js",
        "core/table.js",
        "core/years.js",
        "css/components/base.css",
        "css/components/connection.css",
        "css/components/controls.css",
        "css/components/evidence.css",
        "css/components/figure.css",
        "css/components/first_view.css",
        "css/components/frame.css",
        "css/components/search.css",
        "css/components/share.css",
        "css/components/small_charts.css",
        "css/components/table.css",
        "css/components/year_axis.css",
        "css/pages/about.css",
        "css/pages/check.css",
        "css/pages/compare.css",
        "css/pages/country.css",
        "css/pages/coverage.css",
        "css/pages/data.css",
        "css/pages/embed.css",
        "css/pages/flows.css",
        "css/pages/glossary.css",
        "css/pages/home.css",
        "css/pages/map.css",
        "css/pages/sources.css",
        "css/print/paper.css",
        "css/tokens.css",
        "favicon.svg",
        "pages/check.js",
        "pages/compare.js",
        "pages/country.js",
        "pages/coverage.js",
        "pages/embed.js",
        "pages/flows.js",
        "pages/map.js",
        "pages/side_by_side.js",
        "search.svg",
        "share/frame.js",
        "share/menu.js",
        "share/picture/captions.js",
        "share/picture/drawing.js",
        "share/picture/faces.js",
        "share/picture/file.js",
        "share/picture/panels.js",
        "share/picture/paper.js",
        "share/picture/paragraphs.js",
        "share/picture/plan.js",
    ]


@pytest.mark.parametrize("path", ["/view/compare.csv?v=1&mode=claims", "/data/ratings.csv?indicator=tip_tier"])
def test_rows_as_csv_travel_compressed(path: str) -> None:
    plain, small = (client().get(path, headers={"Accept-Encoding": encoding}) for encoding in ("identity", "br"))
    assert small.headers["Content-Encoding"] == "br"
    assert len(small.data) < len(plain.data) / 4
    assert brotli.decompress(small.data) == plain.data
