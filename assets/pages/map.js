/* The map page: when its table and its chart are asked for, the places of the chart, and how its years play. */
(function () {
  const { atlas } = window;

  /* The next year of playing. It stops at the last year, and at a hole, whose reason the page then shows. */
  function step(year, stops) {
    const place = stops.findIndex((stop) => stop.year === year), { year: next, hole } = stops[(place + 1) % stops.length];
    const rests = Boolean(hole) || next === stops.at(-1).year;
    return [rests, rests ? "Play" : "Pause", next];
  }

  const query = (link) => new URLSearchParams(link || "");
  const isChart = (link) => query(link).get("tab") === "chart";

  /* The link with the places of the chart; without any, the place that is chosen on the map would be drawn, so it goes too. */
  function linkWithPlaces(link, places) {
    const next = query(link);
    if (places.length) next.set("places", places.join("."));
    else ["places", "place"].forEach((key) => next.delete(key));
    return `?${next}`;
  }

  const ifChanged = (value, before) => (value === before ? atlas.unchanged() : value);

  /* The link of a tab, and the places of the chart: where none are chosen, it begins with the place that is chosen on the map. */
  function openTab(tab, link, places) {
    const opened = atlas.withTab(tab, link), place = query(link).get("place");
    if (tab !== "chart" || places?.length || !place) return [opened, atlas.unchanged()];
    return [linkWithPlaces(opened, [place]), [place]];
  }

  function withPlaces(places, link) {
    const next = linkWithPlaces(link, places || []);
    return [ifChanged(next, link), places?.length || !query(link).get("place") ? atlas.unchanged() : null];
  }

  /* Years do not go on playing without a server. */
  document.addEventListener("atlas:unanswered", () => {
    const button = document.getElementById("world-play");
    if (button?.textContent === "Pause") button.click();
  });

  Object.assign(atlas, { linkWithPlaces, openTab });
  atlas.clientside("map", {
    openTab,
    withPlaces,
    chartLink: (link, before) => (link !== before && (isChart(link) || isChart(before)) ? link : atlas.unchanged()),
    sameOptions: (options) => options,
    tableLink(link, before) {
      const hasTable = new URLSearchParams(link).get("tab") === "table";
      return hasTable && link !== before ? link : atlas.unchanged();
    },
    play: (clicks, ticks, year, stops, isPaused) =>
      (atlas.isPressed() && !isPaused ? [true, "Play", atlas.unchanged()] : step(year, stops)),
  });
})();
