/* The link of a view leads: the address and the row that offers the view follow it; and the frame around the pages follows the address. */
(function () {
  const { atlas } = window;
  const query = (link) => new URLSearchParams(link || "");
  let last = { path: null, link: "" };

  /* What becomes of the history when a view of a page follows the one in the address: the query to write, and whether it is
     a new entry; null where nothing changes. A page that was already left writes nothing. The data version that a link
     brought (dv) stays as long as that entry does. */
  function entry({ pathname, search }, path, link, keys) {
    const [now, next] = [query(search), query(link)];
    if (!link || pathname !== path || now.get("mode") !== next.get("mode")) return null;
    const isNew = now.has(keys[0]) && keys.some((key) => now.get(key) !== next.get(key));
    if (!isNew && now.has("dv")) next.set("dv", now.get("dv"));
    const address = next.has("dv") ? `?${next}` : link;
    return search === address ? null : { isNew, search: address };
  }

  /* Whether an address is that of a view, whatever data version it names. */
  function leadsTo({ pathname, search }, { path, link }) {
    const now = query(search);
    now.delete("dv");
    return pathname === path && now.toString() === query(link).toString();
  }

  /* Going back in the history asks for the page of that address again. */
  window.addEventListener("popstate", () => {
    const { href, pathname, search } = window.location;
    if (!leadsTo(window.location, last)) window.dash_clientside.set_props("_pages_location", { href, pathname, search });
  });

  /* Another address of the atlas without loading it anew, as the app's own links do. */
  function go(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  /* The link with a tab; the tab that a page opens with is not named. */
  function withTab(tab, link) {
    const next = query(link);
    if (["map", "marks"].includes(tab)) next.delete("tab");
    else next.set("tab", tab);
    return `?${next}`;
  }

  function follow(_, link, id) {
    const home = document.getElementById(id), { path, entries } = home?.dataset || {};
    if (!home || !link) return;
    atlas.followShare(home, link);
    if (entries === undefined) return;
    last = { path, link };
    const change = entry(window.location, path, link, entries.split(" ").filter(Boolean));
    if (change) window.history[change.isNew ? "pushState" : "replaceState"]({}, "", change.search);
  }

  function mark(path) {
    for (const item of document.querySelectorAll(".top nav li")) {
      const link = item.querySelector("a");
      if (link.pathname === path || path.startsWith(item.dataset.within)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /* The page arrives after its address. */
  const target = decodeURIComponent(window.location.hash.slice(1));
  const arrived = new MutationObserver(() => {
    if (!document.getElementById(target)) return;
    arrived.disconnect();
    document.getElementById(target).scrollIntoView();
  });
  if (target) arrived.observe(document.documentElement, { childList: true, subtree: true });

  Object.assign(atlas, { entry, leadsTo, go, withTab });
  atlas.clientside("navigation", { mark });
  atlas.clientside("link", { withTab, follow });
})();
