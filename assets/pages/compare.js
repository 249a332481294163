/* The Compare page: a click on a mark chooses its claim; claims are found from its head and opened in place. */
(function () {
  const { atlas } = window;
  const textOf = (field) => field?.value.trim() || "";
  const isPlain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.find")) return;
    event.preventDefault();
    const search = textOf(event.target.elements.search);
    atlas.go("/compare?" + new URLSearchParams({ v: "1", mode: "claims", ...(search && { search }) }));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".rows a[href^='/compare']");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    const search = textOf(link.closest(".rows-frame").parentElement.querySelector(".table-search"));
    atlas.go(link.getAttribute("href") + (search ? "&search=" + encodeURIComponent(search) : ""));
  });

  atlas.clientside("compare", {
    claimOfClick(click) {
      const claim = click?.points[0]?.customdata;
      if (!claim) return atlas.unchanged();
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      document.querySelector(".chosen-mark")?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      return claim;
    },
  });
})();
