/* The page of a place: the link that compares it with the places chosen; and the list of places, narrowed by what is typed. */
(function () {
  const { atlas } = window;

  /* Only the places one of whose names or codes has the text; a group without any is not there. */
  function narrow(text) {
    const wanted = atlas.folded(text || ""), list = document.querySelector(".countries");
    for (const item of list?.querySelectorAll(".place-list > li") || []) {
      const names = [item.firstElementChild.textContent, ...item.dataset.also.split("; ")];
      item.hidden = !names.some((name) => atlas.folded(name).includes(wanted));
    }
    for (const group of list?.querySelectorAll(".place-group") || []) group.hidden = !group.querySelector("li:not([hidden])");
    const none = document.getElementById("countries-none");
    if (none) none.hidden = Boolean(list.querySelector("li:not([hidden])"));
  }

  /* A list of places closes once one is chosen, so that it does not lie on what it changes; the field keeps the focus. */
  const fieldOf = (target) => (["country-compare", "places-places"].includes(target.id) ? target : null);

  function close(field) {
    if (field?.dataset.expanded === "true") field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true }));
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("[role=option]") && document.activeElement) setTimeout(() => close(fieldOf(document.activeElement)));
  });
  document.addEventListener("keydown", ({ key, target }) => { if (key === "Enter" && fieldOf(target)) setTimeout(() => close(target)); });

  atlas.clientside("country", {
    compare: (chosen, place) => `/compare?v=1&mode=places&places=${[place, ...(chosen || [])].map(encodeURIComponent).join(".")}`,
    narrow,
  });
})();
