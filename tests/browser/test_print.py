"""Pages on paper: in the colours of the legend, on light ground, as wide as the sheet, on two sheets at most, and from where."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from layouts import theme
from tests.browser.conftest import SETTLED, Visit

COUNTS = "/compare?v=1&mode=sides&panels=" + ",".join(
    f"{indicator}~unodc_glotip_2025_10~all.all.all~2020" for indicator in ("detected_victims", "persons_prosecuted")
)
# Figures, the least share of the sheet that one is wide, and how large its circles are: those of two panels are smaller, as on the screen.
FIGURES = {
    "/map?v=1&indicator=detected_victims": (0.9, 1),
    COUNTS: (0.45, 0.65 * 0.48),
    "/flows?v=1&tab=sankey": (0.9, None),
    "/compare": (0.9, None),
    "/embed/world": (0.9, None),
}
# A sheet of A4 within its margins, in pixels.
SHEET = {"width": 703, "height": 1039}
PRINTED, LEFT = (f"window.dispatchEvent(new Event('{name}'))" for name in ("beforeprint", "afterprint"))
# The heaviest pages of their kinds: what of them would go on is left out of two sheets, and some say how many rows.
HEAVIEST = {
    "/country/USA": r"not printed: \d+ more figures, \d+ more series of counts, \d+ more claims, \d+ caveats",
    "/compare?mode=claims": r"the first \d+ of 1,0\d\d rows. All are at http://.+/view/compare\.csv\?v=1&mode=claims",
    "/compare?mode=sides&picture=dots": r"the first \d+ of 188 places",
    "/coverage?place=USA": r"\d+ sources have figures",
}
# A page gets no word of the size that it is printed in: neither does this one.
DEAF = """
const {ResizeObserver: Observer} = window;
window.ResizeObserver = class extends Observer { constructor(tell) { super((...news) => window.isDeaf || tell(...news)); } };
window.addEventListener('resize', (event) => window.isDeaf && event.stopImmediatePropagation(), true);
"""


@pytest.fixture(scope="module")
def sheet(reader: Visit) -> Iterator[Callable[[str], Page]]:
    """A page that was read on a wide screen, on a sheet of paper, as the browser sets it between its dialog and the print."""
    page = reader.page.context.new_page()
    page.add_init_script(DEAF)

    def load(path: str) -> Page:
        page.emulate_media(media="null")
        page.set_viewport_size({"width": 1440, "height": 1000})
        page.goto(reader.address + path)
        page.wait_for_selector(".main-svg >> visible=true")
        page.wait_for_function(SETTLED)
        page.evaluate(f"window.isDeaf = true; {PRINTED}")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": SHEET["width"], "height": SHEET["height"]})
        return page

    yield load
    page.close()


def test_paper_is_light_has_the_colours_of_the_legend_and_says_where_it_comes_from_as_does_high_contrast(visit: Visit) -> None:
    page = visit.open("/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014")
    swatches = "[...document.querySelectorAll('.legend-row')].map(row => getComputedStyle(row, '::before').backgroundColor)"
    before = page.evaluate(swatches)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(swatches) == before
    page.emulate_media(forced_colors="none")
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.emulate_media(media="print")
    ground = page.evaluate("[document.documentElement, document.body].map((node) => getComputedStyle(node).backgroundColor)")
    assert set(ground) == {"rgb(255, 255, 255)"}
    row = page.locator(".legend-row").first
    assert row.evaluate("row => [getComputedStyle(row).color, getComputedStyle(row).printColorAdjust]") == ["rgb(29, 34, 37)", "exact"]
    colour = theme.rgb(theme.ordered(4, "efforts")[0].light)
    assert page.locator(f'.choroplethlocation[fill="{colour}"]').first.evaluate("path => getComputedStyle(path).fill") == colour
    expect(page.locator("#world-period-evidence")).to_be_visible()
    page.evaluate(PRINTED)
    expect(page.locator(".printed")).to_contain_text(re.compile(r"data version [0-9a-f]{12}.*year=2014"))
    page.emulate_media(media="null")
    page.get_by_role("button", name="Light or dark").click()


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_and_its_circles_fill_the_sheet_and_stand_on_the_screen_as_before_afterwards(
    sheet: Callable[[str], Page], path: str
) -> None:
    least, circles = FIGURES[path]
    page = sheet(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]
    boxes = [drawing.bounding_box() for drawing in page.locator(".main-svg:first-child").all() if drawing.is_visible()]
    widths = [box["width"] for box in boxes if box]
    assert widths
    assert all(least * SHEET["width"] <= width <= SHEET["width"] for width in widths)
    if circles:
        legend = page.locator(".legend:has(.legend-sample)").first
        scale = float(legend.evaluate("node => getComputedStyle(node).getPropertyValue('--circle-scale')"))
        wide = float((page.locator(".main-svg").first.get_attribute("viewBox") or "").split()[2])
        assert scale == pytest.approx(circles * SHEET["width"] / wide, rel=0.01)
        expect(page.locator(".legend-sample").first).to_be_visible()
    page.evaluate(LEFT)
    assert page.locator(".main-svg[viewBox]").count() == 0


@pytest.mark.parametrize(("path", "said"), HEAVIEST.items())
def test_a_page_is_printed_on_two_sheets_and_says_what_is_left_out(visit: Visit, path: str, said: str) -> None:
    page = visit.on(path)
    page.evaluate("addEventListener('beforeprint', () => { window.said = document.querySelector('main').textContent; })")
    sheets = re.findall(rb"/Type /Page\b", page.pdf(format="Letter", prefer_css_page_size=True))  # lower than A4
    assert 1 <= len(sheets) <= 2
    assert re.search(said, page.evaluate("window.said"))
    expect(page.locator(".rest, main tr.on-screen, main table.on-screen")).to_have_count(0)
