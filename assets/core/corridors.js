/* Draws the corridors: the page is sent their ends and counts, the curves, arrowheads and hover texts are made here. */
(function () {
  /* Points of a curve, and those of them where the hover listens; fewer where there are many curves. */
  const FINE = { steps: 14, listens: [4, 7, 10] };
  const COARSE = { steps: 8, listens: [3, 5] };
  const MANY = 300;
  const BEND = 0.16;
  const HEAD = 1.7;

  const { atlas } = window;

  /* A curve from one point to another, bent to the right of its direction, the short way round the world. */
  function curve([x0, y0], [x1, y1], steps) {
    let across = x1 - x0;
    if (across > 180) across -= 360;
    if (across < -180) across += 360;
    const up = y1 - y0;
    const [cx, cy] = [x0 + across / 2 + up * BEND, y0 + up / 2 - across * BEND];
    const points = [];
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      points.push([a * x0 + b * cx + c * (x0 + across), Math.max(-84, Math.min(84, a * y0 + b * cy + c * y1))]);
    }
    return points;
  }

  /* Two short strokes at the end of a curve. */
  function head(points, size) {
    const [x1, y1] = points[points.length - 1];
    const [x0, y0] = points[points.length - 3];
    const angle = Math.atan2(y1 - y0, x1 - x0);
    const stroke = (turn) => [x1 - size * Math.cos(angle + turn), y1 - size * Math.sin(angle + turn)];
    return [stroke(0.45), [x1, y1], stroke(-0.45)];
  }

  function push(trace, points) {
    for (const [x, y] of points) {
      trace.lon.push(Math.round(x * 100) / 100);
      trace.lat.push(Math.round(y * 100) / 100);
    }
    trace.lon.push(null);
    trace.lat.push(null);
  }

  function maskedText(masked) {
    return masked ? `<br>${atlas.number(masked)} yearly ${masked === 1 ? "count is" : "counts are"} masked by the publisher` : "";
  }

  function add(trace, [x, y], id, text) {
    trace.lon.push(x);
    trace.lat.push(y);
    trace.ids.push(id);
    trace.text.push(text);
  }

  /* A sum of ranges; null is an end that is not known. */
  function plus(sum, low, high) {
    sum.low = sum.low === null || low === null ? null : sum.low + low;
    sum.high = sum.high === null || high === null ? null : sum.high + high;
    sum.rows += 1;
  }

  /* Counts in and out at each place, with what masks leave open. */
  function totals(data) {
    const places = {};
    const none = () => ({ low: 0, high: 0, rows: 0 });
    const at = (code) => (places[code] = places[code] || { in: none(), out: none(), inside: none() });
    for (const [origin, destination, count, , low = count, high = count] of data.arcs) {
      if (origin === destination) plus(at(origin).inside, low, high);
      else {
        plus(at(origin).out, low, high);
        plus(at(destination).in, low, high);
      }
    }
    return places;
  }

  function drawCorridors(data, traces, widest) {
    const listening = traces[traces.length - 1];
    const { steps, listens } = data.arcs.length > MANY ? COARSE : FINE;
    data.arcs.forEach(([origin, destination, count, masked = 0, low = count, high = count]) => {
      if (origin === destination) return;
      const points = curve(data.points[origin], data.points[destination], steps);
      const kind = low > 0 ? data.bounds.filter((bound) => low >= bound).length - 1 : widest;
      push(traces[kind], points);
      push(traces[kind], head(points, HEAD));
      const names = `${data.points[origin][2]} → ${data.points[destination][2]}`;
      const text = `<b>${names}</b><br>${atlas.people(low, high)}${maskedText(masked)}<br><i>${data.said}</i>`;
      for (const step of listens) add(listening, points[step], destination, text);
    });
  }

  function drawPlaces(data, inside, places) {
    const sums = totals(data);
    const size = (count) => Math.min(30, 5 + Math.sqrt(count) / 7);
    for (const [code, sum] of Object.entries(sums)) {
      const [x, y, name] = data.points[code];
      const own = sum.inside.rows ? `<br>${data.inside}: ${atlas.people(sum.inside.low, sum.inside.high)}` : "";
      const ways = `in: ${atlas.people(sum.in.low, sum.in.high)}<br>out: ${atlas.people(sum.out.low, sum.out.high)}`;
      const text = `<b>${name}</b><br>${ways}${own}<br><i>${data.said}; corridors shown</i>`;
      add(places, [x, y], code, text);
      places.marker.size.push(code === data.chosen ? 11 : 5);
      if (sum.inside.low) {
        add(inside, [x, y], code, text);
        inside.marker.size.push(size(sum.inside.low));
      }
    }
  }

  function fresh(trace) {
    const lists = Object.fromEntries(["lon", "lat", "ids", "text"].filter((key) => key in trace).map((key) => [key, []]));
    const marker = trace.marker && Array.isArray(trace.marker.size) ? { marker: { ...trace.marker, size: [] } } : {};
    return { ...trace, ...lists, ...marker };
  }

  function figure(data, base) {
    const traces = base.data.map(fresh);
    const widest = data.bounds.length;
    drawCorridors(data, traces, widest);
    drawPlaces(data, traces[widest + 1], traces[widest + 2]);
    return { data: traces, layout: base.layout };
  }

  atlas.figures.flows = figure;
})();
