/* Draws a table of rows into an empty element: sorted by its column heads, searched by its field, all by keyboard. */
(function () {
  const { atlas } = window;
  const { element } = atlas;

  /* Rows without a figure stay last whichever way a column is sorted. */
  function compare(column, down) {
    const key = (row) => (column in row.order ? row.order[column] : row.cells[column] || null);
    return (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === "number" ? x - y : x.localeCompare(y);
      return down ? -order : order;
    };
  }

  const text = (row) => (row.plain ||= atlas.folded([...row.cells, row.also || ""].join(" ")));

  function body(rows) {
    const lines = rows.map((row) => {
      const [first, ...rest] = row.cells;
      const [linked, href] = row.link || [];
      const filled = (cell, index) => (index === linked ? element("a", { href }, cell) : cell);
      const cells = rest.map((cell, index) => element("td", {}, filled(cell, index + 1)));
      return element("tr", {}, element("th", { scope: "row" }, filled(first, 0)), ...cells);
    });
    return element("tbody", {}, ...lines);
  }

  function draw(home, data) {
    const heading = data.columns.join("|");
    const known = home.rowsState && home.rowsState.heading === heading;
    const first = data.by === null || data.by === undefined ? { column: 0, down: false } : { column: data.by, down: true };
    const state = known ? home.rowsState : { ...first, search: data.search || "", heading };
    home.rowsState = state;
    const count = element("p", { class: "quiet", role: "status" });
    const heads = element("tr", {});
    const table = element("table", { class: "rows" }, element("caption", {}, data.caption), element("thead", {}, heads));

    function refresh() {
      const phrase = atlas.folded(state.search).trim();
      const words = phrase.split(/\s+/).filter(Boolean);
      const found = data.rows.filter((row) => words.every((word) => text(row).includes(word)));
      /* Rows with the very phrase come first: "27 million" also occurs as a 27 here and a million there. */
      const exact = (row) => Number(words.length > 1 && text(row).includes(phrase));
      const ordered = found.sort(compare(state.column, state.down)).sort((a, b) => exact(b) - exact(a));
      table.tBodies[0]?.remove();
      table.append(body(ordered));
      count.textContent = found.length ? `${atlas.number(found.length)} of ${atlas.number(data.rows.length)} rows` : "No row holds these words.";
      [...heads.cells].forEach((head, column) => {
        const chosen = column === state.column;
        head.setAttribute("aria-sort", chosen ? (state.down ? "descending" : "ascending") : "none");
        head.firstChild.textContent = data.columns[column] + (chosen ? (state.down ? " ↓" : " ↑") : "");
      });
    }

    data.columns.forEach((title, column) => {
      const button = element("button", { class: "sorter", type: "button" }, title);
      button.addEventListener("click", () => {
        state.down = state.column === column && !state.down;
        state.column = column;
        refresh();
      });
      heads.append(element("th", { scope: "col" }, button));
    });
    const field = element("input", { type: "search", class: "table-search", placeholder: "A number, a place, a word", value: state.search });
    field.addEventListener("input", () => { state.search = field.value; refresh(); });
    const frame = element("div", { class: "rows-frame", tabindex: "0", role: "region", "aria-label": data.caption }, table);
    home.replaceChildren(element("label", { class: "search" }, "Find in the table ", field), count, frame);
    refresh();
  }

  atlas.clientside("table", {
    draw(_, data, id) {
      const home = document.getElementById(id);
      if (home && data) draw(home, data);
    },
  });
})();
