/* Draws the figures of an embedded view, whose page the server has written; does nothing on other pages. */
(function () {
  const { contract, element, figureOf } = window.atlas;
  const [home, data] = [contract.embed.figure, contract.embed.data].map((id) => document.getElementById(id));
  if (!home || !data) return;
  const { parts, geometry } = JSON.parse(data.textContent);
  const config = { topojsonURL: geometry, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false, responsive: true, scrollZoom: false };
  for (const part of parts) {
    const { data: traces, layout } = figureOf(part);
    const map = element("div", { class: layout.height ? "map tall" : "map" });
    home.append(...(part.title ? [element("p", { class: "part-title" }, part.title)] : []), map);
    window.Plotly.newPlot(map, traces, { ...layout, autosize: true }, config);
  }
})();
