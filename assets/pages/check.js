/* The page that checks numbers: Ctrl+Enter checks, an example is checked at once, and a text beyond the limit is not sent. */
(function () {
  const { atlas } = window;
  const field = () => document.getElementById("check-text"), put = (id, props) => window.dash_clientside.set_props(id, props);
  let clicks = 0;

  function problemOf({ length }) {
    const limit = Number(document.querySelector(".check-field").dataset.limit), words = (number) => number.toLocaleString("en");
    return length > limit ? `This text has ${words(length)} characters; the limit is ${words(limit)}. Paste a shorter part of it.` : "";
  }

  /* A text beyond the limit stays in the browser. */
  function check(text) {
    const problem = problemOf(text);
    if (problem) return put("check-status", { children: problem });
    put("check-text", { value: text });
    return put("check-go", { n_clicks: (clicks += 1) });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#check-go, .check-example");
    if (!button) return;
    event.stopPropagation();
    check(button.dataset.text ?? field().value);
  }, true);

  /* To a card without another address, which would open the page anew and take the text with it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".check-echo a");
    if (!link) return;
    event.preventDefault();
    document.querySelector(link.hash).focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target !== field()) return;
    event.preventDefault();
    check(field().value);
  });

  /* On a narrow screen the first card comes into view when it is there. */
  new MutationObserver(() => {
    const cards = document.getElementById("check-cards"), first = cards?.firstElementChild;
    if (!first || first === cards.atlasShown) return;
    cards.atlasShown = first;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (first.getBoundingClientRect().top > window.innerHeight / 2) first.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }).observe(document.body, { childList: true, subtree: true });

  /* Nothing is left, and nothing more is asked: an answer that is on its way is no longer the newest, and is left out. */
  atlas.clientside("check", { clear: () => (field().focus(), ["", [], [], "", 0]) });
})();
