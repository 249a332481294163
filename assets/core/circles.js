/* Circles of amounts: the smaller always lie above the larger, and on a narrow map all are smaller by one factor, as is the legend. */
(function () {
  const { atlas } = window;

  const isCircles = ({ name, visible }) => name === "circles" && visible;
  /* The factor that the style sheet gives the circles of a map, 1 on a desktop. */
  const factorOf = (graph) => Number(getComputedStyle(graph).getPropertyValue("--circle-scale")) || 1;

  /* The radius that a circle is drawn with. */
  const radius = (point) => Number(point.getAttribute("d").match(/[\d.]+/)?.[0] || 0);

  function smallestAbove(drawing) {
    for (const group of drawing.querySelectorAll(".scatterlayer > .trace")) {
      const points = [...group.querySelectorAll("path.point")], order = [...points].sort((a, b) => radius(b) - radius(a));
      const last = points.at(-1)?.nextSibling || null;
      if (order.some((point, place) => point !== points[place])) order.forEach((point) => point.parentNode.insertBefore(point, last));
    }
  }

  /* The size of the circles of a trace on a map; undefined where they have it. */
  function sizeOf({ meta, marker: { sizeref } }, factor) {
    const size = meta / (factor * factor);
    return Math.abs(size / sizeref - 1) < 1e-6 ? undefined : size;
  }

  function settle(graph) {
    const at = graph.data?.findIndex(isCircles) ?? -1;
    if (at < 0) return;
    const size = sizeOf(graph.data[at], factorOf(graph));
    /* A circle that is smaller than it was made for has no room for a figure. */
    const mode = factorOf(graph) < 1 ? "markers" : "markers+text";
    if (size) window.Plotly.restyle(graph, { "marker.sizeref": size, mode }, [at]);
    else smallestAbove(graph);
  }

  function connect() {
    for (const graph of document.querySelectorAll(".map .js-plotly-plot, .map.js-plotly-plot")) {
      if (!graph.on || graph.dataset.circles) continue;
      graph.dataset.circles = "yes";
      graph.on("plotly_afterplot", () => settle(graph));
      settle(graph);
    }
  }
  new MutationObserver(connect).observe(document.documentElement, { childList: true, subtree: true });

  Object.assign(atlas, { sizeOf, smallestAbove });
})();
