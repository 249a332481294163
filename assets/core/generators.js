/* What Dash's parts expect of the polyfill that is not sent: its runner of functions in steps, as far as they use it, and where plotly.js is. */
(function () {
  /* A generator of a function that does one step at a time and says in ``next`` which is the next. */
  const wrap = (step) => {
    const context = { prev: 0, next: 0, stop() { this.done = true; } };
    return {
      next(value) { context.sent = value; const result = step(context); return { value: result, done: Boolean(context.done) }; },
      throw(error) { throw error; },
    };
  };
  window.regeneratorRuntime ||= { mark: (made) => made, wrap };
  /* Dash would name an address without a version, which a browser keeps when the library is another. */
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => window.atlas.contract.library, set() {} });
})();
