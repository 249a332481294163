/* What the page showed when all callbacks had last been answered. Where the server does not answer, controls, figures and the
   address are put back to it, and what the reader chose is kept for another try. */
(function () {
  const { atlas } = window;
  const ADDRESS = "_pages_location", PAGE = "_pages_content", PAGE_DATA = "_pages_store";
  /* Properties that report what happened, not what is; they are no part of what a page shows. */
  const EVENTS = new Set(["n_clicks", "n_clicks_timestamp", "n_intervals", "n_submit", "n_blur", "clickData", "modified_timestamp"]);
  /* What is put back makes scripts of pages change other things, which are put back in turn; so often at most. */
  const ROUNDS = 6, PAUSE = 60; // times and milliseconds
  /* ``base``: layout, paths and address of what is drawn; ``failures``: requests without an answer since; ``isAmiss``: whether
     the page says that one failed, until another is answered; ``rounds``: how often it may still be put back. */
  let base = null, failures = [], isAmiss = false, isHealed = false, isTried = false, rounds = 0, wasWaiting = false, page = null, now = null;

  /* Whether the reader came to the address by the history, whose entry then stays. */
  let isPopped = false;
  window.addEventListener("popstate", () => { isPopped = true; });
  window.addEventListener("_dashprivate_pushstate", () => { isPopped = false; });

  /* A list tells what it was set to when it has drawn it; one that is set again before would go back to the older value. */
  const later = (then) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then))), PAUSE);

  const isSame = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  const partsOf = (name) => [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1).split("@")[0]];
  const addressNow = () => window.location.pathname + window.location.search;

  function props({ layout, paths }, id) {
    const path = paths?.strs?.[id];
    return path && path.reduce((part, key) => part?.[key], layout)?.props;
  }

  /* What callbacks read and what the server writes, as pairs of component and property; what only waits to be sent, as a text
     that is being typed, is none of it. */
  function* tracked() {
    const seen = new Set();
    for (const { inputs, output, clientside_function: own } of now.dependenciesRequest.content) {
      const written = own ? [] : output.replace(/^\.\.|\.\.$/g, "").split("...").map(partsOf);
      for (const [id, property] of [...inputs.map((input) => [input.id, input.property]), ...written]) {
        const isOther = EVENTS.has(property) || [ADDRESS, PAGE, PAGE_DATA].includes(id) || seen.has(`${id}.${property}`);
        seen.add(`${id}.${property}`);
        if (!isOther) yield [id, property];
      }
    }
  }

  const inputNames = () => new Set(now.dependenciesRequest.content.flatMap(({ inputs }) => inputs.map(({ id, property }) => `${id}.${property}`)));
  const isOfPage = ({ outputs }) => [outputs].flat().some(({ id }) => id === PAGE);

  /* Whether a request asks for what is there: controls that are put back ask, too. */
  function isDrawn(request) {
    if (rounds) return true;
    if (!isAmiss || isTried || !base) return false;
    if (isOfPage(request)) return request.inputs.map(({ value }) => value || "").join("") === base.address;
    const isEvent = request.changedPropIds.every((name) => EVENTS.has(partsOf(name)[1]));
    return !isEvent && request.inputs.every(({ id, property, value }) => props(base, id) && isSame(props(base, id)[property], value));
  }

  const add = (changes, id, property, value) => ((changes[id] ||= {})[property] = value);

  /* What is put back, and what another try sets again: everything that is not as it was, and what made the requests that failed. */
  function differences() {
    const back = {}, again = {}, inputs = inputNames();
    for (const [id, property] of base ? tracked() : []) {
      const [was, is] = [props(base, id), props(now, id)];
      if (!was || !is || (was[property] ?? null) === (is[property] ?? null)) continue;
      add(back, id, property, was[property] ?? null);
      if (inputs.has(`${id}.${property}`)) add(again, id, property, is[property]);
    }
    for (const { inputs: read, changedPropIds } of failures) {
      const changed = read.filter(({ id, property }) => changedPropIds.includes(`${id}.${property}`));
      for (const { id, property, value } of changed) add(again, id, property, value);
    }
    return { back, again };
  }

  const set = (changes) => Object.entries(changes).forEach(([id, values]) => window.dash_clientside.set_props(id, values));

  /* The place in the app, and in the history. */
  const move = () => set({ [ADDRESS]: Object.fromEntries(["href", "pathname", "search", "hash"].map((part) => [part, window.location[part]])) });

  function retryOf({ again }) {
    const address = addressNow() + window.location.hash, isPage = failures.some(isOfPage);
    return function retry() {
      if (rounds) return void later(retry); // what is being put back comes first
      isTried = true;
      if (!isPage) set(again);
      else if (base) atlas.go(address);
      else move();
    };
  }

  /* Until nothing more changes: once Dash has done what followed from what was put back. */
  function restore() {
    const { back } = differences();
    rounds = Object.keys(back).length ? rounds - 1 : 0;
    if (!rounds) return;
    set(back);
    restoreLater();
  }

  const restoreLater = () => later(() => (now.isLoading ? restoreLater() : restore()));

  function putBack() {
    const { kind } = failures.at(-1), retry = retryOf(differences());
    if (base && failures.some(isOfPage)) {
      window.history[isPopped ? "pushState" : "replaceState"]({}, "", base.address + base.hash);
      move();
    }
    failures = [];
    restore();
    document.dispatchEvent(new CustomEvent("atlas:unanswered"));
    atlas.notice.show(kind, retry);
  }

  const remember = () => { base = { layout: now.layout, paths: now.paths, address: addressNow(), hash: window.location.hash }; };

  function settle() {
    if (rounds) return;
    if (failures.length) {
      rounds = ROUNDS;
      later(putBack); // Dash has to be done with what it is telling
      return;
    }
    if (page || !props(now, PAGE_DATA)) remember();
    if (!isHealed) return;
    [isAmiss, isHealed] = [false, false];
    atlas.notice.hide();
  }

  /* Follows the store of Dash. A page that has arrived is what is drawn before its first callbacks are answered. */
  function follow(state) {
    now = state;
    const frame = props(state, PAGE_DATA), isWaiting = state.isLoading;
    if (frame?.data && frame.data !== page) {
      page = frame.data;
      remember();
    }
    atlas.loading(isWaiting || !state.layout?.components || Boolean(frame && !frame.data));
    const isSettled = wasWaiting && !isWaiting;
    wasWaiting = isWaiting;
    if (isSettled) settle();
  }

  function failed(request, kind) {
    failures.push({ ...request, kind });
    [isAmiss, isHealed, isTried] = [true, false, false];
  }

  function answered() { isHealed = isAmiss; }

  atlas.lastDrawn = { isDrawn, answered, failed, follow };
})();
