/* The page of a place: the link that compares it with the places chosen. */
(function () {
  const { atlas } = window;
  atlas.clientside("country", {
    compare: (chosen, place) => `/compare?v=1&mode=places&places=${[place, ...(chosen || [])].map(encodeURIComponent).join(".")}`,
  });
})();
