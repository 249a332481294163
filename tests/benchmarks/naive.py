"""What a Dash user would write first: the whole figure, outlines and all, rebuilt in a callback.

It reads the same tables and draws the same map, so that the ratios compare ways of building and nothing else.
``ATLAS_NAIVE_DEGREES`` coarsens its outlines, for a second comparison with a map of little detail.
"""

import json
import os

import pandas as pd
import plotly.express as px
import shapely
from dash import Dash, Input, Output, dcc, html

from etl.store.tables import DATA

ORDER = ["1", "2", "2W", "3", "SC", "2|2W"]


def outlines() -> dict[str, object]:
    """The boundaries as GeoJSON, keyed by place."""
    outlines = json.loads((DATA / "reference" / "boundaries.geojson").read_text(encoding="utf-8"))
    if coarse := float(os.environ.get("ATLAS_NAIVE_DEGREES", "0")):
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in outlines["features"]]
        for feature, shape in zip(outlines["features"], shapely.coverage_simplify(shapes, coarse), strict=True):
            feature["geometry"] = shapely.geometry.mapping(shape)
    geometry: dict[str, object] = outlines
    return geometry


def create() -> Dash:
    """The naive app: a slider and a graph."""
    app = Dash(__name__)
    app.layout = html.Div([dcc.Slider(2001, 2025, 1, value=2016, id="year", marks=None), dcc.Graph(id="map", style={"height": "450px"})])

    @app.callback(Output("map", "figure"), Input("year", "value"))
    def draw(year: int) -> object:
        ratings = pd.read_parquet(DATA / "built" / "ratings.parquet")
        places = pd.read_parquet(DATA / "built" / "places.parquet")
        rows = ratings[(ratings["indicator"] == "tip_tier") & (ratings["year"] == year)].merge(places, on="place")
        figure = px.choropleth(
            rows,
            geojson=outlines(),
            locations="place",
            featureidkey="properties.place",
            color="rating",
            category_orders={"rating": ORDER},
            hover_name="name",
            hover_data=["as_printed", "basis", "locator"],
            projection="equal earth",
        )
        return figure.update_geos(visible=False)

    return app


server = create().server
server.config["COMPRESS_ALGORITHM"] = ["gzip"]

if __name__ == "__main__":
    raise SystemExit("Serve it with gunicorn tests.benchmarks.naive:server")
