"""Controls fold on a phone and stand open on a broad screen; the header leaves a phone's first screen to the page."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_controls_fold_on_a_phone_and_stand_open_on_a_broad_screen(visit: Visit) -> None:
    page = visit.load("/coverage")
    page.set_viewport_size({"width": 390, "height": 844})
    control, label = page.locator(".folded .mantine-Select-input").first, page.locator(".folded > summary")
    expect(label).to_be_visible(timeout=60_000)
    expect(control).to_be_hidden()
    label.click()
    expect(control).to_be_visible()
    label.click()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(control).to_be_visible()
    expect(label).to_be_hidden()


def test_the_header_of_a_phone_is_low_and_its_search_opens(visit: Visit) -> None:
    page = visit.load("/glossary")
    page.set_viewport_size({"width": 390, "height": 844})
    field = page.locator("#search-field")
    expect(field).to_be_visible(timeout=60_000)
    header = page.locator(".top").bounding_box()
    assert header is not None
    assert header["height"] < 110
    field.click()
    opened = field.bounding_box()
    assert opened is not None
    assert opened["width"] > 300
    field.fill("Nepal")
    expect(page.locator("#search-list [role=option]").first).to_be_visible(timeout=60_000)
