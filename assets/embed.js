/* Draws the figure of an embedded view, whose page the server has written; does nothing on other pages. */
(function () {
  const home = document.getElementById("embed-figure"), data = document.getElementById("embed-data");
  if (!home || !data) return;
  const { figure, geometry } = JSON.parse(data.textContent);
  const config = { topojsonURL: geometry, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false, responsive: true, scrollZoom: false };
  window.Plotly.newPlot(home, figure.data, { ...figure.layout, autosize: true }, config);
})();
