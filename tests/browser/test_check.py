"""A pasted paragraph is checked from the keyboard and on a phone, what is too long stays in the browser, and no address has it."""

from playwright.sync_api import Page, Route, expect

from layouts.pages.check.scene import EXAMPLES, LIMIT
from tests.browser.conftest import SETTLED, Visit, barriers

LEAFLET, CALLBACKS = EXAMPLES[0][1], "**/_dash-update-component"


def _pasted(visit: Visit, text: str) -> Page:
    page = visit.on("/check")
    page.get_by_role("button", name="Clear").click()
    visit.settled()
    expect(page.locator(".check-card")).to_have_count(0)
    page.locator("#check-text").fill(text)
    return page


def test_a_paragraph_is_checked_from_the_keyboard(visit: Visit) -> None:
    page = _pasted(visit, LEAFLET)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".check-verdict")).to_have_text(
        ["rounded; renamed on the way", "one author; at most, no lower bound", "sources disagree on who is counted", "not in the atlas"]
    )
    expect(page.locator("#check-status")).to_contain_text("Four numbers recognised")
    expect(page.locator(".check-echo mark")).to_have_text(["$32 billion", "27 million", "800,000", "75,000"])
    page.locator(".check-echo mark a").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#number-3")).to_be_focused()
    expect(page.locator("#number-3")).to_be_in_viewport()
    assert page.url == f"{visit.address}/check"


def test_the_text_is_in_no_address_and_no_storage_of_the_browser(visit: Visit) -> None:
    page = _pasted(visit, f"zq7marker {LEAFLET}")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".check-card")).to_have_count(4)
    assert page.url == f"{visit.address}/check"
    assert [url for url in visit.requests if "zq7marker" in url] == []
    assert "zq7marker" not in page.evaluate("() => JSON.stringify([localStorage, sessionStorage, history.state])")


def test_a_link_of_a_card_leaves_the_text_where_it_is(visit: Visit) -> None:
    page = _pasted(visit, "27 million slaves")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".check-card")).to_have_count(1)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Who says it, step by step").click()
    expect(opened.value.locator("main h1")).to_be_visible()
    opened.value.close()
    expect(page.locator(".check-card")).to_have_count(1)
    expect(page.locator("#check-text")).to_have_value("27 million slaves")


def test_clear_takes_everything_away(visit: Visit) -> None:
    page = _pasted(visit, "27 million slaves")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".check-card")).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".check-card")).to_have_count(0)
    expect(page.locator("#check-text")).to_have_value("")
    expect(page.locator(".check-echo")).to_have_count(0)


def test_an_answer_that_comes_after_clear_is_left_out(visit: Visit) -> None:
    page = _pasted(visit, "27 million slaves")
    late: list[Route] = []
    page.route(CALLBACKS, lambda route: route.continue_() if late else late.append(route))
    with page.expect_request(CALLBACKS):
        page.get_by_role("button", name="Check", exact=True).click()
    with page.expect_response(CALLBACKS):
        page.get_by_role("button", name="Clear").click()
    with page.expect_response(CALLBACKS):
        late[0].continue_()
    page.wait_for_function(SETTLED)
    expect(page.locator(".check-card")).to_have_count(0)
    expect(page.locator(".check-echo")).to_have_count(0)
    page.unroute(CALLBACKS)


def test_an_example_is_checked_at_once(visit: Visit) -> None:
    page = visit.on("/check")
    page.get_by_role("button", name="$150 billion industry").click()
    expect(page.locator(".check-verdict")).to_have_text(["rounded; profit, not revenue"])
    expect(page.locator("#check-text")).to_have_value("Human trafficking is a $150 billion industry.")


def test_a_text_beyond_the_limit_stays_in_the_browser(visit: Visit) -> None:
    page = _pasted(visit, "27 million " * 9_100)
    visit.requests.clear()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#check-status")).to_have_text(
        f"This text has 100,100 characters; the limit is {LIMIT:,}. Paste a shorter part of it."
    )
    assert [url for url in visit.requests if "_dash-update-component" in url] == []


def test_markup_in_a_text_is_shown_as_text(visit: Visit) -> None:
    text = "<img src=x onerror='window.broken=1'> 27 million =1+2 **slaves**"
    page = _pasted(visit, text)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".check-echo")).to_have_text(text)
    assert page.evaluate("() => window.broken") is None
    assert page.locator(".check img").count() == 0


def test_on_a_phone_the_first_card_is_in_view_after_checking(phone: Visit) -> None:
    page = _pasted(phone, LEAFLET)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#number-1 .check-verdict")).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_a_citation_is_copied_and_a_checked_page_has_no_barrier(visit: Visit) -> None:
    page = _pasted(visit, LEAFLET)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("Cite ILO profits 2005 (Belser)").click()
    page.locator("#number-1").get_by_role("button", name="Copy the citation").click()
    expect(page.locator("#number-1 .copy")).not_to_have_text("Copy")
    page.wait_for_function(SETTLED)
    assert barriers(page) == []
    page.get_by_role("button", name="Light or dark").click()
    assert barriers(page, only=["color-contrast"]) == []
    page.get_by_role("button", name="Light or dark").click()
