/* The figures of a picture: Plotly's own drawing, with the patterns of absences and ranges over their flat colours. */
(function () {
  const { picture } = window.atlas, HALO = { paintOrder: "stroke", stroke: "#ffffff", strokeWidth: "3px", strokeLinejoin: "round" };
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

  function applyLooks(svg, { legends }) {
    const looks = legends.flatMap(({ keys }) => keys.map(({ look }) => look));
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

  /* A figure in its box of the picture; its text is as large as the picture's, or as its own height makes it. */
  async function figureSvg(view, part, box, unit) {
    const fixed = part.figure.layout.height, scale = fixed ? box.height / fixed : unit / 15;
    const size = { width: Math.round(box.width / scale), height: Math.round(box.height / scale) };
    const svg = await plotlySvg(window.atlas.figureOf(part, size), size, view.geometry);
    svg.querySelectorAll(".scattergeo text").forEach((text) => Object.assign(text.style, HALO));
    applyLooks(svg, view);
    joinPatterned(svg);
    svg.querySelectorAll("rect.bg, .main-svg > rect").forEach((rect) => rect.remove());
    for (const [name, value] of Object.entries({ ...box, overflow: "hidden", viewBox: `0 0 ${size.width} ${size.height}` })) svg.setAttribute(name, value);
    svg.removeAttribute("style");
    return new XMLSerializer().serializeToString(svg);
  }

  /* All figures from a point on, in rows; where there is less room than they would like, all are lower by the same share. */
  picture.figuresSvg = async (view, { figures, figuresHeight, unit }, left, top) => {
    const { least, natural, across, gap } = figures, parts = [];
    const share = natural > least ? Math.min(1, Math.max(0, (figuresHeight - least) / (natural - least))) : 1;
    const heightOf = (cell) => cell.least + share * (cell.natural - cell.least);
    let y = top;
    for (const row of figures.rows) {
      const heads = Math.max(...row.map((cell) => cell.title.height));
      for (const [column, cell] of row.entries()) {
        const x = left + column * (across + gap), box = { x, y: y + heads, width: across, height: heightOf(cell) };
        parts.push(cell.title.draw(x, y), await figureSvg(view, cell.part, box, unit));
      }
      y += heads + Math.max(...row.map(heightOf)) + gap;
    }
    return parts.join("");
  };
})();
