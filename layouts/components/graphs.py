"""A graph with the settings that every graph of the atlas has; the only home of dcc.Graph."""

from typing import Any

from dash import dcc, html

from layouts.basemap_address import geometry_path
from layouts.components.aria import aria, data

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


def _named(frame: str, *, label: str, titled: str) -> dict[str, Any]:
    """The name of a figure: the words of the elements that title it, then its label."""
    return aria(label=label, **({"labelledby": f"{titled} {frame}"} if titled else {}))


def graph(identifier: str, figure: dict[str, Any], *, label: str, titled: str = "", frame: str = "map-frame", geo: bool = True) -> html.Div:
    """A map on our own basemap, without plotly's cloud buttons; ``label``: its name for screen readers.

    ``titled``: the identifiers of what titles it on the page, to be read before the label. ``geo`` is False for figures without a
    map, which need no buttons and are one image; the frame is the element ``identifier``-frame.
    """
    config = _config(_BUTTONS if geo else [])
    chart = dcc.Graph(id=identifier, figure=figure, config=config, responsive=True, className="map", style={"height": "100%"})
    height = {} if geo else {"height": figure["layout"]["height"]}
    own = f"{identifier}-frame"
    return html.Div(chart, id=own, className=frame, style=height, role="group" if geo else "img", **_named(own, label=label, titled=titled))


def tappable(map_frame: html.Div, field: str, *, middle: float | None = None) -> list[html.Div]:
    """A map that is swiped on a phone, and below it where a tap among small countries offers them by name (assets/core/map_touch.js).

    ``field``: the identifier of the field of places that takes the one that is meant; ``middle``: what is in the middle of a phone
    first, in parts of the width from the left.
    """
    aim = {} if middle is None else data(middle=f"{middle:.3f}")
    return [html.Div(map_frame, className="map-scroll", **aim), html.Div(className="near", role="status", **data(field=field))]


def plain_graph(identifier: str, figure: dict[str, Any], *, label: str, titled: str = "") -> html.Div:
    """A figure without a map and without buttons, as high as its layout: one image, named as a ``graph`` is."""
    chart = dcc.Graph(id=identifier, figure=figure, config=_config([]), responsive="auto", className="map chart")
    own = f"{identifier}-frame"
    return html.Div(chart, id=own, className="chart-frame", role="img", **_named(own, label=label, titled=titled))
