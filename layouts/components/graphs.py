"""A graph with the settings that every graph of the atlas has; the only home of dcc.Graph."""

from typing import Any

from dash import dcc, html

from layouts.basemap_address import geometry_path
from layouts.components.aria import aria

_BUTTONS = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]


def _config(buttons: list[list[str]]) -> Any:
    return {
        "topojsonURL": geometry_path(),
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "displaylogo": False,
        "displayModeBar": bool(buttons),
        "modeBarButtons": buttons,
        "scrollZoom": False,
        "responsive": True,
        "locale": "en",
    }


def graph(identifier: str, figure: dict[str, Any], *, label: str, frame: str = "map-frame", geo: bool = True) -> html.Div:
    """A map on our own basemap, without plotly's cloud buttons; ``label``: its name for screen readers.

    ``geo`` is False for figures without a map, which need no buttons; the frame is the element ``identifier``-frame.
    """
    config = _config(_BUTTONS if geo else [])
    chart = dcc.Graph(id=identifier, figure=figure, config=config, responsive=True, className="map", style={"height": "100%"})
    height = {} if geo else {"height": figure["layout"]["height"]}
    return html.Div(chart, id=f"{identifier}-frame", className=frame, style=height, role="group", **aria(label=label))


def plain_graph(identifier: str, figure: dict[str, Any], *, label: str) -> html.Div:
    """A figure without a map and without buttons, as high as its layout."""
    chart = dcc.Graph(id=identifier, figure=figure, config=_config([]), responsive="auto", className="map chart")
    return html.Div(chart, className="chart-frame", role="group", **aria(label=label))
