/* Composes a picture of a view: figure, legend with the absences, evidence, caveats and permalink, measured so that
   nothing is clipped and nothing overlaps. Works offline; writes SVG with metadata, and PNG with the same as text chunks. */
(function () {
  const PRESETS = {
    report: { label: "Report, 16:9", width: 1600, height: 900 },
    square: { label: "Square", width: 1080, height: 1080 },
    story: { label: "Story, 9:16", width: 1080, height: 1920 },
    print: { label: "Print, A4 300 dpi", width: 1754, height: 1240, scale: 2, dpi: 300 },
  };
  const INK = "#1d2225", QUIET = "#5a5f63", RULE = "#c9c5bd", PAPER = "#ffffff";
  const SIZES = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.05, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];
  const pen = document.createElement("canvas").getContext("2d");
  const safe = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* Text broken into lines no wider than the width; a word that is too long by itself (a link) is broken too. */
  function broken(text, font, width) {
    pen.font = font;
    const wide = (words) => pen.measureText(words).width > width;
    const lines = [""];
    for (const word of String(text).split(/\s+/).filter(Boolean)) {
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
    const lines = broken(lead + text, `${lead ? 600 : weight} ${size}px ${family}`, width * 0.985);
    const step = size * 1.32;
    const marked = (line) => lead && line.startsWith(lead.trim()) ? `<tspan font-weight="600">${safe(lead.trim())}</tspan>${safe(line.slice(lead.trim().length))}` : safe(line);
    const style = `font-family="${safe(family)}" font-size="${size.toFixed(2)}" font-weight="${weight}" fill="${colour}"`;
    const draw = (x, y) => `<g class="${part}">` + lines.map((line, n) =>
      `<text x="${x.toFixed(1)}" y="${(y + size * 0.98 + n * step).toFixed(1)}" ${style}>${n ? safe(line) : marked(line)}</text>`).join("") + "</g>";
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

  function key(entry, { size, width, family }) {
    const swatch = size * 1.7;
    const label = paragraph(`${entry.label} (${entry.count})`, { size, width: width - swatch - size * 0.6, family, after: size * 0.22, part: "key" });
    const box = (x, y) => `<rect x="${x.toFixed(1)}" y="${(y + size * 0.14).toFixed(1)}" width="${swatch.toFixed(1)}" height="${size.toFixed(1)}" fill="${paint(entry.look)}" stroke="${QUIET}" stroke-width="0.8"/>`;
    return { height: label.height, draw: (x, y) => box(x, y) + label.draw(x + swatch + size * 0.6, y) };
  }

  function legend(picture, width, size, family, piled) {
    const gap = size * 1.6, half = piled ? width : (width - gap) / 2;
    const head = (text) => paragraph(text, { size, width: half, family, weight: 600, colour: QUIET, after: size * 0.2, part: "key" });
    const list = (title, entries) => stack(entries.length ? [head(title), ...entries.map((entry) => key(entry, { size, width: half, family }))] : []);
    const figures = list(picture.legendTitle, picture.legend.filter((entry) => !entry.absent));
    const absences = list("No figure", picture.legend.filter((entry) => entry.absent));
    return piled ? stack([figures, { height: size * 0.5, draw: () => "" }, absences]) : beside([figures, absences], half + gap);
  }

  function evidence(picture, width, size, family) {
    const common = { size, width, family };
    const facts = picture.facts.map((fact) => paragraph(fact.said, { ...common, lead: `${fact.term}: `, after: size * 0.3, part: "fact" }));
    const caveats = picture.caveats.map((caveat) => paragraph(
      `${caveat.about ? `${caveat.about}: ` : ""}${caveat.text}`, { ...common, lead: `${caveat.severity}: `, after: size * 0.3, part: "caveat" }));
    return stack([...facts, { height: size * 0.5, draw: () => "" }, ...caveats]);
  }

  function footer(picture, width, size, family) {
    const common = { size: size * 0.86, width, family, colour: QUIET };
    const version = `Trafficking Statistics Atlas. Data version ${picture.version}. Picture made on ${picture.date}.`;
    return stack([picture.disclaimer, version, picture.permalink].filter(Boolean).map((text) => paragraph(text, { ...common, part: "foot" })));
  }

  /* Where everything stands at a size of text; null where it does not fit into the preset. */
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
    const shape = width / height > 1.2 ? "wide" : width / height > 0.8 ? "square" : "tall";
    const left = { wide: inner * 0.66, square: inner * 0.36, tall: inner }[shape];
    const right = shape === "tall" ? inner : inner - left - gap * 1.4;
    const keys = legend(picture, shape === "wide" ? Math.min(left, unit * 46) : left, unit, family, shape === "square");
    const said = evidence(picture, right, unit, family);
    const across = shape === "wide" ? left : inner, natural = picture.aspect || 2.05, least = across / (shape === "square" ? natural * 1.25 : natural);
    const below = { wide: keys.height, square: Math.max(keys.height, said.height), tall: keys.height + gap + said.height }[shape];
    const rest = room - below - gap;
    const fits = rest >= least && (shape !== "wide" || said.height <= room);
    return { margin, gap, left, unit, head, foot, below, keys, said, shape, fits, figure: { width: across, height: Math.max(least, Math.min(rest, across / natural)) } };
  }

  /* The largest text that fits; where not even the smallest does, the picture grows instead of losing a word. */
  function planned(picture, preset) {
    for (const size of SIZES) {
      const made = plan(picture, preset, size);
      if (made.fits) return { ...made, width: preset.width, height: preset.height };
    }
    let height = preset.height;
    for (;;) {
      height *= 1.15;
      const made = plan(picture, { width: preset.width, height }, 0.5 * Math.min(1, preset.width / preset.height));
      if (made.fits || height > preset.height * 20) return { ...made, width: preset.width, height: Math.round(height) };
    }
  }

  const rgb = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

  /* Plotly's own drawing, with the patterns of absences and ranges over their flat colours. */
  async function drawn(picture, box, unit) {
    const width = Math.round(box.width * (15 / unit)), height = Math.round(box.height * (15 / unit));
    const layout = { ...picture.figure.layout, width, height, autosize: false };
    const figure = { data: picture.figure.data, layout, config: { topojsonURL: picture.geometry, plotlyServerURL: "" } };
    const text = await window.Plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
    const plain = text.startsWith("<") ? text : decodeURIComponent(text.replace(/^data:image\/svg\+xml,/, ""));
    const svg = new DOMParser().parseFromString(plain, "image/svg+xml").documentElement;
    const patterned = new Map(picture.legend.filter(({ look }) => look.pattern).map(({ look }) => [rgb(look.colour), paint(look)]));
    for (const shape of svg.querySelectorAll("path, rect, circle")) {
      const fill = patterned.get(shape.style.fill || shape.getAttribute("fill"));
      if (fill) { shape.style.fill = fill; shape.style.fillOpacity = "1"; }
    }
    svg.querySelectorAll("rect.bg, .main-svg > rect").forEach((rect) => rect.remove());
    for (const [name, value] of Object.entries({ width: box.width, height: box.height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
    svg.removeAttribute("style");
    return svg;
  }

  function patterns(picture) {
    const looks = new Map(picture.legend.filter(({ look }) => look.pattern).map(({ look }) => [look.colour, look]));
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

  async function compose(picture, name) {
    const at = planned(picture, PRESETS[name]);
    const { margin, gap, width, height } = at;
    const top = margin + at.head.height + gap;
    const figure = await drawn(picture, at.figure, at.unit);
    figure.setAttribute("x", margin);
    figure.setAttribute("y", top);
    const foot = height - margin - at.foot.height;
    const below = top + at.figure.height + gap + (at.shape === "wide" ? 0 : Math.max(0, foot - gap - top - at.figure.height - gap - at.below) / 2);
    const said = {
      wide: [margin + at.left + gap * 1.4, top],
      square: [margin + at.left + gap * 1.4, below],
      tall: [margin, below + at.keys.height + gap],
    }[at.shape];
    const rule = (y) => `<path d="M${margin},${y.toFixed(1)}H${width - margin}" stroke="${RULE}"/>`;
    return {
      width, height,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">`
        + `<title id="t">${safe(picture.title)}</title><desc id="d">${safe(records(picture).Description)}</desc>${metadata(picture)}<defs>${patterns(picture)}</defs>`
        + `<rect width="${width}" height="${height}" fill="${PAPER}"/>` + at.head.draw(margin, margin)
        + new XMLSerializer().serializeToString(figure) + at.keys.draw(margin, below) + at.said.draw(...said)
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
