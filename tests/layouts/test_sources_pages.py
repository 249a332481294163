"""The sources: cards that can be filtered, and a page for each that says what it counts, cites it, and shows what was checked."""

import csv
import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from etl.contract import vocabulary
from etl.queries import evidence, revisions, source_coverage, source_profile
from etl.queries.atlas import atlas, superseded
from layouts.components.address import is_linked
from layouts.evidence import reported_places
from layouts.exports import registry
from layouts.exports.citations import FORMS
from layouts.exports.opened_page import opened_page
from layouts.pages.source.scene import scene
from layouts.pages.source.state import State
from tests.callbacks.driving import client
from tests.opening import linked_from, opened

# Of the sources, which have pages made alike: every third.
SOME = pytest.mark.parametrize("source", sorted(evidence.identifiers())[::3])
EVERY = pytest.mark.parametrize("source", sorted(evidence.identifiers()))
NEW, APRIL = "unodc_glotip_2025_10", "unodc_glotip"


def _text(node: Any) -> str:
    if isinstance(node, (list, tuple)):
        return " ".join(map(_text, node))
    return _text(node.children) if hasattr(node, "children") else "" if node is None else str(node)


def _cards(query: dict[str, str] | None = None) -> list[str]:
    return re.findall(r"id='(\w+)', className='card'", str(opened("/sources", query)))


def _document(path: str) -> str:
    return client().get(path).text


def test_every_source_has_a_card_and_an_earlier_edition_stands_on_that_of_the_latest() -> None:
    page = str(opened("/sources"))
    assert set(_cards()) == evidence.identifiers() - superseded()
    for source in evidence.identifiers():
        assert re.search(rf"id='{source}',[^)]*data-moved='/source/{source}'", page), source
    order = [page.index(f"href='/source/{source}'") for source in (NEW, APRIL, "unodc_sdg")]
    assert order == sorted(order)


def test_cards_are_filtered_by_kind_and_by_words_of_title_publisher_and_what_is_counted() -> None:
    assert set(_cards({"kind": "treaty_register"})) == {
        source["source_id"] for source in evidence.all_sources() if source["kind"] == "treaty_register"
    }
    assert _cards({"search": "illegal PROFITS", "kind": "model_estimate"}) == ["ilo_profits_2005", "ilo_profits_2014", "ilo_profits_2024"]
    assert _cards({"search": "walk free 2013"}) == ["gsi_2013"]
    assert _cards({"search": "april 2025 unodc"}) == [NEW]
    assert "No source matches these words." in _text(opened("/sources", {"search": "unicorns"}))
    assert "is no kind of figure" in _text(opened("/sources", {"kind": "poetry"}))


def test_a_card_counts_its_own_kind_of_figure_first_and_says_whose_country_it_is() -> None:
    page = _text(opened("/sources"))
    assert "People in modern slavery; Prevalence of modern slavery; Government response score (Walk Free); and 1 more" in page
    assert "2007 to 2022 · Netherlands" in page
    assert "2021 · world and regions" in page


@SOME
def test_the_page_of_a_source_cites_it_in_four_forms_leads_to_publishers_and_holds_all_of_its_caveats_and_pins(source: str) -> None:
    tree = opened(f"/source/{source}")
    page, record = _text(tree), evidence.source(source)
    links = {link for link in linked_from(tree) if link.startswith("http")}
    assert not record["url"] or record["url"] in links
    assert [link for link in links if not is_linked(link)] == []
    pinned = scene(State(source)).pinned
    assert len(pinned) == (atlas()["pinned_figures"]["source_id"] == source).sum()
    assert {pin.row["source_id"] for pin in pinned} <= {source}
    assert all(pin.locator in page for pin in pinned)
    assert all(part in page for part in (record["title"], record["publisher"], record["citation"], record["licence"], record["method"]))
    for ending in FORMS:
        assert client().get(f"/cite/{source}.{ending}").text.strip() in page
    positions = [page.index(caveat["text"]) for caveat in evidence.all_caveats(source).to_dict("records")]
    assert len(positions) == len(evidence.all_caveats(source)) > 0
    whole, _ = scene(State(source)).caveats
    order = list(vocabulary.terms("severity"))
    assert [order.index(caveat.severity) for caveat in whole] == sorted(order.index(caveat.severity) for caveat in whole)


@EVERY
def test_what_a_source_counts_adds_up_to_its_rows_and_leads_to_views_that_exist(source: str) -> None:
    shown = scene(State(source))
    counts = {table: count for table, count in shown.row_counts.items() if table != "claims"}
    assert sum(counted.rows for counted in shown.counted) == sum(counts.values()) == shown.series["rows"].sum()
    for address in filter(None, (counted.address for counted in shown.counted)):
        split = urlsplit(address)
        place = registry.place_at(split.path, dict(parse_qsl(split.query)))
        assert place.known
        assert place.page.codec.decode(place.query)[1] == []
    assert any(counted.address for counted in shown.counted) or source_profile.is_document(source)


def test_the_profits_of_2024_are_cited_as_the_ilo_and_not_as_a_copy() -> None:
    page = _text(opened("/source/ilo_profits_2024"))
    assert "International Labour Organization (2024). Profits and Poverty" in page
    assert "author = {{International Labour Organization}}" in page
    assert page.index("Copy BibTeX") < page.index("What it counts or judges") < page.index("aretenews.com") or "Seen in" in page
    assert "US$ 236 billion" in page and "Total, US$ 236 billion" in page


def test_a_pinned_figure_that_the_atlas_worked_out_says_so_with_separators() -> None:
    page = _text(opened("/source/ctdc_2021")).partition("Figures checked at every build")[2]
    assert "2,134 (derived)" in page and "1,192 (derived)" in page and "As printed" not in page
    page = _text(opened("/source/eurostat_thb")).partition("Figures checked at every build")[2]
    assert "derived" not in page.partition("Cite")[0]


def test_an_edition_names_those_before_and_after_it_with_the_cells_that_changed() -> None:
    page = _text(opened(f"/source/{NEW}"))
    cells = revisions.summary(NEW)
    assert f"{cells['changed']:,} revised, {cells['added']:,} added, {cells['masked_now']:,} now masked" in page
    assert f"{cells['same']:,} unchanged." in page
    assert "This is an earlier edition. The latest is  UNODC data file, October 2025" in _text(opened(f"/source/{APRIL}"))
    assert "Earlier editions" not in _text(opened("/source/unodc_sdg"))


def test_a_caveat_of_one_country_is_folded_and_names_its_country_and_year() -> None:
    page = str(opened(f"/source/{NEW}"))
    text = _text(opened(f"/source/{NEW}"))
    assert "Poland, 2023: The total of 1,043 is doubtful." in text
    assert page.index("Caveats of single countries and rows") < page.index("The total of 1,043 is doubtful")
    assert "Malaysia: The copy's number and percentage for Malaysia" not in _text(opened("/source/gsi_2018"))


def test_a_document_says_how_many_claims_it_makes_and_leads_to_them() -> None:
    page = str(opened("/source/toolkit_2001"))
    count = (atlas()["claims"]["source_id"] == "toolkit_2001").sum()
    assert f"{count} claims of this document" in page
    (address,) = set(re.findall(r"href='(/compare\?[^']+)'", page))
    place = registry.place_at("/compare", dict(parse_qsl(urlsplit(address).query)))
    assert place.page.codec.decode(place.query)[1] == []


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("GSI_2023", "gsi_2023"),
        ("gsi-2023", "gsi_2023"),
        ("ILO profits 2024", "ilo_profits_2024"),
        ("global slavery index 2013", "gsi_2013"),
    ],
)
def test_another_way_to_write_a_source_leads_to_its_page(written: str, source: str) -> None:
    answer = client().get(f"/source/{written}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/source/{source}")


def test_an_unknown_source_is_404_with_sources_of_near_names() -> None:
    answer = client().get("/source/global slavry index")
    assert answer.status_code == 404
    words = unescape(answer.text)
    assert "There is no such source" in words
    assert "/source/gsi_2023" in words.partition("<noscript>")[2]
    page = registry.pages()["source"]
    opened = _text(opened_page(page, source="global%20slavry"))
    assert "No source is called “global slavry”" in opened
    assert "The atlas has no source" not in opened
    assert "The link contains 'colour'" in _text(opened_page(page, source="global%20slavry", colour="red"))
    assert "Did you mean" not in _text(opened_page(page, source="zzzz"))
    assert client().get("/view/source.csv?v=1&source=zzzz").status_code == 400


def test_the_page_is_whole_without_scripts_and_is_a_data_set_to_search_engines() -> None:
    document = _document("/source/ilo_profits_2024")
    body = unescape(document.partition("<noscript>")[2].partition("</noscript>")[0])
    assert all(
        part in body for part in ("The rise of 37 per cent", "Total, US$ 236 billion", "/data/estimates.csv?source_id=ilo_profits_2024")
    )
    thing = json.loads(document.partition('application/ld+json">')[2].partition("</script>")[0])
    assert (thing["@type"], thing["creator"]["name"]) == ("Dataset", "International Labour Organization")
    assert thing["temporalCoverage"] == "2012/2021"
    assert thing["distribution"][0]["contentUrl"] == "http://localhost/data/estimates.csv?source_id=ilo_profits_2024"
    assert "<title>Profits and Poverty: The Economics of Forced Labour, second edition" in document


def test_the_rows_of_a_source_are_those_that_its_page_counts() -> None:
    for table, count in scene(State("uk_nrm")).row_counts.items():
        answer = client().get(f"/data/{table}.csv?source_id=uk_nrm").text
        assert len(list(csv.reader(io.StringIO(answer)))) == count + 1


def test_the_export_of_a_source_is_its_series() -> None:
    rows = list(csv.DictReader(io.StringIO(client().get("/view/source.csv?v=1&source=ilo_profits_2024").text)))
    assert len(rows) == len(scene(State("ilo_profits_2024")).series)
    assert {row["indicator_label"] for row in rows} >= {"Illegal profits from forced labour"}
    assert sum(int(row["rows"]) for row in rows) == 21


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("uk_nrm", "United Kingdom, people of 159 nationalities"),
        ("unodc_glotip_2025_10", "199 places, people of 187 nationalities"),
        ("ctdc_2021", "85 places, people of 68 nationalities"),
        ("tip_tiers", "191 places"),
        ("statcan_trafficking", "Canada"),
        ("ilo_profits_2024", "world and regions"),
    ],
)
def test_the_places_of_a_source_are_those_that_it_reports_on_and_nationalities_are_none(source: str, places: str) -> None:
    card = client().get("/sources").text.partition(f'href="/source/{source}"')[2].partition("</li>")[0]
    assert f"· {places}<" in card
    if places != "world and regions":
        assert f">{places}<" in client().get(f"/source/{source}").text


def test_the_places_that_a_source_reports_on_are_as_many_as_those_of_coverage() -> None:
    cells = source_coverage.cells()
    counting = cells[(cells["source_id"] == "unodc_glotip_2025_10") & (cells["kind"] == "count")]
    assert f"{counting['place'].nunique()} places" in reported_places.of_source("unodc_glotip_2025_10")


def test_checked_figures_have_one_format() -> None:
    checked = client().get("/source/uk_nrm").text.partition('id="pinned"')[2]
    figures = re.findall(r'<th scope="row">([\d,]+)', checked)
    assert {"17,004", "19,125", "23,411", "7,130"} <= {*figures} and not [one for one in figures if re.search(r"\d{4}", one)]
