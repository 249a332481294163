/* Equal Earth, the projection of the maps: degrees to the plane and back, and the part of the plane that a map shows. */
(function () {
  const { atlas } = window;
  const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796], M = Math.sqrt(3) / 2, RADIAN = Math.PI / 180;
  /* No map reaches the poles; the edge of the world in the plane. */
  const POLE = 89.5, LEAST = 0.12, MARGIN = 1.08;

  const latitudeY = (t) => t * (A1 + A2 * t ** 2 + t ** 6 * (A3 + A4 * t ** 2));
  const slope = (t) => A1 + 3 * A2 * t ** 2 + t ** 6 * (7 * A3 + 9 * A4 * t ** 2);
  const parametric = (latitude) => Math.asin(M * Math.sin(latitude * RADIAN));
  /* How wide a radian of longitude is at a latitude. */
  const breadth = (latitude) => { const t = parametric(latitude); return Math.cos(t) / (M * slope(t)); };
  const wrapped = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  const onPlane = (longitude, latitude) => [longitude * RADIAN * breadth(latitude), latitudeY(parametric(latitude))];

  /* Degrees of a point of the plane; one outside the world is moved to its edge. */
  function fromPlane(x, y) {
    const top = latitudeY(parametric(POLE)), aim = clamp(y, -top, top);
    let t = aim / A1;
    for (let step = 0; step < 6; step++) t -= (latitudeY(t) - aim) / slope(t);
    const latitude = Math.asin(clamp(Math.sin(t) / M, -1, 1)) / RADIAN;
    return [clamp(x / breadth(latitude) / RADIAN, -180, 180), latitude];
  }

  /* The widest breadth between two latitudes. */
  const widest = (south, north) => breadth(south * north < 0 ? 0 : Math.min(Math.abs(south), Math.abs(north)));

  /* What a map of a size shows of the box (west, south, east, north), as large as it can: ranges and centre for plotly, and
     ``scale``: pixels of a radian. */
  function fitted([west, south, east, north], { width, height }) {
    const [low, high] = [south, north].map((latitude) => onPlane(0, latitude)[1]), broad = (east - west) * RADIAN * widest(south, north);
    const scale = Math.min(width / broad, height / (high - low)), middle = (low + high) / 2, reach = height / scale / 2;
    const [bottom, top] = [middle - reach, middle + reach].map((y) => fromPlane(0, y)[1]);
    const half = Math.min(180, width / scale / 2 / widest(bottom, top) / RADIAN), meridian = (west + east) / 2;
    const geo = {
      lonaxis: { range: [meridian - half, meridian + half] }, lataxis: { range: [bottom, top] },
      center: { lon: meridian, lat: fromPlane(0, middle)[1] },
      projection: { rotation: { lon: meridian, lat: 0, roll: 0 }, scale: 1 },
    };
    return { geo, scale: Math.min(width / (2 * half * RADIAN * widest(bottom, top)), height / (onPlane(0, top)[1] - onPlane(0, bottom)[1])) };
  }

  /* The box around points, none smaller than a country; the whole world where they lie all around it. */
  function around(points, world) {
    const [[first]] = points, longitudes = points.map(([longitude]) => first + wrapped(longitude - first)), latitudes = points.map(([, latitude]) => latitude);
    const span = (values, least) => {
      const low = Math.min(...values), high = Math.max(...values), half = Math.max(((high - low) / 2) * MARGIN, least);
      return [(low + high) / 2 - half, (low + high) / 2 + half];
    };
    const [[west, east], [south, north]] = [span(longitudes, LEAST / RADIAN), span(latitudes, LEAST / RADIAN)];
    return east - west > 240 ? world : [west, Math.max(south, world[1]), east, Math.min(north, world[3])];
  }

  /* Pixels of points on a map of a size and back; ``moved``: how far the reader has moved it (geo of plotly's layout); ``cut``:
     width and height of the middle of it, where no more is seen; ``edges``: where what is in sight of it ends. */
  function screen({ geo, scale }, { width, height, cut: [across, down] = [width, height], edges = [], bare }, moved) {
    const { center, projection } = moved || geo, meridian = projection.rotation.lon, factor = scale * projection.scale;
    const [x0, y0] = onPlane(wrapped(center.lon - meridian), center.lat);
    return {
      width, edges, bare, left: (width - across) / 2, right: (width + across) / 2, top: (height - down) / 2, bottom: (height + down) / 2,
      pixels([longitude, latitude]) {
        const [x, y] = onPlane(wrapped(longitude - meridian), latitude);
        return [width / 2 + (x - x0) * factor, height / 2 - (y - y0) * factor];
      },
      degrees([x, y]) {
        const [longitude, latitude] = fromPlane((x - width / 2) / factor + x0, (height / 2 - y) / factor + y0);
        return [wrapped(longitude + meridian), latitude];
      },
    };
  }

  Object.assign(atlas, { around, fitted, screen });
})();
