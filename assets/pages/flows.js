/* The flow page: its figure, the whole link of its view, and the regions of its Sankey that are opened. */
(function () {
  const { atlas } = window;

  /* The link of the controls, with the tab and the opened regions. */
  function completeLink(choices, tab, open) {
    const link = new URLSearchParams(atlas.withTab(tab, choices));
    if (open.length) link.set("open", open.join("."));
    else link.delete("open");
    return `?${link}`;
  }

  atlas.clientside("flows", {
    figure: (data, base) => (data && base ? atlas.figures.flows(data, base) : atlas.unchanged()),
    /* The server is asked for the table or the Sankey only when it is seen. */
    link(choices, tab, open, requested) {
      const link = completeLink(choices, tab, open);
      return [link, tab === "map" || link === requested ? atlas.unchanged() : link, `flow-stage tab-${tab}`];
    },
    openRegions(one, other, closing, open, regions) {
      if (atlas.isPressed()) return [];
      const label = atlas.clickedPoint(one, other)?.label;
      return regions.includes(label) && !open.includes(label) ? [...open, label] : atlas.unchanged();
    },
  });
})();
