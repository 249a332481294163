"""The page of a place in a browser: its first screen, its charts and picture, and the list narrowed by typing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

NEPAL = "/country/NPL"


def test_a_country_can_be_taken_as_a_picture_from_a_page_that_has_loaded_no_figure(visit: Visit) -> None:
    page = visit.load(NEPAL)
    assert page.evaluate("window.Plotly === undefined")
    size, stem, parts = page.evaluate(
        """async () => {
          const view = await (await fetch("/view/country.picture.json?v=1&place=NPL")).json();
          const { svg } = await window.atlas.picture.compose(view, "report");
          return [svg.length, view.stem, view.parts.length];
        }"""
    )
    assert (size > 20_000, stem.startswith("nepal_"), parts) == (True, True, 6)


@pytest.mark.parametrize("path", ["/map?indicator=tip_tier", "/map?indicator=detected_victims&year=1999&place=KEN"])
def test_the_way_back_leads_out_of_a_view_however_shortly_its_link_named_it(visit: Visit, path: str) -> None:
    page = visit.on("/about")
    page.evaluate("path => window.atlas.go(path)", path)
    page.wait_for_url(re.compile("source="))
    page.go_back()
    page.wait_for_url("**/about")
    expect(page.locator("main h1")).to_have_text("About and method")
    page.go_forward()
    page.wait_for_url(re.compile("source="))
    expect(page.locator("main h1")).not_to_have_text("About and method")


def test_the_first_screen_names_the_place_and_begins_with_what_sources_say(visit: Visit) -> None:
    page = visit.on(NEPAL)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("h1")).to_have_text("Nepal")
        for text in ("Tier 2 Watch List", "97,000 people"):
            expect(page.locator(".latest strong", has_text=text).first).to_be_in_viewport()


def test_places_chosen_beside_it_make_the_link_that_compares_them(visit: Visit) -> None:
    page = visit.on(NEPAL)
    page.locator("#country-compare").fill("Burma")
    page.get_by_role("option", name="Myanmar").click()
    expect(page.locator("#country-compare-link")).to_have_attribute("href", re.compile(r"places=NPL\.MMR$"))


def test_a_chart_tells_each_year_under_the_pointer_and_the_arrows_and_opens_the_chart_tab(visit: Visit) -> None:
    page = visit.on(NEPAL)
    chart = page.locator(".small", has_text="Detected victims of trafficking").locator(".small-chart")
    chart.locator(".bar").nth(1).hover()
    expect(chart.locator(".small-tip")).to_have_text(re.compile("^2008: 145 people"))
    page.mouse.move(0, 0)
    expect(chart.locator(".small-tip")).to_be_hidden()
    page.keyboard.press("Tab")
    chart.locator("a.small-open").focus()
    expect(chart.locator(".small-tip")).to_have_text("2023: no figure")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(chart.locator(".small-tip")).to_have_text(re.compile("^2021: 211 people"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/map\?.*indicator=detected_victims&source=unodc_glotip_2025_10.*tab=chart.*places=NPL"))
    expect(page.locator("main h1")).to_contain_text("Detected victims of trafficking: Nepal")


def test_the_list_of_places_is_narrowed_by_any_name(visit: Visit) -> None:
    page = visit.on("/countries")
    page.get_by_label("Find a place").fill("burma")
    expect(page.locator(".place-list > li:visible")).to_have_count(1)
    expect(page.locator(".place-list > li:visible a")).to_have_text("Myanmar")
    expect(page.get_by_role("heading", name="Regions that sources report on")).to_be_hidden()
    page.get_by_label("Find a place").fill("xyzzy")
    expect(page.get_by_text("No place has this name.")).to_be_visible()
    page.get_by_label("Find a place").fill("niger")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Niger")


def test_what_a_region_or_a_like_name_may_mean_is_a_link(visit: Visit) -> None:
    page = visit.load("/country/Congo")
    page.locator(".namesakes").get_by_role("link", name="DR Congo").click()
    page.wait_for_url(re.compile("/country/COD$"))
    expect(page.locator("h1")).to_have_text("DR Congo")
