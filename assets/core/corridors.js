/* Draws the map of corridors: the page is sent their ends and counts; curves, arrowheads, names and hover texts are made here,
   in pixels of the map as it stands, so that they look the same at every zoom. */
(function () {
  const { atlas } = window;
  /* Points of a curve, at most, and how many of them listen to the mouse; fewer where there are many curves. */
  const FINE = { steps: 48, listens: 6 }, COARSE = { steps: 8, listens: 2 }, MANY = 300, LEAST_STEPS = 8;
  const BEND = 0.12, APART = 45, CLEAR = 3, HEAD_OF_MASKED = 6, PLACE = 5, CHOSEN = 9;
  const SIZE = { width: 1000, height: 470 }, NAMES = 10, FEW_NAMES = 5, NARROW = 620, RING_NAMES = 3, NAMED_RING = 16, MOST_PEOPLE = 0.9;
  /* From the top, so that the middle is below. */
  const CIRCLE = Array.from({ length: 25 }, (_, at) => [-Math.sin((at / 12) * Math.PI), -Math.cos((at / 12) * Math.PI)]);

  const turned = (from, to) => Math.atan2(to[1] - from[1], to[0] - from[0]);

  /* A curve from one point to another, bent to the right of its direction. */
  function curve([x0, y0], [x1, y1], most) {
    const steps = Math.round(Math.min(most, Math.max(LEAST_STEPS, Math.hypot(x1 - x0, y1 - y0) / 30)));
    const [cx, cy] = [(x0 + x1) / 2 - (y1 - y0) * BEND * 2, (y0 + y1) / 2 + (x1 - x0) * BEND * 2];
    return Array.from({ length: steps + 1 }, (_, step) => {
      const t = step / steps, [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      return [a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1];
    });
  }

  /* A curve as a line and the arrowhead at its end, which leaves the place itself free: where its point is, and its angle
     from north. */
  function arrow(points, head) {
    const end = points.at(-1), far = ([x, y], distance) => Math.hypot(x - end[0], y - end[1]) > distance;
    const isLong = far(points[0], head + CLEAR * 2), clear = isLong ? CLEAR : 0;
    const rest = points.filter((point) => far(point, clear + head)), last = rest.at(-1) || points[0];
    const angle = turned(last, end), back = (distance) => [end[0] - distance * Math.cos(angle), end[1] - distance * Math.sin(angle)];
    return { line: [...rest, back(clear + head * 0.8)], tip: back(clear), angle: (angle * 180) / Math.PI + 90 };
  }

  /* The corridors of a map by the names of their parts; one with an exact count has no masks and no range. */
  function corridorsOf({ arcs }) {
    const { corridor, mask } = atlas.contract;
    return Object.entries(arcs).flatMap(([from, own]) => own.map((values) => {
      const { origin, destination, count, masked = 0, low = count, high = count + mask * masked } = atlas.named(corridor, [from, ...values]);
      return { origin, destination, masked, low, high };
    }));
  }

  /* Counts in and out at each place, with what masks leave open; null is an end of a range that is not known. */
  function totals(corridors) {
    const places = {}, none = () => ({ low: 0, high: 0, rows: 0 });
    const plus = (a, b) => (a === null || b === null ? null : a + b);
    const add = (code, way, { low, high }) => {
      const sum = (places[code] ||= { in: none(), out: none(), inside: none() })[way];
      Object.assign(sum, { low: plus(sum.low, low), high: plus(sum.high, high), rows: sum.rows + 1 });
    };
    for (const corridor of corridors) {
      const isInside = corridor.origin === corridor.destination;
      add(corridor.origin, isInside ? "inside" : "out", corridor);
      if (!isInside) add(corridor.destination, "in", corridor);
    }
    return places;
  }

  /* Degrees to a hundredth: less than a pixel at every zoom. */
  const rounded = (degrees) => Math.round(degrees * 100) / 100;

  function addLine({ lon, lat }, degrees) {
    lon.push(...degrees.map(([x]) => rounded(x)), null);
    lat.push(...degrees.map(([, y]) => rounded(y)), null);
  }

  function addMark({ lon, lat, ids, customdata, text: texts, marker }, [x, y], { id, text, ...look }) {
    for (const [values, value] of [[lon, rounded(x)], [lat, rounded(y)], [texts, text]]) values.push(value);
    if (Array.isArray(id)) customdata.push(id);
    else if (id) ids.push(id);
    for (const [name, value] of Object.entries(look)) marker[name].push(value);
  }

  /* What is read of a corridor: its ends, the people counted and the masks. */
  function corridorReading({ from, to, low, high, masked }, counted) {
    const masks = masked ? [`${atlas.number(masked)} yearly ${masked === 1 ? "count is" : "counts are"} masked by the publisher`] : [];
    return [`${from.name} → ${to.name}`, atlas.range(low, high, counted), ...masks];
  }

  const span = ({ low, high }) => `${atlas.number(low)}${high === null ? "+" : high > low ? `–${atlas.number(high)}` : ""}`;
  /* Its name on the map: 'Nepal to India 241'. */
  const nameOf = ({ from, to, ...counts }) => `${from.name} to ${to.name} ${span(counts)}`;
  /* The diameter of a ring on a map of a width: its area is as large as the count, and none is too small to be seen. */
  const diameter = (people, { width }) => { const [factor, least, small, share] = atlas.contract.ring; return Math.max(least, factor * Math.sqrt(people) * (width < small ? share : 1)); };

  /* The box of the world that a map shows: a region, or where most people of the chosen place are counted. */
  function boxOf({ zoom, chosen, points }, corridors) {
    const { zooms, point } = atlas.contract, positionOf = (code) => { const { longitude, latitude } = atlas.named(point, points[code]); return [longitude, latitude]; };
    if (zoom !== "place" || !points[chosen]) return zooms[zoom] || zooms.world;
    const ordered = corridors.filter(({ high }) => high > 0).sort((a, b) => (b.low || 0) - (a.low || 0)), all = ordered.reduce((sum, { low }) => sum + low, 0);
    let sum = 0;
    const most = ordered.filter(({ low }) => { const before = sum; sum += low; return before <= all * MOST_PEOPLE; });
    return atlas.around([chosen, ...most.flatMap(({ origin, destination }) => [origin, destination])].map(positionOf), zooms.world);
  }

  /* The corridors between two places, the largest first, with their ends, their class (-1: masks alone) and their curves in pixels. */
  function curves(corridors, places, view, steps) {
    const { bounds } = atlas.contract, between = corridors.filter(({ origin, destination }) => origin !== destination);
    return between.sort((a, b) => b.low - a.low).map((corridor) => {
      const [from, to] = [places[corridor.origin], places[corridor.destination]], points = curve(view.pixels(from.position), view.pixels(to.position), steps);
      return { ...corridor, from, to, points, level: corridor.low > 0 ? bounds.filter((bound) => corridor.low >= bound).length - 1 : -1 };
    });
  }

  function drawCorridors(lines, { said, counted }, classes, { masked, heads: tips, hover, picked: mark }, { view, listens, picked }) {
    const { heads } = atlas.contract, degrees = (points) => points.map(view.degrees);
    // The largest lie on top.
    for (const corridor of lines.toReversed()) {
      const { origin, destination, points, level } = corridor, isPicked = picked?.[0] === origin && picked?.[1] === destination;
      const trace = isPicked ? mark : classes[level] || masked, size = heads[level] || HEAD_OF_MASKED, { line, tip, angle } = arrow(points, size);
      addLine(trace, degrees(line));
      addMark(tips, view.degrees(tip), { text: "", size, angle: Math.round(angle), color: trace.line.color });
      const [title, ...lines] = corridorReading(corridor, counted), text = `<b>${title}</b><br>${[...lines, `<i>${said}</i>`].join("<br>")}`;
      const length = Math.hypot(points[0][0] - points.at(-1)[0], points[0][1] - points.at(-1)[1]), count = Math.max(1, Math.min(listens, Math.round(length / APART)));
      for (let number = 1; number <= count; number++) {
        addMark(hover, view.degrees(points[Math.round((number / (count + 1)) * (points.length - 1))]), { id: [origin, destination], text });
      }
    }
  }

  function drawPlaces(corridors, places, { said, inside: within, counted, chosen }, { places: dots, inside: rings }, view) {
    const people = ({ low, high }) => atlas.range(low, high, counted);
    for (const [code, sum] of Object.entries(totals(corridors))) {
      const place = places[code], own = sum.inside.rows ? `<br>${within}: ${people(sum.inside)}` : "";
      const text = `<b>${place.name}</b><br>in: ${people(sum.in)}<br>out: ${people(sum.out)}${own}<br><i>${said}; corridors shown</i>`;
      addMark(dots, place.position, { id: code, text, size: code === chosen ? CHOSEN : PLACE });
      if (sum.inside.low) addMark(rings, place.position, { id: code, text, size: Math.round(diameter(sum.inside.low, view) * 10) / 10 });
    }
  }

  /* The lines that are named: the largest of those that begin or end in sight; and the largest rings. */
  function named(lines, corridors, places, { inside: within }, view) {
    const isSeen = ([x, y]) => x > view.left && x < view.right && y > view.top && y < view.bottom;
    const largest = lines.filter(({ level, points }) => level >= 0 && (isSeen(points[0]) || isSeen(points.at(-1))));
    const rings = corridors.filter(({ origin, destination, low }) => origin === destination && diameter(low, view) > NAMED_RING).sort((a, b) => b.low - a.low);
    const round = ({ origin, low }) => { const [x, y] = view.pixels(places[origin].position), r = diameter(low, view) / 2; return CIRCLE.map(([right, down]) => [x + r * right, y + r * down]); };
    const most = view.right - view.left < NARROW ? FEW_NAMES : NAMES;
    return [
      ...largest.slice(0, most).map((line) => ({ points: line.points, text: nameOf(line) })),
      ...rings.slice(0, RING_NAMES).map((ring) => ({ points: round(ring), text: `${places[ring.origin].name}, ${within} ${span(ring)}` })),
    ];
  }

  const merged = (geo, more) => ({ ...geo, ...more, projection: { ...geo.projection, ...more.projection } });

  /* What a reader's moves of a map belong to: the part of the world that it showed. */
  const revision = ({ zoom, chosen }) => (zoom === "place" ? `flows ${zoom} ${chosen}` : `flows ${zoom}`);

  /* The map with its corridors; ``base`` has the traces, empty: a line for each class, then those that the contract names.
     ``size`` of the map in pixels, how far the reader has ``moved`` it, and the ends of the corridor that is ``picked``. */
  function flows(data, base, { size = SIZE, moved, picked } = {}) {
    const { traces: names, point, bounds } = atlas.contract, traces = structuredClone(base.data), corridors = corridorsOf(data);
    const further = atlas.named(names, traces.slice(bounds.length)), fit = atlas.fitted(boxOf(data, corridors), size);
    const placeOf = ({ longitude, latitude, name }) => ({ position: [longitude, latitude], name });
    const places = Object.fromEntries(Object.entries(data.points).map(([code, values]) => [code, placeOf(atlas.named(point, values))]));
    const view = atlas.screen(fit, size, moved), { steps, listens } = corridors.length > MANY ? COARSE : FINE;
    const lines = curves(corridors, places, view, steps);
    drawCorridors(lines, data, traces, further, { view, listens, picked });
    drawPlaces(corridors, places, data, further, view);
    const marks = Object.values(places).map(({ position }) => view.pixels(position));
    const texts = atlas.labels.placed(named(lines, corridors, places, data, view), { lines, marks }, view);
    for (const { text, at } of texts) addMark(further.names, view.degrees(at), { text: text.replace(/ (\S+)$/, " <b>$1</b>") });
    return { data: traces, layout: { ...base.layout, geo: merged(merged(base.layout.geo, fit.geo), moved || {}), uirevision: revision(data) } };
  }

  Object.assign(atlas, { curve, arrow, totals, corridorReading, corridorsOf, merged, revision, figures: { flows } });
})();
