/* The map page: when its table is asked for, and how its years play. */
(function () {
  const { atlas } = window;

  function nextStop(year, stops) {
    const place = stops.findIndex((stop) => stop.year === year);
    return stops[(place + 1) % stops.length];
  }

  /* Playing stops at the last year, and at a hole, whose reason the page then shows. */
  function step(year, stops) {
    const { year: next, hole } = nextStop(year, stops);
    const rests = Boolean(hole) || next === stops[stops.length - 1].year;
    return [rests, rests ? "Play" : "Pause", next];
  }

  atlas.clientside("map", {
    tableLink(link, before) {
      const hasTable = new URLSearchParams(link).get("tab") === "table";
      return hasTable && link !== before ? link : atlas.unchanged();
    },
    play(clicks, ticks, year, stops, isPaused) {
      const pressed = window.dash_clientside.callback_context.triggered.some(({ prop_id: id }) => id.endsWith("n_clicks"));
      return pressed && !isPaused ? [true, "Play", atlas.unchanged()] : step(year, stops);
    },
  });
})();
