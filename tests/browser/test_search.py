"""The search in the browser: while typing, from the keyboard, for those who hear the page, on a phone, and without scripts."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

FIELD, OPTION = "header form[role=search] input", "header .search-option"


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    page = visit.on("/about")
    visit.complaints.clear()
    yield page
    page.locator(FIELD).fill("")  # the field and what was heard stay when another page is opened within the app
    page.locator(FIELD).blur()
    page.locator("#search-heard").evaluate("heard => heard.replaceChildren()")
    assert visit.complaints == []


def _type(page: Page, text: str) -> None:
    """Type into the field of the header, and wait for the list that answers the whole text."""
    with page.expect_response(lambda answer: "/search.json" in answer.url and answer.url.endswith(f"q={quote(text)}")):
        page.locator(FIELD).press_sequentially(text)
    expect(page.locator(OPTION).first).to_be_visible()


def test_slash_and_control_k_lead_to_the_field(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("")
    page.locator("main h1").click()
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()


def test_a_slash_that_is_typed_is_a_slash(page: Page) -> None:
    page.locator(FIELD).press_sequentially("1/2")
    expect(page.locator(FIELD)).to_have_value("1/2")


def test_enter_takes_the_first_result_without_loading_the_app_anew(page: Page) -> None:
    page.evaluate("() => { window.isSame = true; }")
    _type(page, "UNODC, SDG")
    first = page.locator(OPTION).first
    expect(first).to_have_attribute("aria-selected", "true")
    link = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{link}")
    assert page.evaluate("() => window.isSame")
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator("header .search-list")).to_be_hidden()


def test_arrows_go_through_the_results_and_escape_closes_them(page: Page) -> None:
    _type(page, "modern slavery")
    field = page.locator(FIELD)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", "search-list-option-0")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "search-list-option-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(page.locator("header .search-more .search-option")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("header .search-list")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_the_number_of_results_is_announced(page: Page) -> None:
    _type(page, "Nepal")
    expect(page.locator("#search-heard")).to_have_text(re.compile(r"^\d results$"))
    expect(page.locator("#search-list")).to_have_attribute("role", "listbox")
    expect(page.locator("#search-list [role=group]").first).to_be_visible()


def test_enter_before_the_answer_waits_for_it(page: Page) -> None:
    page.locator(FIELD).fill("Tier 2 Watch List")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?v=1&indicator=tip_tier*")


def test_what_is_not_found_leads_to_the_page_that_says_so(page: Page) -> None:
    page.locator(FIELD).fill("qwrtz plkjh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=qwrtz*")
    expect(page.locator(".search-answer")).to_contain_text("Nothing found for “qwrtz plkjh”.")


def test_the_field_of_the_page_shows_all_results(page: Page, visit: Visit) -> None:
    visit.open("/search?q=Nepal")
    field = page.locator("main form[role=search] input")
    expect(field).to_have_value("Nepal")
    field.fill("Germany")
    field.press("Enter")
    page.wait_for_url("**/search?q=Germany*")
    expect(page.locator(".search-answer")).to_contain_text("for “Germany”")
    expect(field).to_have_value("Germany")


def test_a_lost_connection_is_said(page: Page, visit: Visit) -> None:
    page.route("**/search.json*", lambda route: route.abort())
    page.locator(FIELD).fill("Nepal")
    expect(page.locator("#search-heard")).to_have_text("The server did not answer.")
    page.unroute("**/search.json*")
    visit.complaints.clear()


def test_the_list_fits_a_phone(page: Page, width: int = 360) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    _type(page, "trafficking")
    box = page.locator("header .search-list").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_search_works_without_scripts(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(f"{address}/search?q=Allemagne")
    page.get_by_role("link", name="Germany").first.wait_for()
    form = page.locator("form[role=search]").last
    form.locator("input[name=q]").fill("Costa de Marfil")
    form.locator("input[name=q]").press("Enter")
    page.wait_for_url("**/search?q=Costa+de+Marfil")
    assert page.get_by_role("link", name="Côte d'Ivoire").first.get_attribute("href") == "/country/CIV"
