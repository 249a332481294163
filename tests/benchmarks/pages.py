"""The pages that answer readers: what home weighs, and how long a country, a search and the coverage of all places take.

Server times are of one process, without a network; the naive build filters the same tables anew for each request.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import brotli
import pandas as pd
from playwright.sync_api import sync_playwright

from etl.store.tables import DATA
from tests.benchmarks.serving import Served, served
from tests.browser.conftest import FLAGS
from tests.browser.install import system_chromium

PLACES = ("NPL", "DEU", "THA", "NGA", "ERI", "USA", "GBR", "KHM", "MDA", "UKR", "FRA", "BRA")
QUERIES = (
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


def _weight(app: Served, path: str) -> tuple[int, int, bool]:
    """Bytes on the wire and requests until a page is quiet, and whether plotly was among them."""
    sizes, addresses = [0.0], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        session.on("Network.requestWillBeSent", lambda event: addresses.append(event["request"]["url"]))
        page.goto(f"http://127.0.0.1:{app.port}{path}")
        page.wait_for_selector("main h1")
        page.wait_for_load_state("networkidle")
        browser.close()
    return int(sum(sizes)), len(addresses), any("plotly" in address for address in addresses)


def _median(values: Sequence[float]) -> float:
    return float(statistics.median(values))


def report() -> list[tuple[str, str, str]]:
    """Rows of the report; the pages are asked in a process of their own, so that nothing is warm."""
    with served("app:server") as app:
        home, requests, plotly = _weight(app, "/")
        of_map, _, _ = _weight(app, "/map")
    measured = json.loads(subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=True).stdout)
    country, search, coverage = measured["country"], measured["search"], measured["coverage"]
    naive_country, naive_search = _timed(lambda: _naive_country("NPL"))[0], _timed(lambda: _naive_search("nepal"))[0]
    loaded = "with" if plotly else "without"
    return [
        ("home, compressed", f"{home / 1e6:.2f} MB, {requests} requests, {loaded} plotly; {home / of_map:.2f} of the map", "<= 0.7 MB"),
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
