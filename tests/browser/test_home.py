"""The first page in a browser: light, from its own host alone, without a library of figures, and readable on every screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit

HEAVIEST = 700_000
# What stands inside what on the screen: a box and a box around it.
SHARE = """([dot, axis]) => {
    const [mark, line] = [dot, axis].map(part => part.getBoundingClientRect());
    return (mark.left - line.left) / line.width;
}"""


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Page]:
    """A reader who has no file of the atlas yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_first_visit_is_light_and_asks_one_host_and_no_library_of_figures(newcomer: Page, address: str) -> None:
    sizes: list[float] = []
    requests: list[str] = []
    watcher = newcomer.context.new_cdp_session(newcomer)
    watcher.send("Network.enable")
    watcher.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    newcomer.on("request", lambda request: requests.append(request.url))
    newcomer.goto(address)
    expect(newcomer.locator("h1")).to_contain_text("contradict each other")
    newcomer.wait_for_load_state("networkidle")
    assert len(sizes) > 5
    assert sum(sizes) <= HEAVIEST
    assert [url for url in requests if "plotly" in url or "/geo/" in url] == []
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []


def test_claim_and_field_are_in_the_first_screen_and_the_figure_too_on_a_desk(visit: Visit) -> None:
    page, first = visit.on("/"), ("h1", "#home-search", ".home-examples")
    for width, height, parts in ((1440, 900, (*first, ".home-answers")), (390, 844, first), (360, 740, first)):
        page.set_viewport_size({"width": width, "height": height})
        for part in parts:
            box = page.locator(part).bounding_box()
            assert box
            assert box["y"] + box["height"] <= height, (part, width)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_dot_stands_at_its_number_and_its_words_do_not_cover_it(visit: Visit, width: int) -> None:
    page = visit.on("/")
    page.set_viewport_size({"width": width, "height": 900})
    dots, axis = page.locator(".dots .dot").element_handles(), page.locator(".dots-ticks").element_handle()
    shares = [page.evaluate(SHARE, [dot, axis]) for dot in dots]
    assert shares == pytest.approx([number / 60 for number in (12.3, 20.9, 27, 40.3, 49.6)], abs=0.01)
    for row in page.locator(".dots li").all():
        mark, words = row.locator(".dot-shape").bounding_box(), row.locator(".dots-words").bounding_box()
        assert mark
        assert words
        apart = mark["x"] + mark["width"] <= words["x"] or words["x"] + words["width"] <= mark["x"]
        assert apart or mark["y"] + mark["height"] <= words["y"] + 1


def test_the_field_leads_to_the_first_result_and_examples_to_all(visit: Visit) -> None:
    page = visit.on("/")
    field = page.locator("#home-search-field")
    field.fill("50 million")
    field.press("Enter")
    page.wait_for_url("**/compare?*q=modern_slavery_now*")
    page = visit.on("/")
    page.get_by_role("link", name="Nepal", exact=True).click()
    page.wait_for_url("**/search?q=Nepal*")


def test_the_marks_keep_their_colours_in_the_dark(visit: Visit) -> None:
    page = visit.on("/")
    colour = "mark => getComputedStyle(mark).color"
    light = [page.locator(f".dot-{kind}").first.evaluate(colour) for kind in ("published", "repeated")]
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    dark = [page.locator(f".dot-{kind}").first.evaluate(colour) for kind in ("published", "repeated")]
    page.get_by_role("button", name="Light or dark").click()
    assert len({*light, *dark}) == 4
