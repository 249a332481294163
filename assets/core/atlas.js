/* What all scripts share: one global, the contract with Python, texts, small pieces of a page, and what Dash calls.
   Scripts use one another's functions only when they run, so that their order matters to none but this first one. */
(function () {
  /* Written down in layouts/figures/browser_contract.py. */
  const contract = JSON.parse(document.getElementById("atlas-contract").textContent);

  /* Values that travel by position, by their names. */
  const named = (names, values) => Object.fromEntries(names.map((name, place) => [name, values[place]]));

  const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const number = (value) => value.toLocaleString("en");

  /* A number of people; a range where masked counts are among them: "565 people", "565 to 573 people". */
  function people(low, high) {
    if (low === null) return `at most ${number(high)} people`;
    if (high === null) return `at least ${number(low)} people`;
    return low === high ? `${number(low)} people` : `${number(low)} to ${number(high)} people`;
  }

  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  /* Puts a text on the clipboard, and answers whether the browser let it. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", { class: "share-copy", "aria-hidden": "true" });
      field.value = text;
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      return copied;
    }
  }

  /* The functions of a namespace, as callbacks in Python name them. */
  function clientside(namespace, functions) {
    window.dash_clientside = Object.assign(window.dash_clientside || {}, { [namespace]: functions });
  }

  const unchanged = () => window.dash_clientside.no_update;
  /* Whether a button triggered the callback that runs. */
  const isPressed = () => window.dash_clientside.callback_context.triggered.some(({ prop_id: id }) => id.endsWith(".n_clicks"));

  window.atlas = { contract, named, folded, number, people, element, copy, clientside, unchanged, isPressed, picture: {} };
})();
