/* What stands around the figures of a picture: its heading, legends, small print and footer, as blocks. */
(function () {
  const { picture } = window.atlas;
  const QUIET = "#5a5f63", NOTHING = "<g/>", SHEET = [36, 12], BOX = [20.4, 12]; // of a sign of a legend, and of a filled box, at a text of 12

  const paint = (look) => (look.pattern ? `url(#p-${look.colour.slice(1)})` : look.colour);
  const everyLegend = ({ legends, parts }) => [...legends, ...parts.flatMap((part) => part.legends)];
  const looks = (view) => everyLegend(view).flatMap(({ keys }) => keys.map(({ look }) => look));

  /* The patterns of the legend's absences and ranges, as definitions that its boxes and the figures refer to. */
  function patterns(view) {
    const patterned = new Map(looks(view).filter(({ pattern }) => pattern).map((look) => [look.colour, look]));
    return [...patterned.values()].map(({ colour, pattern, stripe }) =>
      `<pattern id="p-${colour.slice(1)}" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="${colour}"/>${view.patterns[pattern].replace("{ink}", stripe)}</pattern>`,
    ).join("");
  }

  function heading({ title, subtitle, fonts }, { width, size, lines }) {
    return picture.stack([
      picture.fitted(title, { size: size * 2.3, least: size * 1.3, lines, width, family: fonts.title, weight: 600, after: size * 0.15, part: "title" }),
      picture.fitted(subtitle, { size: size * 1.15, least: size, lines, width, family: fonts.text, colour: QUIET, part: "subtitle" }),
    ]);
  }

  /* What stands before a label: a sign, of what is not drawn none, a circle as wide as those of its size are in the figure, or a filled box. */
  function signOf({ sign, look, wide }, unit) {
    const scale = unit / (wide ? picture.TEXT : 12), [across, high] = (wide ? [wide, wide] : sign === NOTHING ? [0, 0] : sign ? SHEET : BOX).map((side) => side * scale);
    const sample = `<circle cx="${across / 2}" cy="${high / 2}" r="${across / 2}" fill="${look.colour}" fill-opacity="0.78"/>`;
    const box = `<rect width="${across.toFixed(1)}" height="${high.toFixed(1)}" fill="${paint(look)}" stroke="${QUIET}" stroke-width="0.8"/>`;
    return { across, high, drawing: wide ? sample : sign ? `<g transform="scale(${scale.toFixed(3)})">${sign}</g>` : box };
  }

  /* A row of a legend: its sign in the middle of a column, and its label in the width that is left of the most it may have. */
  function key(entry, { unit, family, most, column = 0, after = 0 }) {
    const { across: own, high, drawing } = signOf(entry, unit), across = Math.max(own, column), gap = across ? unit * 0.5 : 0, { label, count, wide, bare } = entry;
    const style = { size: unit, family, width: most - across - gap, part: "key" };
    const text = wide || bare ? label : `${label} (${window.atlas.number(count)})`, words = picture.paragraph(text, style), height = Math.max(words.height, high);
    const width = across + gap + Math.min(style.width, picture.measure(text, 400, style) * 1.03 + 1);
    const at = (x, y) => `translate(${(x + (across - own) / 2).toFixed(1)} ${(y + (height - high) / 2).toFixed(1)})`;
    const draw = (x, y) => `<g class="sign" transform="${at(x, y)}">${drawing}</g>${words.draw(x + across + gap, y + (height - words.height) / 2)}`;
    return { width, height: height + after, draw };
  }

  function head(text, { unit, family, most }) {
    const style = { size: unit, family, width: most, weight: 600, part: "key" };
    return { ...picture.paragraph(text, style), width: Math.min(most, picture.measure(text, 600, style) * 1.03 + 1) };
  }

  /* The title of a list, unless its figure has the same. */
  const heads = (title, style) => (title === style.title ? [] : [head(title, style)]);

  /* The lists of a legend below one another, as wide as they need; their labels begin on one line. */
  function pile(legends, style) {
    const column = Math.max(0, ...legends.flatMap(({ keys }) => keys.map((entry) => signOf(entry, style.unit).across)));
    const rowOf = (entry) => key(entry, { ...style, column, after: style.unit * 0.15 });
    const lists = legends.map(({ title, keys }) => [...heads(title, style), ...keys.map(rowOf)]);
    const spaced = lists.flatMap((list, place) => (place ? [picture.space(style.unit * 0.7), ...list] : list));
    return { ...picture.stack(spaced), width: Math.max(0, ...lists.flat().map(({ width }) => width)) };
  }

  /* The same in lines, each list beginning one. */
  function rows(legends, style) {
    const lines = [], step = style.unit * 1.3;
    for (const { title, keys } of legends) {
      let x = Infinity;
      for (const item of [...heads(title, style), ...keys.map((entry) => key(entry, style))]) {
        if (x + item.width > style.most) { lines.push([]); x = 0; }
        lines.at(-1).push({ item, x });
        x += item.width + step;
      }
    }
    return picture.stack(lines.map((line) => {
      const height = Math.max(...line.map(({ item }) => item.height));
      return { height, draw: (left, y) => line.map(({ item, x }) => item.draw(left + x, y + (height - item.height) / 2)).join("") };
    }));
  }

  /* How many lines are left to the link: more of them, where a caveat stands there. */
  const more = (count, some) => `${count} ${some.some(({ caveat }) => caveat) ? "more " : ""}${count === 1 ? "note" : "notes and caveats"} at the link below.`;

  /* The lines of the small print for which there is room, in their order; what is left out is counted. */
  function smallPrint({ lines, fonts }, { width, columns, unit, room }) {
    const gap = unit * 1.8, own = (width - gap * (columns - 1)) / columns, step = own + gap;
    const style = { size: unit, width: own, family: fonts.text, after: unit * 0.3 };
    const blocks = lines.map(({ lead, text, caveat }) => ({ ...picture.paragraph(text, { ...style, lead: lead && `${lead}:`, part: "line" }), caveat }));
    const laid = (parts) => picture.columned(parts.flatMap(({ pieces }) => pieces), { columns, step, room });
    const isWhole = (parts) => laid(parts).first === parts.reduce((sum, { pieces }) => sum + pieces.length, 0);
    const shortened = (some) => [...some, picture.paragraph(more(blocks.length - some.length, some), { ...style, weight: 600, part: "more" })];
    if (isWhole(blocks)) return { ...laid(blocks), omitted: 0 };
    // What is owed stands whole or ends the list; of the rest a line that is too long gives its room to the next.
    let some = [];
    for (const [number, block] of blocks.entries()) {
      if (isWhole(shortened([...some, block]))) some = [...some, block];
      else if (lines[number].owed) break;
    }
    return { ...laid(shortened(some)), omitted: blocks.length - some.length };
  }

  function footer({ version, date, permalink, fonts }, width, size) {
    const style = { size, width, family: fonts.text, colour: QUIET, part: "foot" }, atlas = "Trafficking Statistics Atlas";
    const origin = `${atlas}, data version ${version}, ${date}.`, block = (text) => picture.paragraph(text, style);
    // The link names the version too, and a line less here is a line more for each column of the small print.
    const line = [origin, `${atlas}, ${date}.`].map((text) => block(`${text} ${permalink}`)).find(({ height }) => height < size * 2);
    return line || picture.stack([origin, permalink].map(block));
  }

  Object.assign(picture, { QUIET, paint, looks, patterns, heading, pile, rows, smallPrint, footer });
})();
