/* Where everything of a picture stands: the largest text with which nothing is clipped and nothing overlaps. */
(function () {
  const { picture } = window.atlas;
  /* The width of a figure on the page, the least that one of several may have, and width by height of a map. */
  const PAGE = 900, LEAST = 520, LARGE = 2.2, MAP = 2.28;
  const SIZES = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.05, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];

  /* Width by height of a figure; one that says its height is taken to be as wide as the page draws it. */
  const aspect = ({ figure }) => (figure.layout.height ? PAGE / figure.layout.height : MAP);
  const isLying = ({ parts }) => parts.every((part) => aspect(part) > 2.2);

  /* The boxes of the figures, with their titles, in a width: heights between the least and the natural one. */
  function boxes(view, { width, columns, gap, size, family, slack }) {
    const across = (width - gap * (columns - 1)) / columns, lying = isLying(view);
    const cells = view.parts.map((part) => {
      const { height } = part.figure.layout;
      const natural = height && !lying ? height * Math.min((size / 15) * LARGE, across / LEAST) : across / aspect(part);
      const style = { size: size * 1.05, width: across, family, weight: 600, after: size * 0.3, part: "part" };
      const title = part.title ? picture.paragraph(part.title, style) : picture.stack([]);
      return { part, title, natural, least: lying ? natural / slack : Math.min(natural, height * (size / 15)) };
    });
    const rows = [];
    while (cells.length) rows.push(cells.splice(0, columns));
    const sum = (name) => rows.reduce((total, row) => total + Math.max(...row.map((cell) => cell.title.height + cell[name])), gap * Math.max(0, rows.length - 1));
    return { rows, across, gap, least: sum("least"), natural: sum("natural") };
  }

  /* How figure, legend and evidence stand to one another, and the widths that they share; long evidence takes some of the
     width of what stands beside it. */
  function arrangement(view, { width, height }, inner, gap) {
    const isWide = width / height > 1.2, isTall = width / height < 0.8, isLong = view.caveats.length > 10;
    const shape = !isTall && !isLying(view) ? "beside" : isWide && view.parts.length === 1 ? "wide" : isTall ? "tall" : "square";
    const besideLegend = view.legends.length ? inner * (isLong ? 0.3 : 0.36) : 0;
    const left = { beside: inner * (isLong ? 0.44 : 0.54), wide: inner * 0.66, square: besideLegend, tall: inner }[shape];
    return { shape, isWide, isTall, left, right: shape === "tall" || !left ? inner : inner - left - gap * 1.4 };
  }

  /* Legend, evidence and figures at a size of text. */
  function blocks(view, { shape, isWide, isTall, left, right }, inner, gap, unit) {
    const common = { size: unit, family: view.fonts.text }, isSquare = shape === "square", several = view.parts.length > 1;
    const width = { beside: right, wide: Math.min(left, unit * 46), square: left, tall: inner }[shape];
    return {
      legend: picture.legend(view, { ...common, width, piled: shape === "beside" || (isSquare && !isWide) }),
      evidence: picture.evidence(view, { ...common, width: right, columns: isSquare && (isWide || !left) ? 2 : 1 }),
      figures: boxes(view, {
        ...common, gap, width: isSquare ? inner : left,
        columns: isTall ? 1 : Math.min(isWide ? 4 : 2, view.parts.length),
        slack: isSquare ? 1.25 : several && isTall ? 1.6 : 1,
      }),
    };
  }

  /* Where everything stands at a size of text; the figures share the height that the words leave. */
  function plan(view, { width, height }, size) {
    const margin = Math.min(width, height) * 0.045, gap = margin * 0.6, inner = width - 2 * margin;
    const unit = (Math.min(width, height) / 900) * 15 * size;
    const form = arrangement(view, { width, height }, inner, gap), { shape, left } = form;
    const head = picture.heading(view, inner, unit), foot = picture.footer(view, inner, unit);
    const { legend, evidence, figures } = blocks(view, form, inner, gap, unit);
    const stacked = legend.height + gap + evidence.height;
    const below = { beside: 0, wide: legend.height, square: Math.max(legend.height, evidence.height), tall: stacked }[shape];
    const column = { beside: stacked, wide: evidence.height }[shape] || 0;
    const room = height - 2 * margin - head.height - foot.height - 2 * gap, rest = room - below - (below ? gap : 0);
    const fits = rest >= figures.least && column <= room, figuresHeight = Math.max(figures.least, Math.min(rest, figures.natural));
    return { width, height, margin, gap, left, unit, head, foot, below, legend, evidence, shape, figures, fits, figuresHeight };
  }

  /* The largest text that fits; where not even the smallest does, the picture grows instead of losing a word. */
  picture.fittingPlan = (view, preset) => {
    for (const size of SIZES) {
      const fitting = plan(view, preset, size);
      if (fitting.fits) return fitting;
    }
    for (let height = preset.height * 1.15; ; height *= 1.15) {
      const taller = plan(view, { width: preset.width, height }, SIZES.at(-1));
      if (taller.fits || height > preset.height * 20) return { ...taller, height: Math.round(height) };
    }
  };
})();
