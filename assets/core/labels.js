/* Names of the largest corridors on their map: beside their own line and away from every other, none over another, the largest first. */
(function () {
  const { atlas } = window;
  const SIZE = 12, GAP = 4, APART = 12, EDGE = 3, BUTTONS = { width: 132, height: 44 }, OWN = 4, FOREIGN = 1, MARK = 1.5, LATER = 0.02, FAR = [12, 24, 40, 60, 84], PHONE = 760, LOW = 304;
  const pen = document.createElement("canvas").getContext("2d");
  /* How far a name is from other lines, farther than from its own; from their arrowheads; and from these where its own is out of sight. */
  const AWAY = 8, FROM_HEADS = 12, FROM_HEADS_UNENDED = 36;
  /* Where along a line its name is tried, from the middle to the ends; and on which sides of that point. */
  const SHARES = Array.from({ length: 21 }, (_, place) => 0.5 + (place % 2 ? 0.025 : -0.025) * (place + (place % 2)));
  const BESIDE = [[1, 0], [-1, 0]], OVER = [1, -1].flatMap((down) => [[0, down], [0.5, down], [-0.5, down]]), CORNERS = [[1, 1], [1, -1], [-1, 1], [-1, -1]];

  const overlap = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 + APART && Math.abs(a.y - b.y) * 2 < a.height + b.height;
  const isWithin = ({ x, y, width, height }, frame) =>
    x - width / 2 > frame.left + EDGE && x + width / 2 < frame.right - EDGE && y - height / 2 > frame.top + EDGE && y + height / 2 < frame.bottom - EDGE;
  const isSeen = ([x, y], frame) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  const isNear = ([x, y], box, reach) => Math.abs(x - box.x) < box.width / 2 + reach && Math.abs(y - box.y) < box.height / 2 + reach;

  /* The boxes that a name may have, by their middle, each at the first gap from a point of its line, then at the next; the outer side of its bend first. */
  function* boxes(points, text, frame, gaps) {
    const width = pen.measureText(text).width, height = SIZE * 1.25, last = points.length - 1;
    for (const [between, share] of gaps.flatMap((gap) => SHARES.map((one) => [gap, one]))) {
      const before = Math.min(last - 1, Math.floor(share * last)), part = share * last - before;
      const [[x0, y0], [x1, y1]] = [points[before], points[before + 1]], [dx, dy] = [x1 - x0, y1 - y0];
      const [x, y] = [x0 + dx * part, y0 + dy * part], straight = Math.abs(dx) >= Math.abs(dy) ? OVER : BESIDE;
      if (!isSeen([x, y], frame)) continue;
      const outer = ([right, down]) => down * dx - right * dy;
      for (const [right, down] of [straight, CORNERS, straight === OVER ? BESIDE : OVER].flatMap((sides) => sides.toSorted((a, b) => outer(b) - outer(a)))) {
        const gap = Math.abs(right) === 1 && down ? between * Math.SQRT1_2 : between;
        yield { x: x + (right * width) / 2 + Math.trunc(right) * gap, y: y + down * (height / 2 + gap), width, height };
      }
    }
  }

  /* How many pieces of a line come within reach of a box. */
  function pieces(points, { x, y, width, height }, reach = 0) {
    const [across, high] = [width / 2 + reach, height / 2 + reach], [left, right, top, bottom] = [x - across, x + across, y - high, y + high];
    let sum = 0;
    for (let at = 1; at < points.length; at++) {
      const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]], isBeside = Math.max(x0, x1) <= left || Math.min(x0, x1) >= right || Math.max(y0, y1) <= top || Math.min(y0, y1) >= bottom;
      if (!isBeside && Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) < across * Math.abs(y1 - y0) + high * Math.abs(x1 - x0)) sum++;
    }
    return sum;
  }

  /* A line with the box around it and what is too near to it. */
  function boxed({ points }) {
    const [[left, right], [top, bottom]] = [0, 1].map((axis) => { const all = points.map((point) => point[axis]); return [Math.min(...all), Math.max(...all)]; });
    return { points, x: (left + right) / 2, y: (top + bottom) / 2, width: right - left + AWAY * 2, height: bottom - top + AWAY * 2 };
  }

  /* The box of a name that covers the least of lines and marks, beside no other arrowhead; in a first try nearer to its line than
     to any other, which where many run together is nowhere. */
  function best({ points, text }, { lines, marks }, frame, occupied, { isAlone = true, gaps = [GAP] } = {}) {
    const others = lines.filter((line) => line.points !== points), fromHeads = isSeen(points.at(-1), frame) ? FROM_HEADS : FROM_HEADS_UNENDED;
    const crosses = (line, box, reach) => (overlap(line, box) ? pieces(line.points, box, reach) : 0);
    const isOwn = (box) => {
      const near = others.findIndex((line) => isNear(line.points.at(-1), box, fromHeads) || (isAlone && crosses(line, box, AWAY)));
      // What is near one box is likely near the next.
      if (near > 0) others.unshift(...others.splice(near, 1));
      return near < 0;
    };
    const foreign = (box) => (isAlone ? 0 : FOREIGN * others.reduce((sum, line) => sum + crosses(line, box, 0), 0));
    const covered = (box) => OWN * pieces(points, box) + MARK * marks.filter((mark) => isNear(mark, box, 0)).length + foreign(box);
    let found = null, least = Infinity, later = 0;
    for (const box of boxes(points, text, frame, gaps)) {
      later += LATER;
      if (later >= least) break;
      if (!isWithin(box, frame) || occupied.some((other) => overlap(box, other)) || !isOwn(box)) continue;
      const cost = later + covered(box);
      if (cost < least) [found, least] = [box, cost];
    }
    return found || (isAlone ? best({ points, text }, { lines, marks }, frame, occupied, { isAlone: false }) : null);
  }

  /* Where the names of ``named`` lines stand, each with ``points`` in pixels and ``text``, the largest first, among the
     ``lines`` and the ``marks`` of the map. None is where the buttons are, in the upper corner or on a phone in the lower, unless the
     map is ``bare`` of them, or goes over the edge of what is in sight; one without room is left out, but the largest goes farther away. */
  function placed(named, { lines, marks }, frame) {
    pen.font = `600 ${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
    const low = frame.right - frame.left > PHONE ? frame.bottom : Math.min(frame.bottom, frame.top + LOW);
    const corners = [frame.top + BUTTONS.height / 2, low - BUTTONS.height / 2], all = lines.map(boxed);
    const occupied = [
      ...(frame.bare ? [] : corners).map((y) => ({ ...BUTTONS, x: frame.right - BUTTONS.width / 2, y })),
      ...(frame.edges || []).map((x) => ({ x, y: 0, width: 0, height: Infinity })),
    ];
    const found = [];
    for (const { points, text } of named) {
      const place = (how) => best({ points, text }, { lines: all, marks }, frame, occupied, how);
      const box = place() || (points === named[0].points && place({ isAlone: false, gaps: FAR }));
      if (!box) continue;
      occupied.push(box);
      found.push({ text, at: [box.x, box.y] });
    }
    return found;
  }

  Object.assign(atlas, { labels: { placed } });
})();
