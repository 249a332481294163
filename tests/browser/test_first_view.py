"""The first view of a map in a real browser: it is drawn before plotly comes, where plotly will draw it, and gives way without a jump."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from layouts import theme
from tests.browser.conftest import WAIT

pytestmark = pytest.mark.browser
TIERS, VICTIMS = "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014", "/map?indicator=detected_victims"
COVERAGE = "/coverage"
DESK, TABLET, PHONE = (1440, 900), (1024, 800), (390, 844)
SEEN = [(TIERS, DESK), (TIERS, PHONE), (VICTIMS, TABLET), (VICTIMS, PHONE), (COVERAGE, DESK), (COVERAGE, PHONE)]
# How far the layout moves, summed up as browsers do.
_SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { shifted += value; }))
    .observe({ type: 'layout-shift', buffered: true });"""
# Middle and width of every circle that is seen, and how far up and to the right the areas reach; elsewhere small islands lie outermost.
_CIRCLES = """selector => [...document.querySelectorAll(selector)].map(circle => circle.getBoundingClientRect())
    .filter(box => box.width).map(box => [box.left + box.width / 2, box.top + box.height / 2, box.width])
    .sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1])"""
_AREAS = """selector => { const paths = [...document.querySelectorAll(selector)].filter(path => path.getAttribute('d'));
    const boxes = paths.map(path => path.getBoundingClientRect());
    return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.right))]; }"""
_PARTS = """() => [".head-row", ".folded", ".mantine-Tabs-list", ".map-frame", ".legend", ".disclaimer"].map(part => {
    const { left, top, width, height } = document.querySelector(part).getBoundingClientRect(); return [left, top, width, height]; })"""

_IS_READ = "() => { const map = document.querySelector('.drawing'); return map && getComputedStyle(map).position === 'absolute'; }"


@pytest.fixture(scope="module")
def newcomer(browser: Browser) -> Iterator[Page]:
    """A page whose files come when a test lets them."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_SHIFTS)
        yield page


@pytest.fixture
def page(newcomer: Page) -> Iterator[Page]:
    """The page at a desk, in the light, and with no file held back when the test is over."""
    newcomer.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    newcomer.emulate_media(color_scheme="light")
    yield newcomer
    newcomer.unroute_all(behavior="ignoreErrors")


def _held_back(page: Page, files: str) -> list[Route]:
    """The routes of ``files`` that do not come until they go on."""
    waiting: list[Route] = []
    page.route(files, lambda route: waiting.append(route))  # noqa: PLW0108 - a method of a list cannot be a route
    return waiting


def _without(page: Page, address: str, files: str) -> list[Route]:
    """Open an address whose ``files`` do not come until their routes go on."""
    waiting = _held_back(page, files)
    page.goto(address, wait_until="commit")
    return waiting


def _go_on(waiting: list[Route]) -> None:
    for route in waiting:
        route.continue_()


def _is_near(one: list[float], other: list[float], most: float = 1.5) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("path", "size"), SEEN)
def test_what_stands_before_the_scripts_and_the_map_before_plotly_stay_in_their_place(
    page: Page, address: str, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    plotly = _held_back(page, "**/plotly/**")
    waiting = _without(page, address + path, "**/dash_renderer_and_parts*")
    page.wait_for_function(_IS_READ)
    page.evaluate("document.fonts.ready.then(() => { shifted = 0; })")  # a machine may lack the faces that ours replace without a jump
    early, circles, areas = page.evaluate(_PARTS), page.evaluate(_CIRCLES, ".drawing circle"), page.evaluate(_AREAS, ".drawing path")
    _go_on(waiting)
    page.wait_for_selector("#_pages_content .map-frame .drawing")
    expect(page.locator(".first-view")).to_have_count(0)
    assert not page.locator("#_pages_content .choroplethlocation").count()
    assert "17,004" not in page.locator("main").aria_snapshot()  # the words are heard, and not the drawing
    _go_on(plotly)
    page.wait_for_selector(".drawing", state="detached")
    late = page.evaluate(_PARTS)
    assert [place for place, pair in enumerate(zip(early, late, strict=True)) if not _is_near(*pair, most=3)] == []
    assert _is_near(areas, page.evaluate(_AREAS, "#_pages_content .choroplethlocation"))
    drawn = page.evaluate(_CIRCLES, "#_pages_content .scatterlayer path.point")
    assert len(circles) == len(drawn) > 20
    # A circle of less than a pixel more or less is in another place of the order.
    assert all(any(_is_near(one, other) for other in drawn) for one in circles)
    assert page.evaluate("shifted") < 0.05


def test_the_drawing_is_as_dark_as_the_page(page: Page, address: str) -> None:
    looks = {theme.rgb(look.dark) for look in theme.looks()}
    page.emulate_media(color_scheme="dark")
    waiting = _without(page, address + TIERS, "**/{plotly/**,dash_renderer_and_parts*}")
    page.wait_for_selector(".first-view .drawing path", state="attached")
    page.wait_for_function("() => getComputedStyle(document.body).backgroundColor === 'rgb(17, 19, 21)'")
    fills = page.evaluate("[...document.querySelectorAll('.drawing path, .drawing circle')].map(part => getComputedStyle(part).fill)")
    flat = {fill for fill in fills if fill.startswith("rgb(")}
    assert len(flat) > 3
    assert flat <= looks
    _go_on(waiting)


def test_another_year_takes_the_drawing_away_before_plotly_comes(page: Page, address: str) -> None:
    waiting = _without(page, address + TIERS, "**/plotly/**")
    page.wait_for_selector("#_pages_content .drawing")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2013")
    expect(page.locator(".drawing")).to_have_count(0)
    _go_on(waiting)
    page.wait_for_selector(".choroplethlocation", state="attached")
    title = page.evaluate("document.querySelector('.js-plotly-plot').data[0].hovertemplate")
    assert "2013" in title


def test_without_scripts_the_picture_of_the_map_has_words_of_its_own(scriptless: Page, address: str) -> None:
    scriptless.goto(address + TIERS)
    picture = scriptless.locator("main img")
    expect(picture).to_be_visible()
    assert "Tier 1" in str(picture.get_attribute("alt"))
    assert scriptless.locator(".first-view").is_hidden()


# Every year that is drawn, by the hover of the map.
_YEARS = """() => {
    const graph = document.querySelector('#world-figure .js-plotly-plot');
    window.years = [];
    graph.on('plotly_afterplot', () => {
        const [, year] = graph.data[0].hovertemplate.match(/, (\\d{4})</);
        if (years.at(-1) !== year) years.push(year);
    });
}"""


def test_playing_drops_no_year_where_the_processor_is_four_times_slower(page: Page, address: str) -> None:
    page.goto(f"{address}{TIERS.replace('2014', '2023')}")
    page.wait_for_selector(".drawing", state="detached")
    processor = page.context.new_cdp_session(page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(_YEARS)
    page.get_by_role("button", name="Play the years").click()
    page.wait_for_function("() => years.at(-1) === '2025'", timeout=4 * WAIT)
    assert page.evaluate("years.filter(year => year > '2023')") == ["2024", "2025"]
    processor.detach()
