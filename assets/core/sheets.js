/* A page is printed on two sheets: what would go on ends where they do, and says what is left out and where it is. */
(function () {
  const { atlas } = window, { element, number } = atlas;

  /* A sheet within its margins, in pixels: as wide as A4 and as high as letter; and what two of them lose where one ends, as no row is broken. */
  const WIDE = 703, HIGH = 973, LOST = 70;

  const TABLES = "main :is(.rows, .coverage-matrix)", CARDS = ".check-cards .check-card";

  /* The queries of a style sheet as paper answers them. */
  const holds = (is) => (is ? "(min-width: 0)" : "not all");
  const onPaper = (query) => query
    .replace(/\bscreen\b/, "not all")
    .replace(/\bprint\b/, "all")
    .replace(/\((min|max)-width: ?(\d+)px\)/g, (_, bound, width) => holds(bound === "max" ? WIDE <= width : WIDE >= width));

  /* What ``measure`` finds while the page is set as it is printed; no word of that reaches the page, which is set back at once. */
  function setOnPaper(measure) {
    const media = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media).map(({ media }) => [media, media.mediaText]);
    const { style } = document.body, { width } = style;
    media.forEach(([list, query]) => { list.mediaText = onPaper(query); });
    style.width = `${WIDE}px`;
    try {
      return measure();
    } finally {
      style.width = width;
      media.forEach(([list, query]) => { list.mediaText = query; });
    }
  }

  const heightOf = (item) => [...item.getClientRects()].reduce((sum, { height }) => sum + height, 0);

  /* How many items stand within a height. */
  function fitting(heights, high) {
    let left = high;
    const first = heights.findIndex((height) => (left -= height) < 0);
    return first < 0 ? heights.length : first;
  }

  /* What is printed and may end early: tables, with the head that each sheet repeats, and the cards of a checked text, in two columns. */
  function parts() {
    const tables = [...document.querySelectorAll(TABLES)].filter((table) => table.getClientRects().length && table.tBodies[0]?.rows.length);
    const cards = [...document.querySelectorAll(CARDS)];
    return [
      ...tables.map((table) => ({ home: table, items: [...table.tBodies[0].rows], name: "rows", columns: 1, head: table.tHead?.offsetHeight || 0 })),
      ...(cards.length ? [{ home: cards[0].parentElement, items: cards, name: "numbers", columns: 2, head: 0 }] : []),
    ];
  }

  /* The parts with the height of each item, and what else the page has in height. */
  function measured() {
    const all = parts().map((part) => ({ ...part, heights: part.items.map(heightOf) }));
    const high = all.reduce((sum, { heights, columns }) => sum + heights.reduce((a, b) => a + b, 0) / columns, 0);
    return { all, others: document.body.scrollHeight - high };
  }

  /* What is left out, and the words below that say so; where hardly anything of a part would stand, it is left out whole. */
  const FEWEST = 5;
  function end({ home, items, heights, name, columns, head }, high) {
    const fit = fitting(heights, (high - head) * columns), printed = fit < FEWEST ? 0 : fit;
    if (fit === items.length) return;
    const frame = home.closest(".rows-frame, .matrix-frame"), csv = frame && document.querySelector('.share-download [href*=".csv"]');
    (printed ? items.slice(printed) : [home]).forEach((part) => part.classList.add("on-screen"));
    const what = printed ? `Printed above: the first ${number(printed)} of ${number(items.length)} ${name}.` : `Not printed: the ${number(items.length)} ${name}.`;
    (frame || home).after(element("p", { class: "on-paper rest of-rows" }, csv ? `${what} All are at ${csv.href}` : `${what} All are on the page.`));
  }

  function setBack() {
    document.querySelectorAll(".of-rows").forEach((words) => words.remove());
    document.querySelectorAll(`:is(${TABLES}, ${TABLES} tr, ${CARDS}).on-screen`).forEach((part) => part.classList.remove("on-screen"));
  }

  /* Several parts share alike what two sheets leave them. */
  window.addEventListener("beforeprint", () => {
    setBack();
    const { all, others } = setOnPaper(measured);
    all.forEach((part) => end(part, (2 * HIGH - LOST - others) / all.length));
  });
  window.addEventListener("afterprint", setBack);
})();
