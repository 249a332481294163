/* The map under a finger: a swipe moves the page, and a tap among small countries offers them by name. */
(function () {
  const { atlas } = window, { element } = atlas;
  /* In pixels: how far from a tap a small place is still meant, in the open and inside a large country; what is small; when a
     tap is a swipe. And how many places are offered. */
  const REACH = 24, INSIDE = 14, SMALL = 30, SWIPE = 10, MOST = 5;
  const graphOf = (frame) => frame?.querySelector(".js-plotly-plot");
  const frameOf = (node) => node?.closest?.(".map-scroll");

  /* The first line of what is read of a place: its name. */
  const nameIn = (text) => text.split("<br>")[0].replace(/<\/?b>/g, "");

  /* The places of a figure as they stand on the screen: code, name, where its middle is, and how large it looks. */
  function placesOf(graph) {
    const { projection } = graph._fullLayout.geo._subplot, { left, top } = graph.getBoundingClientRect(), places = new Map();
    const paths = new Map([...graph.querySelectorAll(".choroplethlocation")].map((path) => [path.__data__?.loc, path]));
    for (const trace of graph._fullData) {
      const codes = Array.isArray(trace.text) ? trace.locations || trace.ids || [] : [];
      codes.forEach((code, at) => {
        const box = paths.get(code)?.getBoundingClientRect(), centre = trace.lon ? [trace.lon[at], trace.lat[at]] : paths.get(code)?.__data__.ct;
        const point = centre && projection(centre);
        if (!point && !box) return;
        const middle = point ? [left + point[0], top + point[1]] : [box.left + box.width / 2, box.top + box.height / 2];
        const size = point && !box ? 0 : Math.max(box?.width || 0, box?.height || 0);
        if (!places.has(code) || point) places.set(code, { code, name: nameIn(trace.text[at]), middle, size });
      });
    }
    return [...places.values()];
  }

  /* A place of the map that is wider than the screen is brought to its middle, unless it is in sight. */
  function seekPlace(code) {
    const frame = document.querySelector(".map-scroll"), graph = graphOf(frame);
    const place = graph?._fullLayout?.geo && frame.offsetParent && placesOf(graph).find((one) => one.code === code);
    if (!place) return;
    const { left, width } = frame.getBoundingClientRect(), off = place.middle[0] - left - width / 2;
    if (Math.abs(off) > width / 2 - REACH) frame.scrollLeft += off;
  }

  /* The code of the area under a spot of the screen. */
  function areaUnder(graph, [x, y]) {
    const isUnder = (path) => {
      const box = path.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
      return path.isPointInFill(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
    };
    return [...graph.querySelectorAll(".choroplethlocation")].find((path) => path.__data__?.loc && isUnder(path))?.__data__.loc;
  }

  /* The places that a tap can mean: the one under it, and small ones nearby, the nearest first. */
  function meant(places, [x, y], under) {
    const distance = ({ middle }) => Math.hypot(middle[0] - x, middle[1] - y);
    const hit = places.filter(({ code }) => code === under), reach = hit.some(({ size }) => size > SMALL) ? INSIDE : REACH;
    const near = places.filter((place) => place.code !== under && place.size <= SMALL && distance(place) <= reach);
    return [...hit, ...near.sort((a, b) => distance(a) - distance(b))].slice(0, MOST);
  }

  /* Whether the last tap offered a list of places: the click that it ends in chooses none. */
  let hasOffered = false;
  const isOffered = () => hasOffered;

  /* The element below a map where places are offered; it names the field that takes the one that is meant. */
  const homeOf = (frame) => (frame?.nextElementSibling?.matches(".near") ? frame.nextElementSibling : null);

  function offer(home, places) {
    const close = () => home.replaceChildren();
    const buttons = places.map(({ code, name }) => {
      const button = element("button", { type: "button", class: "near-place" }, name);
      button.addEventListener("click", () => { window.dash_clientside.set_props(home.dataset.field, { value: code }); close(); });
      return button;
    });
    const none = element("button", { type: "button", class: "near-place near-none" }, "None of these");
    none.addEventListener("click", close);
    home.replaceChildren(element("span", {}, "Did you mean:"), ...buttons, none);
    hasOffered = true;
  }

  let down = null;
  document.addEventListener("pointerdown", (event) => {
    hasOffered = false;
    down = event.pointerType === "touch" && frameOf(event.target) ? event : null;
  }, true);
  document.addEventListener("pointerup", (event) => {
    const frame = frameOf(event.target), graph = graphOf(frame), home = homeOf(frame);
    const isTap = down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < SWIPE;
    if (!isTap || !graph?._fullLayout?.geo || !home || event.target.closest(".modebar-container")) return;
    const spot = [event.clientX, event.clientY], under = areaUnder(graph, spot), places = meant(placesOf(graph), spot, under);
    // Where countries are areas, a single small one beside a tap is offered too; where they are points, plotly finds it.
    const isArea = Boolean(graph.querySelector(".choroplethlocation"));
    if (places.length > (under || !isArea ? 1 : 0)) offer(home, places);
    else home.replaceChildren();
  }, true);

  /* One finger swipes the page and the map inside it, until the map is zoomed: then it moves the map. */
  document.addEventListener("touchstart", (event) => {
    const geo = graphOf(frameOf(event.target))?._fullLayout?.geo;
    if (geo && event.touches.length === 1 && !(geo.projection.scale > 1)) event.stopPropagation();
  }, true);

  Object.assign(atlas, { isOffered, meant, seekPlace });
})();
