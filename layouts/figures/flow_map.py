"""The map of corridors without its corridors: looks and layers as a plain dict of plotly's schema.

The page is sent the ends of the corridors alone; assets/core/corridors.js draws the curves between them into these traces.
"""

from typing import Any

from layouts import theme
from layouts.figures.browser_contract import TRACES

Figure = dict[str, Any]
# Lowest count of each class of lines, and how wide its lines are.
BOUNDS = (1, 20, 100, 500, 2500)
WIDTHS = (0.7, 1.1, 1.7, 2.6, 3.8)


def _line(width: float, colour: str, dash: str = "solid") -> Figure:
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": [],
        "lat": [],
        "hoverinfo": "skip",
        "line": {"width": width, "color": colour, "dash": dash},
        "opacity": 0.75,
    }


def _markers(name: str, marker: Figure) -> Figure:
    shown = {"type": "scattergeo", "mode": "markers", "lon": [], "lat": [], "ids": [], "text": [], "name": name, "marker": marker}
    return {**shown, "hovertemplate": "%{text}<extra></extra>"}


def flow_map() -> Figure:
    """Traces: a line for each class, the masked corridors, where the hover listens, what stays inside a place, places."""
    looks = theme.ordered(len(WIDTHS))
    places = {"size": [], "color": theme.PAPER.light, "line": {"color": theme.DISPUTED.light, "width": 1}}
    inside = {"size": [], "color": "rgba(0,0,0,0)", "line": {"color": looks[2].light, "width": 2}}
    further = {
        "masked": _line(0.9, theme.DISPUTED.light, "dot"),
        "inside": _markers("inside", inside),
        "places": _markers("places", places),
        "hover": _markers("hover", {"size": 13, "color": "rgba(0,0,0,0)"}),
    }
    lines = [_line(width, look.light) for width, look in zip(WIDTHS, looks, strict=True)]
    return {
        "data": [*lines, *(further[name] for name in TRACES)],
        "layout": {
            "geo": {
                "projection": {"type": "equal earth", "rotation": {"lon": 0, "lat": 0, "roll": 0}},
                "resolution": 50,
                "fitbounds": False,
                "lonaxis": {"range": [-180, 180]},
                "lataxis": {"range": [-58, 85]},
                "showframe": False,
                # The layer holds the borders between neighbours; plotly's layer of countries draws every region as well.
                "showcoastlines": True,
                "coastlinecolor": theme.LINE.light,
                "coastlinewidth": 0.7,
                "showcountries": False,
                "showland": True,
                "landcolor": theme.LAND.light,
                "showrivers": True,
                "rivercolor": theme.DISPUTED.light,
                "riverwidth": 0.7,
                "bgcolor": "rgba(0,0,0,0)",
            },
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": theme.FONT},
            "hoverlabel": theme.HOVER,
            "hovermode": "closest",
            "dragmode": "pan",
            "showlegend": False,
            "uirevision": "flows",
        },
    }
