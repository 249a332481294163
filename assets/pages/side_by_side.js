/* Sources side by side: panels are moved and zoomed together, and the place under the mouse is read out from all of them. */
(function () {
  const { atlas } = window;
  const graphs = () => [...document.querySelectorAll("#sides-stage .js-plotly-plot")];
  const placeOf = (point) => point.location || point.id || point.customdata;
  let isMoving = false;

  /* What every panel says of a place, from its row of the table: "Thailand. 1: Tier 2 · 2: not in this source". */
  function reading(place, { places, rows }) {
    const row = rows[places.indexOf(place)];
    if (!row) return null;
    const [name, , ...cells] = row.cells;
    return `${name}. ` + cells.map((cell, index) => `${index + 1}: ${cell || "not in this source"}`).join(" · ");
  }

  function readOut(place, table) {
    const [home, text] = [document.getElementById("sides-said"), reading(place, table)];
    if (home && text !== null) home.textContent = text;
  }

  /* A panel that is moved or zoomed takes the others along. */
  async function moveOthers(moved, change) {
    const parts = Object.fromEntries(Object.entries(change).filter(([key]) => key.startsWith("geo.")));
    if (isMoving || !Object.keys(parts).length) return;
    isMoving = true;
    const others = graphs().filter((graph) => graph !== moved && graph.querySelector(".geolayer > *"));
    await Promise.all(others.map((graph) => window.Plotly.relayout(graph, parts)));
    isMoving = false;
  }

  function connect(table, tries) {
    const ready = graphs().filter((graph) => graph.on);
    if (ready.length < document.querySelectorAll("#sides-stage figure").length && tries) {
      window.setTimeout(() => connect(table, tries - 1), 150);
      return;
    }
    for (const graph of ready) {
      graph.sidesTable = table;
      if (graph.sidesBound) continue;
      graph.sidesBound = true;
      graph.on("plotly_hover", (event) => readOut(placeOf(event.points[0]), graph.sidesTable));
      graph.on("plotly_relayout", (change) => moveOthers(graph, change));
    }
  }

  Object.assign(atlas, { reading });
  atlas.clientside("side_by_side", {
    connect(children, _, table) {
      if (table) connect(table, 40);
    },
  });
})();
