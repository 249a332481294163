"""Map changes of the map page against the naive build: bytes, server time, changes a second, redraw in the browser."""

import itertools
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Page, sync_playwright

from etl.queries import choices
from etl.queries.atlas import basemap
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.benchmarks.readers import read, request
from tests.benchmarks.serving import CALLBACK, Served, callback_body, gzipped, served
from tests.browser.conftest import FLAGS
from tests.browser.install import system_chromium

YEARS = [*range(2003, 2019), *range(2020, 2026)]
CHANGES = [
    ("p3_overall", "p3_index", choices.ALL, 2009),
    ("tip_tier", "tip_tiers", choices.ALL, 2014),
    ("modern_slavery", "gsi_2023", choices.ALL, 2021),
    ("unodc_origin", "unodc_2006", choices.ALL, 2006),
]
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


def bodies(app: Served, states: Iterable[State], changed: str = "indicator") -> list[bytes]:
    """What the page posts for each of several maps, all after its first one: another year, or another indicator."""
    entry, first = _entry(app, "world-legend.children"), scene(CODEC.decode({})[0])
    fixed = {
        "world-tab.value": "map",
        "world-inferred.checked": False,
        "world-link.data": CODEC.encode(first.state),
        "world-outlines.data": first.outlines,
    }
    fixed |= {"world-legend-shaded.data": False, "world-legend-only.data": ""}

    def chosen(state: State) -> dict[str, Any]:
        own = {f"world-{name}.value": getattr(state, name) for name in ("indicator", "source", "group", "year")}
        return {**fixed, **own, "world-place.value": None, "world-places.data": list(state.places)}

    return [callback_body(entry, chosen(state), f"world-{changed}.value") for state in states]


def _naive_bodies(app: Served) -> list[bytes]:
    return [callback_body(_entry(app, "map.figure"), {"year.value": year}, "year.value") for year in YEARS]


def _measure(app: Served, bodies: list[bytes], rounds: int = 16) -> tuple[float, float, float]:
    """Median KB compressed, and median milliseconds of a first answer, and of one that is made again.

    An answer that is kept would be sent for the same body and the same encodings; these are never the same. What each of the
    workers makes once is in the first half of the rounds.
    """
    sizes, times = [], []
    for number in range(rounds):
        asked = [app.ask(CALLBACK, body, encoding=f"gzip, x-{number}") for body in bodies]
        sizes += [gzipped(content) / 1000 for content, _ in asked]
        times.append([seconds * 1000 for _, seconds in asked])
    return statistics.median(sizes), statistics.median(times[0]), statistics.median(itertools.chain(*times[rounds // 2 :]))


def rates(port: int, bodies: Sequence[bytes], seconds: float = 4) -> tuple[float, float]:
    """Map changes a second with eight readers at once: where each answer is made anew, and where the last answers are kept."""

    def asked(encoding: str) -> Iterator[bytes]:
        stop = time.monotonic() + seconds
        for number, body in enumerate(itertools.cycle(bodies)):
            if time.monotonic() > stop:
                return
            yield request(CALLBACK, body, encoding.format(number))

    counts = []
    for encoding in ("gzip", "gzip, x-{}", "gzip"):  # at first whatever workers make once
        answers, taken = read(port, asked(encoding), 8)
        counts.append(sum(answer.status == HTTPStatus.OK for answer in answers) / taken)
    return counts[1], counts[2]


def _redraw(page: Page, app: Served, path: str, ready: str) -> float:
    """Median milliseconds from a key on the slider to the redrawn map.

    The naive build asks plotly's host for a basemap and draws nothing without it; it is given ours.
    """
    page.route("https://cdn.plot.ly/**", lambda route: route.fulfill(body=basemap(), content_type="application/json"))
    page.goto(f"{app.address}{path}")
    page.wait_for_selector(ready, state="attached")
    page.wait_for_timeout(2500)
    return float(statistics.median(page.evaluate(STEP, "[role=slider]")))


def _answers(ours: Served, full: Served) -> Iterator[tuple[str, str, str]]:
    """Rows on answers: size, time of the server, and how many a second."""
    first = CODEC.decode({})[0]
    years = [replace(first, year=year) for year in YEARS]
    steps = bodies(ours, years, "year")
    naive_size, naive_time, _ = _measure(full, _naive_bodies(full), 1)
    kinds = {
        "map change": (bodies(ours, (State(*change) for change in CHANGES)), "<= 3 KB; 1/250"),
        "step of the slider": (steps, "<= 2 KB"),
        "step with a place and all its years": (bodies(ours, (replace(state, places=("THA",)) for state in years), "year"), ""),
    }
    for name, (own, budget) in kinds.items():
        size, once, again = _measure(ours, own)
        times = f"1/{naive_time / again:.0f} of naive ({again:.1f} against {naive_time:.0f} ms), when first asked 1/{naive_time / once:.0f}"
        yield name, f"{size:.1f} KB gzip, naive {naive_size:.0f}; {times}", budget
    anew, kept = rates(ours.port, steps)
    yield "map changes a second, 2 workers", f"{anew:.0f} made anew, {kept:.0f} where the last answers are kept", ">= 500"


def _redraws(ours: Served, full: Served, page: Page) -> Iterator[tuple[str, str, str]]:
    """Rows on what the browser does with an answer."""
    own = _redraw(page, ours, "/map?v=1&indicator=tip_tier&source=tip_tiers&year=2017", ".choroplethlocation")
    plain = _redraw(page, full, "/", ".choroplethlocation")
    yield "key to redrawn map", f"{own / plain:.2f} of naive ({own:.0f} against {plain:.0f} ms)", "<= 0.67"
    with served("tests.benchmarks.naive:server", ATLAS_NAIVE_DEGREES="0.6") as coarse:
        rough = _redraw(page, coarse, "/", ".choroplethlocation")
    yield "  against coarse naive outlines", f"{own / rough:.2f} of naive ({rough:.0f} ms)", "<= 0.67"


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: what was measured, ours beside the naive build, and the budget."""
    with served() as ours, served("tests.benchmarks.naive:server") as full:
        rows = [*_answers(ours, full)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
            rows += _redraws(ours, full, page)
            browser.close()
    return rows
