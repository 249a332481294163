"""Sources, data and glossary in the browser: old anchors, the citation that is copied, terms that explain themselves."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_an_old_anchor_on_the_page_of_sources_leads_to_the_page_of_the_source(visit: Visit) -> None:
    page = visit.load("/sources#unodc_sdg")
    page.wait_for_url(re.compile("/source/unodc_sdg$"))
    expect(page.get_by_role("heading", name="Cite")).to_be_visible()


def test_the_ilo_is_cited_for_its_profits_in_four_steps(visit: Visit) -> None:
    page = visit.on("/sources")
    page.get_by_label("Search the sources").fill("profits 2024")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url(re.compile(r"/sources\?search=profits\+2024$"))
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="ILO profits 2024").click()
    page.get_by_role("button", name="Copy the citation as BibTeX").click()
    expect(page.locator(".copies")).to_contain_text(re.compile("Copied|Selected"))
    expect(page.locator("#cite-bib")).to_contain_text("author = {{International Labour Organization}}")


def test_an_anchor_of_a_page_is_brought_into_sight_and_stays_in_the_address(visit: Visit) -> None:
    page = visit.on("/data")
    page.get_by_role("navigation", name="Parts of the page").get_by_role("link", name="Versions").click()
    page.wait_for_url(re.compile("/data#changes$"))
    expect(page.locator("#changes")).to_be_in_viewport()
    page.get_by_role("link", name="Glossary").click()
    page.wait_for_url(re.compile("/glossary$"))
    page.go_back()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()


def test_a_kind_is_chosen_by_a_link_and_stands_in_the_address(visit: Visit) -> None:
    page = visit.on("/sources")
    page.get_by_role("link", name=re.compile("^Treaty register")).first.click()
    page.wait_for_url(re.compile("kind=treaty_register"))
    expect(page.locator(".card")).to_have_count(8)


def test_a_term_explains_itself_to_the_keyboard_and_leads_to_its_entry(visit: Visit) -> None:
    page = visit.open("/source/gsi_2023")
    page.locator(".cite summary").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Modelled estimate")
    expect(page.get_by_role("tooltip")).to_contain_text("Computed from surveys and assumptions.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/glossary#model_estimate$"))
    expect(page.locator("#model_estimate")).to_be_in_viewport()


def test_lines_of_code_are_copied(phone: Visit) -> None:
    page = phone.open("/data")
    page.get_by_role("button", name="Copy the code for: DuckDB").click()
    expect(page.locator(".ways")).to_contain_text(re.compile("Copied|Selected"))
