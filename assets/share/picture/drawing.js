/* The figures of a picture: Plotly's own drawing, with the patterns of absences and ranges over their flat colours. */
(function () {
  const { atlas } = window, { picture } = atlas, RULE = "#c9c5bd";
  const HALO = { paintOrder: "stroke", stroke: "#ffffff", strokeWidth: "3px", strokeLinejoin: "round" };
  const rgb = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

  /* The library that draws; a page without a figure has not loaded it. */
  function library() {
    if (window.Plotly) return window.Plotly;
    return new Promise((resolve, reject) => {
      const script = atlas.element("script", { src: atlas.contract.library });
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("The picture could not be drawn, because the server did not answer. Please try again."));
      document.head.append(script);
    });
  }

  /* Where a circle of the map stands, as a shape that needs no moving. */
  function circle(point) {
    const [x, y] = point.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const r = Number(point.getAttribute("d").match(/[\d.]+/)[0]);
    return `M${x + r},${y}a${r},${r} 0 1,1 ${-2 * r},0a${r},${r} 0 1,1 ${2 * r},0Z`;
  }

  /* All areas of a pattern, and all circles, as one shape each: paper is made of an image for every shape with a pattern. What
     lies outside a close-up has no outline. */
  function joinPatterned(svg) {
    for (const [selector, outline] of [["path.choroplethlocation", (area) => area.getAttribute("d")], ["path.point", circle]]) {
      const first = new Map();
      for (const shape of svg.querySelectorAll(selector)) {
        const { fill } = shape.style;
        if (!fill.startsWith("url(") || !shape.hasAttribute("d")) continue;
        const line = outline(shape), known = first.get(fill);
        if (known) { known.setAttribute("d", known.getAttribute("d") + line); shape.remove(); }
        else { first.set(fill, shape); shape.setAttribute("d", line); shape.removeAttribute("transform"); }
      }
    }
  }

  function applyLooks(svg, looks) {
    const by = (name, value) => new Map(looks.filter((look) => look[name]).map((look) => [rgb(look.colour), value(look)]));
    const outlines = by("outline", ({ outline }) => outline), dashes = by("dash", ({ dash }) => dash), fills = by("pattern", picture.paint);
    for (const shape of svg.querySelectorAll("path, rect, circle")) {
      const colour = shape.style.fill || shape.getAttribute("fill"), fill = fills.get(colour);
      if (outlines.has(colour)) shape.style.stroke = outlines.get(colour);
      if (dashes.has(colour)) shape.style.strokeDasharray = dashes.get(colour);
      if (fill) { shape.style.fill = fill; shape.style.fillOpacity = "1"; }
    }
  }

  async function plotlySvg({ data, layout }, size, geometry) {
    const figure = { data, layout: { ...layout, ...size, autosize: false }, config: { topojsonURL: geometry, plotlyServerURL: "" } };
    const text = await (await library()).toImage(figure, { format: "svg", ...size, imageDataOnly: true });
    const source = text.startsWith("<") ? text : decodeURIComponent(text.replace(/^data:image\/svg\+xml,/, ""));
    // Of places a hundredth of a dot is enough, and a third of the bytes; figures in texts stay as they are printed.
    const short = source.replace(/<[^>]*>/g, (tag) => tag.replace(/(\d\.\d{2})\d+/g, "$1"));
    return new DOMParser().parseFromString(short, "image/svg+xml").documentElement;
  }

  /* What a figure is drawn in, and the part of it that its box shows: a map that was moved is as wide as its form asks for. */
  function cut({ part, box, scale }) {
    const [across, high] = [box.width, box.height].map((side) => Math.round(side / scale));
    const width = part.moved ? Math.round(Math.max(across, high * picture.MAP)) : across, height = part.moved ? Math.round(width / picture.MAP) : high;
    return { size: { width, height, cut: [across, high], bare: true }, viewBox: [(width - across) / 2, (height - high) / 2, across, high].join(" ") };
  }

  /* A figure in its box of the picture, so many times as large as on the page. */
  picture.figureSvg = async (view, item) => {
    const { part, box, framed } = item, { size, viewBox } = cut(item);
    const figure = atlas.figureOf(part, size), svg = await plotlySvg(figure, { width: size.width, height: size.height }, view.geometry);
    // Large circles near the edge of the world reach beyond it.
    const reaches = !part.moved && figure.data.some(({ name, visible }) => name === "circles" && visible);
    // A close-up would cut the names of its map.
    svg.querySelectorAll(".scattergeo text").forEach((text) => (framed ? text.remove() : Object.assign(text.style, HALO)));
    svg.querySelectorAll(".sankey text").forEach((text) => Object.assign(text.style, HALO, { textShadow: "none" }));
    applyLooks(svg, picture.looks(view));
    atlas.smallestAbove(svg);
    joinPatterned(svg);
    svg.querySelectorAll("rect.bg, .main-svg > rect").forEach((rect) => rect.remove());
    if (reaches) svg.querySelectorAll(".geo").forEach((layer) => layer.removeAttribute("clip-path"));
    for (const [name, value] of Object.entries({ ...box, overflow: reaches ? "visible" : "hidden", viewBox })) svg.setAttribute(name, value);
    svg.removeAttribute("style");
    const edge = Object.entries(box).map(([name, value]) => `${name}="${value.toFixed(1)}"`).join(" ");
    return new XMLSerializer().serializeToString(svg) + (framed ? `<rect ${edge} fill="none" stroke="${RULE}"/>` : "");
  };
})();
