/* Names of the largest corridors on their map: beside the middle of the line, none over another, the largest first. */
(function () {
  const { atlas } = window;
  const SIZE = 12, LETTER = 0.5, GAP = 5, EDGE = 3, BUTTONS = { width: 132, height: 44 }, OWN = 0.2, MARK = 1.5, LATER = 0.02;
  /* Where along a line its name is tried. */
  const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

  const overlap = (a, b) => Math.abs(a.x - b.x) * 2 < a.width + b.width + GAP && Math.abs(a.y - b.y) * 2 < a.height + b.height;
  const isWithin = ({ x, y, width, height }, frame) =>
    x - width / 2 > frame.left + EDGE && x + width / 2 < frame.right - EDGE && y - height / 2 > frame.top + EDGE && y + height / 2 < frame.bottom - EDGE;

  /* The boxes that a name may have, by their middle: above or below a lying line, left or right of a steep one; the outer side of
     its bend first. */
  function* boxes(points, text) {
    const width = text.length * SIZE * LETTER, height = SIZE * 1.25, last = points.length - 1;
    for (const side of [1, -1]) {
      for (const share of SHARES) {
        const at = Math.round(share * last), [[x0, y0], [x1, y1]] = [points[Math.max(0, at - 1)], points[Math.min(last, at + 1)]], [x, y] = points[at];
        const isLying = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
        yield isLying
          ? { x, y: y + Math.sign(x1 - x0 || 1) * side * (height / 2 + GAP), width, height }
          : { x: x + Math.sign(y0 - y1) * side * (width / 2 + GAP), y, width, height };
      }
    }
  }

  /* How many pieces of lines a box covers, and how many marks; the line itself counts for less, marks for more. */
  function covered({ x, y, width, height }, { lines, marks }, own) {
    const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
    let sum = MARK * marks.filter(([across, down]) => across > left && across < right && down > top && down < bottom).length;
    for (const { points } of lines) {
      for (let at = 1; at < points.length; at++) {
        const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
        if (Math.max(x0, x1) > left && Math.min(x0, x1) < right && Math.max(y0, y1) > top && Math.min(y0, y1) < bottom) sum += points === own ? OWN : 1;
      }
    }
    return sum;
  }

  /* Where the names of ``named`` lines stand, each with ``points`` in pixels and ``text``, the largest first. Each is where it
     covers the fewest of the ``lines`` and ``marks`` of the map, and none is where the buttons are, in the upper corner or on a
     phone in the lower, or goes over the edge of what is in sight; one without room is left out. */
  function placed(named, map, frame) {
    const corners = [frame.top + BUTTONS.height / 2, frame.bottom - BUTTONS.height / 2];
    const occupied = [
      ...corners.map((y) => ({ ...BUTTONS, x: frame.right - BUTTONS.width / 2, y })),
      ...(frame.edges || []).map((x) => ({ x, y: 0, width: 0, height: Infinity })),
    ];
    return named.flatMap(({ points, text }) => {
      const free = [...boxes(points, text)].filter((box) => isWithin(box, frame) && !occupied.some((other) => overlap(box, other)));
      const costs = free.map((box, number) => covered(box, map, points) + number * LATER), best = free[costs.indexOf(Math.min(...costs))];
      if (!best) return [];
      occupied.push(best);
      return [{ text, at: [best.x, best.y] }];
    });
  }

  Object.assign(atlas, { labels: { placed } });
})();
