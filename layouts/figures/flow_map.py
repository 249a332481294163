"""The map of corridors as plain data: looks and layers of plotly's schema, and the ends and counts of the corridors.

The page is sent the ends of the corridors alone; assets/core/corridors.js draws curves, arrowheads and names into these traces.
"""

from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from layouts import map_zooms, mark_looks, theme
from layouts.browser_contract import CORRIDOR, MASK, TRACES, Corridors
from layouts.figures.choropleth import map_layout

Figure = dict[str, Any]
# Lowest count of each class of lines, and how wide its lines are.
BOUNDS = mark_looks.LINE_BOUNDS
WIDTHS = mark_looks.LINE_WIDTHS
_HOVER = "%{text}<extra></extra>"
# How far from a mark the mouse still reads it, in pixels.
_REACH = 24
# The layer holds the borders between neighbours; plotly's layer of countries draws every region as well.
_GEO: Figure = {
    "showcoastlines": True,
    "coastlinecolor": theme.LINE.light,
    "coastlinewidth": 0.7,
    "showland": True,
    "landcolor": theme.LAND.light,
    "riverwidth": 0.7,
}


def _empty() -> Figure:
    """Points of a trace that the browser fills."""
    return {"lon": [], "lat": [], "text": []}


def _line(width: float, colour: str, dash: str = "solid") -> Figure:
    line = {"width": width, "color": colour, "dash": dash}
    return {"type": "scattergeo", "mode": "lines", "lon": [], "lat": [], "hoverinfo": "skip", "line": line}


def _markers(name: str, marker: Figure, **more: Any) -> Figure:
    trace = {"type": "scattergeo", "mode": "markers", **_empty(), "name": name, "marker": marker}
    return {**trace, "hovertemplate": _HOVER, **more}


def flow_map() -> Figure:
    """Traces: a line for each class; then those that ``TRACES`` names, from the masked corridors to where the hover listens."""
    looks, clear = theme.CORRIDORS, "rgba(0,0,0,0)"
    # An arrowhead is turned to where its line ends on the screen.
    head = {"symbol": "arrow", "size": [], "angle": [], "color": [], "angleref": "up", "line": {"width": 0}, "opacity": 1}
    inside = {"size": [], "color": clear, "line": {"color": looks[3].light, "width": 1.8}}
    places = {"size": [], "color": theme.PAPER.light, "line": {"color": theme.DISPUTED.light, "width": 1}}
    further = {
        "masked": _line(1, theme.DISPUTED.light, "3px,3px"),
        "picked": _line(3, theme.SELECTED.light),
        "heads": _markers("heads", head, hoverinfo="skip", hovertemplate=""),
        "inside": _markers("inside", inside, ids=[]),
        "places": _markers("places", places, ids=[]),
        "names": {
            "type": "scattergeo",
            "mode": "text",
            **_empty(),
            "hoverinfo": "skip",
            "textfont": {"size": 12, "color": theme.INK.light},
        },
        # Spots that listen to the mouse: drawn, each would be an element of the page, and they are most of the points.
        "hover": {"type": "scattergeo", "mode": "none", **_empty(), "name": "hover", "customdata": [], "hovertemplate": _HOVER},
    }
    lines = [_line(width, look.light) for width, look in zip(WIDTHS, looks, strict=True)]
    layout = map_layout("flows", geo=_GEO, hovermode="closest", hoverdistance=_REACH)
    return {"data": [*lines, *(further[name] for name in TRACES)], "layout": layout}


def wire(rows: pd.DataFrame, *, attribution: str, place: str, inside: str, counted: str) -> Corridors:
    """What the browser needs to draw corridors: points, and the ends and counts of those that are on the map and not zero.

    ``rows``: as of etl.queries.corridors; ``place``: the place that is marked, '' for none; ``inside``: a corridor within one
    place in words.
    """
    lines = row_dicts(rows[rows["drawn"] & (rows["high"] != 0)])
    ends = [(row, end) for row in lines for end in ("origin", "destination")]
    # To a tenth of a degree: a pixel at most where a place is zoomed to.
    points = {row[end]: [*(round(row[f"{end}_{part}"], 1) for part in ("longitude", "latitude")), row[f"{end}_name"]] for row, end in ends}
    # In the order of the codes, in which they take the least room in an answer.
    arcs: dict[str, list[list[Any]]] = {origin: [] for origin in sorted({row["origin"] for row in lines})}
    for row in sorted(lines, key=lambda row: str(row["destination"])):
        arcs[row["origin"]].append(_arc(**{name: row[name] for name in CORRIDOR[1:]}))
    return {
        "points": dict(sorted(points.items())),
        "arcs": arcs,
        "said": attribution,
        "chosen": place,
        "inside": inside,
        "counted": counted,
        "zoom": map_zooms.WORLD,
    }


def _arc(*, destination: str, count: float, masked: float, low: float, high: float) -> list[Any]:
    """A corridor from its origin: destination, printed count and, of a range, its masks, and its ends where they do not follow."""
    exact = [destination, int(count)]
    if low == high == count:
        return exact
    ends = [] if (low, high) == (count, count + MASK * masked) else [None if pd.isna(end) else int(end) for end in (low, high)]
    return [*exact, int(masked), *ends]
