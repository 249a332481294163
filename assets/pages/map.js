/* The map page: when its table is asked for, and how its years play. */
(function () {
  const { atlas } = window;

  /* The next year of playing. It stops at the last year, and at a hole, whose reason the page then shows. */
  function step(year, stops) {
    const place = stops.findIndex((stop) => stop.year === year), { year: next, hole } = stops[(place + 1) % stops.length];
    const rests = Boolean(hole) || next === stops.at(-1).year;
    return [rests, rests ? "Play" : "Pause", next];
  }

  atlas.clientside("map", {
    tableLink(link, before) {
      const hasTable = new URLSearchParams(link).get("tab") === "table";
      return hasTable && link !== before ? link : atlas.unchanged();
    },
    play: (clicks, ticks, year, stops, isPaused) =>
      (atlas.isPressed() && !isPaused ? [true, "Play", atlas.unchanged()] : step(year, stops)),
  });
})();
