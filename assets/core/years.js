/* The axis of years (layouts/components/year_axis.py): slider, list and buttons as one, how it plays, and the year under the
   pointer. */
(function () {
  const { atlas } = window, { element } = atlas;

  /* The next year of playing. It stops at the last year, and at one with few figures, whose reason the page then shows. */
  function step(year, stops) {
    const place = stops.findIndex((stop) => stop.year === year), { year: next, hole } = stops[(place + 1) % stops.length];
    const rests = Boolean(hole) || next === stops.at(-1).year;
    return [rests, rests ? "Play" : "Pause", next];
  }

  /* Runs of years in words: "2012, 2014 to 2016". */
  function runs(years) {
    const grouped = [];
    for (const year of years) {
      if (grouped.at(-1)?.at(-1) === year - 1) grouped.at(-1).push(year);
      else grouped.push([year]);
    }
    return grouped.map((run) => (run.length > 1 ? `${run[0]} to ${run.at(-1)}` : String(run[0]))).join(", ");
  }

  /* What an axis says of the years that have few figures, and of those that it has not. */
  function gaps(stops) {
    const few = stops.filter((stop) => stop.hole).map((stop) => stop.year), years = stops.map((stop) => stop.year);
    const isWhole = years.length < 2 || years.at(-1) - years[0] === years.length - 1;
    return [...(few.length ? [`Few figures (open circles): ${runs(few)}.`] : []), ...(isWhole ? [] : ["Years without a circle have no figures."])].join(" ");
  }

  /* The years of each axis of the page, by the identifier of its slider. */
  const axes = new Map();
  /* The year that a part of the axis leads to; ``part`` is what the reader touched. */
  function yearOf(part, stops, value) {
    const place = stops.findIndex((stop) => stop.year === value);
    const towards = part.endsWith("-before") ? -1 : part.endsWith("-after") ? 1 : 0;
    return towards ? (stops[place + towards] || stops[place]).year : value;
  }

  const option = ({ year, hole }) => element("option", { value: year }, hole ? `${year} (few figures)` : String(year));

  /* Fills the list of an axis, once it is on the page. */
  function list(id, stops, year) {
    const own = document.getElementById(`${id}-pick`);
    if (axes.get(id) !== stops) return;
    if (!own) return void requestAnimationFrame(() => list(id, stops, year));
    own.replaceChildren(...stops.map(option));
    own.value = year;
  }

  document.addEventListener("change", ({ target }) => {
    if (target.matches(".year-list")) window.dash_clientside.set_props(target.id.replace(/-pick$/, ""), { value: Number(target.value) });
  });

  function follow(stops, value) {
    const { triggered_id: part = "", outputs_list: [{ id }] } = window.dash_clientside.callback_context;
    axes.set(id, stops);
    if (!stops.length) return [atlas.unchanged(), "", true, true];
    const year = yearOf(part || "", stops, value), ends = [stops[0].year, stops.at(-1).year].map((end) => end === year);
    list(id, stops, year);
    return [year === value ? atlas.unchanged() : year, gaps(stops), ...ends];
  }

  /* The year under the pointer, at a share of the way from the first year to the last, in words. */
  function pointed(share, [first, last], years) {
    const year = Math.round(first + Math.min(1, Math.max(0, share)) * (last - first));
    return years.includes(year) ? String(year) : `${year}: no figures`;
  }

  function label(line) {
    const own = line.querySelector(".year-pointed") || element("span", { class: "year-pointed", "aria-hidden": "true" });
    if (!own.parentNode) line.append(own);
    return own;
  }

  document.addEventListener("pointermove", (event) => {
    const line = event.target.closest?.(".year-line"), track = line?.querySelector(".mantine-Slider-track");
    for (const own of document.querySelectorAll(".year-pointed")) own.hidden = own.parentNode !== line;
    const stops = line && axes.get(line.querySelector(".years").id);
    if (!track || !stops) return;
    const { left, width } = track.getBoundingClientRect(), own = label(line), years = stops.map((stop) => stop.year);
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    own.textContent = pointed(share, [years[0], years.at(-1)], years);
    own.style.left = `${left + share * width - line.getBoundingClientRect().left}px`;
    own.hidden = false;
  });

  /* Years do not go on playing without a server. */
  document.addEventListener("atlas:unanswered", () => {
    for (const button of document.querySelectorAll(".year-axis > button")) if (button.textContent === "Pause") button.click();
  });

  atlas.clientside("years", {
    follow,
    /* A year follows when the one before it is drawn. */
    play(clicks, ticks, year, stops, isPaused) {
      if (atlas.isPressed() && !isPaused) return [true, "Play", atlas.unchanged()];
      return atlas.connection.isWaiting() ? [false, "Pause", atlas.unchanged()] : step(year, stops);
    },
  });
  Object.assign(atlas, { years: { step, gaps, pointed, yearOf } });
})();
