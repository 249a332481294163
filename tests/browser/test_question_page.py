"""The page of a question at a glance: the chart in the first screen, its axis in sight, one sheet of paper, and what a phone shows."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_shell import sheets

_MARKS = "#compare-figure .scatterlayer .trace:first-child path.point"
# Whether all words at the marks that are shown lie on the figure, which is drawn anew where the screen becomes narrow.
_WITHIN = """() => {
  const { left, right } = document.querySelector('#compare-figure').getBoundingClientRect();
  const boxes = [...document.querySelectorAll('#compare-figure .textpoint text')].map((text) => text.getBoundingClientRect());
  const shown = boxes.filter((box) => box.width);
  return shown.length > 0 && shown.every((box) => box.left >= left - 1 && box.right <= right + 1);
}"""
_TOPS = "marks => marks.filter((mark) => mark.getBoundingClientRect().bottom <= window.innerHeight).length"


def _drawn(page: Page) -> Page:
    page.wait_for_selector(_MARKS, state="attached")
    return page


def _visible_labels(page: Page) -> list[str]:
    """The words at the marks that a reader sees."""
    texts: list[str] = page.locator("#compare-figure .scatterlayer .textpoint text").evaluate_all(
        """texts => texts.filter((text) => getComputedStyle(text.closest('.trace')).opacity === '1' && text.getClientRects().length)
            .map((text) => text.textContent)"""
    )
    return texts


def test_at_least_eight_answers_and_the_legend_are_in_the_first_screen(visit: Visit) -> None:
    page = visit.on("/compare")
    page.set_viewport_size({"width": 1440, "height": 900})
    _drawn(page)
    page.evaluate("window.scrollTo(0, 0)")
    assert page.locator(_MARKS).evaluate_all(_TOPS) >= 8
    legend = page.locator("#compare-legend").bounding_box()
    assert legend and legend["y"] + legend["height"] < 900


def test_the_axis_stays_in_sight_while_the_chart_moves(visit: Visit) -> None:
    page = _drawn(visit.on("/compare"))
    tick = page.locator(".scale span", has_text="10M")
    at = tick.bounding_box()
    page.evaluate("document.querySelector('#compare-figure').scrollIntoView(); window.scrollBy(0, 400)")
    expect(tick).to_be_in_viewport()
    line = page.locator("#compare-figure .xgrid").nth(1).bounding_box()
    moved = tick.bounding_box()
    assert at and moved and line
    assert abs(moved["x"] + moved["width"] / 2 - line["x"] - line["width"] / 2) < 2


def test_the_page_to_teach_with_is_one_sheet_with_all_marks_and_its_button_opens_the_printer(visit: Visit) -> None:
    page = _drawn(visit.on("/compare"))
    assert (sheets(page), sheets(page, "Letter")) == (1, 1)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print one page for teaching").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#compare-sheet")).to_be_visible()
    expect(page.locator(".sheet-address")).to_have_text(page.url)
    assert len(_visible_labels(page)) >= page.locator(_MARKS).count() == 14
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")


def test_a_phone_shows_the_question_and_the_first_marks_with_their_words_above_them(phone: Visit) -> None:
    page = _drawn(phone.on("/compare"))
    expect(page.get_by_role("combobox", name="Question").or_(page.get_by_label("Question")).first).to_be_in_viewport()
    assert page.locator(_MARKS).evaluate_all(_TOPS) >= 3
    page.wait_for_function(_WITHIN)
    assert any("20.9 million people, forced labour, stock" in text for text in _visible_labels(page))


def test_the_lists_have_ticks_that_are_named_and_their_first_column_stays(phone: Visit) -> None:
    page = phone.open("/compare?mode=lists")
    row = page.locator("#lists-table tbody tr", has_text="Albania")
    expect(row.get_by_role("img", name="named").first).to_be_visible()
    expect(row).not_to_contain_text("named")
    frame = page.locator("#lists-table .rows-frame")
    frame.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
    head, box = row.locator("th").bounding_box(), frame.bounding_box()
    assert head and box and abs(head["x"] - box["x"]) <= 2


def test_over_time_shows_an_axis_only_once_a_place_is_chosen(visit: Visit) -> None:
    page = visit.open("/compare?mode=sides&picture=series")
    expect(page.locator("#sides-stage")).to_contain_text("Choose a place above to see its years.")
    expect(page.locator("#sides-stage .js-plotly-plot")).to_have_count(0)
    page.get_by_role("combobox", name="Place").or_(page.get_by_label("Place", exact=True)).first.fill("Thailand")
    page.get_by_role("option", name="Thailand").first.click()
    expect(page.locator("#sides-stage .js-plotly-plot")).to_have_count(2)
