/* The parts of a page that never change are drawn by React alone. Dash would compare every one of their elements with each
   change of anything on the page. */
(function () {
  const { atlas } = window;
  const ELEMENTS = "dash_html_components";
  const isLink = ({ type, namespace }) => type === "Link" && namespace === "dash_core_components";

  /* Whether nothing can ask a part for anything or tell it: texts, elements and links without a name of their own. */
  function isStill(node) {
    if (Array.isArray(node)) return node.every(isStill);
    if (!node?.props) return typeof node !== "object" || node === null;
    return !node.props.id && (node.namespace === ELEMENTS || isLink(node)) && isStill(node.props.children);
  }

  /* A link within the atlas loads nothing anew, unless it or the reader wants another window. */
  function lead(event) {
    const link = event.currentTarget;
    if (link.target || event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    atlas.go(link.getAttribute("href"));
  }

  function drawn(node) {
    if (!node?.props) return node;
    const { children, ...props } = node.props, link = isLink(node);
    return window.React.createElement(link ? "a" : node.type.toLowerCase(), link ? { ...props, onClick: lead } : props, ...[children].flat().map(drawn));
  }
  const Still = ({ parts }) => window.React.createElement(window.React.Fragment, null, ...parts.map(drawn));

  /* Parts side by side that are still as one component that Dash need not look into. */
  function gathered(parts) {
    const together = [];
    for (const part of parts) {
      const last = together.at(-1);
      if (!isStill(part)) together.push(within(part));
      else if (last?.type === Still.name) last.props.parts.push(part);
      else together.push({ namespace: "atlas", type: Still.name, props: { parts: [part] } });
    }
    return together;
  }

  function within(node) {
    const children = node.props?.children;
    if (children && typeof children === "object") node.props.children = gathered([children].flat());
    return node;
  }

  /* A layout, or the answer to a callback by its outputs, with what is still in it gathered. */
  function stilled(answer) {
    for (const props of Object.values(answer.response || {})) within({ props });
    return within(answer);
  }

  Object.assign(atlas, { Still, stilled });
})();
