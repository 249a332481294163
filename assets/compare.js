/* Small pieces of the Compare page that need no server: the address, clicks on marks, panels that move together. */
(function () {
  const none = () => window.dash_clientside.no_update;

  /* Another question or other panels are a new entry of the history; a filter, a mark or a tab replaces the last. */
  function remember(link) {
    /* Ways to compare are changed by links alone: a view that is already left must not take the address back. */
    const other = new URLSearchParams(window.location.search).get("mode") !== new URLSearchParams(link || "").get("mode");
    const moves = (now, next) => ["q", "panels"].some((key) => now.has(key) && now.get(key) !== next.get(key));
    if (!other) window.atlasAddress.remember("/compare", link, moves);
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

  /* Another view of the page without loading it anew, as the app's own links do. */
  function go(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  async function copy(button) {
    const home = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(home.textContent);
      button.textContent = "Copied";
    } catch {
      window.getSelection().selectAllChildren(home);
      button.textContent = "Selected: copy it now";
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.find")) return;
    event.preventDefault();
    const wanted = event.target.elements.search.value.trim();
    go("/compare?" + new URLSearchParams({ v: "1", mode: "claims", ...(wanted && { search: wanted }) }));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) { copy(button); return; }
    const link = event.target.closest?.(".rows a[href^='/compare']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const wanted = document.querySelector("#claims-table .wanted")?.value.trim();
    go(link.getAttribute("href") + (wanted ? "&search=" + encodeURIComponent(wanted) : ""));
  });

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    compare: {
      remember,
      clicked(data) {
        const point = data && data.points[0];
        if (!point || !point.customdata) return none();
        const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        document.querySelector(".chosen-mark")?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
        return point.customdata;
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
