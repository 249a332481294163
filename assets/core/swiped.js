/* Figures that are wider than a phone are swiped inside their frame: the middle of a map is in sight first, and what is out of
   sight can be reached by keyboard. */
(function () {
  const FRAMES = ".map-scroll, .chart-frame";
  const MAP = { tabindex: "0", role: "region", "aria-label": "World map, wider than the screen" }, CHART = { tabindex: "0" };

  function settle(frame) {
    const isWide = frame.scrollWidth > frame.clientWidth + 1, isMap = frame.matches(".map-scroll"), states = isMap ? MAP : CHART;
    if (isWide === frame.hasAttribute("tabindex")) return;
    for (const [name, value] of Object.entries(states)) {
      if (isWide) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
    if (isWide && isMap) frame.scrollLeft = 0.53 * frame.scrollWidth - frame.clientWidth / 2;
  }

  const sizes = new ResizeObserver((entries) => new Set(entries.map(({ target }) => target.closest(FRAMES))).forEach((frame) => frame && settle(frame)));
  let frames = [];
  new MutationObserver(() => {
    const next = [...document.querySelectorAll(FRAMES)];
    if (next.length === frames.length && next.every((frame, at) => frame === frames[at])) return;
    sizes.disconnect();
    frames = next;
    for (const frame of frames) [frame, ...frame.children].forEach((part) => sizes.observe(part));
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
