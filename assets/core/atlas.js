/* What all scripts of the atlas share: one global, small pieces of the page, and the functions that Dash calls. */
(function () {
  /* An element with its attributes and its children. */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

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

  /* The functions of a namespace, which callbacks in Python name. */
  function clientside(namespace, functions) {
    window.dash_clientside = Object.assign(window.dash_clientside || {}, { [namespace]: functions });
  }

  const unchanged = () => window.dash_clientside.no_update;

  window.atlas = { element, copy, clientside, unchanged, figures: {}, picture: {} };
})();
