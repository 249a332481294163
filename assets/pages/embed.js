/* Draws the figures of an embedded view, whose page the server has written, and tells the page that holds the frame how high the
   view would like to be; does nothing on other pages. */
(function () {
  const { contract, element, figureOf } = window.atlas;
  const [home, data] = [contract.embed.figure, contract.embed.data].map((id) => document.getElementById(id));
  if (!home || !data) return;
  const { parts, geometry } = JSON.parse(data.textContent), root = document.documentElement;
  const config = { topojsonURL: geometry, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false, scrollZoom: false };
  let reported = 0;

  function report() {
    root.classList.add("natural");
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    root.classList.remove("natural");
    if (height === reported) return;
    reported = height;
    window.parent.postMessage({ type: contract.embed.message, height }, "*");
  }

  /* A figure is as large as its place, which changes with the frame and with what is opened in it. */
  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const { width, height } = target._fullLayout;
    if (width !== target.clientWidth || height !== target.clientHeight) window.Plotly.Plots.resize(target);
  }));

  /* The place of a figure, below its title, its source and its period where it has its own. */
  function placeOf(part) {
    const { layout: { height } } = figureOf(part), map = element("div", { class: height ? "map tall" : "map" });
    if (height) map.style.setProperty("--height", `${height}px`);
    const words = [["part-title", part.title], ["quiet", part.note]].filter(([, text]) => text);
    home.append(...words.map(([name, text]) => element("p", { class: name }, text)), map);
    return map;
  }

  // All have their places before the first is drawn, because they share the height of the frame.
  parts.map((part) => [part, placeOf(part)]).forEach(([part, map]) => {
    // Names are placed for the size that the figure has here.
    const { data: traces, layout } = figureOf(part, part.draw && { width: map.clientWidth, height: map.clientHeight, bare: true });
    window.Plotly.newPlot(map, traces, { ...layout, height: undefined, autosize: true }, config).then(() => { map.isDrawn = true; resized.observe(map); });
  });
  if (window.parent === window) return;
  const changed = new ResizeObserver(report);
  [root, ...document.querySelectorAll("main > *")].forEach((part) => changed.observe(part));
})();
