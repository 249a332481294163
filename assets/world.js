/* Small pieces of the world page that need no server: the address, the tab, clicks on the map, and playing. */
(function () {
  const none = () => window.dash_clientside.no_update;

  /* The places of the search field are found by any of their names and codes. */
  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, {
    byAnyName({ options, search }) {
      const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
      const plain = (text) => folded(text).replace(/['\u2019]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      const wanted = plain(search);
      const rank = (option) => {
        const label = plain(option.label);
        const names = (option.also || "").split("; ").map(plain);
        if (label === wanted || names.includes(wanted)) return 0;
        if (label.startsWith(wanted)) return 1;
        if (names.some((name) => name.startsWith(wanted))) return 2;
        return label.includes(wanted) ? 3 : 4;
      };
      const ranked = options.map((option) => [rank(option), option]).filter(([place]) => place < 4);
      return ranked.sort((a, b) => a[0] - b[0]).map(([, option]) => option);
    },
  });

  /* A new indicator, source or place is a new entry of the history; a year or a tab replaces the last. */
  let shown = null;

  function remember(link) {
    shown = link;
    const moves = (now, next) => now.has("indicator") && ["indicator", "source", "place"].some((key) => now.get(key) !== next.get(key));
    window.atlasAddress.remember("/", link, moves);
  }

  /* Going back in the history asks for the page of that address again. */
  window.addEventListener("popstate", () => {
    if (window.atlasAddress.shows(shown)) return;
    const { href, pathname, search } = window.location;
    window.dash_clientside.set_props("_pages_location", { href, pathname, search });
  });

  function nextStop(year, stops) {
    const place = stops.findIndex((stop) => stop.year === year);
    return stops[(place + 1) % stops.length];
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    world: {
      tab(tab, link) {
        const view = new URLSearchParams(link);
        if (tab === "map") view.delete("tab");
        else view.set("tab", tab);
        return "?" + view.toString();
      },
      tabulated(link, before) {
        remember(link);
        const table = new URLSearchParams(link).get("tab") === "table";
        return table && link !== before ? link : none();
      },
      clicked(data) {
        const point = data && data.points[0];
        return point ? point.location || point.id : none();
      },
      /* Playing stops at the last year, and at a hole, whose reason the page then shows. */
      play(clicks, ticks, year, stops, stopped) {
        const pressed = window.dash_clientside.callback_context.triggered.some((t) => t.prop_id.endsWith("n_clicks"));
        if (pressed && !stopped) return [true, "Play", none()];
        const next = nextStop(year, stops);
        const last = stops[stops.length - 1].year;
        const rest = Boolean(next.hole) || next.year === last;
        return [rest, rest ? "Play" : "Pause", next.year];
      },
    },
  });
})();
