/* What of plotly.js the atlas draws with; scatter is a part of its core. */
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/sankey"),
  require("plotly.js/lib/scattergeo"),
]);
window.Plotly = Plotly;
