"""The page About: who maintains the atlas, where errors go, when it was last updated, and a contact that is checked at the start."""

import pytest

from app import create_app
from etl.queries.atlas import atlas
from layouts.exports import responses
from layouts.maintenance import SettingsError, maintenance
from tests.callbacks.driving import client


def _page() -> str:
    """The words of the page, written anew: what is configured changes only with the process."""
    responses._place.cache_clear()
    return client().get("/about").text.partition("<noscript>")[2].partition("</noscript>")[0]


def test_who_maintains_the_atlas_and_where_errors_go_are_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_MAINTAINERS", "Institute for <Statistics>")
    monkeypatch.setenv("ATLAS_CONTACT", "corrections@example.org")
    page = _page()
    assert "Institute for &lt;Statistics&gt;" in page and "<Statistics>" not in page
    assert 'href="mailto:corrections@example.org"' in page and "for this copy of the atlas" not in page


def test_a_page_can_be_the_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CONTACT", "https://example.org/contact?topic=errors@atlas")
    assert maintenance().link == "https://example.org/contact?topic=errors@atlas"
    assert 'href="https://example.org/contact?topic=errors@atlas"' in _page()


def test_what_is_not_configured_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_MAINTAINERS", raising=False)
    monkeypatch.setenv("ATLAS_CONTACT", " ")
    page = _page()
    assert page.count("No maintainer is named") == 1 and "No address for corrections is given" in page
    assert "ATLAS_" not in page and "mailto:" not in page


def test_the_page_has_the_last_update_the_licences_and_what_to_include_in_a_report() -> None:
    page = _page()
    for text in (f"{atlas().version}", "Last update", "What changed", "MIT licence", "How to report an error", "names the data version"):
        assert text in page


@pytest.mark.parametrize("contact", ["nobody", "me@home", "ftp://example.org", "javascript:x()", "https://", "http://[", "a b@example.org"])
def test_a_contact_that_nobody_can_reach_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="neither an e-mail address nor a web address"):
        maintenance({"ATLAS_CONTACT": contact})


def test_the_server_does_not_start_with_a_contact_that_nobody_can_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CONTACT", "nobody")
    with pytest.raises(SystemExit, match=r"ATLAS_CONTACT is 'nobody'(.|\n)*What to do"):
        create_app()
