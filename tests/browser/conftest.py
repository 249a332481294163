"""A served atlas and a Chromium that watches what the page asks for and complains of."""

import json
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.install import lightest_chromium
from tests.browser.scripts_alone import page_of_scripts

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters are as wide without a window as they are in one
    # A page is painted in a few large pieces.
    "--default-tile-width=1024",
    "--default-tile-height=1024",
    # A page is left before optimizing it, or looking through it for garbage, pays.
    "--js-flags=--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=30000 --single-threaded --initial-old-space-size=600",
]

# A condition is waited for as long as a busy machine may need.
WAIT = 60_000
# And looked at as often, in milliseconds: with every frame, as Playwright does unless told, costs more than what is waited for.
OFTEN = 50
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder drive a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _serve() -> tuple[str, int]:
    """Serve the atlas as in production, by one worker, which makes each view once; returns its address and its process."""
    port = free_port()
    options = ["--config", "gunicorn.conf.py", "--workers", "1", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *options]
    process = os.posix_spawn(sys.executable, command, {**os.environ, "PYTHONWARNINGS": "ignore"})
    wait_until_served(f"http://127.0.0.1:{port}")
    return f"http://127.0.0.1:{port}", process


@contextmanager
def _shared_server(file: Path) -> Iterator[str]:
    """The address of the server that a file names; who comes first starts it, and who leaves last ends it."""
    with FileLock(f"{file}.lock"):
        address, process, users = json.loads(file.read_text()) if file.exists() else (*_serve(), 0)
        file.write_text(json.dumps([address, process, users + 1]))
    yield address
    with FileLock(f"{file}.lock"):
        users = json.loads(file.read_text())[-1] - 1
        if users:
            file.write_text(json.dumps([address, process, users]))
        else:
            file.unlink()
            os.kill(process, signal.SIGTERM)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the atlas: one server for all processes that test."""
    folder = tmp_path_factory.getbasetemp()
    with _shared_server((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "served.json") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=lightest_chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def small(browser: Browser) -> Iterator[Page]:
    """A small page that holds nothing but the scripts of the atlas."""
    with browser.new_context() as context:
        yield page_of_scripts(context)


# Letters of one size and colour on the same ground are as legible everywhere: axe looks at one of them. What is placed over other
# things has a ground of its own.
ALIKE = """() => {
    const seen = new Set(), grounds = new Map(), look = (style, ...names) => names.map((name) => style[name]).join();
    const ground = (node) => {
        if (!node) return '';
        if (!grounds.has(node)) {
            const style = getComputedStyle(node), around = ground(node.parentElement);
            const own = look(style, 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode');
            const isPlaced = /absolute|fixed|sticky/.test(style.position), isClear = own === 'rgba(0, 0, 0, 0),none,1,none,normal';
            grounds.set(node, around + (isPlaced ? grounds.size : '') + (isClear ? '' : own));
        }
        return grounds.get(node);
    };
    for (const node of document.body.querySelectorAll('*')) {
        if (!node.checkVisibility() || ![...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim())) continue;
        const key = look(getComputedStyle(node), 'color', 'fontSize', 'fontWeight', 'textShadow') + ground(node);
        node.toggleAttribute('data-alike', seen.has(key));
        seen.add(key);
    }
}"""
BARRIERS = """([context, only]) => axe.run(context, {resultTypes: ['violations'], preload: false, ...(only.length && {runOnly: only})})
    .then(({violations}) => violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map(({target}) => target)]))"""
# What plotly draws is one image with a description to axe.
ASIDE = {"exclude": [[".js-plotly-plot"]]}


def barriers(page: Page, context: Mapping[str, object] = ASIDE, only: Sequence[str] = ()) -> list[object]:
    """What axe finds, of whatever impact: rules (of some only), and where they are broken."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
        page.evaluate("() => axe.configure({rules: [{id: 'color-contrast', selector: ':not([data-alike])'}]})")
    page.evaluate(ALIKE)
    found: list[object] = page.evaluate(BARRIERS, [context, only])
    return found


SETTLED = """() => !document.querySelector('.first-view') && !window.dash_stores?.[0].getState().isLoading
    && [...document.querySelectorAll('.dash-graph--pending')].every(graph => !graph.offsetParent)
    && (!document.querySelector('#world-figure') || document.querySelector('#world-figure .choroplethlocation'))"""
# What is swiped inside its frame can be reached by keyboard, exactly where it is wider.
FITS = """() => document.documentElement.scrollWidth <= window.innerWidth && [...document.querySelectorAll('.map-scroll, .chart-frame')]
    .every(frame => frame.hasAttribute('tabindex') === frame.scrollWidth > frame.clientWidth + 1)"""
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
    written: dict[str, str] = field(default_factory=dict)

    def load(self, path: str = "/map") -> Page:
        """Load a path as a reader does who pastes a link."""
        self.page.goto(self.address + path)
        return self._arrived(path)

    def open(self, path: str = "/map") -> Page:
        """Go to a path within the app that is already loaded, as a link inside it does."""
        if not self.page.url.startswith(self.address):
            return self.load(path)
        before = self.page.locator("main h1").element_handle()
        pathname, _, search = path.partition("?")
        self.page.evaluate(MOVE, [pathname, search and f"?{search}"])
        if before:
            before.wait_for_element_state("hidden")
        return self._arrived(path)

    def _arrived(self, path: str) -> Page:
        """The page that a path leads to, and the address that it writes for itself."""
        page = self.settled()
        self.written[path] = page.url
        return page

    def on(self, path: str) -> Page:
        """The page of an address as an earlier test left it, if it is still there: its state is in its address."""
        if not (self.page.url.startswith(self.address) and self.page.evaluate("() => Boolean(window.dash_stores)")):
            return self.load(path)
        self.page.wait_for_function(SETTLED, polling=OFTEN)
        if self.page.url not in (self.address + path, self.written.get(path)):
            return self.open(path)
        self.page.evaluate("window.scrollTo(0, 0)")
        return self.page

    def fit(self, *widths: int) -> None:
        """Wait, at every width, until nothing is wider than the screen but what is swiped."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 844})
            self.page.wait_for_function(FITS)

    def anywhere(self) -> Page:
        """Whatever page of the atlas is open with the library of figures, for what needs scripts alone."""
        ready = self.page.url.startswith(self.address) and self.page.evaluate("() => Boolean(window.Plotly && window.atlas.picture)")
        return self.page if ready else self.open()

    def settled(self) -> Page:
        """Wait until the page has its title, nothing is on its way, and every figure in sight is drawn."""
        self.page.wait_for_selector("main h1")
        self.page.wait_for_function(SETTLED, polling=OFTEN)
        return self.page


@pytest.fixture(scope="session")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """One reader for all tests, whose browser keeps versioned files."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    visit = Visit(context.new_page(), address)
    visit.page.add_init_script("try { localStorage.clear(); } catch {}")  # light or dark, as an earlier test left it
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()


@pytest.fixture(scope="session")
def touch(browser: Browser, address: str) -> Iterator[Visit]:
    """One reader who taps on a phone."""
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        context.set_default_timeout(WAIT)
        yield Visit(context.new_page(), address)


@pytest.fixture(scope="session")
def scriptless(browser: Browser) -> Iterator[Page]:
    """One page where no script runs."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def visit(reader: Visit) -> Visit:
    """The reader at a desktop screen."""
    reader.page.emulate_media(media="null", color_scheme="light", forced_colors="none")
    reader.page.set_viewport_size({"width": 1440, "height": 1000})
    reader.requests.clear()
    reader.complaints.clear()
    return reader


@pytest.fixture
def phone(visit: Visit) -> Visit:
    """The reader at a narrow screen."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    return visit
