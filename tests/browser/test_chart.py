"""The chart of the map page in a real browser: opened, filled by mouse and keyboard, seen in one screen, and left again."""

import re

import pytest
from playwright.sync_api import Page, expect

from layouts import theme
from tests.browser.conftest import SETTLED, Visit

DETECTED = "/map?v=1&indicator=detected_victims&source=unodc_glotip_2025_10"
CHART = f"{DETECTED}&tab=chart&places=DEU.NZL"
TIERS = "/map?v=1&indicator=tip_tier&source=tip_tiers&tab=chart&places=THA.VNM.KHM"


def _drawn_chart(page: Page) -> Page:
    page.wait_for_selector("#world-chart .main-svg", state="attached")
    return page


def _is_within_the_screen(page: Page, selector: str, share: float) -> bool:
    """Whether a share of the height of an element is in the first screen."""
    box, size = page.locator(selector).bounding_box(), page.viewport_size
    return bool(box and size and box["y"] + share * box["height"] <= size["height"])


def test_a_stranger_finds_germany_as_a_chart_with_what_an_earlier_edition_printed_for_2022(visit: Visit) -> None:
    page = visit.open(f"{DETECTED}&year=2022")
    page.get_by_label("Country or territory").first.fill("germany")
    page.get_by_role("option").first.click()
    expect(page.locator("#world-chosen li strong")).to_have_text("Germany")
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator("h1")).to_have_text("Detected victims of trafficking: Germany, 2007 to 2023")
    expect(page.locator("#world-chart")).to_contain_text("2022: masked this cell (<5)")
    expect(page.locator("#world-period-evidence")).to_contain_text("2007 to 2023")
    expect(page.locator(".year-axis")).to_be_hidden()
    expect(page.locator("#world-legend")).to_be_hidden()
    expect(page.locator("#world-chosen")).to_contain_text("17 years with a figure")
    page.wait_for_url(re.compile("places=DEU&tab=chart$"))


@pytest.mark.parametrize("link", [CHART, TIERS])
def test_heading_places_and_chart_are_in_the_first_screen_where_the_chart_begins_on_a_phone(visit: Visit, link: str) -> None:
    page = visit.on(link)
    page.set_viewport_size({"width": 1440, "height": 900})
    _drawn_chart(page)
    assert _is_within_the_screen(page, "h1", 1) and _is_within_the_screen(page, "#world-chosen", 1)
    assert _is_within_the_screen(page, "#world-chart-figure-frame", 1)
    visit.fit(390)
    assert _is_within_the_screen(page, "#world-indicator", 1) and _is_within_the_screen(page, "#world-chart-figure-frame", 0.5)


def test_in_dark_mode_lines_strips_and_their_words_have_the_colours_of_dark_paper(visit: Visit) -> None:
    scheme = "scheme => document.documentElement.setAttribute('data-mantine-color-scheme', scheme)"
    page = _drawn_chart(visit.on(TIERS))
    page.evaluate(scheme, "dark")
    second = theme.ordered(4, "efforts")[2]
    bar = page.locator(f'#world-chart .barlayer path[style*="fill: {theme.rgb(second.light)}"]').first
    expect(bar).to_have_css("fill", theme.rgb(second.dark))
    word = page.locator("#world-chart .barlayer text", has_text="Tier 2").first
    expect(word).to_have_css("fill", theme.rgb(theme.words_on(second).dark))
    page = _drawn_chart(visit.on(CHART))
    page.evaluate(scheme, "dark")
    look = theme.PLACES[1]
    line = page.locator(f'#world-chart path.js-line[style*="stroke: {theme.rgb(look.light)}"]').first
    expect(line).to_have_css("stroke", theme.rgb(look.dark))
    expect(page.locator("#world-chart text", has_text="New Zealand")).to_have_css("fill", theme.rgb(look.dark))
    page.evaluate(scheme, "light")


def test_another_indicator_keeps_the_places_and_the_map_returns_with_its_own_heading(visit: Visit) -> None:
    page = _drawn_chart(visit.on(CHART))
    page.get_by_role("combobox", name="Indicator", exact=True).or_(page.get_by_label("Indicator", exact=True)).first.click()
    page.get_by_role("option", name="Persons convicted", exact=False).first.click()
    expect(page.locator("h1")).to_have_text("Persons convicted of trafficking: Germany and New Zealand, 2003 to 2023")
    page.get_by_role("tab", name="Map").click()
    expect(page.locator("h1")).to_have_text("Persons convicted of trafficking, 2023")
    expect(page.locator(".year-axis")).to_be_visible()
    expect(page.locator("#world-legend")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text("Persons convicted of trafficking, 2022")
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator("h1")).to_contain_text("Germany and New Zealand")


def test_the_chart_opens_without_a_complaint_and_the_map_asks_for_nothing_of_it(visit: Visit) -> None:
    page = visit.open(f"{DETECTED}&year=2022&place=DEU")
    asked = len(visit.requests)
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator("h1")).to_have_text("Detected victims of trafficking: Germany, 2007 to 2023")
    _drawn_chart(page).wait_for_function(SETTLED)
    assert len([url for url in visit.requests[asked:] if "_dash-update-component" in url]) == 1
    assert visit.complaints == []
