/* What stands around the figures of a picture: its heading, legend, facts, caveats and footer, as blocks. */
(function () {
  const { picture } = window.atlas;
  const QUIET = "#5a5f63";

  const paint = (look) => (look.pattern ? `url(#p-${look.colour.slice(1)})` : look.colour);

  /* The patterns of the legend's absences and ranges, as definitions that its boxes and the figures refer to. */
  function patterns({ legends, patterns: shapes }) {
    const looks = new Map(legends.flatMap(({ keys }) => keys).filter(({ look }) => look.pattern).map(({ look }) => [look.colour, look]));
    return [...looks.values()].map(({ colour, pattern, stripe }) =>
      `<pattern id="p-${colour.slice(1)}" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="${colour}"/>${shapes[pattern].replace("{ink}", stripe)}</pattern>`,
    ).join("");
  }

  function heading({ title, subtitle, fonts }, width, size) {
    return picture.stack([
      picture.paragraph(title, { size: size * 2, width, family: fonts.title, weight: 600, after: size * 0.3, part: "title" }),
      picture.paragraph(subtitle, { size: size * 1.12, width, family: fonts.text, colour: QUIET, part: "subtitle" }),
    ]);
  }

  /* How wide a circle that shows a size is beside text of a size; 0 for other rows. */
  const wideOf = ({ wide }, size) => (wide / 15) * size;

  function key(entry, { size, width, family, swatch }) {
    const wide = wideOf(entry, size);
    const words = entry.wide ? entry.label : `${entry.label} (${entry.count})`, after = Math.max(size * 0.22, wide - size);
    const label = picture.paragraph(words, { size, width: width - swatch - size * 0.6, family, after, part: "key" });
    if (wide) return sample(entry, label, { wide, size, swatch });
    const inset = (broad) => Math.max(0, (swatch - size * broad) / 2);
    const sign = (x, y) => `<g class="sign" transform="translate(${(x + inset(3)).toFixed(1)} ${(y + size * 0.14).toFixed(1)}) scale(${(size / 12).toFixed(3)})">${entry.sign}</g>`;
    const box = (x, y) => `<rect x="${(x + (swatch > size * 3.01 ? inset(1.7) : 0)).toFixed(1)}" y="${(y + size * 0.14).toFixed(1)}" width="${(size * 1.7).toFixed(1)}" height="${size.toFixed(1)}" fill="${paint(entry.look)}" stroke="${QUIET}" stroke-width="0.8"/>`;
    return { height: label.height, draw: (x, y) => (entry.sign ? sign : box)(x, y) + label.draw(x + swatch + size * 0.6, y) };
  }

  /* A circle as wide as one of its size is in a figure as large as the page's, and its number. */
  function sample({ look }, label, { wide, size, swatch }) {
    const height = Math.max(label.height, wide + size * 0.3), middle = height / 2;
    const circle = (x, y) => `<circle cx="${(x + swatch / 2).toFixed(1)}" cy="${(y + middle).toFixed(1)}" r="${(wide / 2).toFixed(1)}" fill="${look.colour}" fill-opacity="0.78"/>`;
    return { height, draw: (x, y) => circle(x, y) + label.draw(x + swatch + size * 0.6, y + middle - size * 0.6) };
  }

  /* The lists of the legend, one below the other or two beside each other. */
  function legend({ legends }, { width, size, family, piled }) {
    const { paragraph, stack, beside, space } = picture;
    const gap = size * 1.6, columns = piled ? 1 : Math.min(2, legends.length), own = (width - gap * (columns - 1)) / Math.max(1, columns);
    const head = (text) => paragraph(text, { size, width: own, family, weight: 600, colour: QUIET, after: size * 0.2, part: "key" });
    const lists = legends.map(({ title, keys }) => {
      const swatch = Math.max(size * (keys.some(({ sign }) => sign) ? 3 : 1.7), ...keys.map((entry) => wideOf(entry, size)));
      return stack([head(title), ...keys.map((entry) => key(entry, { size, width: own, family, swatch })), space(size * 0.5)]);
    });
    const rows = [];
    while (lists.length) rows.push(beside(lists.splice(0, columns), own + gap));
    return stack(rows);
  }

  const caveatText = ({ about, text }) => `${about ? `${about}: ` : ""}${text}`;

  /* The facts and the caveats, in one column or in two of about the same height. */
  function evidence({ facts, caveats }, { width, size, family, columns }) {
    const { paragraph, stack, beside, space } = picture;
    const gap = size * 2, own = (width - gap * (columns - 1)) / columns;
    const common = { size, width: own, family, after: size * 0.3 };
    const blocks = [
      ...facts.map(({ term, said }) => paragraph(said, { ...common, lead: `${term}:`, part: "fact" })),
      space(size * 0.5),
      ...caveats.map((caveat) => paragraph(caveatText(caveat), { ...common, lead: `${caveat.severity}:`, part: "caveat" })),
    ];
    if (columns === 1) return stack(blocks);
    const half = stack(blocks).height / 2;
    let sum = 0;
    const middle = 1 + blocks.findIndex((block) => { sum += block.height; return sum > half; });
    return beside([stack(blocks.slice(0, middle)), stack(blocks.slice(middle))], own + gap);
  }

  function footer({ disclaimer, version, date, permalink, fonts }, width, size) {
    const origin = `Trafficking Statistics Atlas. Data version ${version}. Picture made on ${date}.`;
    const common = { size: size * 0.86, width, family: fonts.text, colour: QUIET, part: "foot" };
    return picture.stack([disclaimer, origin, permalink].filter(Boolean).map((text) => picture.paragraph(text, common)));
  }

  Object.assign(picture, { paint, patterns, heading, legend, caveatText, evidence, footer });
})();
