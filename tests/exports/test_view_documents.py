"""What others are told of a view without any script: title, description, data set, table, frame."""

import json
import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest

from etl.queries import atlas
from layouts import format as words
from layouts.export import Export
from tests.callbacks.driving import client
from tests.exports import views

TIERS = "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014"


class _Table(HTMLParser):
    """Reads the rows of the table of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in ("td", "th")
        if self.inside:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False if tag in ("td", "th") else self.inside


@cache
def _text(path: str) -> str:
    return client().get(path).text


def _meta(page: str, name: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)"', page)]


def test_the_head_speaks_of_the_view_once() -> None:
    page = client().get(TIERS).text
    assert "<title>Tier in the Trafficking in Persons Report, 2014 · Trafficking Statistics Atlas</title>" in page
    (description,) = _meta(page, "description")
    assert "Places by class: Tier 1 (31)" in description
    assert _meta(page, "og:title") == ["Tier in the Trafficking in Persons Report, 2014"]
    (image,) = _meta(page, "og:image")
    with client().get(image.removeprefix("http://localhost")) as drawn:
        assert drawn.content_type == "image/png"
    assert _meta(client().get("/about").text, "og:title") == ["About and method"]


@pytest.mark.parametrize(("name", "link"), views.links())
def test_the_data_set_names_its_sources_version_and_files_that_are_there(name: str, link: str) -> None:
    panel = views.panel(name, link)
    page = _text(panel.address)
    said: dict[str, Any] = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert (said["@type"], said["name"], said["version"]) == ("Dataset", panel.title, atlas.atlas().version)
    assert said["citation"] == [source["citation"] for source in panel.sources]
    # All files of a first view; of another the first, for the forms are made alike.
    for file in said["distribution"][: 1 if link else None]:
        answer = client().get(file["contentUrl"].removeprefix("http://localhost"))
        assert (answer.status_code, answer.content_type.partition(";")[0]) == (200, file["encodingFormat"])


@pytest.mark.parametrize(("name", "link"), views.links())
def test_without_scripts_a_reader_gets_the_rows_the_sources_and_the_caveats(name: str, link: str) -> None:
    panel = views.panel(name, link)
    page = _text(panel.address)
    inside = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]  # type: ignore[index]
    reader = _Table()
    reader.feed(inside)
    first = [column.name for column in panel.columns if column.name in (panel.plain_columns or [column.name])][:2]
    assert [row[:2] for row in reader.rows[1:]] == panel.rows[first].fillna("").astype("str").to_numpy().tolist()
    text = unescape(inside)
    assert all(part in text for part in [*(source["citation"] for source in panel.sources), *(caveat.text for caveat in panel.caveats)])


def test_nothing_of_a_link_reaches_a_page_as_markup() -> None:
    evil = "<script>alert(1)</script>"
    for path in ("/map", "/embed/world", "/view/world.csv", "/oembed"):
        answer = client().get(path, query_string={"indicator": evil, "place": evil, "url": f"http://localhost/?{evil}", evil: evil})
        assert evil not in answer.text or answer.content_type.startswith("text/plain"), path


def test_a_frame_may_be_shown_by_other_sites_and_a_page_may_not() -> None:
    frame, page = client().get("/embed/world"), client().get("/map")
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    rest = [headers["Content-Security-Policy"].partition("frame-ancestors")[0] for headers in (frame.headers, page.headers)]
    assert rest[0] == rest[1]


def test_a_frame_holds_title_evidence_caveats_absences_and_the_way_back() -> None:
    panel = views.panel("world", TIERS.removeprefix("/map"))
    text = unescape(client().get(f"/embed/world{TIERS.removeprefix('/map')}").text)
    parts = [
        panel.title,
        panel.subtitle,
        panel.disclaimer,
        panel.pinned,
        panel.sources[0]["title"],
        *(caveat.text for caveat in panel.caveats),
    ]
    assert [part for part in parts if part not in text] == []
    assert all(label in text for label in ("Covered, no figure", "Not covered by this source"))
    assert "Masked by the publisher" not in text, "no tier is masked"


def _owed(panel: Export) -> set[str]:
    """The texts of all caveats that the rows of a panel carry."""
    texts = atlas.atlas()["caveats"].set_index("caveat_id")["text"]
    cells = [cell for cell in panel.rows["caveat_ids"] if isinstance(cell, Iterable)]
    return {texts[caveat] for cell in cells for caveat in cell}


@pytest.mark.parametrize(("name", "link"), [*views.links(), *views.PANELS])
def test_a_frame_lists_every_caveat_of_its_rows_each_once(name: str, link: str) -> None:
    panel = views.panel(name, link).shown
    text = client().get(f"/embed/{name}{link}").text
    inside = unescape(text.partition("<details>")[2].partition("</details>")[0])
    listed = re.findall(r"<li>(.*?)</li>", inside, re.DOTALL)
    assert len(listed) == len(panel.caveats)
    assert [caveat.text for caveat, line in zip(panel.caveats, listed, strict=True) if not line.endswith(f": {caveat.text}")] == []
    assert _owed(panel) <= {caveat.text for caveat in panel.caveats}


def test_a_page_of_a_place_is_framed_from_its_own_address() -> None:
    answer = client().get("/oembed", query_string={"url": "http://localhost/country/Moldova"}).json or {}
    assert answer["title"] == "Moldova: published figures on human trafficking"
    assert "/embed/country?v=1&amp;place=MDA" in answer["html"]


@pytest.mark.parametrize(("name", "link"), [view for view in views.links() if view[0] != "flows"])
def test_the_caveats_of_a_view_are_those_of_its_rows_and_of_its_absences_and_no_others(name: str, link: str) -> None:
    panel = views.panel(name, link)
    explained = set(atlas.atlas()["caveats"].query("explains_absence")["text"])
    other = {caveat.text for caveat in panel.caveats} - _owed(panel) - explained
    assert all("edition" in text and " differs" in text for text in other)


# Years that a link asks for and no row speaks of, and rows that speak of more years than the one that is chosen.
OTHER_YEARS = (
    ("world", "?v=1&indicator=forced_labour&source=ilo_forced_labour_2012&year=2011"),
    ("compare", "?q=uk&from=1990&to=2016"),
    ("compare", "?mode=lists"),
)


@pytest.mark.parametrize(("name", "link"), [*(view for view in views.links() if view[0] not in ("flows", "coverage")), *OTHER_YEARS])
def test_years_in_the_head_and_in_the_name_of_files_are_those_of_the_rows(name: str, link: str) -> None:
    panel = views.panel(name, link)
    rows = panel.rows[panel.rows["as_printed"].notna()]
    years = [year for column in ("year", "year_start", "year_end") if column in rows for year in rows[column].dropna()]
    if years:
        assert panel.years == (min(years), max(years))
        coverage = "/".join(dict.fromkeys(str(int(year)) for year in (min(years), max(years))))
        assert f'"temporalCoverage": "{coverage}"' in _text(panel.address)
        assert f"_{coverage.replace('/', '-')}_" in panel.stem
        assert words.period(int(min(years)), int(max(years))) in panel.period or "mode=sides" in link


@pytest.mark.parametrize(
    ("name", "link"),
    [
        *(view for view in views.links() if view[0] == "flows"),
        ("flows", "?v=1&series=unodc_glotip.detected_by_citizenship&from=2007&to=2022&place=BOL&role=destination"),
    ],
)
def test_the_head_of_a_flow_view_speaks_of_the_years_of_its_corridors(name: str, link: str) -> None:
    panel = views.panel(name, link)
    if len(panel.rows):
        ends = (int(panel.rows["first_year"].min()), int(panel.rows["last_year"].max()))
        assert f'"temporalCoverage": "{"/".join(dict.fromkeys(map(str, ends)))}"' in _text(panel.address)
        said = {words.period(int(rows["first_year"].min()), int(rows["last_year"].max())) for _, rows in panel.rows.groupby("series")}
        assert said <= set(panel.period.split("; "))
        assert all(period in panel.title for period in said)
        assert all(f"_{'-'.join(dict.fromkeys(period.split(' to ')))}_" in panel.stem for period in said)


def test_the_address_of_a_view_is_discovered_and_embedded() -> None:
    page = client().get(TIERS).text
    link = unescape(re.search(r'type="application/json\+oembed" href="([^"]+)"', page)[1])  # type: ignore[index]
    said = client().get(link.removeprefix("http://localhost")).json
    assert said is not None
    assert (said["type"], said["version"], said["width"]) == ("rich", "1.0", 800)
    source = unescape(re.search(r'src="([^"]+)"', said["html"])[1])  # type: ignore[index]
    assert client().get(source.removeprefix("http://localhost")).status_code == 200
    narrow = client().get(f"{link.removeprefix('http://localhost')}&maxwidth=300").json
    assert narrow is not None
    assert narrow["width"] == 300


@pytest.mark.parametrize(
    "url", ["", "http://example.org/", "http://localhost.example.org/", "http://localhost/about", "http://localhost/?year=1", "http://["]
)
def test_only_addresses_of_views_are_embedded(url: str) -> None:
    assert client().get(f"/oembed?url={quote(url)}").status_code == 404
    assert client().get(f"/oembed?format=xml&url={quote('http://localhost/')}").status_code == 501


def test_a_frame_for_a_wrong_question_says_what_is_wrong() -> None:
    assert client().get("/embed/world?year=1850").status_code == 400
    assert client().get("/embed/nothing").status_code == 404
