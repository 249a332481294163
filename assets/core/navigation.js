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

  /* The page arrives after its address: what the address points to is shown once it is there. */
  const aim = decodeURIComponent(window.location.hash.slice(1));
  const arrived = new MutationObserver(() => {
    const target = document.getElementById(aim);
    if (!target) return;
    arrived.disconnect();
    target.scrollIntoView();
  });
  if (aim) arrived.observe(document.documentElement, { childList: true, subtree: true });
})();
