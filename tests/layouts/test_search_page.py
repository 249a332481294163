"""The page of results and the list while typing: what is found, where it leads, and what they say of what is not found."""

from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app import server
from layouts.evidence import search_results
from layouts.evidence.number_entries import results
from layouts.exports import registry
from layouts.exports.plain_html import plain_html
from layouts.exports.registry import pages
from layouts.pages.search import scene
from layouts.pages.search.layout import layout
from layouts.pages.search.state import CODEC, State


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    made: FlaskClient = server.test_client()
    return made


def _page(query: str) -> str:
    return plain_html(layout(scene.scene(State(query))))


def _listed(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/search.json?q={quote(query)}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    body: dict[str, Any] = answer.get_json()
    return body


def test_the_page_of_results_needs_no_scripts(client: FlaskClient) -> None:
    html = client.get("/search?q=Costa de Marfil").text
    plain = html.partition("<noscript>")[2]
    assert "Côte d&#x27;Ivoire" in plain or "Côte d'Ivoire" in plain
    assert 'href="/country/CIV"' in plain
    assert 'action="/search"' in plain


def test_a_result_says_what_it_is_and_leads_there() -> None:
    page = _page("modern slavery")
    assert "results for “modern slavery”" in page
    assert all(group in page for group in ("Indicators", "Sources", "Questions"))
    assert "Global Slavery Index 2023" in page
    assert "5 published answers" in page


def test_the_group_with_the_best_fit_comes_first() -> None:
    first = {"Nepal": "Countries and regions", "Tier 2 Watch List": "Indicators", "UNODC": "Sources", "walk free": "Sources"}
    for query, title in first.items():
        assert search_results.groups(query)[0].title == title, query


@pytest.mark.parametrize("query", ["Germany detected victims", "detected victims Germany 2022"])
def test_an_indicator_beside_a_place_leads_to_its_chart_over_time(query: str) -> None:
    first = search_results.groups(query)[0].results[0]
    assert first.title == "Detected victims of trafficking: Germany"
    assert first.detail == "Over time · UNODC data file, October 2025"
    assert "tab=chart&places=DEU" in first.link


def test_an_indicator_that_is_called_so_comes_before_one_that_is_described_so() -> None:
    first = search_results.groups("Eritrea modern slavery")[0].results[0]
    assert first.title == "People in modern slavery: Eritrea"


def test_several_countries_lead_to_the_countries_side_by_side() -> None:
    (group,) = (group for group in search_results.groups("Thailand, Vietnam, Cambodia") if group.title == "Countries and regions")
    first, *others = group.results
    assert first.title == "Thailand, Vietnam and Cambodia, side by side"
    assert first.link == "/compare?v=1&mode=places&places=THA.VNM.KHM"
    assert [result.title for result in others] == ["Thailand", "Vietnam", "Cambodia"]
    assert group.total == 4


def test_a_word_of_a_longer_name_names_no_other_country() -> None:
    titles = [result.title for result in search_results.groups("tiers of South Sudan and Papua New Guinea")[0].results]
    assert sorted(title.rpartition(": ")[2] for title in titles) == ["Papua New Guinea", "South Sudan"]


QUERIES = (
    "trafficking",
    "modern slavery",
    "Nepal",
    "Africa",
    "assisted",
    "victims",
    "UNODC",
    "tier",
    "Germany detected victims",
    "Thailand Vietnam Cambodia",
    "Nepal forced labour convention",
    "sources",
)


def test_every_link_of_a_result_is_understood_by_its_page() -> None:
    for query in QUERIES:
        for group in search_results.groups(query, scene.listed(), most=100):
            for result in group.results:
                address = urlsplit(result.link)
                place = registry.place_at(address.path, dict(parse_qsl(address.query)))
                if place is None or place.page.slug == "not_found_404":  # a page that was left out
                    assert address.path.startswith(("/country/", "/source/")), result.link
                    continue
                assert place.known, result.link
                assert place.page.codec.decode(place.query)[1] == [], result.link


NUMBERS = {
    "50 million": ("49.6 million people", "rounded to 50 million", "q=modern_slavery_now"),
    "49.6 million": ("49.6 million people", "Global estimates 2022", "q=modern_slavery_now"),
    "49.6": ("49.6 million people", "Global estimates 2022", "q=modern_slavery_now"),
    "$150 billion": ("150.2 billion US dollars a year", "Illegal profits from forced labour", "q=money_year"),
    "27 million slaves": ("as many as 27 million people", "Kevin Bales", "mode=claims&claim="),
    "4,000 Switzerland": ("4,000", "People in modern slavery, Switzerland, 2021", "place=CHE"),
}


@pytest.mark.parametrize(("query", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_a_number_finds_whose_it_is(query: str, expected: tuple[str, str, str]) -> None:
    found = search_results.groups(query, scene.listed())
    first = next(group for group in found if group.title == search_results.NUMBERS).results[0]
    figure, part, address = expected
    assert first.title == figure
    assert part in first.detail
    assert address in first.link


def test_a_number_of_a_place_is_that_of_the_place() -> None:
    first = search_results.groups("4000 in Switzerland")[0]
    assert first.title == search_results.NUMBERS
    assert "Switzerland" in first.results[0].detail


def test_a_small_bare_number_is_no_figure_of_every_row() -> None:
    titles = [group.title for group in search_results.groups("3", scene.listed())]
    assert titles[0] != search_results.NUMBERS


def test_a_number_comes_before_what_only_has_its_words() -> None:
    assert search_results.groups("50 million")[0].title == search_results.NUMBERS
    assert search_results.groups("$150 billion")[0].title == search_results.NUMBERS
    assert not any("dollar" in row.title for row in search_results.groups("50 million")[0].results)


@pytest.mark.parametrize("query", ["2022", "gsi 2023", "ILO 2012", "Nepal 2014"])
def test_a_year_is_no_number_to_look_for(query: str) -> None:
    assert search_results.NUMBERS not in {group.title for group in search_results.groups(query)}


def test_the_list_of_a_number_offers_to_check_it(client: FlaskClient) -> None:
    assert _listed(client, "50 million")["more"][-1][2] == "/check"
    assert _listed(client, "Nepal")["more"][-1][2] == "/search?q=Nepal"


def test_who_is_named_only_in_a_claim_is_found_among_the_claims() -> None:
    found = search_results.groups("Bales", scene.listed())
    assert [group.title for group in found] == [search_results.CLAIMS]
    assert found[0].results[0].link == "/compare?v=1&mode=claims&search=Bales"
    assert search_results.CLAIMS not in {group.title for group in search_results.groups("qwrtz")}


def test_pages_are_found_by_name_and_description() -> None:
    titles = {result.title for group in search_results.groups("flows", scene.listed()) for result in group.results}
    assert pages()["flows"].title in titles


def test_a_slip_is_asked_about() -> None:
    page = _page("Nigera")
    assert "Did you mean" in page
    assert page.index("Nigeria") < page.index("Niger</a>?")
    assert "No match for “Nigera”." in page


@pytest.mark.parametrize("query", ["qwrtz plkjh vbnmx", "🧭", "the", "<script>alert(1)</script>x"])
def test_what_is_not_found_is_said_plainly_with_other_ways(query: str) -> None:
    page = _page(query)
    assert "Nothing found for" in page
    assert 'href="/check"' in page
    assert "<script>" not in page


@pytest.mark.parametrize("query", ["", "  \t ", "\x00\x07"])
def test_an_empty_search_offers_examples(query: str) -> None:
    page = _page(query)
    assert "For example" in page
    assert "result" not in page.partition("For example")[2]


def test_a_long_query_is_cut_and_the_page_says_so(client: FlaskClient) -> None:
    state, messages = CODEC.decode({"q": "n" * 10_000})
    assert state == State("n" * 80)
    assert "is too long" in messages[0]
    assert len(messages[0]) < 500
    assert client.get(f"/search?q={'n' * 3000}").status_code == 200
    assert _listed(client, "n" * 3000)["heard"] == "No results"


HOSTILE = ["", " ", "\x00", "🧭" * 50, "<b>", "'; DROP TABLE places; --", "=HYPERLINK(1)", "../../etc/passwd", "%s%n", "\u202e", "ﷺ" * 80]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_answered_like_any_other(client: FlaskClient, query: str) -> None:
    body = _listed(client, query)
    assert {"groups", "more", "heard"} == set(body)
    assert client.get(f"/search?q={quote(query)}").status_code == 200


@settings(max_examples=10)
@given(st.text(max_size=120))
def test_any_text_makes_a_page(query: str) -> None:
    assert "<h1>Search</h1>" in _page(CODEC.decode({"q": query})[0].q)


def test_the_list_is_short_and_leads_to_all_results(client: FlaskClient) -> None:
    body = _listed(client, "trafficking")
    assert len(body["groups"]) <= 8
    assert all(len(group["results"]) <= 5 for group in body["groups"])
    assert _listed(client, "Eritrea")["more"][0][0] == "1 result"
    assert body["more"][-1][2] == "/search?q=trafficking"
    assert body["more"][-1][0].startswith("All ")


def test_a_query_that_stands_twice_is_answered(client: FlaskClient) -> None:
    assert client.get("/search.json?q=Nepal&q=India").status_code == 200
    assert client.get("/search?q=Nepal&q=India").status_code == 200
    assert client.get("/search.json").get_json()["groups"] == []


def test_a_half_is_not_rounded_down() -> None:
    found = {(result.title, result.detail.rpartition(" · ")[2]) for group in search_results.groups("800,000") for result in group.results}
    assert ("850,000", "rounded down to 800,000") in found and ("794,000", "rounded to 800,000") in found


def test_a_sum_over_years_that_is_not_found_is_said_not_to_be_searched() -> None:
    assert "Sums over several years are not searched." in _page("99,859")


@pytest.mark.parametrize("query", ["profit per victim", "profits per victim", "profit per person"])
def test_per_names_no_country_and_a_profit_per_victim_is_one_per_person(client: FlaskClient, query: str) -> None:
    first = client.get("/search.json", query_string={"q": query}).json["groups"][0]  # type: ignore[index]
    assert (first["title"], first["results"][0][0]) == ("Indicators", "Illegal profit per person in forced labour")
    assert "Peru" not in client.get("/search", query_string={"q": query}).text.partition("<noscript>")[2]


@pytest.mark.parametrize("query", ["1 in 4", "a quarter of victims", "80%", "79%", "25%", "Australia 66.7%"])
def test_a_score_is_no_share(query: str) -> None:
    assert not any("of 100" in result.title or "3P" in result.detail for result in results(query, most=8))


@pytest.mark.parametrize("query", ["25.14 of 100", "25% score"])
def test_a_score_is_found_by_its_scale(query: str) -> None:
    assert results(query, most=1)[0].title == "25.14 of 100"
