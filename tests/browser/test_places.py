"""Countries side by side in a real browser: a stranger finds three neighbours, reads them, adds one, and takes the link along."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

NEIGHBOURS = "/compare?v=1&mode=places&places=THA.VNM.KHM"


def _add(page: Page, typed: str, name: str) -> None:
    field = page.locator("#places-places")
    field.click()
    field.fill(typed)
    expect(page.locator("[role=option]:visible[data-combobox-selected]")).to_have_text(name)
    field.press("Enter")


def _bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_a_stranger_reaches_three_neighbours_from_the_navigation(visit: Visit) -> None:
    page = visit.on("/compare")
    page.get_by_role("link", name="Countries", exact=True).and_(page.locator(".modes a")).click()
    page.get_by_role("link", name="Thailand, Vietnam and Cambodia").click()
    expect(page.locator("h1")).to_have_text("Thailand, Vietnam and Cambodia, side by side")
    expect(page.locator(".places-differences").first).to_contain_text("In 2025, Thailand and Vietnam: Tier 2; Cambodia: Tier 3.")


def test_the_first_screen_has_names_tiers_and_detections(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    page = visit.on(NEIGHBOURS)
    expect(page.locator(".places-name")).to_have_text(["Thailand", "Vietnam", "Cambodia"])
    for row in ("tip_tier-tip_tiers", "detected_victims-unodc_glotip_2025_10"):
        assert _bottom(page, f"[data-row='{row}'] .small-chart") < 900, row
        expect(page.locator(f"[data-row='{row}'] .small-chart")).to_have_count(3)


def test_on_a_phone_the_first_row_is_in_the_first_screen(phone: Visit) -> None:
    page = phone.on(NEIGHBOURS)
    expect(page.locator(".places-row").first.locator(".places-of")).to_have_text(["Thailand", "Vietnam", "Cambodia"])
    assert _bottom(page, ".places-row .places-cell:nth-of-type(4) .strip") < 844


def test_sources_and_what_must_not_be_compared_are_printed_below_the_comparison(visit: Visit) -> None:
    page = visit.on(NEIGHBOURS)
    page.emulate_media(media="print")
    paper = page.locator(".paper-only")
    expect(paper).to_be_visible()
    for text in ("Do not compare", "United Nations Office on Drugs and Crime"):
        expect(paper).to_contain_text(text)
    page.emulate_media(media="null")


def test_a_country_is_added_by_a_former_name_closes_the_list_and_the_way_back_removes_it(visit: Visit) -> None:
    page = visit.on(NEIGHBOURS)
    _add(page, "Burma", "Myanmar")
    expect(page.locator(".places-name")).to_have_text(["Thailand", "Vietnam", "Cambodia", "Myanmar"])
    page.wait_for_url(re.compile(r"places=THA\.VNM\.KHM\.MMR"))
    expect(page.locator("[role=listbox]:visible")).to_have_count(0)
    expect(page.locator("#places-places")).to_be_focused()
    page.go_back()
    page.wait_for_url(re.compile(r"places=THA\.VNM\.KHM$"))
    expect(page.locator(".places-name")).to_have_text(["Thailand", "Vietnam", "Cambodia"])


def test_a_family_is_opened_from_its_main_series_and_evidence_by_keyboard(visit: Visit) -> None:
    page = visit.on(NEIGHBOURS)
    page.get_by_role("link", name=re.compile("All [0-9]+ series: Counted cases")).click()
    expect(page.locator("[data-row='sdg_16_2_2-unodc_sdg']")).to_be_visible()
    expect(page.locator("[data-row='tip_tier-tip_tiers']")).to_have_count(0)
    summary = page.locator(".places-row summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".places-row .caveats").first).to_be_visible()


def test_countries_are_taken_out_by_keyboard_and_with_none_left_the_page_offers_neighbours(visit: Visit) -> None:
    page = visit.on(NEIGHBOURS)
    page.locator("#places-places").focus()
    for left in (["Thailand", "Vietnam"], ["Thailand"], []):
        page.keyboard.press("Backspace")
        expect(page.locator(".places-name")).to_have_text(left)
    expect(page.get_by_role("link", name="Nigeria, Ghana and Benin")).to_be_visible()
    expect(page.locator("#places-share")).to_be_hidden()
    expect(page.locator(".small-chart")).to_have_count(0)
