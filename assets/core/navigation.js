/* The frame around every page: the link of the page that is open is marked, and what an address points to is scrolled to. */
(function () {
  window.atlas.clientside("navigation", {
    mark(path) {
      for (const link of document.querySelectorAll(".top nav a")) {
        if (link.pathname === path) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
  });

  /* The page arrives after its address. */
  const target = decodeURIComponent(window.location.hash.slice(1));
  const arrived = new MutationObserver(() => {
    if (!document.getElementById(target)) return;
    arrived.disconnect();
    document.getElementById(target).scrollIntoView();
  });
  if (target) arrived.observe(document.documentElement, { childList: true, subtree: true });
})();
