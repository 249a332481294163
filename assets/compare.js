/* Small pieces of the Compare page that need no server: the address, clicks on marks, panels that move together. */
(function () {
  const none = () => window.dash_clientside.no_update;

  /* Another question or other panels are a new entry of the history; a filter, a mark or a tab replaces the last. */
  function remember(link) {
    const moves = (now, next) => ["q", "mode", "panels"].some((key) => now.has(key) && now.get(key) !== next.get(key));
    window.atlasAddress.remember("/compare", link, moves);
    return none();
  }

  const graphs = () => [...document.querySelectorAll("#sides-stage .js-plotly-plot")];
  const placeOf = (point) => point.location || point.id || point.customdata;
  let moving = false;

  /* The place under the mouse is read out from every panel. */
  function say(place, table) {
    const row = table.rows[table.places.indexOf(place)];
    const home = document.getElementById("sides-said");
    if (!row || !home) return;
    const [name, , ...said] = row.cells;
    home.textContent = `${name}. ` + said.map((words, index) => `${index + 1}: ${words || "not in this source"}`).join(" · ");
  }

  /* A panel that is moved or zoomed takes the others along. */
  async function follow(moved, change) {
    const parts = Object.fromEntries(Object.entries(change).filter(([key]) => key.startsWith("geo.")));
    if (moving || !Object.keys(parts).length) return;
    moving = true;
    const others = graphs().filter((graph) => graph !== moved && graph.querySelector(".geolayer > *"));
    await Promise.all(others.map((graph) => window.Plotly.relayout(graph, parts)));
    moving = false;
  }

  function attach(table, tries) {
    const found = graphs().filter((graph) => graph.on);
    const wanted = document.querySelectorAll("#sides-stage figure").length;
    if (found.length < wanted && tries) { window.setTimeout(() => attach(table, tries - 1), 150); return; }
    for (const graph of found) {
      graph.sidesTable = table;
      if (graph.sidesBound) continue;
      graph.sidesBound = true;
      graph.on("plotly_hover", (event) => say(placeOf(event.points[0]), graph.sidesTable));
      graph.on("plotly_relayout", (change) => follow(graph, change));
    }
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    compare: {
      remember,
      clicked(data) {
        const point = data && data.points[0];
        return point && point.customdata ? point.customdata : none();
      },
      tab(tab, link) {
        const view = new URLSearchParams(link);
        if (tab === "marks") view.delete("tab");
        else view.set("tab", tab);
        return "?" + view.toString();
      },
      together(children, table) {
        if (table) attach(table, 40);
        return none();
      },
    },
  });
})();
