/* The figures of a picture in their box: in a grid, each with its title, legend and source, as large as they can be. What is
   planned is a list of items, blocks of text and figures, each with its place; ``score`` is higher where the figures are larger. */
(function () {
  const { picture } = window.atlas;
  /* Width by height of a map, the text of a figure beside the picture's, and the smallest words of a chart on its page. */
  const MAP = 2.28, TEXT = 11, WORDS = 12;
  /* The least width of a chart in pixels of the page and how much lower (unless it says so itself, as how much larger) and higher than
     there it may be, and up to which height it is a small one, of which several may be smaller. */
  const LEAST = 520, LOWER = 0.87, STRETCH = 2.8, SMALL = 480, SMALLER = 0.5;
  /* How much smaller a map of the world may be for the sake of windows. */
  const SMALLER_WORLD = 0.82;
  /* Parts of the world that are too small on its map: longitude, latitude, and how much of the width of the world each shows. */
  const WINDOWS = [
    ["Europe", 15, 50, 0.17], ["South-East Asia", 115, 10, 0.19], ["West Africa", -1, 11, 0.13], ["Central America and the Caribbean", -76, 17, 0.14],
  ];

  const isMap = ({ figure }) => !figure.layout.height;
  /* Whether a map shows a part of the world already, and so has no form of its own. */
  const isPart = ({ figure, moved, data }) => Boolean(moved) || (data?.zoom || "world") !== "world" || figure.layout.geo?.projection?.scale > 1;
  /* A place for a figure in its box: in the middle, or at the top where others stand beside it. */
  const within = ({ x, y, width, height, top }, across, high) => ({ x: x + (width - across) / 2, y: top ? y : y + (height - high) / 2, width: across, height: high });

  /* A figure in the room that it has: a map keeps its form unless it was moved, a chart its text. Any other place is better than one
     that has no room. */
  function fit(part, room, unit) {
    if (Math.min(room.width, room.height) < unit) return { score: -Infinity, items: [{ part, box: within(room, unit, unit), scale: unit / TEXT }] };
    const { height: fixed, meta } = part.figure.layout;
    if (isMap(part)) {
      const width = isPart(part) ? room.width : Math.min(room.width, room.height * MAP), height = isPart(part) ? room.height : width / MAP;
      return { score: width * height, items: [{ part, box: within(room, width, height), scale: unit / TEXT }] };
    }
    const less = room.top && fixed <= SMALL ? SMALLER : 1, least = fixed * Math.min(less, fixed > SMALL ? (meta?.lowest ?? LOWER) : 1);
    const scale = Math.min(room.height / least, room.width / (meta?.narrowest ?? LEAST * less), (unit / TEXT) * (meta?.larger ?? 1));
    const box = within(room, room.width, Math.min(room.height, fixed * scale * STRETCH));
    return { score: Math.min(scale, unit / TEXT) * 1e4 + Math.sqrt(box.width * box.height), items: [{ part, box, scale }] };
  }

  /* Whether a map draws anything in a part of the world: areas, or marks of places. */
  function isFilled({ figure }, [, lon, lat, share]) {
    const near = (trace) => trace.ids?.some((_, at) => Math.abs(trace.lon[at] - lon) < share * 160 && Math.abs(trace.lat[at] - lat) < share * 100);
    return figure.data.some((trace) => (trace.type === "choropleth" ? trace.locations.length > 1 : near(trace)));
  }

  /* Windows on parts of the world in the room below its map, where that is high enough. */
  function windows(part, room, { unit, family }) {
    const gap = unit, head = unit * 1.5, filled = WINDOWS.filter((one) => isFilled(part, one));
    const shapes = [[1, 2], [1, 3], [1, 4], [2, 2]].filter(([rows, columns]) => rows * columns <= filled.length).map(([rows, columns]) => {
      const width = (room.width - gap * (columns - 1)) / columns, height = (room.height - gap * (rows - 1)) / rows - head;
      return { rows, columns, width, height, off: Math.abs(Math.log(width / height / 1.55)) };
    }).filter(({ width, height }) => height > unit * 8 && width / height < 2.6);
    const best = shapes.sort((one, other) => one.off - other.off)[0];
    if (!best) return [];
    return filled.slice(0, best.rows * best.columns).flatMap(([title, lon, lat, share], place) => {
      const x = room.x + (place % best.columns) * (best.width + gap), y = room.y + Math.floor(place / best.columns) * (best.height + head + gap);
      const block = picture.paragraph(title, { size: unit, width: best.width, family, weight: 600, colour: picture.QUIET, part: "part" });
      const box = { x, y: y + head, width: best.width, height: best.height };
      return [{ block, x, y }, { part: { ...part, moved: closeUp(lon, lat, share, box) }, box, scale: unit / TEXT, framed: true }];
    });
  }

  /* A map moved so that its box shows a part of the world. */
  function closeUp(lon, lat, share, { width, height }) {
    return { center: { lon, lat }, projection: { scale: width / (share * Math.max(width, height * MAP)), rotation: { lon: 0, lat: 0, roll: 0 } } };
  }

  /* The map of the world as large as it can be, or a little smaller where that leaves room for windows. */
  function withWindows(part, room, style) {
    const whole = fit(part, room, style.unit), [item] = whole.items, gap = style.unit;
    if (!isMap(part) || isPart(part)) return whole;
    for (const share of [1, SMALLER_WORLD]) {
      const height = item.box.height * share, box = { ...within(room, item.box.width * share, height), y: room.y };
      const further = windows(part, { ...room, y: room.y + height + gap, height: room.height - height - gap }, style);
      if (further.length) return { ...whole, items: [{ ...item, box }, ...further] };
    }
    return whole;
  }

  /* Whether what is placed has charts, whose words can be read. */
  function isLegible({ items }, legible) {
    const charts = items.filter(({ part }) => part && !isMap(part));
    return charts.length > 0 && charts.every(({ scale }) => scale >= legible);
  }

  /* What is placed in a box with its legend beside or below it, whichever leaves the figures larger; below one of several charts, where
     it can be read so, because years take width. */
  function withLegends(legends, box, style, place) {
    if (!legends.length) return place(box);
    const gap = style.unit * 1.3, pile = picture.pile(legends, { ...style, most: Math.min(box.width * 0.34, style.unit * 20) });
    const across = box.width - pile.width - gap, rows = picture.rows(legends, { ...style, most: box.width });
    const below = place({ ...box, height: box.height - rows.height - gap });
    const end = box.top ? Math.max(...below.items.map((item) => (item.box ? item.box.y + item.box.height : 0))) + gap : box.y + box.height - rows.height;
    below.items.push({ block: rows, x: box.x, y: end });
    if (pile.height > box.height || (box.top && isLegible(below, style.legible))) return below;
    const beside = place({ ...box, width: across });
    beside.items.push({ block: pile, x: box.x + across + gap, y: box.top ? box.y : box.y + (box.height - pile.height) / 2 });
    return beside.score > below.score ? beside : below;
  }

  /* A figure below its title and its source. */
  function panel(part, box, style, isAlone) {
    const text = { width: box.width, family: style.family }, { unit } = style;
    const words = picture.stack([
      ...(part.title ? [picture.fitted(part.title, { ...text, size: unit * 1.15, least: unit, lines: 2, weight: 600, part: "part" })] : []),
      ...(part.note ? [picture.paragraph(part.note, { ...text, size: unit, colour: picture.QUIET, after: unit * 0.3, part: "note" })] : []),
    ]);
    const room = { ...box, y: box.y + words.height, height: box.height - words.height };
    const placed = withLegends(part.legends, room, { ...style, title: part.title }, (inner) => (isAlone ? withWindows(part, inner, style) : fit(part, inner, style.unit)));
    return { ...placed, items: [{ block: words, x: box.x, y: box.y }, ...placed.items] };
  }

  function grid(parts, columns, box, style) {
    const gap = style.unit * 1.6, rows = Math.ceil(parts.length / columns);
    const width = (box.width - gap * (columns - 1)) / columns, height = (box.height - gap * (rows - 1)) / rows;
    const cells = parts.map((part, place) => {
      const own = { x: box.x + (place % columns) * (width + gap), y: box.y + Math.floor(place / columns) * (height + gap), width, height, top: parts.length > 1 };
      return panel(part, own, style, parts.length === 1);
    });
    return { score: cells.reduce((sum, { score }) => sum + score, 0), items: cells.flatMap(({ items }) => items) };
  }

  Object.assign(picture, { MAP, TEXT, WORDS });
  /* All figures of a view in a box. */
  picture.panels = ({ parts, legends }, box, style) => withLegends(legends, box, style, (room) =>
    parts.map((_, place) => grid(parts, place + 1, room, style)).reduce((best, one) => (one.score > best.score ? one : best)));
})();
