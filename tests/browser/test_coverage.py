"""The coverage page in a real browser: the answer in the first screen, the opened place, and the table of places by sources."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

TABLE = "/coverage?v=1&question=every&tab=table"


def _table(visit: Visit) -> Page:
    page = visit.on(TABLE)
    page.wait_for_selector(".coverage-matrix tbody tr:nth-child(249)", state="attached")
    return page


def _is_inside(page: Page, selector: str) -> bool:
    """Whether the first element of a selector is whole within the screen."""
    return bool(
        page.locator(selector).first.evaluate(
            "node => (({ top, bottom, right }) => top >= 0 && bottom <= innerHeight && right <= innerWidth)(node.getBoundingClientRect())"
        )
    )


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_first_screen_names_who_has_no_figure_after_2015(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    page = visit.on("/coverage")
    expect(page.locator("h1")).to_have_text("Since 2016, no source has a figure for 2 countries and 43 territories")
    page.wait_for_selector("#coverage-figure .choroplethlocation", state="attached")
    assert _is_inside(page, "#coverage-names a[href='/country/TUV']")
    assert _is_inside(page, "#coverage-names a[href='/country/ESH']")
    assert page.locator("#coverage-figure .choroplethlocation").count() > 200


def test_on_a_phone_the_countries_stand_in_the_first_screen_and_nothing_overflows(phone: Visit) -> None:
    for width, height in ((390, 844), (360, 800)):
        phone.page.set_viewport_size({"width": width, "height": height})
        page = phone.on("/coverage")
        page.wait_for_selector("#coverage-names a")
        assert _is_inside(page, "#coverage-names a[href='/country/TUV']")
        assert _fits(page)


def test_another_question_changes_answer_map_and_address(visit: Visit) -> None:
    page = visit.on("/coverage")
    page.locator("#coverage-question").get_by_text("With ratings only").click()
    expect(page.locator("h1")).to_have_text("Since 2016, 2 countries and 3 territories have ratings but no count or estimate")
    expect(page.locator("#coverage-names")).to_contain_text("Kiribati")
    expect(page).to_have_url(re.compile(r"/coverage\?v=1&question=ratings$"))
    page.reload()
    expect(page.locator("h1")).to_contain_text("have ratings but no count or estimate")


def test_eritrea_is_opened_by_its_name_and_leads_to_the_views(visit: Visit) -> None:
    page = visit.on("/coverage")
    page.get_by_role("textbox", name="Country or territory").or_(page.get_by_role("combobox", name="Country or territory")).first.fill(
        "Eritrea"
    )
    expect(page.get_by_role("option").first).to_have_text("Eritrea")
    page.keyboard.press("Enter")
    expect(page.locator("#coverage-opened h2")).to_have_text("Eritrea: 12 sources have figures for 1995 to 2025")
    expect(page).to_have_url(re.compile("place=ERI"))
    page.locator("#coverage-opened").get_by_role("link", name="Trafficking in Persons Report").click()
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2025")
    expect(page).to_have_url(re.compile("places=ERI"))


def test_the_table_is_sorted_by_a_source_and_searched_by_a_name(visit: Visit) -> None:
    page = _table(visit)
    head = page.get_by_role("button", name="Trafficking in Persons Report")
    head.click()
    expect(page.locator("th", has=head)).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".coverage-matrix tbody tr").first.locator(".shape-government_rating")).to_have_text("2025")
    head.click()
    assert page.locator(".coverage-matrix tbody tr").first.locator(".shape-government_rating").inner_text() < "2025"
    page.get_by_label("Find a place").fill("eritr")
    expect(page.locator(".coverage-matrix tbody tr")).to_have_count(1)
    cell = page.locator(".coverage-matrix tbody .shape-government_rating a")
    expect(cell).to_have_attribute("href", "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2025&place=ERI")
    expect(cell).to_have_attribute("title", "Eritrea, Trafficking in Persons Report: figures for 17 years, 2009 to 2025")
    page.get_by_label("Find a place").fill("xxxx")
    expect(page.get_by_text("No place has this name.")).to_be_visible()
    page.get_by_label("Find a place").fill("")


def test_arrows_lead_from_cell_to_cell_and_the_names_stay_in_sight(visit: Visit) -> None:
    page = _table(visit)
    page.locator(".coverage-matrix tbody a").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('td').cellIndex") > 3
    before = page.evaluate("document.activeElement.closest('tr').rowIndex")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") > before
    frame = page.locator(".matrix-frame")
    frame.evaluate("node => node.scrollTo(900, 1500)")
    edges = frame.evaluate(
        """node => { const home = node.getBoundingClientRect(), at = (query) => node.querySelector(query).getBoundingClientRect();
        return [at('tbody th').left - home.left, at('thead').top - home.top]; }"""
    )
    assert all(abs(edge) < 3 for edge in edges)


def test_the_table_scrolls_within_itself_on_a_phone(phone: Visit) -> None:
    page = _table(phone)
    assert _fits(page)
    assert page.locator(".matrix-frame").evaluate("node => node.scrollWidth > node.clientWidth + 300")


def test_the_table_is_one_stop_of_the_keyboard(visit: Visit) -> None:
    page = _table(visit)
    assert page.locator(".coverage-matrix tbody td a").count() > 2500
    assert page.locator(".coverage-matrix tbody a:not([tabindex='-1'])").count() == 1
    page.locator(".coverage-matrix tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".coverage-matrix tbody a:not([tabindex='-1'])")).to_be_focused()
