"""The pages that answer readers: what a first view weighs and takes, and how long a country, a search and all of coverage take.

Server times are of one process, without a network; the naive build filters the same tables anew for each request.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import brotli
import pandas as pd
from playwright.sync_api import Browser, CDPSession, sync_playwright

from etl.store.tables import DATA
from tests.benchmarks.serving import served
from tests.browser.conftest import FLAGS, MOVE, WAIT
from tests.browser.install import system_chromium

PLACES = ("NPL", "DEU", "THA", "NGA", "ERI", "USA", "GBR", "KHM", "MDA", "UKR", "FRA", "BRA")
# The first makes what all searches use, as a server does before it answers (callbacks/http.py, warm_up).
QUERIES = (
    "50 million in Nepal",
    "nepal",
    "50 million",
    "$150 billion",
    "tier 2 watch",
    "allemagne",
    "burma",
    "unodc",
    "convicted",
    "4,000",
    "slavrey",
    "德国",
    "x",
)
# The line and the machine of a reader, and whether they are slow.
LINES = {"loopback": False, "9 Mbit/s, CPU a quarter": True}

# Notes in ``window.stood`` when the title can be read, when a map is on screen, and when it is plotly's, which answers the reader.
_WATCH = """window.stood = { words: 0, seen: 0, answers: 0 };
new MutationObserver(() => {
    const titles = [...document.querySelectorAll("main h1, .first-view h1")];
    if (titles.some((title) => title.checkVisibility({ visibilityProperty: true }))) stood.words ||= performance.now();
    const isSeen = document.querySelector(".drawing, .choroplethlocation")?.checkVisibility({ visibilityProperty: true });
    if (isSeen) stood.seen ||= performance.now();
    if (document.querySelector(".choroplethlocation")) stood.answers ||= performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true });"""


def _page_body(path: str) -> bytes:
    """The body with which the browser asks for a page of the app."""
    output = "_pages_content.children..._pages_store.data"
    parts = [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}]
    inputs = [{"id": "_pages_location", "property": name, "value": value} for name, value in (("pathname", path), ("search", ""))]
    changed = ["_pages_location.pathname"]
    return json.dumps({"output": f"..{output}..", "outputs": parts, "inputs": inputs, "state": [], "changedPropIds": changed}).encode()


def _timed(ask: Callable[[], bytes]) -> tuple[float, bytes]:
    start = time.process_time()
    body = ask()
    return (time.process_time() - start) * 1000, body


def _asked(paths: Sequence[str], *, posts: bool) -> list[tuple[float, float, int]]:
    """For each address the milliseconds of a first and of a second answer of this process, and its bytes in brotli."""
    from app import app  # noqa: PLC0415 - the app reads all tables, which nothing else here needs

    client = app.server.test_client()

    def ask(path: str) -> bytes:
        answer = (
            client.post("/_dash-update-component", data=_page_body(path), content_type="application/json") if posts else client.get(path)
        )
        return bytes(answer.data)

    _timed(lambda: ask(paths[0]))  # what the process keeps for all places is made once, by whoever comes first
    results = []
    for path in paths[1:]:
        (cold, body), (warm, _) = (_timed(lambda: ask(path)) for _ in range(2))  # noqa: B023 - called at once
        results.append((cold, warm, len(brotli.compress(body, quality=5))))
    return results


def _naive_country(place: str) -> bytes:
    """What a Dash user would write first: read the tables, filter, write a table."""
    parts = []
    for name, columns in {"estimates": ["place"], "ratings": ["place"], "flows": ["origin", "destination"], "claims": ["place"]}.items():
        rows = pd.read_parquet(DATA / "built" / f"{name}.parquet")
        parts.append(rows[rows[columns].isin([place]).any(axis=1)].to_html())
    return "".join(parts).encode()


def _naive_search(query: str) -> bytes:
    """Every text column of the tables that a reader would search, row by row."""
    parts: list[str] = []
    for name in ("places", "aliases", "sources", "indicators", "quantities", "estimates"):
        rows = pd.read_parquet(DATA / "built" / f"{name}.parquet")
        texts: pd.DataFrame = rows.select_dtypes("str")
        matches = [texts[column].str.contains(query, case=False, regex=False) for column in texts]
        parts.append(str(rows[pd.concat(matches, axis=1).any(axis=1)].head(20).to_json()))
    return "".join(parts).encode()


@dataclass(frozen=True)
class Visit:
    """A first view of a page: bytes on the wire, requests, and milliseconds until its words could be read, a map was on screen, and
    that map answered; 0 without a map."""

    size: int
    requests: int
    words: float
    seen: float
    answers: float


def _slow(session: CDPSession) -> None:
    """A line of 9 Mbit/s with 40 ms, and a CPU four times slower."""
    line = {"offline": False, "latency": 40, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _visit(browser: Browser, address: str, *, slow: bool = False, then: str = "") -> Visit:
    """Open an address with an empty cache; ``then``: the page that is opened from it, whose bytes alone are counted."""
    sizes = [0.0]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if slow:
        _slow(session)
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="commit", timeout=WAIT)
    page.wait_for_selector("#_pages_content h1", timeout=WAIT)
    if "/map" in address:
        page.wait_for_selector(".choroplethlocation", state="attached", timeout=WAIT)
    page.wait_for_load_state("networkidle")
    if then:
        sizes.clear()
        with page.expect_response("**/_dash-update-component*"):
            page.evaluate(MOVE, [then, ""])
        page.wait_for_timeout(2000)
    times = page.evaluate("window.stood")
    context.close()
    return Visit(int(sum(sizes)), len(sizes) - 1, times["words"], times["seen"], times["answers"])


def visits(addresses: Sequence[str], *, times: int, **options: Any) -> list[Visit]:
    """The visit of each address that was quicker than half of those that were made, one address after the other in turn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        turns = [[_visit(browser, address, **options) for address in addresses] for _ in range(times)]
        browser.close()
    visits = zip(*turns, strict=True)
    return [sorted(own, key=lambda visit: visit.answers or visit.words)[times // 2] for own in visits]


def _first_views(address: str) -> Iterator[tuple[str, str, str]]:
    for name, slow in LINES.items():
        (now,) = visits([f"{address}/map"], times=3, slow=slow)
        what = f"{now.size / 1e6:.2f} MB, {now.requests} requests; words {now.words / 1000:.1f} s"
        stands = f"map on screen {now.seen / 1000:.1f} s, map that answers {now.answers / 1000:.1f} s"
        yield f"map, first view, {name}", f"{what}, {stands}", "<= 1.1 MB; words <= 1 s"
    (home,), (second,) = visits([address], times=1), visits([f"{address}/map"], times=1, then="/country/NPL")
    yield "home, first view", f"{home.size / 1e6:.2f} MB, {home.requests} requests", "<= 0.7 MB"
    yield "a country after the map", f"{second.size / 1000:.0f} KB", "<= 80 KB"


def _median(values: Sequence[float]) -> float:
    return float(statistics.median(values))


def report() -> list[tuple[str, str, str]]:
    """Rows of the report; the pages are asked in a process of their own, so that nothing is warm."""
    with served() as app:
        views, (table, seconds) = [*_first_views(app.address)], app.ask("/data/estimates.csv", encoding="br")
    measured = json.loads(subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=True).stdout)
    country, search, coverage = measured["country"], measured["search"], measured["coverage"]
    naive_country, naive_search = _timed(lambda: _naive_country("NPL"))[0], _timed(lambda: _naive_search("nepal"))[0]
    return [
        *views,
        ("country page, its own data, brotli", f"{max(country['size']) / 1000:.1f} KB at most", "<= 60 KB"),
        (
            "country page, server time",
            f"{_median(country['cold']):.0f} ms cold ({naive_country / _median(country['cold']):.0f} times faster than naive), "
            f"{_median(country['warm']):.1f} ms warm",
            "<= 60 and 5 ms",
        ),
        (
            "search, server time",
            f"{_median(search['cold']):.1f} ms, {max(search['cold']):.1f} at most; 1/{naive_search / _median(search['cold']):.0f} of naive",
            "<= 20 ms",
        ),
        ("coverage page, its own data, brotli", f"{max(coverage['size']) / 1000:.1f} KB", "<= 80 KB"),
        ("table of estimates as CSV, brotli", f"{len(table) / 1e6:.2f} MB in {seconds * 1000:.0f} ms", "<= 1.3 MB"),
    ]


def _main() -> None:
    groups = {
        "country": _asked([f"/country/{place}" for place in PLACES], posts=True),
        "search": _asked([f"/search.json?q={query}" for query in QUERIES], posts=False),
        "coverage": _asked(["/coverage", "/coverage"], posts=True),
    }
    columns = {name: dict(zip(("cold", "warm", "size"), zip(*rows, strict=True), strict=True)) for name, rows in groups.items()}
    sys.stdout.write(json.dumps(columns))


if __name__ == "__main__":
    _main()
