/* A class of a legend that is pressed stands out alone, pressed again all do; amounts are drawn as circles or as shades.
   What is pressed goes to the stores beside the legend, and the server answers with map, legend, words and link together. */
(function () {
  const { atlas } = window;

  /* The store and the value that a press on a button asks for. */
  function asked(id, { only, shaded }, isPressed) {
    if (shaded !== undefined) return [`${id}-shaded`, shaded === "yes"];
    return [`${id}-only`, isPressed ? "" : only];
  }

  /* The legend that answers is a new one: the focus goes to the button in the place of the one that was pressed. */
  function keepFocus(legend, { only, shaded }) {
    const same = shaded === undefined ? `[data-only="${CSS.escape(only)}"]` : "[data-shaded]";
    const answered = new MutationObserver(() => {
      answered.disconnect();
      if (document.activeElement === document.body) (legend.querySelector(same) || legend.querySelector("button"))?.focus({ preventScroll: true });
    });
    answered.observe(legend, { childList: true, subtree: true });
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".legend button"), legend = button?.closest(".legend");
    if (!legend?.id || !("only" in button.dataset || "shaded" in button.dataset)) return;
    const [store, data] = asked(legend.id, button.dataset, button.getAttribute("aria-pressed") === "true");
    keepFocus(legend, button.dataset);
    window.dash_clientside.set_props(store, { data });
  });

  Object.assign(atlas, { asked });
})();
