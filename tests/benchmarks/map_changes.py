"""Map changes of the map page against the naive build: bytes, server time, changes a second, redraw in the browser."""

import statistics
import threading
import time
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, sync_playwright

from etl.queries.atlas import basemap
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC
from tests.benchmarks.serving import Served, callback_body, gzipped, prepared, served
from tests.browser.conftest import FLAGS
from tests.browser.install import system_chromium

YEARS = [*range(2003, 2019), *range(2020, 2026)]
CHANGES = [
    ("p3_overall", "p3_index", 2009),
    ("tip_tier", "tip_tiers", 2014),
    ("modern_slavery", "gsi_2023", 2021),
    ("unodc_origin", "unodc_2006", 2006),
]
_LOOKS: dict[str, Any] = {"world-legend-shaded.data": False, "world-legend-only.data": ""}
STEP = """async (selector) => {
  const graph = document.querySelector('.js-plotly-plot'), times = [];
  const thumb = document.querySelector(selector);
  const painted = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
  for (let i = 0; i < 12; i++) {
    await new Promise(done => setTimeout(done, 500));
    const drawn = new Promise(done => {
      const after = () => { graph.removeListener('plotly_afterplot', after); painted(done); };
      graph.on('plotly_afterplot', after);
    });
    const start = performance.now(), key = {key: 'ArrowLeft', code: 'ArrowLeft', bubbles: true};
    thumb.focus();
    for (const type of ['keydown', 'keyup']) thumb.dispatchEvent(new KeyboardEvent(type, key));
    times.push(await drawn - start);
  }
  return times.slice(2);
}"""


def _entry(app: Served, output: str) -> Mapping[str, Any]:
    return next(entry for entry in app.dependencies() if output in entry["output"] and not entry["clientside_function"])


def _step_bodies(app: Served, place: str | None = None) -> list[bytes]:
    first = CODEC.decode({})[0]
    fixed: dict[str, Any] = {"world-indicator.value": first.indicator, "world-source.value": first.source, "world-group.value": first.group}
    fixed |= {
        "world-inferred.checked": False,
        "world-place.value": place,
        "world-tab.value": "map",
        "world-places.data": [place] if place else [],
        "world-outlines.data": scene(first).outlines,
        **_LOOKS,
    }
    entry = _entry(app, "world-legend.children")
    return [callback_body(entry, {**fixed, "world-year.value": year}, "world-year.value") for year in YEARS]


def _change_bodies(app: Served) -> list[bytes]:
    entry, bodies = _entry(app, "world-legend.children"), []
    for indicator, source, year in CHANGES:
        values = {
            "world-indicator.value": indicator,
            "world-source.value": source,
            "world-group.value": "all.all.all",
            "world-year.value": year,
        }
        values |= {**_LOOKS, "world-inferred.checked": False, "world-place.value": None, "world-tab.value": "map", "world-places.data": []}
        bodies.append(callback_body(entry, {**values, "world-outlines.data": scene(CODEC.decode({})[0]).outlines}, "world-indicator.value"))
    return bodies


def _naive_bodies(app: Served) -> list[bytes]:
    return [callback_body(_entry(app, "map.figure"), {"year.value": year}, "year.value") for year in YEARS]


def _measure(app: Served, bodies: list[bytes], rounds: int) -> tuple[int, float]:
    """Median bytes compressed, and median milliseconds of an answer."""
    sizes, times = [], []
    for _ in range(rounds):
        for body in bodies:
            content, seconds = app.ask("/_dash-update-component", body)
            sizes.append(gzipped(content))
            times.append(seconds * 1000)
    return int(statistics.median(sizes)), statistics.median(times)


def _rate(app: Served, bodies: list[bytes], seconds: float) -> float:
    """Map changes a second with four clients at once."""
    end, counts, requests = time.monotonic() + seconds, [0] * 4, [prepared(body) for body in bodies]

    def work(number: int) -> None:
        while time.monotonic() < end:
            app.send(requests[(counts[number] * 7 + number) % len(requests)])
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _redraw(page: Page, app: Served, path: str, ready: str) -> float:
    """Median milliseconds from a key on the slider to the redrawn map.

    The naive build asks plotly's host for a basemap and draws nothing without it; it is given ours.
    """
    page.route("https://cdn.plot.ly/**", lambda route: route.fulfill(body=basemap(), content_type="application/json"))
    page.goto(f"http://127.0.0.1:{app.port}{path}")
    page.wait_for_selector(ready, state="attached")
    page.wait_for_timeout(2500)
    return float(statistics.median(page.evaluate(STEP, "[role=slider]")))


def _first_view(page: Page, app: Served) -> tuple[int, int, int]:
    """Compressed bytes, requests and requests to other hosts until the map is drawn."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    hosts: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: hosts.append(event["request"]["url"]))
    page.goto(f"http://127.0.0.1:{app.port}/map")
    page.wait_for_selector(".choroplethlocation", state="attached")
    page.wait_for_load_state("networkidle")
    elsewhere = [url for url in hosts if not url.startswith((f"http://127.0.0.1:{app.port}", "data:", "blob:"))]
    return int(sum(sizes)), len(hosts), len(elsewhere)


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: what was measured, ours beside the naive build, and the budget."""
    rows: list[tuple[str, str, str]] = []
    with served("app:server") as ours, served("tests.benchmarks.naive:server") as full, sync_playwright() as playwright:
        step_size, step_time = _measure(ours, _step_bodies(ours), 4)
        chosen_size, chosen_time = _measure(ours, _step_bodies(ours, "THA"), 4)
        change_size, change_time = _measure(ours, _change_bodies(ours), 20)
        naive_size, naive_time = _measure(full, _naive_bodies(full), 1)
        rows.append(("map change, gzip", f"{change_size / 1000:.1f} KB, naive {naive_size / 1000:.0f} KB", "<= 5 KB"))
        rows.append(("step of the slider, gzip", f"{step_size / 1000:.1f} KB", "<= 2 KB"))
        rows.append(
            (
                "server time of a map change",
                f"1/{naive_time / change_time:.0f} of naive ({change_time:.1f} against {naive_time:.0f} ms)",
                "<= 1/8",
            )
        )
        rows.append(("server time of a step", f"1/{naive_time / step_time:.0f} of naive ({step_time:.1f} ms)", "<= 1/8"))
        rows.append(("  with a place and all its years", f"{chosen_size / 1000:.1f} KB, {chosen_time:.1f} ms", ""))
        rates = [_rate(ours, _step_bodies(ours), 6) for _ in range(3)]
        rows.append(("map changes a second, 2 workers", f"{statistics.median(rates):.0f} (median of 3 runs)", ">= 300"))
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        first = _first_view(browser.new_page(viewport={"width": 1440, "height": 1000}), ours)
        rows.append(
            ("first view, compressed", f"{first[0] / 1e6:.2f} MB in {first[1]} requests, {first[2]} to other hosts", "<= 2.1 MB, 0")
        )
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
        own = _redraw(page, ours, "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2017", ".choroplethlocation")
        plain = _redraw(page, full, "/", ".choroplethlocation")
        rows.append(("key to redrawn map", f"{own / plain:.2f} of naive ({own:.0f} against {plain:.0f} ms)", "<= 0.67"))
        with served("tests.benchmarks.naive:server", ATLAS_NAIVE_DEGREES="0.6") as coarse:
            rough = _redraw(page, coarse, "/", ".choroplethlocation")
            rows.append(("  against coarse naive outlines", f"{own / rough:.2f} of naive ({rough:.0f} ms)", "<= 0.67"))
        browser.close()
    return rows
