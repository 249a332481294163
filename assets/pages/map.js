/* The map page: when its table and its chart are asked for, and how places join the list of the chosen and leave it. */
(function () {
  const { atlas } = window;
  const query = (link) => new URLSearchParams(link || "");
  const isChart = (link) => query(link).get("tab") === "chart";
  const list = () => document.getElementById("world-chosen");

  /* The chosen places with another one; the first gives way where there are more than the chart can draw. */
  const withPlace = (places, place, most) => (places.includes(place) ? places : [...places, place].slice(-most));
  const without = (places, place) => places.filter((one) => one !== place);

  /* A place of the field joins the list; one that is clicked on the map joins it, or leaves it where it is on it. */
  function choosePlace(picked, click, places) {
    const { triggered_id: part } = window.dash_clientside.callback_context, most = Number(list().dataset.most), own = places || [];
    if (part === "world-place") {
      if (picked) atlas.seekPlace(picked);
      return picked ? [withPlace(own, picked, most), null] : [atlas.unchanged(), atlas.unchanged()];
    }
    const { location, id } = click?.points[0] || {}, place = location || id;
    if (!place || atlas.isOffered()) return [atlas.unchanged(), atlas.unchanged()];
    return [own.includes(place) ? without(own, place) : withPlace(own, place, most), atlas.unchanged()];
  }

  /* The chosen places, as the link of the list of the page has them, and a new choice of them. */
  const chosen = () => [...list().querySelectorAll("[data-remove]")].map((button) => button.dataset.remove);
  const choose = (places) => window.dash_clientside.set_props("world-places", { data: places });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".chosen-places [data-remove]");
    if (!button) return;
    choose(without(chosen(), button.dataset.remove));
    list().focus({ preventScroll: true });
  });

  Object.assign(atlas, { withPlace });
  atlas.clientside("map", {
    choosePlace,
    chartLink: (link, before) => (link !== before && (isChart(link) || isChart(before)) ? link : atlas.unchanged()),
    tableLink(link, before) {
      const hasTable = query(link).get("tab") === "table";
      return hasTable && link !== before ? link : atlas.unchanged();
    },
  });
})();
