/* The words that came with the document stand until the page does (layouts/exports/first_words.py), or what says that it does not come. */
(function () {
  const words = document.querySelector(".first-view");
  if (!words) return;
  const watch = new MutationObserver(() => {
    if (!document.querySelector("#_pages_content > *, ._dash-error")) return;
    watch.disconnect();
    words.remove();
  });
  watch.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
})();
