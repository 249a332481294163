"""What every page owes: nothing from elsewhere, no complaint, a policy that holds, access for everyone, small screens and paper."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ASIDE, Visit, barriers

# A page of every kind, and the most sheets of paper that it is printed on where it has no long table.
PAGES = {
    "/": 1,
    "/flows?series=uk_nrm.referred_by_nationality&place=GBR": None,
    "/flows?series=ctdc_2021.assisted_case&tab=sankey&open=Europe.Asia": None,
    "/flows?v=1&series=ctdc_2020.assisted_case&against=ctdc_2021.assisted_case&place=UKR&tab=table": None,
    "/compare": None,
    "/compare?mode=places&places=THA.VNM.KHM": None,
    "/compare?mode=lists": None,
    "/compare?mode=claims&search=27+million&claim=compilation_2014%2F%4010174%2Ftrafficking_victims%2FWORLD": None,
    "/compare?mode=sides&place=GBR": None,
    "/coverage?place=ERI": None,
    "/coverage?question=every&tab=table&region=Oceania": None,
    "/map?indicator=forced_labour&source=ilo_forced_labour_2012&place=THA&tab=table": None,
    "/map?indicator=tip_tier&source=tip_tiers&tab=chart&places=THA.NPL": None,
    "/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&places=NPL": None,
    "/sources": 2,
    "/source/gsi_2023": 1,
    "/data": None,
    "/glossary": 2,
    "/country/THA": 2,
    "/country/WORLD": None,
    "/countries": None,
    "/about": None,
    "/check": None,
    "/search?q=nepal": None,
    "/nothing-here": None,
}
# The first page of each address is loaded, as by a link from elsewhere; its other views are opened within the app.
LOADED = {path.partition("?")[0]: path for path in reversed(PAGES)}.values()
NAMED = {
    "/flows?series=uk_nrm.referred_by_nationality&place=GBR": "United Kingdom: its largest corridors, year by year",
    "/compare": "How many people are in modern slavery or forced labour?",
    "/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&places=NPL": "Detected victims of trafficking, 2022",
}
# What a sheet of paper cannot use.
CHROME = ", ".join(
    (
        *(".top nav", ".top button", ".top input", ".bottom", ".share", ".folded", ".sections", "[role=tablist]", ".modebar-container"),
        *(".year-axis", "main input", "main textarea", "main select", "main form", "main button:not(.legend-row, .sorter)"),
        *(".mantine-SegmentedControl-root", "main label", ".control-label", ".on-screen"),
        "main details:not([open]):not(:is(.evidence, .panel-evidence) *, .panel-evidence, .side-evidence, .check-card *)",
    )
)
# Long tables and lists go on as they begin.
FIRST_ROWS = {"exclude": [*ASIDE["exclude"], *([f"{rows}:nth-child(n+11)"] for rows in ("tbody tr", ".place-list > li"))]}
# What stands around every page is the same: it is looked at on the first of them and on those with a name.
OWN_PART = {"exclude": [*FIRST_ROWS["exclude"], [".top"], [".bottom"]]}
FOLDED = ":is(.evidence details, .panel-evidence, .side-evidence, .embed details) > :not(summary)"
UNFOLDED = ("/map?indicator=detected_victims", "/flows?series=uk_nrm")


def _controls_in_sight(page: Page) -> list[str]:
    shown: list[str] = page.locator(f"{CHROME} >> visible=true").evaluate_all("nodes => nodes.map((node) => node.outerHTML.slice(0, 80))")
    return shown


def _is_open(page: Page) -> bool:
    """Whether evidence that is folded on the screen can be read."""
    closed = "parts => parts.filter(part => part.textContent.trim() && !part.checkVisibility()).length"
    parts = page.locator(FOLDED)
    return parts.count() > 0 and not parts.evaluate_all(closed)


def sheets(page: Page, preset: str = "A4") -> int:
    """How many sheets of paper a page is printed on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=preset)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_what_every_page_owes_on_a_desk_on_a_phone_in_the_dark_and_on_paper(visit: Visit, path: str) -> None:
    page = visit.load(path) if path in LOADED else visit.open(path)
    looked_at = FIRST_ROWS if path == "/" or path in NAMED else OWN_PART
    assert barriers(page, looked_at) == []
    assert (sheets(page) if PAGES[path] else 0) <= (PAGES[path] or 0)
    if title := NAMED.get(path):
        name = re.compile(f"{re.escape(title)}.*The Table tab")
        expect(page.get_by_role("group", name=name).or_(page.get_by_role("img", name=name))).to_have_count(1)
    page.emulate_media(media="print")
    assert _controls_in_sight(page) == []
    # The button of a head is not repeated on the next sheet; its words are.
    assert {*page.locator(".rows .sorter").evaluate_all("nodes => nodes.map((node) => getComputedStyle(node).display)")} <= {"contents"}
    assert not path.startswith(UNFOLDED) or _is_open(page)
    page.emulate_media(media="null", color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    visit.fit(*((720, 360) if path.startswith("/map") else (360,)))
    assert barriers(page, looked_at, only=() if path in NAMED else ["color-contrast"]) == []
    assert [url for url in visit.requests if not url.startswith((visit.address, "data:", "blob:"))] == []
    assert [said for said in visit.complaints if "404" not in said] == []


def test_an_address_that_does_not_exist_says_so(visit: Visit) -> None:
    expect(visit.on("/nothing-here").locator("h1")).to_have_text("There is no page at this address")


COMPONENTS = """() => {
    const count = (node) => [node].flat().reduce((sum, one) => sum + (one?.props ? 1 + count(one.props.children) : 0), 0);
    return count(window.dash_stores[0].getState().layout);
}"""


def test_dash_looks_into_few_parts_of_a_page_and_the_links_of_the_others_lead_as_its_own(visit: Visit) -> None:
    page = visit.load("/country/THA")
    assert page.evaluate(COMPONENTS) * 20 < page.locator("main *").count()
    page.evaluate("() => { window.isLoaded = true; }")
    link = page.locator("main").get_by_role("link", name="Country", exact=True)
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.close()
    expect(page.locator("h1")).to_have_text("Thailand")
    link.press("Enter")
    expect(page.get_by_role("heading", name="Countries and regions", level=1)).to_be_focused()
    page.evaluate("() => window.scrollTo({top: 2500, behavior: 'instant'})")
    page.get_by_role("link", name="Zambia", exact=True).evaluate("link => { link.click(); link.click(); }")
    expect(page.locator("h1")).to_have_text("Zambia")
    assert page.evaluate("() => [window.isLoaded, window.scrollY]") == [True, 0]
    page.go_back()
    expect(page.locator("h1")).to_have_text("Countries and regions")
    page.wait_for_function("() => window.scrollY === 2500")


def test_the_policy_refuses_code_from_strings(visit: Visit) -> None:
    page = visit.on("/about")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.head.append(s); }")
    assert page.evaluate("() => window.broken") is None
    assert any("Content Security Policy" in said for said in visit.complaints)


ONE_ROW = """() => {
    const header = document.querySelector('.top').getBoundingClientRect();
    const parts = [...document.querySelector('.top').children].map(part => part.getBoundingClientRect());
    return header.height < 75 && parts.every(({left, right}) => left >= 0 && right <= innerWidth)
        && parts.every(({right}, at) => !parts[at + 1] || parts[at + 1].left >= right);
}"""


def test_the_header_is_one_row_from_1000_pixels_on_and_low_on_a_phone_where_its_search_opens(visit: Visit) -> None:
    page = visit.on("/about")
    for width in (1000, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(ONE_ROW)
    page.set_viewport_size({"width": 390, "height": 844})
    field, high = page.locator("#search-field"), "([part, side]) => document.querySelector(part).getBoundingClientRect()[side]"
    page.wait_for_function(f"() => ({high})(['.top', 'height']) < 110")
    field.click()
    page.wait_for_function(f"() => ({high})(['#search-field', 'width']) > 300")
    field.fill("Nepal")
    expect(page.locator("#search-list [role=option]").first).to_be_visible()


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit.load("/about")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    expect(page.locator("main")).to_be_focused()


def test_pages_lead_to_one_another_mark_where_one_is_and_say_where_help_is(visit: Visit) -> None:
    page = visit.on("/sources")
    marked = page.locator(".top nav a[aria-current=page]")
    expect(marked).to_have_text("Sources")
    page.get_by_role("link", name="About and method").click()
    expect(page.locator("h1")).to_have_text("About and method")
    expect(page.locator("footer")).to_contain_text("If you need help")
    expect(page.locator("#data-version")).to_have_text(page.evaluate("fetch('/health').then(r => r.json()).then(r => r.data_version)"))
    page.locator(".top").get_by_role("link", name="Compare").click()
    expect(marked).to_have_text("Compare")


def test_controls_fold_on_a_phone_and_stand_open_on_a_broad_screen(visit: Visit) -> None:
    page = visit.on("/coverage")
    page.set_viewport_size({"width": 390, "height": 844})
    control, label = page.locator(".folded .mantine-Select-input").first, page.locator(".folded > summary")
    expect(label).to_be_visible()
    expect(control).to_be_hidden()
    label.click()
    expect(control).to_be_visible()
    label.click()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(control).to_be_visible()
    expect(label).to_be_hidden()


@pytest.mark.parametrize(("path", "label"), [("/coverage", "Region"), ("/countries", "Find a place"), ("/flows?v=1&place=NPL", "Place")])
def test_a_field_shows_that_it_has_the_keyboard(visit: Visit, path: str, label: str) -> None:
    page = visit.on(path)
    field = page.get_by_role("textbox", name=label, exact=True).or_(page.get_by_role("combobox", name=label, exact=True)).first
    expect(field).not_to_have_css("outline-width", "2px")
    field.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    expect(field).to_have_css("outline-style", "solid")
    expect(field).to_have_css("outline-width", "2px")


@pytest.mark.parametrize(
    ("link", "role", "opened", "others"),
    [
        ("/flows?v=1&place=NPL", "radio", "Map", ("Sankey", "Table")),
        ("/map?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&places=NPL", "tab", "Map", ("Chart", "Table")),
        ("/coverage?v=1", "tab", "Map", ("Table",)),
        ("/compare?v=1&q=across_borders", "tab", "Chart", ("Table",)),
    ],
)
def test_the_way_back_leads_through_the_tabs_that_were_opened(
    visit: Visit, link: str, role: Literal["tab", "radio"], opened: str, others: tuple[str, ...]
) -> None:
    page = visit.on(link)
    names, chosen = (opened, *others), {"tab": "aria-selected", "radio": "checked"}[role]

    def is_open(name: str) -> None:
        part = page.get_by_role(role, name=name, exact=True).first
        expect(part).to_be_checked() if role == "radio" else expect(part).to_have_attribute(chosen, "true")

    for name in others:
        page.locator(f".mantine-SegmentedControl-label:has-text('{name}'), [role=tab]:has-text('{name}')").first.click()
        page.wait_for_url(re.compile(f"tab={name.lower()}"))
    for name in reversed(names[:-1]):
        page.go_back()
        is_open(name)


@pytest.mark.parametrize("path", ["/embed/world", "/embed/compare"])
def test_an_embed_has_no_barrier_on_a_phone_and_opens_its_evidence_on_paper(phone: Visit, path: str) -> None:
    phone.page.goto(phone.address + path)
    phone.page.wait_for_selector(".main-svg", state="attached")
    assert barriers(phone.page) == []
    phone.page.emulate_media(media="print")
    assert _is_open(phone.page)
