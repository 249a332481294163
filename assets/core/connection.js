/* Requests to the server. One that stays without an answer is told to the page, not to Dash, which would leave controls that
   say one thing above a figure that shows another. The store of Dash says when all callbacks have been answered. */
(function () {
  const { atlas } = window, plainFetch = window.fetch.bind(window);
  const PATIENCE = 30_000, EDITION = "Atlas-Edition", UPDATED = "updated";
  const CALLBACK = /\/_dash-update-component(\?|$)/, FRAME = /\/_dash-(layout|dependencies)(\?|$)/, BASEMAP = /\/geo\//;
  const WORDS = "The server did not answer. Try again.";
  let edition = null, store = null, start = started();
  const newest = new Map(); // of each callback the latest request until its answer is drawn; Dash drops the answers to earlier ones

  /* What Dash asks for first came with the document: layout, callbacks and the page of the address. */
  function started() {
    const { edition: now, address, answers } = JSON.parse(document.getElementById(atlas.contract.start)?.textContent || "{}");
    edition = now || null;
    return address === window.location.pathname + window.location.search ? answers : {};
  }

  /* The answer that came with the document, once; undefined where there is none. */
  function startingAnswer(name) {
    const answer = start[name];
    delete start[name];
    return answer && new Response(JSON.stringify(atlas.stilled(answer)), { headers: { "Content-Type": "application/json" } });
  }

  /* The kind of failure, or '' where there is none: nothing else than JSON is an answer to what Dash asks. */
  function fault({ status, headers }) {
    const isJson = status === 204 || (headers.get("Content-Type") || "").includes("json");
    if (status < 300 && isJson) return "";
    return [502, 503, 504].includes(status) || status < 400 ? "silent" : "failed";
  }

  /* A page that was opened before the atlas was updated does not fit what it receives now. */
  function isUpdated(response) {
    const now = response.headers.get(EDITION);
    edition ||= now;
    return Boolean(now) && now !== edition;
  }

  /* The whole answer, so that one that breaks off is none; null where none comes in time. */
  async function whole(input, init) {
    const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await plainFetch(input, { ...init, signal: patience.signal }), { status, headers } = response;
      const body = await response.arrayBuffer();
      return new Response(status === 204 ? null : body, { status, headers });
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async function outcome(input, init) {
    const response = await whole(input, init), kind = response ? fault(response) : "silent";
    return { response, kind: response && isUpdated(response) ? UPDATED : kind };
  }

  const isPage = ({ outputs }) => [outputs].flat().some(({ id }) => id === "_pages_content");
  const nothing = () => new Response(null, { status: 204 });

  /* Once what follows from an answer has been drawn. */
  const drawn = (then) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then)));

  async function callback(input, init) {
    const request = JSON.parse(init.body);
    if (atlas.lastDrawn.isDrawn(request)) return nothing();
    const first = isPage(request) && startingAnswer("page");
    if (first) return first;
    atlas.forgetDrawing();
    newest.set(request.output, request);
    const { response, kind } = await outcome(input, init), isOk = response && !fault(response);
    if (newest.get(request.output) !== request) return nothing();
    drawn(() => newest.get(request.output) === request && newest.delete(request.output));
    if (isOk) atlas.lastDrawn.answered();
    if (isOk && kind === UPDATED) atlas.notice.show(UPDATED);
    if (!isOk) atlas.lastDrawn.failed(request, kind);
    return isOk ? Object.assign(response, { json: () => Response.prototype.json.call(response).then(atlas.stilled) }) : nothing();
  }

  /* Without its frame there is no page: what it needs is asked for again as often as the reader likes. */
  async function frame(input, init) {
    for (let tries = 0; ; tries += 1) {
      const { response, kind } = await outcome(input, init);
      if (response && !fault(response)) {
        if (tries) atlas.notice.hide();
        return response;
      }
      await new Promise((resolve) => atlas.notice.show(kind, resolve, true));
    }
  }

  /* What scripts ask for themselves, they also tell the reader; in words. */
  async function other(input, init) {
    const response = await plainFetch(input, init).catch((error) => { throw error.name === "AbortError" ? error : new Error(WORDS); });
    if ([502, 504].includes(response.status)) throw new Error(WORDS);
    return response;
  }

  /* A map whose basemap does not come is empty, and stays so: plotly's request is sent again until it is answered. */
  class PatientRequest extends window.XMLHttpRequest {
    open(...call) {
      this.call = call;
      super.open(...call);
    }

    send(body) {
      if (BASEMAP.test(this.call[1])) this.insist();
      super.send(body);
    }

    insist() {
      const answer = this.onload, headers = { get: (name) => this.getResponseHeader(name) };
      const again = () => { super.open(...this.call); super.send(); };
      this.timeout = PATIENCE;
      this.onload = this.onerror = this.ontimeout = () => {
        if (fault({ status: this.status, headers })) { atlas.notice.show("basemap", again, true); return; }
        atlas.notice.hide("basemap");
        answer.call(this);
      };
    }
  }
  window.XMLHttpRequest = PatientRequest;

  function watch() {
    if (store || !window.dash_stores?.length) return;
    [store] = window.dash_stores;
    store.subscribe(() => atlas.lastDrawn.follow(store.getState()));
  }

  window.fetch = (input, init) => {
    const address = String(input.url || input);
    watch();
    if (CALLBACK.test(address)) return callback(input, init);
    const [, part] = FRAME.exec(address) || [];
    if (part) return Promise.resolve(startingAnswer(part) || frame(input, init));
    return other(input, init);
  };
  atlas.connection = { fault, isWaiting: () => newest.size > 0 };
})();
