"""A graph with the settings that every graph of the atlas has; the only home of dcc.Graph."""

from typing import Any

from dash import dcc, html

from etl.queries import atlas

_BUTTONS = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]


def geometry_path() -> str:
    """Where the page finds the basemap: an address on our own host that changes when the outlines do."""
    return f"/geo/{atlas.basemap_version()}/"


def graph(identifier: str, figure: dict[str, Any], *, label: str, frame: str = "map-frame", geo: bool = True) -> html.Div:
    """A figure on our own basemap, without plotly's cloud buttons; ``label`` says to screen readers what it shows.

    ``geo`` is False for figures without a map, which need no buttons; the frame is the element ``identifier``-frame.
    """
    config = {
        "topojsonURL": geometry_path(),
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "displaylogo": False,
        "displayModeBar": geo,
        "modeBarButtons": _BUTTONS,
        "scrollZoom": False,
        "responsive": True,
        "locale": "en",
    }
    drawn = dcc.Graph(id=identifier, figure=figure, config=config, responsive=True, className="map", style={"height": "100%"})
    height = {} if geo else {"height": figure["layout"]["height"]}
    return html.Div(drawn, id=f"{identifier}-frame", className=frame, style=height, role="group", **{"aria-label": label})
