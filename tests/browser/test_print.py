"""Pages on paper: in the colours of the legend, on light ground, without controls, and with where they were printed from."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

CHROME = ", ".join(
    [
        *(
            ".top nav",
            ".top button",
            ".top input",
            ".bottom",
            ".share",
            ".folded",
            ".sections",
            "[role=tablist]",
            ".modebar-container",
            ".year-axis",
        ),
        *(
            "main input",
            "main textarea",
            "main select",
            "main form",
            "main button:not(.legend-row, .sorter)",
            ".mantine-SegmentedControl-root",
        ),
        *(
            "main label",
            ".control-label",
            "main details:not([open]):not(:is(.evidence, .panel-evidence) *, .panel-evidence, .side-evidence, .check-card *)",
        ),
    ]
)
COUNTS = "/compare?v=1&mode=sides&panels=" + ",".join(
    f"{indicator}~unodc_glotip_2025_10~all.all.all~2020" for indicator in ("detected_victims", "persons_prosecuted")
)
PLACES = "/compare?v=1&mode=places&places=THA.NPL.GBR"
VIEWS = [
    "/",
    "/map",
    "/map?v=1&tab=chart&places=THA.NPL.GBR",
    "/flows",
    "/flows?v=1&tab=sankey",
    "/compare",
    "/compare?v=1&mode=sides",
    PLACES,
]
OTHERS = ["/compare?v=1&mode=lists", "/compare?v=1&mode=claims", "/coverage", "/country/NPL", "/countries", "/sources", "/source/gsi_2023"]
PROSE = ["/data", "/glossary", "/about", "/check", "/search?q=nepal"]
FIGURES = [
    "/map",
    "/map?v=1&indicator=detected_victims",
    "/flows",
    "/flows?v=1&tab=sankey",
    "/compare",
    "/compare?v=1&mode=sides",
    "/embed/world",
]
# A sheet of A4 within its margins, in pixels.
SHEET = {"width": 703, "height": 1039}
PRINTED = "window.dispatchEvent(new Event('beforeprint'))"


@pytest.fixture
def on_paper(visit: Visit) -> Iterator[Callable[[str], Page]]:
    """A page of the atlas as a reader prints it who reads it in the dark."""

    def load(path: str) -> Page:
        visit.page.emulate_media(media="print", color_scheme="dark")
        return visit.open(path)

    yield load
    visit.page.emulate_media(media="null", color_scheme="light")
    visit.page.set_viewport_size({"width": 1440, "height": 1000})


# A page gets no word of the size that it is printed in: neither does this one.
DEAF = """
const {ResizeObserver: Observer} = window;
window.ResizeObserver = class extends Observer { constructor(tell) { super((...news) => window.isDeaf || tell(...news)); } };
window.addEventListener('resize', (event) => window.isDeaf && event.stopImmediatePropagation(), true);
"""


@pytest.fixture
def sheet(visit: Visit) -> Iterator[Callable[[str], Page]]:
    """A page that was read on a wide screen, on a sheet of paper, as the browser sets it between its dialog and the print."""
    page = visit.page.context.new_page()
    page.add_init_script(DEAF)

    def load(path: str) -> Page:
        page.goto(visit.address + path)
        page.wait_for_selector(".main-svg >> visible=true")
        page.wait_for_load_state("networkidle")
        page.evaluate(f"window.isDeaf = true; {PRINTED}")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": SHEET["width"], "height": SHEET["height"]})
        return page

    yield load
    page.close()


@pytest.mark.parametrize("path", [*VIEWS, *OTHERS, *PROSE])
def test_no_control_is_printed(on_paper: Callable[[str], Page], path: str) -> None:
    page = on_paper(path)
    assert page.locator(f"{CHROME} >> visible=true").evaluate_all("nodes => nodes.map((node) => node.outerHTML.slice(0, 80))") == []
    # The button of a head is not repeated on the next sheet; its words are.
    assert {node.evaluate("node => getComputedStyle(node).display") for node in page.locator(".rows .sorter").all()} <= {"contents"}


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
    page.evaluate(PRINTED)
    expect(page.locator(".printed")).to_contain_text(re.compile(r"data version [0-9a-f]{12}.*year=2019"))


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_is_whole_and_as_wide_as_the_sheet_or_its_column(sheet: Callable[[str], Page], path: str) -> None:
    page = sheet(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]
    boxes = [drawing.bounding_box() for drawing in page.locator(".main-svg:first-child").all() if drawing.is_visible()]
    widths = [box["width"] for box in boxes if box]
    assert widths
    least = 0.45 if "mode=sides" in path else 0.9
    assert all(least * SHEET["width"] <= width <= SHEET["width"] for width in widths)


# The circles of two panels are smaller than those of a map alone, on the screen as on paper.
@pytest.mark.parametrize(("path", "share"), {"/map?v=1&indicator=detected_victims": 1, COUNTS: 0.65 * 0.48}.items())
def test_the_circles_of_a_legend_shrink_with_those_of_the_map(sheet: Callable[[str], Page], path: str, share: float) -> None:
    page = sheet(path)
    scale = float(
        page.locator(".legend:has(.legend-sample)").first.evaluate("node => getComputedStyle(node).getPropertyValue('--circle-scale')")
    )
    wide = float((page.locator(".main-svg").first.get_attribute("viewBox") or "").split()[2])
    assert scale == pytest.approx(share * SHEET["width"] / wide, rel=0.01)
    expect(page.locator(".legend-sample").first).to_be_visible()


def test_the_figure_stands_on_the_screen_as_before_once_it_is_printed(sheet: Callable[[str], Page]) -> None:
    page = sheet("/map")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".main-svg[viewBox]").count() == 0


@pytest.mark.parametrize("path", ["/map", "/flows", "/compare?v=1&mode=sides", "/embed/world"])
def test_folded_evidence_is_open_on_paper(on_paper: Callable[[str], Page], visit: Visit, path: str) -> None:
    page = visit.page if path.startswith("/embed") else on_paper(path)
    if path.startswith("/embed"):
        page.emulate_media(media="print")
        page.goto(visit.address + path)
    folded = ":is(.evidence details, .panel-evidence, .side-evidence, .embed details) > :not(summary)"
    expect(page.locator(folded).first).to_be_visible()
    assert all(part.bounding_box() for part in page.locator(folded).all() if part.inner_text())


def _sheets(page: Page, preset: str = "A4") -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=preset)))


def test_a_question_is_one_sheet_of_paper(visit: Visit) -> None:
    visit.page.emulate_media(media="null")
    page = visit.load("/compare")
    page.wait_for_selector("#compare-figure .main-svg")
    assert (_sheets(page), _sheets(page, "Letter")) == (1, 1)


@pytest.mark.parametrize(("path", "most"), {"/": 1, "/source/gsi_2023": 1, "/sources": 2, "/glossary": 2, "/country/THA": 2}.items())
def test_a_page_without_a_long_table_is_one_sheet_or_two(visit: Visit, path: str, most: int) -> None:
    visit.page.emulate_media(media="null")
    assert _sheets(visit.open(path)) <= most
