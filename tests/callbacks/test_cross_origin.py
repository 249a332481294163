"""Scripts of other sites read what is there to be read, errors too, and reach no callback."""

import json

import pytest

from etl.queries import atlas
from layouts import typefaces
from layouts.basemap_address import geometry_path
from tests.callbacks.driving import client

OPEN = [
    *("/health", "/openapi.json", "/sitemap.xml", "/robots.txt", "/search.json?q=nepal", "/data/sources.csv", "/data/datapackage.json"),
    *("/view/world.bib", "/cite/gsi_2023.bib", "/card/world.png", "/embed/world"),
    *("/oembed?url=http://localhost/map", f"{geometry_path()}world_50m.json", typefaces.address(next(iter(typefaces.FACES)))),
]
REFUSED = [
    ("/data/nothing.csv", 404),
    ("/view/world.csv?year=1850", 400),
    ("/oembed?url=http://elsewhere.test/", 404),
    ("/geo/0/x.json", 404),
]
CALLBACK = "/_dash-update-component"


@pytest.mark.parametrize("path", OPEN)
def test_any_site_may_read_an_address_that_only_reads(path: str) -> None:
    answer = client().head(path)
    assert (answer.status_code, answer.headers.get("Access-Control-Allow-Origin")) == (200, "*")
    assert answer.headers["Atlas-Data-Version"] == atlas.atlas().version
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Atlas-Data-Version", "Content-Disposition", "ETag"} <= set(exposed)
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_any_site_may_read_why_it_was_refused(path: str, status: int) -> None:
    answer = client().get(path)
    assert (answer.status_code, answer.headers.get("Access-Control-Allow-Origin")) == (status, "*")


def test_a_method_that_is_not_allowed_and_an_answer_that_is_known_are_readable_too() -> None:
    refused = client().post("/data/sources.csv")
    assert (refused.status_code, refused.headers.get("Access-Control-Allow-Origin")) == (405, "*")
    tag = client().get("/data/sources.csv").headers["ETag"]
    known = client().get("/data/sources.csv", headers={"If-None-Match": tag})
    assert (known.status_code, known.headers.get("Access-Control-Allow-Origin")) == (304, "*")


@pytest.mark.parametrize("path", ["/data/estimates.csv", "/view/world.json", "/health", "/oembed"])
def test_a_browser_that_asks_first_is_told_what_it_may(path: str) -> None:
    asked = {"Origin": "https://elsewhere.test", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    answer = client().options(path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == answer.headers["Access-Control-Allow-Headers"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", [CALLBACK, "/_dash-layout", "/_dash-dependencies", "/", "/about", "/nothing"])
def test_no_site_reads_what_the_app_says_to_itself(path: str) -> None:
    for answer in (client().get(path), client().options(path, headers={"Origin": "https://elsewhere.test"})):
        assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


def test_no_site_posts_to_a_callback() -> None:
    answer = client().post(CALLBACK, data=json.dumps({}), content_type="application/json", headers={"Origin": "https://elsewhere.test"})
    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


def test_what_dash_asks_for_says_its_edition() -> None:
    editions = {client().get(path).headers.get("Atlas-Edition") for path in ("/_dash-layout", "/_dash-dependencies")}
    editions.add(client().post(CALLBACK, data="{}", content_type="application/json").headers.get("Atlas-Edition"))
    assert len(editions) == 1 and editions != {None}
    assert "Atlas-Edition" not in client().get("/data/sources.csv").headers
