/* What a click on a figure chooses. */
(function () {
  const { atlas } = window;

  /* The point of the click that triggered the callback, among those of one or several figures; undefined where there is none. */
  function point(clicks) {
    const { inputs_list: inputs, triggered_id: id } = window.dash_clientside.callback_context;
    return clicks[Math.max(0, inputs.findIndex((input) => input.id === id))]?.points[0];
  }

  const place = ({ location, id }) => location || id;

  Object.assign(atlas, { point });
  atlas.clientside("clicks", {
    place: (...clicks) => {
      const clicked = point(clicks);
      return (clicked && place(clicked)) || atlas.unchanged();
    },
  });
})();
