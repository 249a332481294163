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

  /* By keyboard a field is selected when it is reached; a click would put the cursor amid the words. */
  document.addEventListener("mouseup", ({ target }) => {
    const chosen = target instanceof HTMLInputElement && target.getAttribute("aria-haspopup") === "listbox" && !target.readOnly;
    if (chosen && target.selectionStart === target.selectionEnd) target.select();
  });
})();
