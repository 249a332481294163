"""Pages on paper: in the colours of the legend, on light ground, without controls, and with where they were printed from."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

CHROME = ".top nav, .bottom, .share, .controls, [role=tablist], .modebar-container, .folded"


@pytest.fixture
def on_paper(visit: Visit) -> Iterator[Callable[[str], Page]]:
    """A page of the atlas as a reader prints it who reads it in the dark."""

    def load(path: str) -> Page:
        visit.page.emulate_media(media="print", color_scheme="dark")
        return visit.load(path)

    yield load
    visit.page.emulate_media(media="screen", color_scheme="light")


@pytest.mark.parametrize("path", ["/map", "/flows", "/compare", "/coverage", "/country/NPL", "/source/gsi_2023", "/check"])
def test_no_control_is_printed(on_paper: Callable[[str], Page], path: str) -> None:
    page = on_paper(path)
    assert [node for node in page.locator(CHROME).all() if node.is_visible()] == []


def test_legends_are_printed_in_their_colours_by_a_browser_that_leaves_grounds_out(on_paper: Callable[[str], Page]) -> None:
    page = on_paper("/map")
    row = page.locator(".legend-row").first
    expect(row).to_be_visible(timeout=60_000)
    assert row.evaluate("node => getComputedStyle(node).printColorAdjust") == "exact"
    ground = page.evaluate("[document.documentElement, document.body].map((node) => getComputedStyle(node).backgroundColor)")
    assert set(ground) == {"rgb(255, 255, 255)"}


def test_a_printed_page_says_where_it_comes_from(on_paper: Callable[[str], Page]) -> None:
    page = on_paper("/map?v=1&indicator=tip_tier&source=tip_tiers&year=2019")
    expect(page.locator("main h1")).to_contain_text("2019", timeout=60_000)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".printed")).to_contain_text(re.compile(r"data version [0-9a-f]{12}.*year=2019"))
