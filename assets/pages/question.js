/* A question of the Compare page: a click on a mark chooses its claim. */
(function () {
  const { atlas } = window;

  atlas.clientside("question", {
    claimOfClick(click) {
      const claim = click?.points[0]?.customdata;
      if (!claim) return atlas.unchanged();
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      document.querySelector(".chosen-mark")?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      return claim;
    },
  });
})();
