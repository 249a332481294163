/* Where everything of a picture stands. The figures with their legends have most of the frame, which never grows; the small
   print is as large as it can be whole, and where not even the smallest is, its last lines are left to the link. */
(function () {
  const { picture } = window.atlas;
  /* The shares of the frame that the figures have: at least the first, more where their words would be too small; the sizes of
     text by the smallest, the least width of small print, and how many of its lines (source, period, ranges) are never left out for that. */
  const SHARES = [0.6, 0.63, 0.66, 0.69], SIZES = [1.25, 1.12, 1], NARROWEST = 17, LINES = 3;

  /* The small print below the figures. */
  function below(view, { width, height, margin, gap, inner, top, room, unit, share }) {
    const needed = (share * width * height) / inner, columns = Math.max(1, Math.round(inner / (unit * 30)));
    const print = picture.smallPrint(view, { width: inner, columns, unit, room: room - needed - gap });
    const box = { x: margin, y: top, width: inner, height: room - print.height - gap };
    return { print, box, printAt: [margin, top + box.height + gap] };
  }

  /* The small print in a column of its own; null where the frame is too narrow. */
  function beside(view, { width, height, margin, gap, inner, top, room, unit, share }) {
    const needed = (share * width * height) / room, side = inner - needed - gap * 2;
    if (side < unit * NARROWEST) return null;
    const print = picture.smallPrint(view, { width: side, columns: 1, unit, room });
    return { print, box: { x: margin, y: top, width: needed, height: room }, printAt: [margin + needed + gap * 2, top] };
  }

  function plans(view, preset, size, share) {
    const { width, height, text } = preset, unit = text * size, margin = Math.min(width, height) * 0.032, gap = margin * 0.6, inner = width - 2 * margin;
    const head = picture.heading(view, { width: inner, size: unit, lines: width < height ? 2 : 1 }), foot = picture.footer(view, inner, text), top = margin + head.height + gap;
    const frame = { width, height, margin, gap, inner, top, unit, share, head, foot, room: height - margin - foot.height - gap - top };
    const style = { unit, family: view.fonts.text, legible: preset.least / picture.WORDS };
    return [below(view, frame), beside(view, frame)].filter(Boolean).map((plan) => ({ ...frame, ...plan, ...picture.panels(view, plan.box, style) }));
  }

  /* Whether the words of all figures can be read, and what they are of. */
  function isLegible({ items, print }, { lines }, { least }) {
    const reads = items.every(({ scale, part }) => !scale || !part.figure.layout.height || scale * picture.WORDS >= least);
    return reads && lines.length - print.omitted >= Math.min(LINES, lines.length);
  }

  /* The view, and what stands for it where not all of its words can be read. */
  const forms = (view) => [view, ...(view.parts.some(({ denser }) => denser) ? [{ ...view, parts: view.parts.map((part) => ({ ...part, figure: part.denser || part.figure })) }] : [])];
  const best = (list) => list.reduce((one, other) => (other.score > one.score ? other : one));

  /* Of the largest text that is whole the plan with the larger figures, else that of the smallest text; of the smallest share in
     which the figures are legible. */
  function legiblePlan(view, preset) {
    for (const size of SIZES) {
      const whole = plans(view, preset, size, SHARES[0]).filter((plan) => !plan.print.omitted && plan.score >= 0 && isLegible(plan, view, preset));
      if (whole.length) return best(whole);
    }
    const legible = SHARES.map((share) => plans(view, preset, SIZES.at(-1), share).filter((plan) => isLegible(plan, view, preset))).find((list) => list.length);
    return legible && best(legible);
  }

  picture.fittingPlan = (view, preset) => {
    for (const form of forms(view)) {
      const plan = legiblePlan(form, preset);
      if (plan) return plan;
    }
    return best(SHARES.flatMap((share) => plans(forms(view).at(-1), preset, SIZES.at(-1), share)));
  };
})();
