/* Sources side by side: panels are moved and zoomed together, and the place under the mouse is read out from all of them. */
(function () {
  const { atlas } = window;
  let table = null, isMoving = false;

  const placeOf = ({ location, id, customdata }) => location || id || customdata;

  /* What every panel says of a place, from its row of the table: "Thailand. 1: Tier 2 · 2: not in this source". */
  function reading(place, { places, rows }) {
    const [name, , ...cells] = rows[places.indexOf(place)]?.cells || [];
    return name ? `${name}. ` + cells.map((cell, number) => `${number + 1}: ${cell || "not in this source"}`).join(" · ") : "";
  }

  /* A panel that is moved or zoomed takes the others along. */
  async function moveOthers(others, change) {
    const parts = Object.fromEntries(Object.entries(change).filter(([key]) => key.startsWith("geo.")));
    if (isMoving || !Object.keys(parts).length) return;
    isMoving = true;
    await Promise.all(others.filter((graph) => graph.querySelector(".geolayer > *")).map((graph) => window.Plotly.relayout(graph, parts)));
    isMoving = false;
  }

  /* A map that is swiped on a phone takes the others along. */
  document.addEventListener("scroll", ({ target }) => {
    if (!target.matches?.(".compare .map-scroll")) return;
    for (const other of document.querySelectorAll(".compare .map-scroll")) other.scrollLeft = target.scrollLeft;
  }, true);

  /* Panels are drawn some time after their data arrive; they are waited for as often as there are tries. */
  function connect(stage, status, tries) {
    const graphs = () => [...stage.querySelectorAll(".js-plotly-plot")].filter((graph) => graph.on);
    const isMissing = graphs().length < stage.querySelectorAll("figure").length;
    if (isMissing && tries) { window.setTimeout(() => connect(stage, status, tries - 1), 150); return; }
    for (const graph of graphs().filter(({ dataset }) => !dataset.connected)) {
      graph.dataset.connected = "yes";
      graph.on("plotly_hover", (event) => { status.textContent = reading(placeOf(event.points[0]), table) || status.textContent; });
      graph.on("plotly_relayout", (change) => moveOthers(graphs().filter((other) => other !== graph), change));
    }
  }

  Object.assign(atlas, { reading });
  atlas.clientside("side_by_side", {
    connect(children, _, data, ...ids) {
      table = data;
      if (data) connect(...ids.map((id) => document.getElementById(id)), 40);
    },
  });
})();
