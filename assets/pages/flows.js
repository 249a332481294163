/* The flow page: its figure, the whole link of its view, and the regions of its Sankey that are opened. */
(function () {
  const { atlas } = window;

  atlas.clientside("flows", {
    figure: (data, base) => (data && base ? atlas.figures.flows(data, base) : atlas.unchanged()),
    /* The link of the controls with tab and opened regions; the server is asked for the table or the Sankey only when it is seen. */
    link(choices, tab, open, requested) {
      const query = new URLSearchParams(atlas.withTab(tab, choices));
      if (open.length) query.set("open", open.join("."));
      else query.delete("open");
      const link = `?${query}`;
      return [link, tab === "map" || link === requested ? atlas.unchanged() : link, `flow-stage tab-${tab}`];
    },
    openRegions(one, other, closing, open, regions) {
      if (atlas.isPressed()) return [];
      const label = atlas.clickedPoint(one, other)?.label;
      return regions.includes(label) && !open.includes(label) ? [...open, label] : atlas.unchanged();
    },
  });
})();
