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

  /* Enter takes the first that fits what was typed, also where the list is still being made. */
  let typed = null;
  function takeFirst(field, tries) {
    const first = document.querySelector(`#${CSS.escape(field.getAttribute("aria-controls"))} [data-combobox-option]`);
    if (first) first.click();
    else if (tries && !typed && document.activeElement === field) setTimeout(takeFirst, 50, field, tries - 1);
  }
  document.addEventListener("input", ({ target }) => { typed = hasList(target) && target.value ? target : null; });
  document.addEventListener("keydown", ({ key, target, defaultPrevented }) => {
    if (key === "Escape") typed = null;
    if (key !== "Enter" || target !== typed) return;
    typed = null;
    if (!defaultPrevented) takeFirst(target, 20); // the list has not chosen by itself
  });

  /* A name as it is compared; without its blanks too, for those who write "Cote dIvoire". */
  const compact = (text) => atlas.folded(text).replaceAll(" ", "");

  /* How well a place fits a search: 0 is a name of its own, 4 is not at all. */
  function rank({ label, also = "" }, search) {
    const wanted = compact(search), title = compact(label), names = also.split("; ").filter(Boolean).map(compact);
    if ([title, ...names].includes(wanted)) return 0;
    if (title.startsWith(wanted)) return 1;
    if (names.some((name) => name.startsWith(wanted))) return 2;
    return atlas.folded(label).includes(atlas.folded(search)) ? 3 : 4;
  }

  function byAnyName({ options, search }) {
    const ranked = options.map((option) => [rank(option, search), option]).filter(([fit]) => fit < 4);
    return ranked.sort((a, b) => a[0] - b[0]).map(([, option]) => option);
  }

  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, { byAnyName });
})();
