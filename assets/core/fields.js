/* Fields with a list: announced to those who hear the page, overwritten by what is typed, and searched by any name. */
(function () {
  const plainName = (text) => window.atlas.plainName(text);

  const announce = (field) => {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", String(field.dataset.expanded === "true"));
  };
  const expanded = new MutationObserver((changes) => changes.forEach(({ target }) => announce(target)));
  document.addEventListener("focusin", ({ target }) => {
    if (target.getAttribute("aria-haspopup") !== "listbox") return;
    announce(target);
    expanded.observe(target, { attributeFilter: ["data-expanded"] });
  });

  /* By keyboard a field is selected when it is reached; a click would put the cursor amid the words. */
  document.addEventListener("mouseup", ({ target }) => {
    const hasList = target instanceof HTMLInputElement && target.getAttribute("aria-haspopup") === "listbox" && !target.readOnly;
    if (hasList && target.selectionStart === target.selectionEnd) target.select();
  });

  /* How well a place fits a search: 0 is a name of its own, 4 is not at all. */
  function rank({ label, also = "" }, search) {
    const [title, names] = [plainName(label), also.split("; ").map(plainName)];
    if (title === search || names.includes(search)) return 0;
    if (title.startsWith(search)) return 1;
    if (names.some((name) => name.startsWith(search))) return 2;
    return title.includes(search) ? 3 : 4;
  }

  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, {
    byAnyName({ options, search }) {
      const name = plainName(search);
      const ranked = options.map((option) => [rank(option, name), option]).filter(([fit]) => fit < 4);
      return ranked.sort((a, b) => a[0] - b[0]).map(([, option]) => option);
    },
  });
})();
