/* A page is printed on two sheets: a table that would go on ends where they do, and says what is left out and where it is. */
(function () {
  const { atlas } = window, { element, number } = atlas;

  /* A sheet within its margins, in pixels: as wide as A4 and as high as letter; and what two of them lose where one ends, as no row is broken. */
  const WIDE = 703, HIGH = 973, LOST = 70;

  const TABLES = "main :is(.rows, .coverage-matrix)";

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

  const heights = (rows) => rows.map((row) => row.getBoundingClientRect().height);

  /* How many rows stand within a height. */
  function fitting(rows, high) {
    let left = high;
    const first = rows.findIndex((height) => (left -= height) < 0);
    return first < 0 ? rows.length : first;
  }

  /* The tables that are printed, with the height of each row and of the head that each sheet repeats, and what else the page has in height. */
  function measured() {
    const tables = [...document.querySelectorAll(TABLES)].filter((table) => table.getClientRects().length && table.tBodies[0]?.rows.length);
    const parts = tables.map((table) => ({ table, head: table.tHead?.offsetHeight || 0, rows: heights([...table.tBodies[0].rows]) }));
    const all = parts.flatMap(({ rows }) => rows).reduce((sum, height) => sum + height, 0);
    return { parts, others: document.body.scrollHeight - all };
  }

  /* The rows that are left out, and the words below the table that say so; a table of which hardly any would stand is left out whole. */
  const FEWEST = 5;
  function end({ table, head, rows }, high) {
    const fit = fitting(rows, high - head), printed = fit < FEWEST ? 0 : fit;
    if (fit === rows.length) return;
    const csv = table.closest(".rows-frame, .matrix-frame") && document.querySelector('.share-download [href*=".csv"]');
    const left = printed ? [...table.tBodies[0].rows].slice(printed) : [table];
    left.forEach((part) => part.classList.add("on-screen"));
    const what = printed ? `Printed above: the first ${number(printed)} of ${number(rows.length)} rows.` : `Not printed: the ${number(rows.length)} rows of this table.`;
    table.parentElement.after(element("p", { class: "on-paper rest of-rows" }, csv ? `${what} All are at ${csv.href}` : `${what} All are on the page.`));
  }

  function setBack() {
    document.querySelectorAll(".of-rows").forEach((words) => words.remove());
    document.querySelectorAll(`${TABLES}.on-screen, ${TABLES} .on-screen`).forEach((part) => part.classList.remove("on-screen"));
  }

  /* Several tables share alike what two sheets leave them. */
  window.addEventListener("beforeprint", () => {
    setBack();
    const { parts, others } = setOnPaper(measured);
    parts.forEach((part) => end(part, (2 * HIGH - LOST - others) / parts.length));
  });
  window.addEventListener("afterprint", setBack);
})();
