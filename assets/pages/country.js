/* The page of a place: the link that compares it with the places chosen; and the list of places, narrowed by what is typed. */
(function () {
  const { atlas } = window;

  const items = () => [...document.querySelectorAll(".countries .place-list > li")];
  const namesOf = (item) => [item.firstElementChild.textContent, ...item.dataset.also.split("; ")].map(atlas.folded);
  const isMeant = (item, wanted) => namesOf(item).some((name) => name.includes(wanted));

  /* Only the places one of whose names or codes has the text; a group without any is not there. */
  function narrow(text) {
    const wanted = atlas.folded(text || "");
    for (const item of items()) item.hidden = !isMeant(item, wanted);
    for (const group of document.querySelectorAll(".countries .place-group")) group.hidden = !group.querySelector("li:not([hidden])");
    const none = document.getElementById("countries-none");
    if (none) none.hidden = items().some((item) => !item.hidden);
  }

  /* Enter opens the place of the very name that is typed, or the only one that it can mean. */
  function open({ value }) {
    const wanted = atlas.folded(value), meant = items().filter((item) => isMeant(item, wanted));
    const item = meant.find((one) => namesOf(one).includes(wanted)) || (meant.length === 1 ? meant[0] : null);
    item?.firstElementChild.click();
  }

  /* A list of places closes once one is chosen, so that it does not lie on what it changes; the field keeps the focus. */
  const fieldOf = (target) => (["country-compare", "places-places"].includes(target.id) ? target : null);

  function close(field) {
    if (field?.dataset.expanded === "true") field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true }));
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("[role=option]") && document.activeElement) setTimeout(() => close(fieldOf(document.activeElement)));
  });
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Enter") return;
    if (target.id === "countries-filter") open(target);
    else if (fieldOf(target)) setTimeout(() => close(target));
  });

  atlas.clientside("country", {
    compare: (chosen, place) => `/compare?v=1&mode=places&places=${[place, ...(chosen || [])].map(encodeURIComponent).join(".")}`,
    narrow,
  });
})();
