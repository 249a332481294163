/* The figures of a picture: Plotly's own drawing, with the patterns of absences and ranges over their flat colours. */
(function () {
  const { picture } = window.atlas, RULE = "#c9c5bd";
  const rgb = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

  /* Where a circle of the map stands, as a shape that needs no moving. */
  function circle(point) {
    const [x, y] = point.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const r = Number(point.getAttribute("d").match(/[\d.]+/)[0]);
    return `M${x + r},${y}a${r},${r} 0 1,1 ${-2 * r},0a${r},${r} 0 1,1 ${2 * r},0Z`;
  }

  /* All areas of a pattern, and all circles, as one shape each: paper is made of an image for every shape with a pattern. */
  function joinPatterned(svg) {
    for (const [selector, outline] of [["path.choroplethlocation", (area) => area.getAttribute("d")], ["path.point", circle]]) {
      const first = new Map();
      for (const shape of svg.querySelectorAll(selector)) {
        const { fill } = shape.style;
        if (!fill.startsWith("url(")) continue;
        const line = outline(shape), known = first.get(fill);
        if (known) { known.setAttribute("d", known.getAttribute("d") + line); shape.remove(); }
        else { first.set(fill, shape); shape.setAttribute("d", line); shape.removeAttribute("transform"); }
      }
    }
  }

  function applyLooks(svg, looks) {
    const outlines = new Map(looks.filter(({ outline }) => outline).map((look) => [rgb(look.colour), look.outline]));
    const fills = new Map(looks.filter(({ pattern }) => pattern).map((look) => [rgb(look.colour), picture.paint(look)]));
    for (const shape of svg.querySelectorAll("path, rect, circle")) {
      const colour = shape.style.fill || shape.getAttribute("fill"), fill = fills.get(colour);
      if (outlines.has(colour)) shape.style.stroke = outlines.get(colour);
      if (fill) { shape.style.fill = fill; shape.style.fillOpacity = "1"; }
    }
  }

  async function plotlySvg({ data, layout }, size, geometry) {
    const figure = { data, layout: { ...layout, ...size, autosize: false }, config: { topojsonURL: geometry, plotlyServerURL: "" } };
    const text = await window.Plotly.toImage(figure, { format: "svg", ...size, imageDataOnly: true });
    const source = text.startsWith("<") ? text : decodeURIComponent(text.replace(/^data:image\/svg\+xml,/, ""));
    const short = source.replace(/(\d\.\d{2})\d+/g, "$1"); // a hundredth of a dot is enough, and a third of the bytes
    return new DOMParser().parseFromString(short, "image/svg+xml").documentElement;
  }

  /* A figure in its box of the picture, so many times as large as on the page. A map that was moved is drawn as wide as its form
     asks for, and cut to the box. */
  picture.figureSvg = async (view, { part, box, scale, framed }) => {
    const cut = [box.width, box.height].map((side) => Math.round(side / scale)), whole = part.moved ? Math.max(cut[0], cut[1] * picture.MAP) : cut[0];
    const size = { width: Math.round(whole), height: part.moved ? Math.round(whole / picture.MAP) : cut[1] };
    const svg = await plotlySvg(window.atlas.figureOf({ figure: part.figure, moved: part.moved }), size, view.geometry);
    const viewBox = [(size.width - cut[0]) / 2, (size.height - cut[1]) / 2, ...cut];
    applyLooks(svg, picture.looks(view));
    joinPatterned(svg);
    svg.querySelectorAll("rect.bg, .main-svg > rect").forEach((rect) => rect.remove());
    for (const [name, value] of Object.entries({ ...box, overflow: "hidden", viewBox: viewBox.join(" ") })) svg.setAttribute(name, value);
    svg.removeAttribute("style");
    const edge = Object.entries(box).map(([name, value]) => `${name}="${value.toFixed(1)}"`).join(" ");
    return new XMLSerializer().serializeToString(svg) + (framed ? `<rect ${edge} fill="none" stroke="${RULE}"/>` : "");
  };
})();
