"""Typing the name of a place and Enter chooses that place, in every list of places, by any of its names and however it is written."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize(
    ("path", "label", "typed", "code"),
    [("/flows", "Place", "Turkey", "place=TUR"), ("/coverage", "Country or territory", "COTE D'IVOIRE", "place=CIV")],
)
def test_a_name_and_enter_choose_the_place(visit: Visit, path: str, label: str, typed: str, code: str) -> None:
    page = visit.on(path)
    field = page.get_by_label(label, exact=True).and_(page.locator("input[aria-haspopup=listbox]"))
    field.fill(typed)  # at once, before the list is made
    field.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(code) if "=" in code else rf"\b{code}\b"))
