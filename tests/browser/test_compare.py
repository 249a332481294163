"""The Compare page in a real browser: a newcomer finds a number, reads it, follows it and takes its link along."""

import re

from playwright.sync_api import Page, expect

from layouts import theme
from tests.browser.conftest import Visit

LABOUR = "/compare?v=1&q=modern_slavery_now"
SIDES = "/compare?v=1&mode=sides&panels=tip_tier~tip_tiers~all.all.all~2013,p3_overall~p3_index~all.all.all~2013"


def _drawn(page: Page) -> Page:
    page.wait_for_selector("#compare-figure .scatterlayer path.point", state="attached")
    return page


def _choose(page: Page, label: str, words: str) -> None:
    page.get_by_role("combobox", name=label).or_(page.get_by_label(label, exact=True)).first.click()
    page.get_by_role("option", name=words, exact=False).first.click()


def test_a_student_picks_a_question_and_sees_every_answer_in_its_group(visit: Visit) -> None:
    page = _drawn(visit.on("/compare"))
    expect(page.locator("h1")).to_have_text("How many people are in modern slavery or forced labour?")
    expect(page.locator("#compare-reasons")).to_contain_text("one author's book")
    _choose(page, "Question", "How many people are trafficked across borders each year?")
    expect(page.locator("#compare-reasons")).to_contain_text("700,000")
    labels = page.locator("#compare-figure .textpoint text")
    assert any("year not stated" in said for said in labels.all_text_contents())
    _choose(page, "Question", "How much money does trafficking make in a year?")
    expect(page.locator("h1")).to_have_text("How much money does trafficking make in a year?")
    expect(page.locator("#compare-groups")).to_contain_text("Printed as revenue")
    expect(page.locator("#compare-checked")).to_contain_text("what is counted changed")
    page.wait_for_url(re.compile("q=money_year"))


def test_marks_are_recoloured_in_dark_mode(visit: Visit) -> None:
    page = _drawn(visit.on(LABOUR))
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    mark = page.locator(f'#compare-figure path.point[style*="fill: {theme.rgb(theme.REPEATED.light)}"]').first
    assert mark.evaluate("path => getComputedStyle(path).fill") == theme.rgb(theme.REPEATED.dark)
    page.get_by_role("button", name="Light or dark").click()


def test_a_mark_opens_its_chain_and_the_link_holds_it(visit: Visit) -> None:
    page = _drawn(visit.on(LABOUR))
    marks = page.locator("#compare-figure .scatterlayer .trace").first.locator("path.point")
    marks.nth(1).scroll_into_view_if_needed()
    spot = marks.nth(1).bounding_box()
    assert spot
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    expect(page.locator(".chain .step").first).to_contain_text("Producer")
    expect(page.locator(".chain .step").last).to_contain_text("This document")
    page.wait_for_url(re.compile("mark="))
    link = page.url.removeprefix(visit.address)
    expect(visit.load(link).locator(".chain .step").last).to_contain_text("This document")


def test_an_estimate_is_chosen_by_keyboard_alone(visit: Visit) -> None:
    page = _drawn(visit.on(LABOUR))
    page.get_by_label("Choose an estimate").first.focus()
    page.keyboard.type("soroptimist")
    expect(page.get_by_role("option").first).to_contain_text("Soroptimist")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#compare-details")).to_contain_text("White paper")
    expect(page.locator("#compare-details")).to_contain_text("Cite as")


def test_axis_order_and_filters_change_the_figure_and_the_link(visit: Visit) -> None:
    page = _drawn(visit.on(LABOUR))
    points = page.locator("#compare-figure .scatterlayer .trace").first.locator("path.point")
    before = points.count()
    page.get_by_text("Linear", exact=True).click()
    page.wait_for_url(re.compile("axis=linear"))
    page.get_by_text("Filters", exact=True).click()
    page.locator("#compare-search").fill("soroptimist")
    expect(points).to_have_count(1)
    assert before > 1
    page.wait_for_url(re.compile("search=soroptimist"))


def test_a_newcomer_finds_reads_and_cites_a_claim(visit: Visit) -> None:
    page = visit.on("/compare")
    page.get_by_role("link", name="Every claim").click()
    expect(page.locator("#claims-table th[aria-sort]:not([aria-sort=none])")).to_have_count(0)
    page.get_by_label("Find in the table").fill("27 million")
    link = page.locator("#claims-table tbody a").first
    expect(link).to_contain_text("27 million adults")
    link.click()
    claim = page.get_by_role("region", name="The chosen claim")
    expect(claim.locator("#cite-as")).to_contain_text("fact 4, at character 10174 ('27 million adults'; the document names no producer).")
    expect(page.get_by_label("Find in the table")).to_have_value("27 million")
    claim.get_by_role("button", name="Copy the citation").click()
    expect(claim.locator(".copy")).to_have_text(re.compile("Copied|Selected"))


def test_two_counts_of_the_united_kingdom_are_put_over_the_same_years(visit: Visit) -> None:
    page = visit.open("/compare?mode=sides")
    _choose(page, "Ready-made comparisons", "United Kingdom")
    page.wait_for_selector("#sides-figure-2 .scatterlayer path.point", state="attached")
    expect(page.locator("#sides-table tbody")).to_contain_text("same number, but of different things")
    page.wait_for_url(re.compile("picture=series&place=GBR"))


def test_panels_are_hovered_and_zoomed_together_and_refuse_one_scale(visit: Visit) -> None:
    page = visit.on(SIDES)
    page.wait_for_selector("#sides-figure-2 .choroplethlocation", state="attached")
    expect(page.locator("#sides-refusal")).to_contain_text("No shared scale")
    page.wait_for_function("() => [...document.querySelectorAll('#sides-stage .js-plotly-plot')].every(graph => graph.dataset.connected)")
    page.evaluate("() => window.Plotly.relayout(document.querySelector('#sides-figure-1 .js-plotly-plot'), {'geo.projection.scale': 2})")
    page.wait_for_function("() => document.querySelector('#sides-figure-2 .js-plotly-plot')._fullLayout.geo.projection.scale === 2")
    page.evaluate("() => window.Plotly.relayout(document.querySelector('#sides-figure-1 .js-plotly-plot'), {'geo.projection.scale': 1})")
    page.locator("#sides-figure-1").scroll_into_view_if_needed()
    spot = page.evaluate(
        """() => {
            const graph = document.querySelector('#sides-figure-1 .js-plotly-plot');
            const at = graph._fullLayout.geo._subplot.projection([134, -25]), box = graph.getBoundingClientRect();
            return [box.left + at[0], box.top + at[1]];
        }"""
    )
    page.mouse.move(spot[0] - 3, spot[1] - 3)
    page.mouse.move(*spot)
    expect(page.locator("#sides-said")).to_contain_text("Australia. 1: Tier 1 · 2:")


def test_ranges_over_time_and_as_dots_are_dark_on_a_dark_screen(visit: Visit) -> None:
    tiers, women = "tip_tier~tip_tiers~all.all.all~2006", "detected_victims~unodc_glotip_2025_10~all.female.all~"
    scheme = "scheme => document.documentElement.setAttribute('data-mantine-color-scheme', scheme)"
    for side, picture, place in ((women, "series", "BGR"), (tiers, "dots", "TLS")):
        page = visit.open(f"/compare?mode=sides&panels={side},{side}&picture={picture}&place={place}")
        bar = page.locator(".barlayer path").first
        for name, colour in (("dark", theme.BAND.dark), ("light", theme.BAND.light)):
            page.evaluate(scheme, name)
            expect(bar).to_have_css("fill", theme.rgb(colour))


def test_the_chosen_way_to_compare_is_in_sight_on_a_phone(phone: Visit) -> None:
    page = phone.on("/compare?mode=claims")
    page.wait_for_function(
        """() => {
            const row = document.querySelector(".modes").getBoundingClientRect(), link = document.querySelector(".modes .chosen");
            const { left, right } = link.getBoundingClientRect();
            return link.textContent === "Every claim" && left >= row.left && right <= row.right;
        }"""
    )


def test_what_the_claims_were_searched_for_is_there_in_a_claim_and_on_the_way_back(visit: Visit) -> None:
    page = visit.on("/compare?mode=claims")
    search = page.get_by_role("searchbox", name="Find in the table")
    search.fill("27 million")
    page.locator(".rows tbody a").first.click()
    page.wait_for_url("**/compare?*claim=*")
    expect(search).to_have_value("27 million")
    page.go_back()
    page.wait_for_url("**/compare?*mode=claims*search=27+million")
    expect(search).to_have_value("27 million")
    search.fill("india")
    page.locator(".top").get_by_role("link", name="Sources").click()
    expect(page.get_by_role("heading", name="Sources", level=1)).to_be_visible()
    page.go_back()
    expect(search).to_have_value("india")
