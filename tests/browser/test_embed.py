"""An embedded view in the page of another site, and a page without scripts."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
LINK = "v=1&indicator=tip_tier&source=tip_tiers&year=2022"


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site, which shows in a frame whatever it is asked to."""

    def do_GET(self) -> None:
        wanted = parse_qs(urlsplit(self.path).query).get("frame", [""])[0].replace("&", "&amp;")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<!DOCTYPE html><title>Elsewhere</title><iframe src="{wanted}" width="800" height="640"></iframe>'.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has never been here."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    yield context.new_page()
    context.close()


def _framed(address: str) -> str:
    return f"/?frame={address}".replace("&", "%26")


def test_another_site_shows_the_frame_with_figure_evidence_and_link(page: Page, address: str, elsewhere: str) -> None:
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" and "favicon" not in said.location["url"] else None
    )
    page.goto(elsewhere + _framed(f"{address}/embed/world?{LINK}".replace("?", "%3F")))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2022")
    frame.locator(".choroplethlocation").first.wait_for(state="attached")
    hatched = frame.locator('.choroplethlocation[fill="rgb(239, 236, 230)"], path.point[style*="rgb(239, 236, 230)"]').first
    assert "url(" in hatched.evaluate("path => getComputedStyle(path).fill")
    expect(frame.get_by_role("link", name="Open in the Trafficking Statistics Atlas")).to_be_attached()
    assert complaints == []


def test_another_site_cannot_show_the_page_itself(page: Page, address: str, elsewhere: str) -> None:
    page.goto(elsewhere + _framed(f"{address}/"))
    page.wait_for_timeout(500)
    assert page.frame_locator("iframe").get_by_text("Tier in the Trafficking in Persons Report").count() == 0


def test_a_frame_fits_a_narrow_column(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/embed/world?{LINK}")
    page.wait_for_selector(".choroplethlocation", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_table_and_the_sources_are_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/?{LINK}")
    expect(page.locator("noscript h1")).to_have_text("Tier in the Trafficking in Persons Report, 2022")
    expect(page.get_by_role("row", name="Thailand")).to_contain_text("Tier 2")
    context.close()
