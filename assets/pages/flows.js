/* The flow page: its maps, what is picked on them, the filters that are taken back, and the whole link of its view. */
(function () {
  const { atlas } = window;

  /* The map as it stands in the page: its size, and how far the reader has moved it since it was drawn for this zoom. */
  function standing(id, revision) {
    const graph = document.querySelector(`#${id} .js-plotly-plot`), layout = graph?._fullLayout;
    const map = graph || document.getElementById(id), { width, height } = map.getBoundingClientRect();
    const size = width && height ? { width, height, edges: atlas.edges(map) } : undefined;
    if (!layout?.geo || layout.uirevision !== revision) {
      // Plotly's button goes back to the view that it saw first: now to that of this zoom.
      if (layout?.geo?._subplot) layout.geo._subplot.viewInitial = null;
      return { size };
    }
    const { center, projection } = layout.geo;
    return { size, moved: { center: { ...center }, projection: { scale: projection.scale, rotation: { ...projection.rotation } } } };
  }

  /* Takes filters back: a button names the controls and what they are set to. */
  document.addEventListener("click", ({ target }) => {
    const settings = target.closest?.(".flows [data-settings]")?.dataset.settings;
    for (const [id, props] of Object.entries(settings ? JSON.parse(settings) : {})) window.dash_clientside.set_props(id, props);
  });

  /* The corridor of a map between two places, with their names; undefined where the map has none. */
  function corridorOf(data, picked) {
    const { point } = atlas.contract, own = picked && data ? atlas.corridorsOf(data) : [];
    const corridor = own.find(({ origin, destination }) => origin === picked[0] && destination === picked[1]);
    if (!corridor) return undefined;
    const [from, to] = picked.map((code) => ({ code, name: atlas.named(point, data.points[code]).name }));
    return { ...corridor, from, to, counted: data.counted };
  }

  /* The further filters lie over the map: they close as menus do. What a field of theirs offers lies elsewhere in the document. */
  const further = () => document.querySelector(".more-filters[open]");
  const isOver = (more) => getComputedStyle(more.lastElementChild).position === "absolute";
  document.addEventListener("click", ({ target }) => {
    const more = further();
    if (more && isOver(more) && target.isConnected && !more.contains(target) && !target.closest("[data-portal], [role=listbox]")) more.open = false;
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const more = further();
    if (key !== "Escape" || !more || !isOver(more) || target.getAttribute("aria-expanded") === "true") return;
    more.open = false;
    more.firstElementChild.focus();
  });

  const HINT = "Select a line, a ring or a place to see its figures.";

  function write(home, corridor, said) {
    if (!corridor) { home.replaceChildren(HINT); return; }
    const [title, ...lines] = atlas.corridorReading(corridor, corridor.counted);
    const buttons = [corridor.from, corridor.to].map(({ code, name }) =>
      atlas.element("button", { type: "button", class: "linklike", "data-settings": JSON.stringify({ "flows-place": { value: code } }) }, `All of ${name}`));
    home.replaceChildren(atlas.element("strong", {}, title), `: ${[...lines, said].join("; ")}. `, ...buttons);
  }

  atlas.clientside("flows", {
    figure(data, zoom, _, picked, base, id) {
      if (!data || !base) return atlas.unchanged();
      const zoomed = { ...data, zoom };
      return atlas.figures.flows(zoomed, base, { ...standing(id, atlas.revision(zoomed)), picked });
    },
    /* What is read of the corridor that is picked, below its map. */
    read(picked, data, id) {
      const home = document.getElementById(id);
      if (home && data) write(home, corridorOf(data, picked), data.said);
      return atlas.unchanged();
    },
    /* A place of the map is chosen, unless several were offered; a corridor is picked, and chooses nothing. */
    pick(...clicks) {
      const { id, customdata } = atlas.clickedPoint(...clicks) || {};
      return [(!atlas.isOffered() && id) || atlas.unchanged(), customdata || atlas.unchanged()];
    },
    years(first, last, [from, to]) {
      const next = [Number(first), Math.max(Number(first), Number(last))];
      return next[0] === from && next[1] === to ? atlas.unchanged() : next;
    },
    /* The link of the controls with tab, zoom and opened regions; the server is asked for the table or the Sankey only when it is seen. */
    link(choices, tab, zoom, open, requested) {
      const query = new URLSearchParams(atlas.withTab(tab, choices));
      if (zoom && zoom !== (query.has("place") ? "place" : "world")) query.set("zoom", zoom);
      else query.delete("zoom");
      if (open.length) query.set("open", open.join("."));
      else query.delete("open");
      const link = `?${query}`;
      const stage = `flow-stage tab-${tab} zoom-${zoom}${open.length ? " opened" : ""}`;
      return [link, tab === "map" || link === requested ? atlas.unchanged() : link, stage];
    },
    openRegions(one, other, closing, open, regions) {
      if (atlas.isPressed()) return [];
      const label = atlas.clickedPoint(one, other)?.label;
      return regions.includes(label) && !open.includes(label) ? [...open, label] : atlas.unchanged();
    },
  });
})();
