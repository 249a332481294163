/* Composes a picture of a view: figure, legend with the absences, evidence, caveats and permalink, measured so that
   nothing is clipped and nothing overlaps. Works offline; writes SVG with metadata, and PNG with the same as text chunks. */
(function () {
  const PRESETS = {
    report: { label: "Report, 16:9", width: 1600, height: 900 },
    square: { label: "Square", width: 1080, height: 1080 },
    story: { label: "Story, 9:16", width: 1080, height: 1920 },
    print: { label: "Print, A4 300 dpi", width: 1754, height: 1240, scale: 2, dpi: 300 },
  };
  const PAGE = 900, LEAST = 520, LARGE = 2.2, MAP = 2.28;
  const INK = "#1d2225", QUIET = "#5a5f63", RULE = "#c9c5bd", PAPER = "#ffffff";
  const SIZES = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.05, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];
  const pen = document.createElement("canvas").getContext("2d");
  const safe = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* Text broken into lines no wider than the width, the lead in bold before it; a word that is too long by itself (a link) is broken too. */
  function broken(text, { lead, size, weight, family, width }) {
    const lines = [""];
    const wide = (words) => {
      const rest = lead.slice(lines.slice(0, -1).join(" ").length).trimStart(); // of the lead, what the lines before do not hold
      const bold = rest.startsWith(words) ? words : words.startsWith(rest) ? rest : "";
      pen.font = `600 ${size}px ${family}`;
      const before = bold ? pen.measureText(bold).width : 0;
      pen.font = `${weight} ${size}px ${family}`;
      return before + pen.measureText(words.slice(bold.length)).width > width;
    };
    for (const word of `${lead} ${text}`.split(/\s+/).filter(Boolean)) {
      const joined = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (!wide(joined)) { lines[lines.length - 1] = joined; continue; }
      if (lines.at(-1)) lines.push("");
      for (const sign of word) {
        if (wide(lines.at(-1) + sign)) lines.push("");
        lines[lines.length - 1] += sign;
      }
    }
    return lines;
  }

  /* A paragraph: its lines, its height, and how it is drawn with its upper left corner at a point. */
  function paragraph(text, { size, width, family, weight = 400, colour = INK, after = 0, part = "", lead = "" }) {
    const lines = broken(text, { lead, size, weight, family, width: width * 0.985 });
    const step = size * 1.32;
    let bold = lead; // what of the lead is still to be drawn, over as many lines as it takes
    const spans = lines.map((line) => {
      const head = bold.startsWith(line) ? line : line.startsWith(bold) ? bold : "";
      bold = bold.slice(head.length).trimStart();
      return head ? `<tspan font-weight="600">${safe(head)}</tspan>${safe(line.slice(head.length))}` : safe(line);
    });
    const style = `font-family="${safe(family)}" font-size="${size.toFixed(2)}" font-weight="${weight}" fill="${colour}"`;
    const draw = (x, y) => `<g class="${part}">` + spans.map((line, n) =>
      `<text x="${x.toFixed(1)}" y="${(y + size * 0.98 + n * step).toFixed(1)}" ${style}>${line}</text>`).join("") + "</g>";
    return { height: lines.length * step + after, draw };
  }

  function stack(parts) {
    const height = parts.reduce((sum, part) => sum + part.height, 0);
    const draw = (x, y) => parts.map((part) => { const drawn = part.draw(x, y); y += part.height; return drawn; }).join("");
    return { height, draw };
  }

  function beside(columns, step) {
    return {
      height: Math.max(...columns.map((column) => column.height)),
      draw: (x, y) => columns.map((column, n) => column.draw(x + n * step, y)).join(""),
    };
  }

  const paint = (look) => (look.pattern ? `url(#p-${look.colour.slice(1)})` : look.colour);

  function key(entry, { size, width, family, broad }) {
    const swatch = size * (broad ? 3 : 1.7);
    const label = paragraph(`${entry.label} (${entry.count})`, { size, width: width - swatch - size * 0.6, family, after: size * 0.22, part: "key" });
    const sign = (x, y) => `<g class="sign" transform="translate(${x.toFixed(1)} ${(y + size * 0.14).toFixed(1)}) scale(${(size / 12).toFixed(3)})">${entry.sign}</g>`;
    const box = (x, y) => `<rect x="${x.toFixed(1)}" y="${(y + size * 0.14).toFixed(1)}" width="${(size * 1.7).toFixed(1)}" height="${size.toFixed(1)}" fill="${paint(entry.look)}" stroke="${QUIET}" stroke-width="0.8"/>`;
    return { height: label.height, draw: (x, y) => (entry.sign ? sign : box)(x, y) + label.draw(x + swatch + size * 0.6, y) };
  }

  /* The lists of the legend, one below the other or two beside each other. */
  function legend(picture, width, size, family, piled) {
    const gap = size * 1.6, columns = piled ? 1 : Math.min(2, picture.legends.length), own = (width - gap * (columns - 1)) / Math.max(1, columns);
    const head = (text) => paragraph(text, { size, width: own, family, weight: 600, colour: QUIET, after: size * 0.2, part: "key" });
    const lists = picture.legends.map(({ title, keys }) =>
      stack([head(title), ...keys.map((entry) => key(entry, { size, width: own, family, broad: keys.some((other) => other.sign) })), { height: size * 0.5, draw: () => "" }]));
    const rows = [];
    while (lists.length) rows.push(beside(lists.splice(0, columns), own + gap));
    return stack(rows);
  }

  /* The facts and the caveats, in one column or in two of about the same height. */
  function evidence(picture, width, size, family, columns = 1) {
    const gap = size * 2, own = (width - gap * (columns - 1)) / columns;
    const common = { size, width: own, family, after: size * 0.3 };
    const facts = picture.facts.map((fact) => paragraph(fact.said, { ...common, lead: `${fact.term}:`, part: "fact" }));
    const caveats = picture.caveats.map((caveat) => paragraph(
      `${caveat.about ? `${caveat.about}: ` : ""}${caveat.text}`, { ...common, lead: `${caveat.severity}:`, part: "caveat" }));
    const all = [...facts, { height: size * 0.5, draw: () => "" }, ...caveats];
    if (columns === 1) return stack(all);
    const half = stack(all).height / 2;
    let sum = 0;
    const first = all.findIndex((part) => { sum += part.height; return sum > half; });
    return beside([stack(all.slice(0, first + 1)), stack(all.slice(first + 1))], own + gap);
  }

  function footer(picture, width, size, family) {
    const common = { size: size * 0.86, width, family, colour: QUIET };
    const version = `Trafficking Statistics Atlas. Data version ${picture.version}. Picture made on ${picture.date}.`;
    return stack([picture.disclaimer, version, picture.permalink].filter(Boolean).map((text) => paragraph(text, { ...common, part: "foot" })));
  }

  /* Width by height of a figure; one that says its height is taken to be as wide as the page draws it. */
  const aspect = ({ figure }) => (figure.layout.height ? PAGE / figure.layout.height : MAP);
  const lying = (picture) => picture.parts.every((part) => aspect(part) > 2.2);

  /* The boxes of the figures, with their titles, in a width: heights between the least and the natural one. */
  function boxes(picture, { width, columns, gap, size, family, slack }) {
    const across = (width - gap * (columns - 1)) / columns;
    const parts = picture.parts.map((part) => {
      const natural = part.figure.layout.height && !lying(picture) ? part.figure.layout.height * Math.min((size / 15) * LARGE, across / LEAST) : across / aspect(part);
      const title = part.title ? paragraph(part.title, { size: size * 1.05, width: across, family, weight: 600, after: size * 0.3, part: "part" }) : stack([]);
      return { part, title, natural, least: lying(picture) ? natural / slack : Math.min(natural, part.figure.layout.height * (size / 15)) };
    });
    const rows = [];
    while (parts.length) rows.push(parts.splice(0, columns));
    const tallest = (name) => rows.reduce((sum, row) => sum + Math.max(...row.map((cell) => cell.title.height + cell[name])), gap * Math.max(0, rows.length - 1));
    return { rows, across, gap, least: tallest("least"), natural: tallest("natural") };
  }

  /* Where everything stands at a size of text; the figures share the height that the words leave. */
  function plan(picture, { width, height }, size) {
    const margin = Math.min(width, height) * 0.045, gap = margin * 0.6, inner = width - 2 * margin;
    const unit = (Math.min(width, height) / 900) * 15 * size;
    const family = picture.fonts.text;
    const head = stack([
      paragraph(picture.title, { size: unit * 2, width: inner, family: picture.fonts.title, weight: 600, after: unit * 0.3, part: "title" }),
      paragraph(picture.subtitle, { size: unit * 1.12, width: inner, family, colour: QUIET, part: "subtitle" }),
    ]);
    const foot = footer(picture, inner, unit, family);
    const room = height - 2 * margin - head.height - foot.height - 2 * gap;
    const wide = width / height > 1.2, tall = width / height < 0.8, several = picture.parts.length > 1;
    const shape = !tall && !lying(picture) ? "beside" : wide && !several ? "wide" : tall ? "tall" : "square";
    const long = picture.caveats.length > 10; // long evidence takes some of the width of what stands beside it
    const left = { beside: inner * (long ? 0.44 : 0.54), wide: inner * 0.66, square: picture.legends.length ? inner * (long ? 0.3 : 0.36) : 0, tall: inner }[shape];
    const right = shape === "tall" || !left ? inner : inner - left - gap * 1.4;
    const keys = legend(picture, { beside: right, wide: Math.min(left, unit * 46), square: left, tall: inner }[shape], unit, family, shape === "beside" || (shape === "square" && !wide));
    const said = evidence(picture, right, unit, family, shape === "square" && (wide || !left) ? 2 : 1);
    const across = shape === "square" ? inner : left;
    const columns = tall ? 1 : Math.min(wide ? 4 : 2, picture.parts.length);
    const figures = boxes(picture, { width: across, columns, gap, size: unit, family, slack: shape === "square" ? 1.25 : several && tall ? 1.6 : 1 });
    const below = { beside: 0, wide: keys.height, square: Math.max(keys.height, said.height), tall: keys.height + gap + said.height }[shape];
    const rest = room - below - (below ? gap : 0);
    const column = { beside: keys.height + gap + said.height, wide: said.height }[shape] || 0;
    return { margin, gap, left, unit, head, foot, below, keys, said, shape, figures, fits: rest >= figures.least && column <= room, height: Math.max(figures.least, Math.min(rest, figures.natural)) };
  }

  /* The largest text that fits; where not even the smallest does, the picture grows instead of losing a word. */
  function planned(picture, preset) {
    for (const size of SIZES) {
      const made = plan(picture, preset, size);
      if (made.fits) return { ...made, width: preset.width, whole: preset.height };
    }
    let height = preset.height;
    for (;;) {
      height *= 1.15;
      const made = plan(picture, { width: preset.width, height }, 0.5);
      if (made.fits || height > preset.height * 20) return { ...made, width: preset.width, whole: Math.round(height) };
    }
  }

  const rgb = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

  const keysOf = (picture) => picture.legends.flatMap(({ keys }) => keys);

  /* The figure of a part, made by the same function as on the page, and moved as far as the reader has moved it there. */
  function figureOf(part) {
    const made = part.draw ? window.atlas.figures[part.draw](part.data, part.base) : part.figure;
    const { geo } = made.layout;
    return geo && part.moved ? { ...made, layout: { ...made.layout, geo: { ...geo, ...part.moved, projection: { ...geo.projection, ...part.moved.projection } } } } : made;
  }

  /* Where a circle of the map stands, as a shape that needs no moving. */
  function circle(point) {
    const [x, y] = point.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const r = Number(point.getAttribute("d").match(/[\d.]+/)[0]);
    return `M${x + r},${y}a${r},${r} 0 1,1 ${-2 * r},0a${r},${r} 0 1,1 ${2 * r},0Z`;
  }

  /* All areas of a pattern, and all circles, as one shape each: paper is made of an image for every shape with a pattern. */
  function join(svg) {
    for (const [kind, line] of [["path.choroplethlocation", (area) => area.getAttribute("d")], ["path.point", circle]]) {
      const first = new Map();
      for (const shape of svg.querySelectorAll(kind)) {
        const { fill } = shape.style;
        if (!fill.startsWith("url(")) continue;
        const drawn = line(shape), known = first.get(fill);
        if (known) { known.setAttribute("d", known.getAttribute("d") + drawn); shape.remove(); }
        else { first.set(fill, shape); shape.setAttribute("d", drawn); shape.removeAttribute("transform"); }
      }
    }
  }

  /* Plotly's own drawing, with the patterns of absences and ranges over their flat colours. */
  async function drawn(picture, part, box, unit) {
    const fixed = part.figure.layout.height, scale = fixed ? box.height / fixed : unit / 15;
    const width = Math.round(box.width / scale), height = Math.round(box.height / scale);
    const layout = { ...part.figure.layout, width, height, autosize: false };
    const figure = { data: part.figure.data, layout, config: { topojsonURL: picture.geometry, plotlyServerURL: "" } };
    const text = await window.Plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
    const whole = text.startsWith("<") ? text : decodeURIComponent(text.replace(/^data:image\/svg\+xml,/, ""));
    const plain = whole.replace(/(\d\.\d{2})\d+/g, "$1"); // a hundredth of a dot is enough, and a third of the bytes
    const svg = new DOMParser().parseFromString(plain, "image/svg+xml").documentElement;
    const outlined = new Map(keysOf(picture).filter(({ look }) => look.outline).map(({ look }) => [rgb(look.colour), look.outline]));
    const patterned = new Map(keysOf(picture).filter(({ look }) => look.pattern).map(({ look }) => [rgb(look.colour), paint(look)]));
    for (const shape of svg.querySelectorAll("path, rect, circle")) {
      const colour = shape.style.fill || shape.getAttribute("fill"), fill = patterned.get(colour);
      if (outlined.has(colour)) shape.style.stroke = outlined.get(colour);
      if (fill) { shape.style.fill = fill; shape.style.fillOpacity = "1"; }
    }
    join(svg);
    svg.querySelectorAll("rect.bg, .main-svg > rect").forEach((rect) => rect.remove());
    for (const [name, value] of Object.entries({ ...box, overflow: "hidden", viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
    svg.removeAttribute("style");
    return new XMLSerializer().serializeToString(svg);
  }

  /* All figures from a point on, in rows; where there is less room than they would like, all are lower by the same share. */
  async function drawnAll(picture, { figures, height, unit }, left, top) {
    const share = figures.natural > figures.least ? Math.min(1, Math.max(0, (height - figures.least) / (figures.natural - figures.least))) : 1;
    const parts = [];
    let y = top;
    for (const row of figures.rows) {
      const heads = Math.max(...row.map((cell) => cell.title.height));
      const tallest = Math.max(...row.map((cell) => cell.least + share * (cell.natural - cell.least)));
      for (const [n, cell] of row.entries()) {
        const x = left + n * (figures.across + figures.gap);
        const box = { x, y: y + heads, width: figures.across, height: cell.least + share * (cell.natural - cell.least) };
        parts.push(cell.title.draw(x, y), await drawn(picture, cell.part, box, unit));
      }
      y += heads + tallest + figures.gap;
    }
    return parts.join("");
  }

  function patterns(picture) {
    const looks = new Map(keysOf(picture).filter(({ look }) => look.pattern).map(({ look }) => [look.colour, look]));
    return [...looks.values()].map((look) => {
      const shape = picture.patterns[look.pattern].replace("{ink}", look.stripe);
      return `<pattern id="p-${look.colour.slice(1)}" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="${look.colour}"/>${shape}</pattern>`;
    }).join("");
  }

  /* What the file says of itself, for SVG and PNG alike. */
  function records(picture) {
    return {
      Title: picture.title,
      Description: [picture.alt, ...picture.caveats.map((caveat) => `${caveat.severity}: ${caveat.about ? `${caveat.about}: ` : ""}${caveat.text}`)].join(" "),
      Source: picture.sources.join(" "),
      Copyright: picture.licence,
      Permalink: picture.permalink,
      "Data version": picture.version,
      "Creation Time": picture.date,
    };
  }

  function metadata(picture) {
    const said = records(picture);
    const names = { Title: "title", Description: "description", Source: "source", Copyright: "rights", Permalink: "identifier", "Creation Time": "date" };
    const lines = Object.entries(names).map(([name, tag]) => `<dc:${tag}>${safe(said[name])}</dc:${tag}>`).join("");
    return `<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">${lines}</rdf:Description></rdf:RDF></metadata>`;
  }

  async function compose(asked, name) {
    const zoomed = asked.parts.some((part) => part.moved) ? [{ term: "Map", said: "shows a part of the world; the legend counts all of it" }] : [];
    const picture = { ...asked, facts: [...asked.facts, ...zoomed], parts: asked.parts.map((part) => ({ ...part, figure: figureOf(part) })) };
    const at = planned(picture, PRESETS[name]);
    const { margin, gap, width, whole } = at;
    const top = margin + at.head.height + gap, foot = whole - margin - at.foot.height;
    const under = top + at.height + gap;
    const below = under + (at.shape === "wide" ? 0 : Math.max(0, foot - gap - under - at.below) / 2);
    const side = margin + (at.left && at.left + gap * 1.4);
    const [keys, said] = {
      beside: [[side, top], [side, top + at.keys.height + gap]],
      wide: [[margin, below], [side, top]],
      square: [[margin, below], [side, below]],
      tall: [[margin, below], [margin, below + at.keys.height + gap]],
    }[at.shape];
    const rule = (y) => `<path d="M${margin},${y.toFixed(1)}H${width - margin}" stroke="${RULE}"/>`;
    return {
      width, height: whole,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" role="img" aria-labelledby="t d">`
        + `<title id="t">${safe(picture.title)}</title><desc id="d">${safe(records(picture).Description)}</desc>${metadata(picture)}<defs>${patterns(picture)}</defs>`
        + `<rect width="${width}" height="${whole}" fill="${PAPER}"/>` + at.head.draw(margin, margin)
        + await drawnAll(picture, at, margin, top) + at.keys.draw(...keys) + at.said.draw(...said)
        + rule(foot - gap / 2) + at.foot.draw(margin, foot) + "</svg>",
    };
  }

  const CRC = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });

  function chunk(type, content) {
    const bytes = new Uint8Array(content.length + 12), view = new DataView(bytes.buffer);
    view.setUint32(0, content.length);
    bytes.set([...type].map((sign) => sign.charCodeAt(0)), 4);
    bytes.set(content, 8);
    let crc = 0xffffffff;
    for (const byte of bytes.subarray(4, content.length + 8)) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
    view.setUint32(content.length + 8, (crc ^ 0xffffffff) >>> 0);
    return bytes;
  }

  function chunks(picture, dpi) {
    const utf8 = new TextEncoder();
    const texts = Object.entries(records(picture)).map(([name, said]) => chunk("iTXt", utf8.encode(`${name}\0\0\0en\0\0${said}`)));
    if (!dpi) return texts;
    const size = new Uint8Array(9), view = new DataView(size.buffer);
    [0, 4].forEach((at) => view.setUint32(at, Math.round(dpi / 0.0254)));
    size[8] = 1;
    return [chunk("pHYs", size), ...texts];
  }

  async function raster({ svg, width, height }, scale) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  async function png(picture, name, scale) {
    const preset = PRESETS[name];
    const plain = new Uint8Array(await (await raster(await compose(picture, name), preset.scale || scale)).arrayBuffer());
    const head = 33; // signature and IHDR
    return new Blob([plain.subarray(0, head), ...chunks(picture, preset.dpi), plain.subarray(head)], { type: "image/png" });
  }

  window.atlasPicture = { PRESETS, compose, png };
})();
