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
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the atlas, served as in production."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    server = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        yield launched
        launched.close()


@dataclass
class Visit:
    """A page of the atlas, with everything it asked for and complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Open a path and wait until its map, if it has one, is drawn."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("main h1")
        if self.page.locator("#world-figure").count():
            self.page.wait_for_selector(".choroplethlocation", state="attached")
        return self.page


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile, so that versioned files are fetched once, as for a reader who comes back."""
    made = browser.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    """A visit on a desktop screen, by a reader without settings of her own."""
    visit = Visit(context.new_page(), address)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    visit.page.evaluate("() => window.localStorage.clear()")
    visit.page.close()


@pytest.fixture
def phone(visit: Visit) -> Visit:
    """A visit on a narrow screen."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    return visit
