/* Figures that are wider than a phone are swiped inside their frame: the middle of a map, or its chosen places, are in sight first, and what is out of
   sight can be reached by keyboard. */
(function () {
  const FRAMES = ".map-scroll, .chart-frame";
  const MAP = { tabindex: "0", role: "group", "aria-label": "World map, wider than the screen" }, CHART = { tabindex: "0" };

  const isWider = (frame) => frame.scrollWidth > frame.clientWidth + 1;
  const start = (frame) => Number(frame.dataset.middle || 0.53) * frame.scrollWidth - frame.clientWidth / 2;

  /* Where what is in sight of a map ends, to the left and to the right, in its pixels; nowhere where all of it is. */
  function edges(map) {
    const frame = map.closest(".map-scroll"), left = frame?.hasAttribute("tabindex") ? frame.scrollLeft : frame && start(frame);
    return frame && isWider(frame) ? [left, left + frame.clientWidth] : [];
  }

  function settle(frame) {
    const isWide = isWider(frame), isMap = frame.matches(".map-scroll"), states = isMap ? MAP : CHART;
    if (isWide === frame.hasAttribute("tabindex")) return;
    for (const [name, value] of Object.entries(states)) {
      if (isWide) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
    if (isWide && isMap) frame.scrollLeft = start(frame);
  }

  /* The chosen one of a row of links that is wider than the screen is in sight. */
  let chosen = null;
  function seekChosen() {
    const link = document.querySelector(".modes .chosen"), row = link?.closest("ul");
    if (link === chosen) return;
    chosen = link;
    if (row) requestAnimationFrame(() => { row.scrollLeft = link.offsetLeft - row.offsetLeft - row.clientWidth / 3; });
  }

  const sizes = new ResizeObserver((entries) => new Set(entries.map(({ target }) => target.closest(FRAMES))).forEach((frame) => frame && settle(frame)));
  let parts = [];
  new MutationObserver(() => {
    seekChosen();
    const next = [...document.querySelectorAll(FRAMES)].flatMap((frame) => [frame, ...frame.children]);
    if (next.length === parts.length && next.every((part, at) => part === parts[at])) return;
    sizes.disconnect();
    parts = next;
    parts.forEach((part) => sizes.observe(part));
  }).observe(document.documentElement, { childList: true, subtree: true });
  Object.assign(window.atlas, { edges });
})();
