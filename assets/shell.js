/* Small courtesies of every page: the link of the page that is open is marked, and a field to search in takes what is typed
   in place of what it holds. */
(function () {
  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    shell: {
      current(path) {
        for (const link of document.querySelectorAll(".top nav a")) {
          if (link.pathname === path) link.setAttribute("aria-current", "page");
          else link.removeAttribute("aria-current");
        }
        return window.dash_clientside.no_update;
      },
    },
  });

  /* The page arrives after its address: what the address points to is shown once it is there. */
  const aim = decodeURIComponent(window.location.hash.slice(1));
  const arrived = new MutationObserver(() => {
    const target = document.getElementById(aim);
    if (!target) return;
    arrived.disconnect();
    target.scrollIntoView();
  });
  if (aim) arrived.observe(document.documentElement, { childList: true, subtree: true });

  /* A field that opens a list says so to those who hear the page. */
  const tell = (field) => {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", String(field.dataset.expanded === "true"));
  };
  const opened = new MutationObserver((changes) => changes.forEach(({ target }) => tell(target)));
  document.addEventListener("focusin", ({ target }) => {
    if (target.getAttribute("aria-haspopup") !== "listbox") return;
    tell(target);
    opened.observe(target, { attributeFilter: ["data-expanded"] });
  });

  /* By keyboard a field is selected when it is reached; a click would put the cursor amid the words. */
  document.addEventListener("mouseup", ({ target }) => {
    const chosen = target instanceof HTMLInputElement && target.getAttribute("aria-haspopup") === "listbox" && !target.readOnly;
    if (chosen && target.selectionStart === target.selectionEnd) target.select();
  });
})();
