"""What every page owes: nothing from elsewhere, no complaint, a policy that holds, and access for everyone."""

import re
from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from layouts import theme
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/flows?series=uk_nrm.referred_by_nationality&place=GBR",
    "/flows?series=ctdc_2021.assisted_case&tab=sankey&open=Europe.Asia",
    "/flows?v=1&series=ctdc_2020.assisted_case&against=ctdc_2021.assisted_case&tab=table",
    "/compare",
    "/compare?q=forced_labour_now&tab=table",
    "/compare?mode=places&places=THA.VNM.KHM",
    "/compare?mode=lists",
    "/compare?mode=claims&search=27+million&claim=compilation_2014%2F%4010174%2Ftrafficking_victims%2FWORLD",
    "/compare?mode=sides&picture=series&place=GBR",
    "/coverage?place=ERI",
    "/coverage?question=every&tab=table&region=Oceania",
    "/map?indicator=forced_labour&source=ilo_forced_labour_2012&place=THA&tab=table",
    "/map?indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart&places=DEU.NZL",
    "/map?indicator=tip_tier&source=tip_tiers&tab=chart&places=THA.NPL",
    "/map?indicator=detected_victims&tab=chart",
    "/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&places=NPL",
    "/sources",
    "/source/ilo_profits_2024",
    "/data",
    "/glossary",
    "/country/GBR",
    "/country/WORLD",
    "/countries",
    "/about",
    "/check",
    "/search?q=nepal",
    "/nothing-here",
]


# What plotly draws is one image with a description to axe.
ASIDE = {"exclude": [[".js-plotly-plot"]]}


def _barriers(page: Page, options: Mapping[str, object]) -> list[tuple[str, object]]:
    """What axe finds, of whatever impact."""
    found = Axe().run(page, context=ASIDE, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_complains_of_nothing_and_has_no_barrier(visit: Visit, path: str) -> None:
    page = visit.load(path)
    page.wait_for_load_state("networkidle")
    for other, options in (("dark", {}), ("light", {"runOnly": ["color-contrast"]})):
        assert _barriers(page, options) == []
        page.get_by_role("button", name="Light or dark").click()
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", other)
    assert [url for url in visit.requests if not url.startswith((visit.address, "data:", "blob:"))] == []
    assert [said for said in visit.complaints if "404" not in said] == []


def test_the_policy_refuses_code_from_strings(visit: Visit) -> None:
    page = visit.open("/about")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.head.append(s); }")
    assert page.evaluate("() => window.broken") is None
    assert any("Content Security Policy" in said for said in visit.complaints)


def test_the_page_that_is_open_is_marked_and_follows(visit: Visit) -> None:
    page = visit.load("/sources")
    marked = page.locator(".top nav a[aria-current=page]")
    expect(marked).to_have_text("Sources")
    page.locator(".top").get_by_role("link", name="Compare").click()
    expect(marked).to_have_text("Compare")


def test_high_contrast_keeps_the_looks_and_paper_is_light_and_without_what_can_only_be_clicked(visit: Visit) -> None:
    page = visit.open("/map?v=1&indicator=tip_tier&source=tip_tiers&year=2014")
    swatches = "[...document.querySelectorAll('.legend-row')].map(row => getComputedStyle(row, '::before').backgroundColor)"
    before = page.evaluate(swatches)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(swatches) == before
    page.emulate_media(forced_colors="none")
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".legend-row").first.evaluate("row => getComputedStyle(row).color") == "rgb(29, 34, 37)"
    colour = theme.rgb(theme.ordered(4, "efforts")[0].light)
    assert page.locator(f'.choroplethlocation[fill="{colour}"]').first.evaluate("path => getComputedStyle(path).fill") == colour
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator("#world-period-evidence")).to_be_visible()
    page.emulate_media(media="null")
    page.get_by_role("button", name="Light or dark").click()


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit.load()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    expect(page.locator("main")).to_be_focused()


def test_pages_lead_to_one_another_and_say_where_help_is(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("link", name="Sources").click()
    expect(page.locator("h1")).to_have_text("Sources")
    page.get_by_role("link", name="About and method").click()
    expect(page.locator("h1")).to_have_text("About and method")
    expect(page.locator("footer")).to_contain_text("If you need help")
    expect(page.locator("#data-version")).to_have_text(
        visit.page.evaluate("fetch('/health').then(r => r.json()).then(r => r.data_version)")
    )
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_selector(".choroplethlocation", state="attached")


def test_an_address_that_does_not_exist_says_so(visit: Visit) -> None:
    page = visit.open("/nothing-here")
    expect(page.locator("h1")).to_have_text("There is no page at this address")


@pytest.mark.parametrize(
    "path",
    [
        "/map?indicator=tip_tier&source=tip_tiers&place=THA",
        PAGES[1],
        "/flows?v=1&series=ctdc_2020.assisted_case&against=ctdc_2021.assisted_case",
        "/embed/world",
        "/embed/flows",
        "/embed/compare",
    ],
)
def test_a_phone_and_an_embed_have_no_barrier_either(phone: Visit, path: str) -> None:
    phone.page.goto(phone.address + path)
    phone.page.wait_for_load_state("networkidle")
    phone.page.wait_for_selector("h1, figure, svg", state="attached")
    assert _barriers(phone.page, {}) == []


@pytest.mark.parametrize("width", [1000, 1024, 1440])
def test_the_header_is_one_row_from_1000_pixels_on(visit: Visit, width: int) -> None:
    page = visit.load("/glossary")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(
        """() => {
            const header = document.querySelector('.top').getBoundingClientRect();
            const parts = [...document.querySelector('.top').children].map(part => part.getBoundingClientRect());
            return header.height < 75 && parts.every(({left, right}) => left >= 0 && right <= innerWidth)
                && parts.every(({right}, at) => !parts[at + 1] || parts[at + 1].left >= right);
        }"""
    )


NAMED = [
    ("/map?indicator=tip_tier&source=tip_tiers&year=2014", "group", "Tier in the Trafficking in Persons Report, 2014"),
    ("/flows", "group", "Detected victims, from citizenship to detecting country"),
    (PAGES[1], "img", "United Kingdom: its largest corridors, year by year"),
    ("/compare", "img", "How many people are in modern slavery or forced labour?"),
]


@pytest.mark.parametrize(("path", "role", "title"), NAMED)
def test_a_figure_is_named_with_its_title_and_says_where_its_rows_are_in_words(visit: Visit, path: str, role: str, title: str) -> None:
    page = visit.load(path)
    figure = page.get_by_role("img" if role == "img" else "group", name=re.compile(f"{re.escape(title)}.*The Table tab"))
    expect(figure).to_have_count(1)
