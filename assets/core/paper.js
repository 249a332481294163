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
  const LEGIBLE = 800;
  const isWide = (graph) => graph.matches(".chart *") && !graph.closest(".only-sankey") && graph.layout && graph.clientWidth > LEGIBLE;

  function narrow(graph) {
    graph.wasWide = true;
    window.Plotly.relayout(graph, { width: LEGIBLE });
  }

  function widen(graph) {
    delete graph.wasWide;
    window.Plotly.relayout(graph, { width: null, autosize: true });
  }

  /* No word of a figure is smaller than 7 points, in pixels. */
  const LEAST = 9.4;

  /* A figure with a line a place would be small to fit a sheet: it ends with the sheet, and says so. */
  const HIGH = 780;
  const heightOf = (graph) => Number(drawings(graph)[0]?.getAttribute("height"));
  const isLong = (graph) => graph.matches(".scroll *") && heightOf(graph) * factorOf(graph) > HIGH;

  const frameOf = (graph) => graph.closest(".dots-frame");

  function shorten(graph) {
    const { style } = frameOf(graph), { font, yaxis: { range: [end], tickfont } } = graph.layout, all = Math.floor(end) + 1;
    const factor = factorOf(graph), height = HIGH / factor, shown = Math.floor((all * height) / heightOf(graph));
    graph.wasLong = [style.height, { height: null, autosize: true, "yaxis.range[0]": end, "font.size": font.size, "yaxis.tickfont.size": tickfont.size }];
    /* The frame first: a figure takes its height from it. */
    style.height = `${height}px`;
    window.Plotly.relayout(graph, { height, "yaxis.range[0]": shown - 0.3, "font.size": LEAST / factor, "yaxis.tickfont.size": LEAST / factor });
    graph.closest(".scroll").after(window.atlas.element("p", { class: "on-paper rest" }, `Printed above: the first ${shown} of ${all} places, in the order of their names.`));
  }

  function lengthen(graph) {
    const [height, change] = graph.wasLong;
    delete graph.wasLong;
    frameOf(graph).style.height = height;
    graph.closest(".scroll").nextElementSibling.remove();
    window.Plotly.relayout(graph, change);
  }

  function enlargeWords(graph) {
    const words = [...graph.querySelectorAll("text, tspan")], least = LEAST / factorOf(graph);
    const small = words.filter((word) => parseFloat(getComputedStyle(word).fontSize) < least);
    small.forEach((word) => { word.dataset.size = word.style.fontSize; word.style.fontSize = `${least}px`; });
  }

  function shrinkWords(graph) {
    for (const word of graph.querySelectorAll("[data-size]")) {
      word.style.fontSize = word.dataset.size;
      delete word.dataset.size;
    }
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
    document.querySelectorAll(".legend, .flow-legend").forEach(scaleLegend);
    graphs().filter(isWide).forEach(narrow);
    graphs().filter(isLong).forEach(shorten);
    graphs().forEach(scaleFigure);
    graphs().filter(factorOf).forEach(enlargeWords);
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".legend, .flow-legend").forEach((legend) => legend.style.removeProperty("--circle-scale"));
    graphs().flatMap(drawings).forEach((drawing) => drawing.removeAttribute("viewBox"));
    graphs().forEach(shrinkWords);
    graphs().filter((graph) => graph.wasWide).forEach(widen);
    graphs().filter((graph) => graph.wasLong).forEach(lengthen);
  });

  window.atlas.scaleFigure = scaleFigure;
})();
