"""Circles of amounts and the legend in a real browser: what lies above what, what a press on a class does, and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from layouts import theme
from tests.browser.conftest import Visit

DETECTED = "/map?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&year=2021"
RADII = """() => [...document.querySelectorAll('#world-figure .scatterlayer > .trace')].at(-1).querySelectorAll('path.point').values()
    .map(point => Number(point.getAttribute('d').match(/[\\d.]+/)[0])).toArray()"""


def _radii(page: Page) -> list[float]:
    """The radii of the circles from the lowest to the one on top, once they are drawn."""
    page.wait_for_function("() => document.querySelectorAll('#world-figure .scatterlayer > .trace').length > 1")
    page.wait_for_function(f"() => ({RADII})().every((r, at, radii) => !at || r <= radii[at - 1])")
    return [float(radius) for radius in page.evaluate(RADII)]


def test_a_mask_is_a_dashed_ring_and_a_circle_has_its_colour_in_both_schemes(visit: Visit) -> None:
    page = visit.on(DETECTED)
    _radii(page)
    ring = page.locator(f'#world-figure path.point[style*="fill: {theme.rgb(theme.RING.light)}"]').first
    assert ring.evaluate("path => getComputedStyle(path).strokeDasharray") != "none"
    disc = theme.disc("counts")
    circle = page.locator(f'#world-figure path.point[style*="fill: {theme.rgb(disc.light)}"]').first
    page.get_by_role("button", name="Light or dark").click()
    expect(circle).to_have_css("fill", theme.rgb(disc.dark))
    expect(ring).to_have_css("stroke", theme.rgb(theme.RING.outline[1]))
    number = page.locator("#world-figure .layer text", has_text=re.compile("^[0-9,]+$")).first
    ink = page.locator("h1").evaluate("title => getComputedStyle(title).color")
    expect(number).to_have_css("fill", ink)  # the line around it is as dark as the page
    page.get_by_role("button", name="Light or dark").click()


def test_circles_and_their_legend_are_smaller_on_a_phone_by_one_factor(phone: Visit) -> None:
    page = phone.on(DETECTED)
    page.wait_for_function(f"() => document.querySelectorAll('#world-figure .scatterlayer > .trace').length > 1 && ({RADII})()[0] < 20")
    largest = _radii(page)[0]
    sample = page.locator(".legend-sample").first.evaluate("row => parseFloat(getComputedStyle(row, '::before').width)")
    assert sample / 2 == pytest.approx(largest * (20_000 / 21_253) ** 0.5, rel=0.02)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_smaller_circles_lie_above_larger_ones_in_every_year(visit: Visit) -> None:
    page = visit.on(DETECTED)
    page.wait_for_function(f"() => ({RADII})()[0] > 30")  # as wide as on a desktop again
    first = _radii(page)
    assert first[0] < 43 and first[-1] == 0
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text("Detected victims of trafficking, 2020")
    page.wait_for_function(f"first => ({RADII})()[0] !== first", arg=first[0])
    assert _radii(page) != first
    assert not visit.complaints


def test_a_press_on_a_class_lets_it_stand_out_and_the_keyboard_stays_there(visit: Visit) -> None:
    page = visit.on("/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014")
    tier = page.get_by_role("button", name="Tier 3")
    tier.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".subtitle").first).to_contain_text("Highlighted: Tier 3")
    expect(tier).to_have_attribute("aria-pressed", "true")
    expect(tier).to_be_focused()
    page.wait_for_function("() => location.search.includes('only=3')")
    page.wait_for_function(
        "faded => document.querySelectorAll(`.choroplethlocation[fill='${faded}']`).length > 100", arg=theme.rgb(theme.FADED.light)
    )
    page.keyboard.press("Enter")
    expect(tier).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("() => !location.search.includes('only')")


def test_countries_are_shaded_where_a_reader_asks_for_it_and_are_chosen_through_circles_too(visit: Visit) -> None:
    page = visit.on(DETECTED)
    _radii(page)
    page.get_by_role("button", name="Shade the countries instead").click()
    expect(page.get_by_role("button", name="100 to 999")).to_be_visible()
    page.wait_for_function("() => location.search.includes('shaded=yes')")
    page.get_by_role("button", name="Show as circles").click()
    expect(page.get_by_role("button", name="Shade the countries instead")).to_be_visible()
    _radii(page)
    page.evaluate("document.querySelector('#world-figure').scrollIntoView({block: 'center', behavior: 'instant'})")
    circle = page.locator("#world-figure .scatterlayer > .trace").last.locator("path.point").first
    box = circle.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] - 4, middle[1])
    page.mouse.move(*middle)
    expect(page.locator(".hovertext")).to_contain_text("Pakistan")
    page.mouse.click(*middle)
    expect(page.locator("#world-chosen")).to_contain_text("Pakistan")
