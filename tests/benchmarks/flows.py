"""A thousand corridors: bytes of the answer, and the redraw against a map with one trace for each arc, in one page."""

import statistics
from typing import Any

from playwright.sync_api import sync_playwright

from layouts.pages.flows import ids
from layouts.pages.flows.scene import scene
from layouts.pages.flows.state import CODEC
from tests.benchmarks.serving import CALLBACK, Served, callback_body, gzipped, served
from tests.browser.conftest import FLAGS
from tests.browser.install import system_chromium

_VIEW = "/flows?v=1&series=unodc_glotip_2025_10.detected_by_citizenship&top=1000&hidden=yes"
_CHOICE: dict[str, Any] = {
    f"{ids.SERIES}.value": "unodc_glotip_2025_10.detected_by_citizenship",
    f"{ids.AGAINST}.value": None,
    f"{ids.YEARS}.value": [2007, 2022],
    f"{ids.GROUP}.value": "all.all.all",
    f"{ids.REGION}.value": "any",
    f"{ids.ROLE}.value": "both",
    f"{ids.MINIMUM}.value": 0,
    f"{ids.TOP}.value": "1000",
    f"{ids.ACROSS}.checked": False,
    f"{ids.HIDDEN}.checked": True,
    f"{ids.PLACE}.value": None,
    f"{ids.ZOOM}.value": "world",
    f"{ids.YEARS}.min": 2007,
    f"{ids.YEARS}.max": 2023,
}
# Both maps are given the same corridors in turn, all of them and all but the first; the naive one has a line a trace.
# The arrowheads are one trace of both.
_REDRAW = """async () => {
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const own = document.querySelector('#flows-figure-0 .js-plotly-plot');
  const drawn = own.data, layout = own.layout, arcs = [], heads = drawn.find(({name}) => name === 'heads');
  for (const trace of drawn.slice(0, 6)) {
    let arc = {type: 'scattergeo', mode: 'lines', lon: [], lat: [], line: trace.line, text: 'x', hoverinfo: 'text'};
    trace.lon.forEach((x, i) => {
      if (x !== null) { arc.lon.push(x); arc.lat.push(trace.lat[i]); return; }
      if (arc.lon.length > 3) arcs.push(arc);
      arc = {type: 'scattergeo', mode: 'lines', lon: [], lat: [], line: trace.line, text: 'x', hoverinfo: 'text'};
    });
  }
  const store = window.flowsBenchmarkData, times = [[], []];
  const all = Object.entries(store.arcs).flatMap(([from, own]) => own.map(arc => [from, ...arc]));
  const byOrigin = (list) => Object.entries(Object.groupBy(list, ([from]) => from));
  const sent = (list) => Object.fromEntries(byOrigin(list).map(([from, own]) => [from, own.map(arc => arc.slice(1))]));
  const naive = document.createElement('div');
  naive.style.cssText = `width:${own.clientWidth}px;height:${own.clientHeight}px`;
  own.parentElement.parentElement.append(naive);
  const plain = {geo: layout.geo, showlegend: false, margin: layout.margin};
  await Plotly.newPlot(naive, [...arcs, heads], plain, {topojsonURL: own._context.topojsonURL, displayModeBar: false});
  const ways = [
    async (list) => {
      const ready = new Promise(done => own.once('plotly_afterplot', done));
      window.dash_clientside.set_props('flows-data-0', {data: {...store, arcs: sent(list(all))}});
      await ready;
    },
    (list) => Plotly.react(naive, [...list(arcs), heads], plain),
  ];
  for (let i = 0; i < 18; i++) {
    await new Promise(done => setTimeout(done, 300));
    const start = performance.now();
    await ways[i % 2](i % 4 < 2 ? (all) => all.slice(1) : (all) => all.slice());
    await painted();
    times[i % 2].push(performance.now() - start);
  }
  return [arcs.length, ...times.map(list => list.slice(2))];
}"""


def _answer(app: Served) -> int:
    """Bytes of the answer that holds a thousand corridors, compressed."""
    entry = next(e for e in app.dependencies() if ids.part("data", 0) in e["output"] and not e["clientside_function"])
    content, _ = app.ask(CALLBACK, callback_body(entry, _CHOICE, f"{ids.TOP}.value"))
    return gzipped(content)


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: what was measured, ours beside the naive build, and the budget."""
    with served() as app, sync_playwright() as playwright:
        size = _answer(app)
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
        page.goto(f"{app.address}{_VIEW}")
        page.wait_for_selector("#flows-figure-0 .scattergeo path.point", state="attached")
        page.wait_for_timeout(2500)
        side = scene(CODEC.from_link(_VIEW.partition("/flows")[2])).sides[0]
        page.evaluate("data => { window.flowsBenchmarkData = data; }", side.wire)
        arcs, own, plain = page.evaluate(_REDRAW)
        browser.close()
    ours, naive = statistics.median(own), statistics.median(plain)
    return [
        ("1,000 corridors, gzip", f"{size / 1000:.1f} KB", "<= 11 KB"),
        (f"redraw of {arcs} corridors", f"{ours / naive:.2f} of one trace an arc ({ours:.0f} against {naive:.0f} ms)", "<= 0.6"),
    ]
