/* The search while a reader types: results in a list below the field, by keyboard, mouse and ear. The form works without it. */
(function () {
  const { atlas } = window, { element } = atlas;
  const WAIT = 60, LONGEST = 80, LABEL = "Results";
  /* Of the field in use: what its list answers, the results in their order, the chosen one, and the request on its way. */
  let shown = { text: "", links: [], at: -1 }, timer = 0, asking = null;

  const isSearch = (node) => node instanceof HTMLInputElement && node.name === "q" && node.form?.getAttribute("role") === "search";
  const partOf = (field, part) => document.getElementById(`${field.form.id}-${part}`);
  const leadsOn = (field) => field.dataset.leadsOn === "yes";
  const textOf = (field) => field.value.trim().slice(0, LONGEST);
  const allResults = (text) => `/search?q=${encodeURIComponent(text)}`;

  function equip(field) {
    const list = partOf(field, "list"), label = { role: "listbox", "aria-label": LABEL };
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": String(!list.hidden) };
    for (const [name, value] of Object.entries(states)) field.setAttribute(name, value);
    for (const [name, value] of Object.entries(label)) list.setAttribute(name, value);
  }

  function close(field) {
    clearTimeout(timer);
    asking?.abort();
    partOf(field, "list").hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    shown = { text: "", links: [], at: -1 };
  }

  function choose(field, at) {
    const options = [...partOf(field, "list").querySelectorAll("[role=option]")];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    shown.at = at;
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  const option = (id, [title, detail, link]) => element(
    "a", { id, role: "option", class: "search-option", href: link, tabindex: "-1", "aria-selected": "false" },
    element("span", { class: "search-title", dir: "auto" }, title), element("span", { class: "search-detail" }, detail),
  );

  /* The groups of an answer, each a title and its options; what leads to all results stands last. */
  function draw(field, { groups, more }) {
    const list = partOf(field, "list"), { id } = list;
    let count = 0;
    const parts = groups.map(({ title, results }, place) => element(
      "div", { role: "group", "aria-labelledby": `${id}-${place}` },
      element("div", { id: `${id}-${place}`, class: "search-kind", role: "presentation" }, title),
      ...results.map((result) => option(`${id}-option-${count++}`, result)),
    ));
    const last = more.map((result) => option(`${id}-option-${count++}`, result));
    list.replaceChildren(...parts, element("div", { role: "group", class: "search-more", "aria-label": "More" }, ...last));
    return [...groups.flatMap(({ results }) => results), ...more].map(([, , link]) => link);
  }

  function show(field, text, answer) {
    const links = draw(field, answer), count = links.length - answer.more.length;
    partOf(field, "list").hidden = false;
    field.setAttribute("aria-expanded", "true");
    shown = { text, links, at: -1 };
    choose(field, leadsOn(field) && count ? 0 : -1);
    partOf(field, "heard").textContent = answer.heard;
  }

  async function ask(field) {
    const text = textOf(field);
    clearTimeout(timer);
    asking?.abort();
    if (!text) return close(field);
    asking = new AbortController();
    try {
      const sent = await fetch(`/search.json?q=${encodeURIComponent(text)}`, { signal: asking.signal });
      if (!sent.ok) throw new Error(sent.statusText);
      show(field, text, await sent.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      show(field, text, { groups: [], more: [["All results", "The suggestions could not be loaded", allResults(text)]], heard: "The server did not answer." });
    }
  }

  /* Another page of the atlas; what names a place in a page is loaded, so that the browser goes there. */
  function go(field, link) {
    const isOwn = !leadsOn(field), setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    close(field);
    if (!isOwn) {
      setter.call(field, "");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (link.includes("#")) return window.location.assign(link);
    atlas.go(link);
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  async function enter(field) {
    const text = textOf(field);
    if (!text) return;
    if (shown.at >= 0 && shown.text === text) return go(field, shown.links[shown.at]);
    if (!leadsOn(field)) return go(field, allResults(text));
    if (shown.text !== text) await ask(field);
    if (shown.text === text) go(field, shown.at >= 0 ? shown.links[shown.at] : allResults(text));
  }

  document.addEventListener("focusin", ({ target }) => isSearch(target) && equip(target));
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (isSearch(target) && !target.form.contains(relatedTarget)) close(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (!isSearch(target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(target), WAIT);
  });
  document.addEventListener("submit", (event) => {
    const field = event.target.elements?.q;
    if (!isSearch(field)) return;
    event.preventDefault();
    enter(field);
  });

  /* A press on a result must not take the focus from the field, which would close the list. */
  document.addEventListener("mousedown", (event) => event.target.closest?.(".search-list") && event.preventDefault());
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.(".search-option");
    if (!chosen || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(chosen.closest("form").elements.q, chosen.getAttribute("href"));
  });

  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (isSearch(target) && key in STEPS) {
      event.preventDefault();
      const count = shown.links.length + 1;
      if (!shown.links.length) ask(target);
      else choose(target, ((shown.at + 1 + STEPS[key] + count) % count) - 1);
    } else if (isSearch(target) && key === "Escape") {
      if (shown.links.length) event.preventDefault();
      close(target);
    }
  });

  /* '/' where nothing is typed, and Ctrl+K anywhere, lead to the field of the page, else to that of the header. */
  const types = (node) => node.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName);
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !types(event.target);
    if (!isSlash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    const field = [...document.querySelectorAll("main form[role=search] input, form[role=search] input")].find(isSearch);
    const own = document.querySelector("main form[role=search] input[name=q]") || field;
    if (!own) return;
    event.preventDefault();
    own.focus();
    own.select();
  });
})();
