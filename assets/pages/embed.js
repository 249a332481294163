/* Draws the figures of an embedded view, whose page the server has written; does nothing on other pages. */
(function () {
  const home = document.getElementById("embed-figure"), data = document.getElementById("embed-data");
  if (!home || !data) return;
  const { parts, geometry } = JSON.parse(data.textContent);
  const config = { topojsonURL: geometry, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false, responsive: true, scrollZoom: false };
  for (const part of parts) {
    const figure = part.draw ? window.atlas.figures[part.draw](part.data, part.base) : part.figure;
    if (part.title) home.append(Object.assign(document.createElement("p"), { className: "part-title", textContent: part.title }));
    const drawn = Object.assign(document.createElement("div"), { className: figure.layout.height ? "map tall" : "map" });
    home.append(drawn);
    window.Plotly.newPlot(drawn, figure.data, { ...figure.layout, autosize: true }, config);
  }
})();
