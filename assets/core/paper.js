/* On paper: a figure is drawn as it stands on the screen, as wide as the sheet; and a page says where it was printed from. */
(function () {
  /* The width of a sheet within its margins, in pixels; A4 and letter differ by three per cent. */
  const WIDE = 703;
  const graphs = () => [...document.querySelectorAll(".js-plotly-plot")];
  const drawings = (graph) => [...graph.querySelectorAll(".main-svg")];

  /* How much of the sheet is the figure's: all of it, or its column where panels stand side by side. */
  const shareOf = (graph) => (graph.closest(".compare .sides") ? 0.48 : 1);

  /* How much smaller or larger a figure is on paper; undefined where nothing is drawn. */
  const factorOf = (graph) => (WIDE * shareOf(graph)) / drawings(graph)[0]?.getAttribute("width") || undefined;

  /* The words of a chart that is much wider than a sheet would be too small on it: it is drawn narrower first. Not a diagram,
     whose ribbons move to their new places for longer than the sheet waits. */
  const LEGIBLE = 900;
  const isWide = (graph) => graph.matches(".chart *") && !graph.closest(".only-sankey") && graph.layout && graph.clientWidth > LEGIBLE;

  function narrow(graph) {
    graph.wasWide = true;
    window.Plotly.relayout(graph, { width: LEGIBLE });
  }

  function widen(graph) {
    delete graph.wasWide;
    window.Plotly.relayout(graph, { width: null, autosize: true });
  }

  function scaleFigure(graph) {
    for (const drawing of drawings(graph)) drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
  }

  /* The circles of a legend are as much smaller as those of its map. */
  function scaleLegend(legend) {
    const factor = factorOf((legend.closest("figure") || document).querySelector(".js-plotly-plot") || legend);
    const own = Number(getComputedStyle(legend).getPropertyValue("--circle-scale"));
    if (factor && own) legend.style.setProperty("--circle-scale", own * factor);
  }

  function origin() {
    const version = document.getElementById("data-version")?.textContent, date = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    return `Trafficking Statistics Atlas, data version ${version}. ${window.location.href} (printed on ${date})`;
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".printed").forEach((line) => { line.textContent = origin(); });
    document.querySelectorAll(".legend").forEach(scaleLegend);
    graphs().filter(isWide).forEach(narrow);
    graphs().forEach(scaleFigure);
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".legend").forEach((legend) => legend.style.removeProperty("--circle-scale"));
    graphs().flatMap(drawings).forEach((drawing) => drawing.removeAttribute("viewBox"));
    graphs().filter((graph) => graph.wasWide).forEach(widen);
  });

  window.atlas.scaleFigure = scaleFigure;
})();
