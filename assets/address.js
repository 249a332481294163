/* The address of a view follows its state: a new entry of the history where the reader moves on, else the last is replaced.
   The data version that a link brought (dv) stays in the address as long as that entry does. */
(function () {
  function remember(path, link, moves) {
    const { pathname, search } = window.location;
    if (!link || pathname !== path) return;
    const [now, next] = [new URLSearchParams(search), new URLSearchParams(link)];
    const moved = moves(now, next);
    if (!moved && now.has("dv")) next.set("dv", now.get("dv"));
    const full = next.has("dv") ? `?${next}` : link;
    if (search !== full) window.history[moved ? "pushState" : "replaceState"]({}, "", full);
  }

  /* Whether the address is that of a view, whatever data version it names. */
  function shows(link) {
    const now = new URLSearchParams(window.location.search);
    now.delete("dv");
    return now.toString() === new URLSearchParams(link || "").toString();
  }

  window.atlasAddress = { remember, shows };
})();
