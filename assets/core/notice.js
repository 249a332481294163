/* Two marks that every page has: one that something is on its way, after 300 ms, and one that the server did not answer, with
   what the page still shows and another try. */
(function () {
  const { atlas } = window, { element } = atlas;
  const DELAY = 300;
  const WORDS = {
    silent: () => (navigator.onLine ? "The server did not answer." : "There is no connection to the internet."),
    failed: () => "The server could not answer this request.",
    basemap: () => "The outlines of the map could not be loaded.",
    updated: () => "The atlas has been updated since you opened this page.",
  };
  const text = element("p", { role: "alert" }), button = element("button", { type: "button" });
  const bar = element("aside", { class: "notice", "aria-label": "Connection", hidden: "" }, text, button);
  const mark = element("div", { class: "loading-mark", role: "status" });
  let tries = [], failure = "", before = null, timer = 0, isBusy = false;

  document.body.append(bar, mark);

  /* The title of the page as it is drawn. */
  function still() {
    const title = document.querySelector("main h1")?.textContent.trim().replace(/\.$/, "");
    return title ? ` The page still shows: ${title}${title.endsWith("?") ? "" : "."}` : "";
  }

  /* ``retry`` is tried once, with those before it that are ``several``, which nothing else tries; a page that does not fit the
     server is loaded anew. */
  function show(kind, retry, several = false) {
    if (failure === "updated") return;
    const isFinal = kind === "updated";
    failure = kind;
    if (!bar.contains(document.activeElement)) before = document.activeElement;
    tries = isFinal ? [{ work: () => window.location.reload() }] : [...tries.filter((one) => one.several), { work: retry, several }];
    text.textContent = WORDS[kind]() + (isFinal || kind === "basemap" ? "" : still());
    button.textContent = isFinal ? "Reload the page" : "Try again";
    bar.hidden = false;
    late(false);
  }

  /* Whoever had pressed the button goes on where the choice was made; ``kind``: of the failure that is over. */
  function hide(kind = failure) {
    if (kind !== failure || failure === "updated") return;
    const hadFocus = bar.contains(document.activeElement), isThere = before?.isConnected && before !== document.body;
    bar.hidden = true;
    text.textContent = failure = "";
    if (hadFocus) (isThere ? before : document.getElementById("main"))?.focus({ preventScroll: true });
  }

  button.addEventListener("click", () => {
    const chosen = tries.splice(0);
    if (chosen.length) text.textContent = "Trying again …";
    chosen.forEach(({ work }) => work());
  });

  /* Quick answers leave no trace; while the page says that there was none, it says nothing else. */
  function loading(isNow) {
    if (isNow === isBusy) return;
    isBusy = isNow;
    clearTimeout(timer);
    if (isBusy) timer = setTimeout(() => late(bar.hidden), DELAY);
    else late(false);
  }

  function late(isLate) {
    document.documentElement.classList.toggle("is-late", isLate);
    document.getElementById("main")?.setAttribute("aria-busy", String(isLate));
    mark.textContent = isLate ? "Loading …" : "";
  }

  loading(true);
  Object.assign(atlas, { notice: { show, hide }, loading });
})();
