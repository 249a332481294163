/* What came with the document stands until the page does (layouts/exports/first_words.py), or what says that it does not come; its
   map until plotly has drawn the same, or something else is asked for. */
(function () {
  const { atlas } = window, words = document.querySelector(".first-view"), map = words?.querySelector(".drawing");
  const PAGE = "#_pages_content > *, ._dash-error", DRAWN = ".map .layer.backplot path";

  function keep(frame) {
    frame.append(map);
    const watch = new MutationObserver(() => {
      if (!frame.querySelector(DRAWN)) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => map.remove())); // circles of a narrow screen have their size by then
    });
    watch.observe(frame, { childList: true, subtree: true });
  }

  function watch() {
    const page = new MutationObserver(() => {
      if (!document.querySelector(PAGE)) return;
      page.disconnect();
      const frame = map && document.querySelector("#_pages_content .map-frame");
      if (frame) keep(frame);
      words.remove();
    });
    page.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
  }

  if (words) watch();
  atlas.forgetDrawing = () => map?.remove();
})();
