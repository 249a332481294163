/* Draws the map of corridors: the page is sent their ends and counts, the curves, arrowheads and hover texts are made here. */
(function () {
  const { atlas } = window;
  /* Points of a curve, and those of them where the hover listens; fewer where there are many curves. */
  const FINE = { steps: 14, listens: [4, 7, 10] }, COARSE = { steps: 8, listens: [3, 5] };
  const MANY = 300, BEND = 0.16, HEAD = 1.7, TURN = 0.45, POLE = 84;

  /* A curve from one point to another, bent to the right of its direction, the short way round the world. */
  function curve([x0, y0], [x1, y1], steps) {
    const straight = x1 - x0, across = straight - 360 * ((straight > 180) - (straight < -180)), up = y1 - y0;
    const [cx, cy] = [x0 + across / 2 + up * BEND, y0 + up / 2 - across * BEND];
    return Array.from({ length: steps + 1 }, (_, step) => {
      const t = step / steps, [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      return [a * x0 + b * cx + c * (x0 + across), Math.max(-POLE, Math.min(POLE, a * y0 + b * cy + c * y1))];
    });
  }

  /* Two short strokes at the end of a curve. */
  function arrowhead(points) {
    const [[x0, y0], , [x1, y1]] = points.slice(-3), angle = Math.atan2(y1 - y0, x1 - x0);
    const stroke = (turn) => [x1 - HEAD * Math.cos(angle + turn), y1 - HEAD * Math.sin(angle + turn)];
    return [stroke(TURN), [x1, y1], stroke(-TURN)];
  }

  function addLine({ lon, lat }, points) {
    const rounded = (degrees) => Math.round(degrees * 100) / 100;
    lon.push(...points.map(([x]) => rounded(x)), null);
    lat.push(...points.map(([, y]) => rounded(y)), null);
  }

  function addMark({ lon, lat, ids, text: texts, marker }, [x, y], id, text, size) {
    for (const [values, value] of [[lon, x], [lat, y], [ids, id], [texts, text]]) values.push(value);
    if (size) marker.size.push(size);
  }

  /* A corridor by the names of its parts; one with an exact count has no masks and no range. */
  function unpacked(values) {
    const { origin, destination, count, masked = 0, low = count, high = count } = atlas.named(atlas.contract.corridor, values);
    return { origin, destination, masked, low, high };
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

  function drawCorridors(corridors, places, { bounds, said }, traces, { masked: dotted, hover }) {
    const { steps, listens } = corridors.length > MANY ? COARSE : FINE;
    for (const { origin, destination, masked, low, high } of corridors.filter((corridor) => corridor.origin !== corridor.destination)) {
      const [from, to] = [places[origin], places[destination]], points = curve(from.position, to.position, steps);
      const trace = low > 0 ? traces[bounds.filter((bound) => low >= bound).length - 1] : dotted;
      addLine(trace, points);
      addLine(trace, arrowhead(points));
      const masks = masked ? `<br>${atlas.number(masked)} yearly ${masked === 1 ? "count is" : "counts are"} masked by the publisher` : "";
      const text = `<b>${from.name} → ${to.name}</b><br>${atlas.people(low, high)}${masks}<br><i>${said}</i>`;
      for (const step of listens) addMark(hover, points[step], destination, text);
    }
  }

  function drawPlaces(corridors, places, { said, inside: within, chosen }, { places: dots, inside: rings }) {
    const people = ({ low, high }) => atlas.people(low, high);
    for (const [code, sum] of Object.entries(totals(corridors))) {
      const place = places[code], own = sum.inside.rows ? `<br>${within}: ${people(sum.inside)}` : "";
      const text = `<b>${place.name}</b><br>in: ${people(sum.in)}<br>out: ${people(sum.out)}${own}<br><i>${said}; corridors shown</i>`;
      addMark(dots, place.position, code, text, code === chosen ? 11 : 5);
      if (sum.inside.low) addMark(rings, place.position, code, text, Math.min(30, 5 + Math.sqrt(sum.inside.low) / 7));
    }
  }

  /* The map with its corridors; ``base`` has the traces, empty: a line for each class, then those that the contract names. */
  function flows(data, base) {
    const { traces: names, point } = atlas.contract, traces = structuredClone(base.data);
    const further = atlas.named(names, traces.slice(data.bounds.length)), corridors = data.arcs.map(unpacked);
    const placeOf = ({ longitude, latitude, name }) => ({ position: [longitude, latitude], name });
    const places = Object.fromEntries(Object.entries(data.points).map(([code, values]) => [code, placeOf(atlas.named(point, values))]));
    drawCorridors(corridors, places, data, traces, further);
    drawPlaces(corridors, places, data, further);
    return { data: traces, layout: base.layout };
  }

  Object.assign(atlas, { curve, arrowhead, totals, figures: { flows } });
})();
