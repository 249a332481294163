/* Fields with a list: announced to those who hear the page, overwritten by what is typed, and searched by any name. */
(function () {
  const { atlas } = window;
  const hasList = (field) => field.getAttribute("aria-haspopup") === "listbox";

  const announce = (field) => {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", String(field.dataset.expanded === "true"));
  };
  const expanded = new MutationObserver((changes) => changes.forEach(({ target }) => announce(target)));
  document.addEventListener("focusin", ({ target }) => {
    if (!hasList(target)) return;
    announce(target);
    expanded.observe(target, { attributeFilter: ["data-expanded"] });
  });

  /* By keyboard a field is selected when it is reached; a click would put the cursor amid the words. */
  document.addEventListener("mouseup", ({ target }) => {
    const isField = target instanceof HTMLInputElement && hasList(target) && !target.readOnly;
    if (isField && target.selectionStart === target.selectionEnd) target.select();
  });

  /* A name without accents, apostrophes and other signs. */
  const plainName = (text) => atlas.folded(text).replace(/['\u2019]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /* How well a place fits a search: 0 is a name of its own, 4 is not at all. */
  function rank({ label, also = "" }, search) {
    const title = plainName(label), names = also.split("; ").map(plainName);
    if ([title, ...names].includes(search)) return 0;
    if (title.startsWith(search)) return 1;
    if (names.some((name) => name.startsWith(search))) return 2;
    return title.includes(search) ? 3 : 4;
  }

  function byAnyName({ options, search }) {
    const ranked = options.map((option) => [rank(option, plainName(search)), option]).filter(([fit]) => fit < 4);
    return ranked.sort((a, b) => a[0] - b[0]).map(([, option]) => option);
  }

  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, { byAnyName });
})();
