/* The coverage page: the table of places by sources, drawn from numbers, sorted and searched without asking the server. */
(function () {
  const { atlas } = window, { element } = atlas;
  const NAME = 0, COUNT = 1, FIRST = 2; // columns of the table: the place, how many sources, then a source each

  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  /* What a cell says in full: "Eritrea, Trafficking in Persons Report: figures for 17 years, 2009 to 2025". */
  function sentence(name, title, [, , last, first, years, masked, lastMasked]) {
    const figures = years ? `figures for ${plural(years, "year")}, ${first === last ? last : `${first} to ${last}`}` : "no figure";
    return `${name}, ${title}: ${figures}${masked ? `; masked counts only in ${plural(masked, "year")}, last in ${lastMasked}` : ""}`;
  }

  /* How old the newest figure of a cell is. */
  function age([, , last], since) {
    if (!last) return "masked";
    return last >= since ? "since" : "before";
  }

  function link(cell, { views, columns, since }, code, name) {
    const [column, view, last, , , , lastMasked] = cell, { title, shape } = columns[column];
    const href = views[view].replace("{place}", code).replace("{name}", encodeURIComponent(name));
    const anchor = element("a", { href, title: sentence(name, title, cell), tabindex: "-1" }, String(last || lastMasked));
    return element("td", { class: `covered-cell covered-${age(cell, since)} shape-${shape}` }, anchor);
  }

  function line({ place: [code, name, isTerritory, count, cells] }, data) {
    const own = new Map(cells.map((cell) => [cell[0], cell]));
    const note = isTerritory ? [element("small", {}, " territory")] : [];
    const head = element("th", { scope: "row" }, element("a", { href: `/country/${code}`, tabindex: "-1" }, name), ...note);
    const row = data.columns.map((_, column) => (own.has(column) ? link(own.get(column), data, code, name) : element("td", {})));
    return element("tr", {}, head, element("td", { class: "covered-count" }, String(count)), ...row);
  }

  /* A row of the data as the search and the order of tables take it: by the count of sources, by the newest year of a source. */
  const sortable = (place) => ({
    place, cells: [place[1]], order: { [COUNT]: place[3], ...Object.fromEntries(place[4].map((cell) => [FIRST + cell[0], cell[2] || null])) },
  });

  function handOver(from, to) {
    from.closest("tbody").querySelectorAll("[tabindex='0']").forEach((stop) => stop.setAttribute("tabindex", "-1"));
    to.setAttribute("tabindex", "0");
    to.focus();
  }

  /* One stop of the keyboard for all cells; arrows lead from link to link within a row and a column. */
  function move(event) {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key], cell = event.target.closest("td, th");
    if (!step || event.target.tagName !== "A" || !cell) return;
    const [down, right] = step, body = cell.closest("tbody");
    let row = cell.parentElement.sectionRowIndex + down, column = cell.cellIndex + right;
    while (body.rows[row]?.cells[column]) {
      const next = body.rows[row].cells[column].querySelector("a");
      if (next) { handOver(event.target, next); event.preventDefault(); return; }
      row += down;
      column += right;
    }
  }

  /* Order and search, which stay while the same page is open. */
  const stateOf = (home) => (home.tableState ||= { column: NAME, down: false, search: "" });

  function columnHead(content, attributes, press) {
    const button = element("button", { class: "sorter", type: "button" }, content);
    button.addEventListener("click", press);
    return element("th", { scope: "col", ...attributes }, button);
  }

  function heads({ groups, columns }, sort) {
    const kinds = groups.map(({ title, columns: span }) => element("th", { scope: "colgroup", colspan: span }, element("span", {}, title)));
    const first = element("tr", { class: "covered-kinds" }, element("td", { colspan: 2 }), ...kinds);
    const titles = ["Place", "Sources", ...columns.map(({ title }) => title)];
    const cells = titles.map((title, column) => columnHead(title, column < FIRST ? {} : { class: "covered-source" }, () => sort(column)));
    return { rows: [first, element("tr", {}, ...cells)], cells };
  }

  function key(since) {
    const entry = (age, text) => element("li", {}, element("span", { class: `covered-${age}` }, "2019"), ` ${text}`);
    const entries = [entry("since", `latest figure, ${since} or later`), entry("before", "latest figure, older"), entry("masked", "masked counts only")];
    return element("ul", { class: "covered-key" }, ...entries, element("li", {}, "Empty: the source has no row for the place, which is not zero."));
  }

  function draw(home, data) {
    const state = stateOf(home), count = element("p", { class: "quiet", role: "status" }), rows = data.rows.map(sortable);
    if (state.column >= FIRST + data.columns.length) state.column = NAME;
    const { rows: headRows, cells } = heads(data, (column) => {
      Object.assign(state, { down: state.column === column ? !state.down : column !== NAME, column });
      refresh();
    });
    const table = element("table", { class: "coverage-matrix" }, element("thead", {}, ...headRows));
    const field = element("input", { type: "search", class: "table-search", placeholder: "Name of a place", value: state.search });
    function refresh() {
      const matching = atlas.matches(rows, state), body = element("tbody", {}, ...matching.map((row) => line(row, data)));
      table.tBodies[0]?.remove();
      body.querySelector("a")?.setAttribute("tabindex", "0");
      table.append(body);
      count.textContent = matching.length ? `${atlas.number(matching.length)} of ${plural(rows.length, "place")}` : "No place has this name.";
      cells.forEach((head, column) => head.setAttribute("aria-sort", column !== state.column ? "none" : state.down ? "descending" : "ascending"));
    }
    field.addEventListener("input", () => { state.search = field.value; refresh(); });
    table.addEventListener("keydown", move);
    const frame = element("div", { class: "matrix-frame", tabindex: "0", role: "region", "aria-label": data.caption }, table);
    const search = element("label", { class: "search" }, "Find a place ", field);
    home.replaceChildren(element("div", { class: "matrix-head" }, search, element("div", {}, key(data.since), count)), frame);
    refresh();
  }

  Object.assign(atlas, { coverageSentence: sentence });
  atlas.clientside("coverage", {
    draw(_, data, id) {
      const home = document.getElementById(id);
      if (home && data) draw(home, data);
    },
  });
})();
