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

  atlas.clientside("country", {
    compare: (chosen, place) => `/compare?v=1&mode=places&places=${[place, ...(chosen || [])].map(encodeURIComponent).join(".")}`,
    narrow,
  });
})();
