/* The page that checks numbers: Ctrl+Enter checks, an example is checked at once, and a text beyond the limit is not sent. */
(function () {
  const { atlas } = window;
  const go = () => document.getElementById("check-go");

  function tooLong(field) {
    const limit = Number(field.dataset.limit), { length } = field.querySelector("textarea").value;
    const words = (number) => number.toLocaleString("en");
    return length > limit ? `This text has ${words(length)} characters; the limit is ${words(limit)}. Paste a shorter part of it.` : "";
  }

  /* Before Dash hears of the click: a text beyond the limit stays in the browser. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#check-go")) return;
    const field = document.querySelector(".check-field"), problem = tooLong(field);
    if (!problem) return;
    event.stopPropagation();
    event.preventDefault();
    window.dash_clientside.set_props(field.dataset.status, { children: problem });
  }, true);

  document.addEventListener("click", ({ target }) => {
    const example = target.closest?.(".check-example");
    if (!example) return;
    window.dash_clientside.set_props("check-text", { value: example.dataset.text });
    requestAnimationFrame(() => go().click());
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.id !== "check-text") return;
    event.preventDefault();
    requestAnimationFrame(() => go().click());
  });

  /* On a narrow screen the first card comes into view when it is there. */
  new MutationObserver(() => {
    const cards = document.getElementById("check-cards"), first = cards?.firstElementChild;
    if (!first || first === cards.atlasShown) return;
    cards.atlasShown = first;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (first.getBoundingClientRect().top > window.innerHeight / 2) first.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }).observe(document.body, { childList: true, subtree: true });

  atlas.clientside("check", { clear: () => ["", [], [], ""] });
})();
