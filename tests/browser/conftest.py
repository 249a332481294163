"""A served atlas and a Chromium that watches what the page asks for and complains of."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.install import system_chromium

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A condition is waited for as long as a busy machine may need.
WAIT = 60_000
expect.set_options(timeout=WAIT)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_until_served(address: str) -> None:
    """Wait for a server to be healthy; raises TimeoutError after two minutes."""
    for _ in range(480):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the atlas, served as in production."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    server = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    try:
        wait_until_served(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        yield launched
        launched.close()


MOVE = """([path, search]) => {
    history.pushState({}, '', path + search);
    window.dash_clientside.set_props('_pages_location', {href: window.location.href, pathname: path, search});
}"""


@dataclass
class Visit:
    """A page of the atlas, with everything it asked for and complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def load(self, path: str = "/map") -> Page:
        """Load a path as a reader does who pastes a link."""
        self.page.goto(self.address + path)
        return self._settled()

    def open(self, path: str = "/map") -> Page:
        """Go to a path within the app that is already loaded, as a link inside it does."""
        if not self.page.url.startswith(self.address):
            return self.load(path)
        before = self.page.locator("main h1").element_handle()
        pathname, _, search = path.partition("?")
        self.page.evaluate(MOVE, [pathname, search and f"?{search}"])
        if before:
            before.wait_for_element_state("hidden")
        return self._settled()

    def anywhere(self) -> Page:
        """Whatever page of the atlas is open with the library of figures, for what needs scripts alone."""
        ready = self.page.url.startswith(self.address) and self.page.evaluate("() => Boolean(window.Plotly && window.atlas.picture)")
        return self.page if ready else self.open()

    def _settled(self) -> Page:
        """Wait until the page has its title and its map, if it has one, is drawn."""
        self.page.wait_for_selector("main h1")
        if self.page.locator("#world-figure").count():
            self.page.wait_for_selector(".choroplethlocation", state="attached")
        return self.page


@pytest.fixture(scope="session")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """One reader for all tests, whose browser keeps versioned files."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    visit = Visit(context.new_page(), address)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()


@pytest.fixture
def visit(reader: Visit) -> Visit:
    """The reader at a desktop screen."""
    reader.page.set_viewport_size({"width": 1440, "height": 1000})
    reader.requests.clear()
    reader.complaints.clear()
    return reader


@pytest.fixture
def phone(visit: Visit) -> Visit:
    """The reader at a narrow screen."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    return visit
