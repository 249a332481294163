/* Texts of a picture: broken into lines by their measured width, drawn as SVG, put below or beside one another. Every block
   has a height, and is drawn with its upper left corner at a point. */
(function () {
  const { picture } = window.atlas;
  const INK = "#1d2225", LEADING = 1.32, BASELINE = 0.98, SAFE = 0.985;
  const pen = document.createElement("canvas").getContext("2d");

  const safe = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function measure(text, weight, { size, family }) {
    pen.font = `${weight} ${size}px ${family}`;
    return pen.measureText(text).width;
  }

  /* What of the lead stands at the beginning of a line, in bold. */
  const boldPart = (line, lead) => (lead.startsWith(line) ? line : line.startsWith(lead) ? lead : "");

  /* Text broken into lines no wider than the width, the lead in bold before it; a word that is too long by itself (a link) is broken too, where it can be behind a sign. */
  function wrapped(text, { lead, weight, width, ...font }) {
    const lines = [""];
    const isWide = (line) => {
      const rest = lead.slice(lines.slice(0, -1).join(" ").length).trimStart(); // of the lead, what the lines before do not hold
      const bold = boldPart(line, rest);
      return (bold ? measure(bold, 600, font) : 0) + measure(line.slice(bold.length), weight, font) > width;
    };
    for (const word of `${lead} ${text}`.split(/\s+/).filter(Boolean)) {
      const joined = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (!isWide(joined)) { lines[lines.length - 1] = joined; continue; }
      if (lines.at(-1)) lines.push("");
      for (const piece of word.split(/(?<=[/?&.,=~])/)) {
        if (lines.at(-1) && isWide(lines.at(-1) + piece)) lines.push("");
        for (const sign of piece) {
          if (isWide(lines.at(-1) + sign)) lines.push("");
          lines[lines.length - 1] += sign;
        }
      }
    }
    return lines;
  }

  function paragraph(text, { size, width, family, weight = 400, colour = INK, after = 0, part = "", lead = "" }) {
    const lines = wrapped(text, { lead, size, weight, family, width: width * SAFE });
    let rest = lead; // what of the lead is still to be drawn, over as many lines as it takes
    const spans = lines.map((line) => {
      const bold = boldPart(line, rest);
      rest = rest.slice(bold.length).trimStart();
      return bold ? `<tspan font-weight="600">${safe(bold)}</tspan>${safe(line.slice(bold.length))}` : safe(line);
    });
    const style = `font-family="${safe(family)}" font-size="${size.toFixed(2)}" font-weight="${weight}" fill="${colour}"`;
    const block = (some, below) => ({
      height: some.length * size * LEADING + below,
      draw: (x, y) => `<g class="${part}">` + some.map((line, number) =>
        `<text x="${x.toFixed(1)}" y="${(y + size * BASELINE + number * size * LEADING).toFixed(1)}" ${style}>${line}</text>`).join("") + "</g>",
    });
    return { ...block(spans, after), pieces: pieces(spans).map((some, number, all) => block(some, number < all.length - 1 ? 0 : after)) };
  }

  /* The lines of a paragraph as they may be parted by the end of a column: the first two and the last two stay together. */
  function pieces(lines) {
    if (lines.length < 4) return [lines];
    return [lines.slice(0, 2), ...lines.slice(2, -2).map((line) => [line]), lines.slice(-2)];
  }

  /* A paragraph as large as it can be in so many lines. */
  function fitted(text, { size, least, lines, ...style }) {
    const block = paragraph(text, { ...style, size });
    const fits = block.height - (style.after || 0) <= lines * size * LEADING + 1;
    return fits || size <= least ? block : fitted(text, { ...style, size: size * 0.94, least, lines });
  }

  const space = (height) => ({ height, draw: () => "" });
  const stack = (blocks) => ({
    height: blocks.reduce((sum, block) => sum + block.height, 0),
    draw: (x, y) => blocks.map((block) => { const svg = block.draw(x, y); y += block.height; return svg; }).join(""),
  });
  const beside = (columns, step) => ({
    height: Math.max(0, ...columns.map((column) => column.height)),
    draw: (x, y) => columns.map((column, number) => column.draw(x + number * step, y)).join(""),
  });

  /* Blocks in columns of at most a height, as low and as even as they can be; ``first``: how many of them there was room for. */
  function columned(blocks, { columns, step, room }) {
    const spread = (limit) => {
      const lists = [[]];
      let height = 0;
      for (const block of blocks) {
        if (height + block.height > limit && lists.at(-1).length) { lists.push([]); height = 0; }
        if (lists.length > columns || height + block.height > limit) { lists.length = Math.min(lists.length, columns); break; }
        lists.at(-1).push(block);
        height += block.height;
      }
      return lists;
    };
    const count = (lists) => lists.reduce((sum, list) => sum + list.length, 0), most = count(spread(room));
    let [low, high] = [0, room];
    while (high - low > 1) { const middle = (low + high) / 2; if (count(spread(middle)) < most) low = middle; else high = middle; }
    return { ...beside(spread(high).map(stack), step), first: most };
  }

  Object.assign(picture, { safe, measure, wrapped, paragraph, fitted, stack, beside, space, columned });
})();
