"""Three hundred marks on the Compare page: the figure, the answer of a choice, and the redraw in the browser."""

import itertools
import json
import statistics
import time
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page, sync_playwright

from etl.queries import answers
from layouts.figures import dot_range
from layouts.figures.marks import Mark
from layouts.pages.compare.question.scene import scene
from layouts.pages.compare.question.state import CODEC, State
from tests.benchmarks.serving import CALLBACK, Served, callback_body, gzipped, served
from tests.browser.conftest import FLAGS
from tests.browser.install import system_chromium

MARKS, GROUPS = 300, 8
_CONTROLS: dict[str, Any] = {
    "axis": "log",
    "order": "year",
    "kind": [],
    "place": None,
    "form": None,
    "search": "",
    "mark": None,
    "tab": "marks",
}
_DRAW = """async (figure) => {
  const graph = document.querySelector('#compare-figure .js-plotly-plot'), times = [];
  for (let i = 0; i < 9; i++) {
    const start = performance.now();
    await window.Plotly.react(graph, figure.data, {...figure.layout, datarevision: i});
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
  }
  return times.slice(2);
}"""


def marks() -> list[Mark]:
    """Three hundred marks in eight groups: those of all questions, over and over."""
    found = [mark for quantity in answers.questions()["quantity_id"] for mark in scene(State(quantity)).marks]
    many = itertools.islice(itertools.cycle(found), MARKS)
    return [replace(mark, group=f"Group {number * GROUPS // MARKS}") for number, mark in enumerate(many)]


def _median(work: list[float]) -> float:
    return float(statistics.median(work))


def _figure_time(drawn: list[Mark]) -> float:
    times = []
    for _ in range(20):
        start = time.perf_counter()
        dot_range.dot_range(drawn, title="people", log=True)
        times.append((time.perf_counter() - start) * 1000)
    return _median(times)


def _answers(app: Served) -> tuple[int, float]:
    """Median bytes compressed and milliseconds of another question."""
    entry = next(e for e in app.dependencies() if "compare-legend.children" in e["output"] and not e["clientside_function"])
    fixed: dict[str, Any] = {f"compare-{name}.value": value for name, value in _CONTROLS.items()}
    fixed |= {"compare-years.value": list(answers.years()), "compare-link.data": CODEC.encode(State())}
    sizes, times = [], []
    for quantity in [*answers.questions()["quantity_id"]] * 2:
        body = callback_body(entry, fixed | {"compare-question.value": quantity}, "compare-question.value")
        content, seconds = app.ask(CALLBACK, body)
        sizes.append(gzipped(content))
        times.append(seconds * 1000)
    return int(_median([float(size) for size in sizes])), _median(times)


def _redraw(page: Page, app: Served, drawn: list[Mark]) -> float:
    """Median milliseconds in which the browser draws three hundred marks anew."""
    page.goto(f"{app.address}/compare")
    page.wait_for_selector("#compare-figure .scatterlayer path.point", state="attached")
    figure = json.loads(json.dumps(dot_range.dot_range(drawn, title="people", log=True)))
    return _median(page.evaluate(_DRAW, figure))


def report() -> list[tuple[str, str, str]]:
    """Rows of the report."""
    drawn = marks()
    size = gzipped(json.dumps(dot_range.dot_range(drawn, title="people", log=True)).encode())
    with served() as app, sync_playwright() as playwright:
        bytes_, milliseconds = _answers(app)
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        redraw = _redraw(browser.new_page(viewport={"width": 1440, "height": 1000}), app, drawn)
        browser.close()
    return [
        ("another question, gzip", f"{bytes_ / 1000:.1f} KB in {milliseconds:.1f} ms of the server", ""),
        (f"figure of {MARKS} marks", f"{_figure_time(drawn):.2f} ms to build, {size / 1000:.1f} KB gzip", "<= 25 KB"),
        (f"{MARKS} marks drawn in the browser", f"{redraw:.0f} ms", ""),
    ]
