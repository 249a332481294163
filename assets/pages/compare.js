/* The Compare page: a click on a mark chooses its claim; claims open in place. */
(function () {
  const { atlas } = window;
  const isPlain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  /* The address with what its table is searched for, there and when a reader goes back to it. */
  function searched(address, search) {
    const next = new URL(address);
    if (search) next.searchParams.set("search", search);
    else next.searchParams.delete("search");
    return next.href;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".rows a[href^='/compare']");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    const search = link.closest(".rows-frame").parentElement.querySelector(".table-search").value.trim();
    atlas.rewrite(searched(window.location.href, search));
    atlas.go(searched(link.href, search));
  });

  /* On paper the chart of a question leaves room for the words below it: its size before it is scaled to the width of the sheet. */
  const PAPER = { width: 900, height: 690 };
  const chart = () => document.querySelector("#compare-figure .js-plotly-plot");

  function sized(graph, { width, height }) {
    graph.closest(".dots-frame").style.height = `${height}px`;
    return window.Plotly.relayout(graph, { width, height });
  }

  window.addEventListener("beforeprint", () => {
    const graph = chart();
    if (!graph?.layout) return;
    const { width, height } = graph.getBoundingClientRect();
    graph.onScreen = { width, height };
    sized(graph, { ...PAPER, height: Math.min(height, PAPER.height) });
    atlas.scaleFigure(graph);
    document.querySelectorAll(".sheet-address").forEach((place) => { place.textContent = window.location.href; });
  });
  window.addEventListener("afterprint", () => {
    const graph = chart();
    if (graph?.onScreen) sized(graph, graph.onScreen).then(() => window.Plotly.relayout(graph, { autosize: true }));
  });
  document.addEventListener("click", ({ target }) => { if (target.closest?.(".print-page")) window.print(); });

  atlas.clientside("compare", {
    claimOfClick(click) {
      const claim = click?.points[0]?.customdata;
      if (!claim) return atlas.unchanged();
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      document.querySelector(".chosen-mark")?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      return claim;
    },
  });
})();
