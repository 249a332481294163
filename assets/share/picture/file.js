/* The file of a picture: figure, legend with the absences, evidence, caveats and permalink composed as SVG with metadata, and
   drawn as PNG with the same as text chunks. Works offline. */
(function () {
  const { atlas } = window, { picture } = atlas;
  const RULE = "#c9c5bd", PAPER = "#ffffff", HEADER = 33; // signature and IHDR of a PNG
  const ZOOMED = { lead: "Map", text: "shows a part of the world; the legend counts all of it" };
  const DUBLIN_CORE = { Title: "title", Description: "description", Source: "source", Copyright: "rights", Permalink: "identifier", "Creation Time": "date" };

  /* What the file says of itself, for SVG and PNG alike. */
  function records({ title, alt, caveats, sources, licence, permalink, version, date }) {
    const warnings = caveats.map(({ severity, about, text }) => `${severity}: ${about ? `${about}: ` : ""}${text}`), description = [alt, ...warnings].join(" ");
    const origin = { Source: sources.join(" "), Copyright: licence, Permalink: permalink, "Data version": version, "Creation Time": date };
    return { Title: title, Description: description, ...origin };
  }

  function metadata(texts) {
    const lines = Object.entries(DUBLIN_CORE).map(([name, tag]) => `<dc:${tag}>${picture.safe(texts[name])}</dc:${tag}>`).join("");
    return `<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">${lines}</rdf:Description></rdf:RDF></metadata>`;
  }

  async function compose(sent, preset) {
    const parts = sent.parts.map((part) => ({ ...part, figure: atlas.figureOf(part) }));
    const view = { ...sent, parts, lines: parts.some(({ moved }) => moved) ? [ZOOMED, ...sent.lines] : sent.lines };
    const faces = await picture.faces(view), plan = picture.fittingPlan(view, atlas.contract.presets[preset]), texts = records(view);
    const { width, height, margin, gap, top, head, foot, print, printAt, box } = plan, end = height - margin - foot.height;
    const items = await Promise.all(plan.items.map((item) => (item.block ? item.block.draw(item.x, item.y) : picture.figureSvg(view, item))));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">`
      + `<title id="t">${picture.safe(view.title)}</title><desc id="d">${picture.safe(texts.Description)}</desc>${metadata(texts)}`
      + `<style>${faces}</style><defs>${picture.patterns(view)}</defs><rect width="${width}" height="${height}" fill="${PAPER}"/>`
      + head.draw(margin, margin) + items.join("") + print.draw(...printAt)
      + `<path d="M${margin},${(end - gap / 2).toFixed(1)}H${width - margin}" stroke="${RULE}"/>${foot.draw(margin, end)}</svg>`;
    return { svg, width, height, box };
  }

  const CRC = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });

  function chunk(type, content) {
    const bytes = new Uint8Array(content.length + 12), view = new DataView(bytes.buffer);
    view.setUint32(0, content.length);
    bytes.set([...type].map((sign) => sign.charCodeAt(0)), 4);
    bytes.set(content, 8);
    const crc = bytes.subarray(4, content.length + 8).reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff);
    view.setUint32(content.length + 8, (crc ^ 0xffffffff) >>> 0);
    return bytes;
  }

  /* The records as text chunks and, for print, dots a metre. */
  function chunks(view, dpi) {
    const utf8 = new TextEncoder(), size = new DataView(new ArrayBuffer(9));
    const texts = Object.entries(records(view)).map(([name, text]) => chunk("iTXt", utf8.encode(`${name}\0\0\0en\0\0${text}`)));
    if (!dpi) return texts;
    [0, 4].forEach((at) => size.setUint32(at, Math.round(dpi / 0.0254)));
    size.setUint8(8, 1);
    return [chunk("pHYs", new Uint8Array(size.buffer)), ...texts];
  }

  async function raster({ svg, width, height }, scale) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  async function png(view, preset, scale) {
    const { scale: fixed, dpi } = atlas.contract.presets[preset];
    const bytes = new Uint8Array(await (await raster(await compose(view, preset), fixed || scale)).arrayBuffer());
    return new Blob([bytes.subarray(0, HEADER), ...chunks(view, dpi), bytes.subarray(HEADER)], { type: "image/png" });
  }

  Object.assign(picture, { chunk, compose, png });
})();
