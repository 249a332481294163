/* Figures wherever they are drawn: made of the parts of a view, and clicked. */
(function () {
  const { atlas } = window;

  /* The figure of a part, made by the function that the server names, and moved as far as the reader has moved it. */
  atlas.figureOf = ({ draw, data, base, figure: sent, moved }) => {
    const figure = draw ? atlas.figures[draw](data, base) : sent, { geo } = figure.layout;
    if (!geo || !moved) return figure;
    return { ...figure, layout: { ...figure.layout, geo: { ...geo, ...moved, projection: { ...geo.projection, ...moved.projection } } } };
  };

  /* The point of the click that triggered the callback, of one or several figures; undefined where there is none. */
  atlas.clickedPoint = (...clicks) => {
    const { inputs_list: inputs, triggered_id: id } = window.dash_clientside.callback_context;
    return clicks[Math.max(0, inputs.findIndex((input) => input.id === id))]?.points[0];
  };

  atlas.clientside("figures", {
    clickedPlace(...clicks) {
      const { location, id } = atlas.clickedPoint(...clicks) || {};
      return location || id || atlas.unchanged();
    },
  });
})();
