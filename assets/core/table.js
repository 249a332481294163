/* Draws a table of rows into an empty element: sorted by its column heads, searched by its field, all by keyboard. */
(function () {
  const { atlas } = window, { element } = atlas;

  /* "10-year-old" stands before "22-year-old" and after "9-year-old". */
  const { compare } = new Intl.Collator("en", { numeric: true });

  /* The order of rows by a column, or as they were given; rows without a figure stay last whichever way it is sorted. */
  function byColumn({ column, down }) {
    const key = (row) => (column in row.order ? row.order[column] : row.cells[column] || null);
    return (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === "number" ? x - y : compare(x, y);
      return down ? -order : order;
    };
  }

  /* Names are compared by their folded words; a figure as it is printed, with or without its thousands separators: "<5", "1672". */
  const isFigure = (word) => /\p{N}/u.test(word) && !/\p{L}/u.test(word);
  const figures = (text) => text.replace(/(?<=\d)[,\u00a0\u202f](?=\d{3})/g, "");
  function searchedOf(row) {
    const text = [...row.cells, row.also || ""].join(" ");
    return (row.searched ||= { words: atlas.folded(text), figures: figures(text) });
  }

  /* The rows with all words of a search, in order. Rows with the very phrase come first: "27 million" also occurs as a 27
     here and a million there. */
  function matches(rows, { search, ...order }) {
    const typed = search.split(/\s+/).filter(Boolean), phrase = atlas.folded(search);
    const printed = typed.filter(isFigure).map(figures), words = atlas.folded(typed.filter((word) => !isFigure(word)).join(" ")).split(" ");
    const exact = (row) => Number(typed.length > 1 && searchedOf(row).words.includes(phrase));
    const fits = (row) => words.every((word) => searchedOf(row).words.includes(word)) && printed.every((figure) => searchedOf(row).figures.includes(figure));
    const along = byColumn(order);
    return rows.filter(fits).sort((a, b) => exact(b) - exact(a) || along(a, b));
  }

  const tick = (name) => element("span", { class: "tick", role: "img", "aria-label": name });

  function line({ cells, link: [linked, href] = [] }, ticked) {
    const [first, ...rest] = cells.map((cell, place) => (place === linked ? element("a", { href }, cell) : ticked && cell === ticked ? tick(cell) : cell));
    return element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell)));
  }

  function columnHead(title, press) {
    const button = element("button", { class: "sorter", type: "button" }, title);
    button.addEventListener("click", press);
    return element("th", { scope: "col" }, button);
  }

  /* Order and search of a table; they stay where new data have the same columns, and the search where a reader comes back to the page. */
  function stateOf(home, { columns, by, search }) {
    const heading = columns.join("|"), isSorted = by !== null && by !== undefined;
    const typed = window.history.state?.searched?.[home.id] ?? (search || "");
    if (home.tableState?.heading !== heading) home.tableState = { heading, column: isSorted ? by : 0, down: isSorted, search: typed };
    return home.tableState;
  }

  function draw(home, data) {
    const state = stateOf(home, data), count = element("p", { class: "quiet", role: "status" });
    const sort = (column) => Object.assign(state, { column, down: state.column === column && !state.down });
    const heads = data.columns.map((title, column) => columnHead(title, () => { sort(column); refresh(); }));
    const table = element("table", { class: "rows" }, element("caption", {}, data.caption), element("thead", {}, element("tr", {}, ...heads)));
    function refresh() {
      const rows = matches(data.rows, state);
      table.tBodies[0]?.remove();
      table.append(element("tbody", {}, ...rows.map((row) => line(row, data.ticked))));
      count.textContent = rows.length ? `${atlas.number(rows.length)} of ${atlas.number(data.rows.length)} rows` : "No row contains these words.";
      /* What a column head says of the order, to the eye and to those who hear the page. */
      const [order, arrow] = state.down ? ["descending", " ↓"] : ["ascending", " ↑"];
      heads.forEach((head, column) => {
        head.setAttribute("aria-sort", column === state.column ? order : "none");
        head.firstChild.textContent = data.columns[column] + (column === state.column ? arrow : "");
      });
    }
    const field = element("input", { type: "search", class: "table-search", placeholder: "A number, a place, a word", value: state.search });
    field.addEventListener("input", () => {
      state.search = field.value;
      refresh();
      atlas.rewrite(window.location.href, { searched: { ...window.history.state?.searched, [home.id]: field.value } });
    });
    const frame = element("div", { class: "rows-frame", tabindex: "0", role: "region", "aria-label": data.caption }, table);
    home.replaceChildren(element("label", { class: "search" }, "Find in the table ", field), count, frame);
    refresh();
  }

  Object.assign(atlas, { matches });
  atlas.clientside("table", {
    draw(_, data, id) {
      const home = document.getElementById(id);
      if (home && data) draw(home, data);
    },
  });
})();
