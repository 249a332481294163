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

  /* Going back in the history asks for the page of that address again; an anchor of the page that is open does not. The first
     view of a page that arrives is that of its address, however shortly a link named it: no new entry of the history. */
  let open = "", isArriving = true;
  const here = () => window.location.pathname + window.location.search;
  const remember = () => { open = here(); };
  function arrive() {
    isArriving ||= here() !== open;
    remember();
  }
  window.addEventListener("popstate", ({ state }) => {
    const { href, pathname, search } = window.location;
    if (here() === open || leadsTo(window.location, last)) remember();
    else {
      arrive();
      if (state?.top) returned(state.top);
      window.dash_clientside.set_props("_pages_location", { href, pathname, search });
    }
  });
  window.addEventListener("_dashprivate_pushstate", () => {
    if (here() !== open && !window.location.hash) head();
    arrive();
  });
  remember();

  const scroll = (top) => window.scrollTo({ top, behavior: "instant" });

  /* What is to be done when the page of this address is there; nothing where it is left before. */
  function whenThere(isThere, act) {
    const address = here(), page = new MutationObserver(() => {
      if (here() === address && !isThere()) return;
      page.disconnect();
      if (here() === address) act();
    });
    page.observe(document.getElementById("_pages_content"), { childList: true, subtree: true });
  }

  /* The page that a reader goes back to is as far down as it was left, once it is as long as that. */
  const returned = (top) => whenThere(() => document.documentElement.scrollHeight >= top + window.innerHeight, () => scroll(top));

  /* Who reads by keyboard or by ear goes on at the heading of the page that a link led to. */
  function head() {
    const heading = () => document.querySelector("main h1"), left = heading();
    whenThere(() => heading() && heading() !== left, () => {
      heading().tabIndex = -1;
      heading().focus({ preventScroll: true });
    });
  }

  /* Another address for the page that is open, and what its entry of the history holds besides. */
  function rewrite(address, state = {}) {
    window.history.replaceState({ ...window.history.state, ...state }, "", address);
    remember();
  }

  /* Another address of the atlas without loading it anew, as the app's own links do; the same once more is no new entry. */
  function go(address, entered = "pushState") {
    const isSame = new URL(address, window.location).href === window.location.href;
    rewrite(window.location.href, { top: window.scrollY });
    window.history[isSame ? "replaceState" : entered]({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    scroll(0);
  }

  /* The link with a tab; the tab that a page opens with is not named. */
  function withTab(tab, link) {
    const next = query(link);
    if (["map", "marks"].includes(tab)) next.delete("tab");
    else next.set("tab", tab);
    return `?${next}`;
  }

  /* The link with the tab that is open, also where an answer comes that was asked for in another. */
  function withOpenTab(tab, link) {
    const next = withTab(tab, link);
    return query(link).get("tab") === query(next).get("tab") ? atlas.unchanged() : next;
  }

  /* A tab of the browser, a bookmark and an entry of the history are named by what the page shows. */
  function entitle() {
    const [heading, name] = [document.querySelector("main h1")?.textContent, document.querySelector(".top .name")?.textContent];
    if (heading && name) document.title = `${heading} · ${name}`;
  }

  function follow(_, link, id) {
    const home = document.getElementById(id), { path, entries } = home?.dataset || {};
    if (!home || !link) return;
    atlas.followShare(home, link);
    if (entries === undefined) return;
    last = { path, link };
    const change = entry(window.location, path, link, entries.split(" ").filter(Boolean));
    if (change?.isNew && !isArriving) window.history.pushState({}, "", change.search);
    else if (change) rewrite(change.search);
    if (window.location.pathname === path) isArriving = false;
    remember();
    requestAnimationFrame(entitle);
  }

  function mark(path) {
    remember();
    for (const item of document.querySelectorAll(".top nav li")) {
      const link = item.querySelector("a");
      const isCurrent = link.pathname === path || path.startsWith(item.dataset.within);
      if (!isCurrent) link.removeAttribute("aria-current");
      else {
        link.setAttribute("aria-current", "page");
        // The row of pages scrolls on a phone; where it stands is asked for when all that comes with it has been laid out.
        requestAnimationFrame(() => { item.closest("nav").scrollLeft = item.offsetLeft - item.offsetWidth; });
      }
    }
  }

  /* The page arrives after its address: what an anchor names is brought into sight once it is there. What has moved to a page
     of its own says so. */
  const arrived = new MutationObserver(seek);

  function seek() {
    const home = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!home) return;
    arrived.disconnect();
    if (home.dataset.moved) go(home.dataset.moved, "replaceState");
    else home.scrollIntoView();
  }

  function expect() {
    arrived.disconnect();
    if (!window.location.hash) return;
    arrived.observe(document.documentElement, { childList: true, subtree: true });
    requestAnimationFrame(seek);
  }
  window.addEventListener("_dashprivate_pushstate", expect);
  expect();

  Object.assign(atlas, { entry, leadsTo, go, rewrite, withTab });
  atlas.clientside("navigation", { mark });
  atlas.clientside("link", { withOpenTab, follow });
})();
