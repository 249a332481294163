/* What all scripts share: one global, the contract with Python, texts, small pieces of a page, figures and their clicks.
   Scripts use one another's functions only when they run, so that their order matters to none but this first one. */
(function () {
  const contract = JSON.parse(document.getElementById("atlas-contract").textContent); // written down in layouts/browser_contract.py

  /* Values that travel by position, by their names. */
  const named = (names, values) => Object.fromEntries(names.map((name, place) => [name, values[place]]));

  /* Letters that stand for another and have no decomposition in Unicode; "ß" and "ς" are what Python's casefold changes beside case. */
  const letters = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ς": "σ", "ى": "ي", "ة": "ه", "ـ": "" };
  const otherLetters = new RegExp(Object.keys(letters).join("|"), "g");

  /* How a text is compared with a search: the same as fold in etl/contract/folding.py, without case, accents, punctuation and a leading article. */
  function folded(text) {
    const plain = text.replace(/['\u2019\u2018\u02bc`\u00b4]/g, " ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const words = plain.replace(otherLetters, (letter) => letters[letter]).replace(/(?<=[\p{L}\p{N}])\s*&\s*(?=[\p{L}\p{N}])/gu, " and ");
    return words.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^the /, "");
  }

  const number = new Intl.NumberFormat("en").format;

  /* A number of people or cases; a range where masked counts are among them: "565 people", "565 to 573 people". */
  function range(low, high, counted) {
    if (low === null) return `at most ${number(high)} ${counted}`;
    if (high === null) return `at least ${number(low)} ${counted}`;
    return `${number(low)}${low === high ? "" : ` to ${number(high)}`} ${counted}`;
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
  const clientside = (namespace, functions) => { (window.dash_clientside ||= {})[namespace] = functions; };

  const unchanged = () => window.dash_clientside.no_update;
  /* Whether a button triggered the callback that runs. */
  const isPressed = () => window.dash_clientside.callback_context.triggered.some(({ prop_id: id }) => id.endsWith(".n_clicks"));


  /* The figure of a part, made by the function that the server names for a ``size`` in pixels, and moved as far as the reader has
     moved it. */
  function figureOf({ draw, data, base, figure: sent, moved }, size) {
    const figure = draw ? window.atlas.figures[draw](data, base, { size, moved }) : sent, { geo } = figure.layout;
    return geo && moved ? { ...figure, layout: { ...figure.layout, geo: window.atlas.merged(geo, moved) } } : figure;
  }

  /* The point of the click that triggered the callback, of one or several figures; undefined where there is none. */
  function clickedPoint(...clicks) {
    const { inputs_list: inputs, triggered_id: id } = window.dash_clientside.callback_context;
    return clicks[Math.max(0, inputs.findIndex((input) => input.id === id))]?.points[0];
  }

  clientside("figures", {
    clickedPlace(...clicks) {
      const { location, id } = (!window.atlas.isOffered() && clickedPoint(...clicks)) || {};
      return location || id || unchanged();
    },
  });
  window.atlas = { contract, named, folded, number, range, element, copy, clientside, unchanged, isPressed, figureOf, clickedPoint, picture: {} };
})();
