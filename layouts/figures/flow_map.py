"""The map of corridors as plain data: looks and layers of plotly's schema, and the ends and counts of the corridors.

The page is sent the ends of the corridors alone; assets/core/corridors.js draws the curves between them into these traces.
"""

from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from layouts import mark_looks, theme
from layouts.browser_contract import CORRIDOR, TRACES, Corridors
from layouts.figures.choropleth import map_layout

Figure = dict[str, Any]
# Lowest count of each class of lines, and how wide its lines are.
BOUNDS = (1, 20, 100, 500, 2500)
WIDTHS = mark_looks.LINE_WIDTHS
# The layer holds the borders between neighbours; plotly's layer of countries draws every region as well.
_GEO: Figure = {
    "showcoastlines": True,
    "coastlinecolor": theme.LINE.light,
    "coastlinewidth": 0.7,
    "showland": True,
    "landcolor": theme.LAND.light,
    "riverwidth": 0.7,
}


def _line(width: float, colour: str, dash: str = "solid") -> Figure:
    line = {"width": width, "color": colour, "dash": dash}
    return {"type": "scattergeo", "mode": "lines", "lon": [], "lat": [], "hoverinfo": "skip", "line": line, "opacity": 0.75}


def _markers(name: str, marker: Figure) -> Figure:
    trace = {"type": "scattergeo", "mode": "markers", "lon": [], "lat": [], "ids": [], "text": [], "name": name, "marker": marker}
    return {**trace, "hovertemplate": "%{text}<extra></extra>"}


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
    return {"data": [*lines, *(further[name] for name in TRACES)], "layout": map_layout("flows", geo=_GEO, hovermode="closest")}


def wire(rows: pd.DataFrame, *, attribution: str, place: str, inside: str) -> Corridors:
    """What the browser needs to draw corridors: points, and the ends and counts of those that are on the map and not zero.

    ``rows``: as of etl.queries.corridors; ``place``: the place that is marked, '' for none; ``inside``: a corridor within one
    place in words.
    """
    lines = row_dicts(rows[rows["drawn"] & (rows["high"] != 0)])
    ends = [(row, end) for row in lines for end in ("origin", "destination")]
    points = {row[end]: [row[f"{end}_longitude"], row[f"{end}_latitude"], row[f"{end}_name"]] for row, end in ends}
    arcs = [_arc(**{name: row[name] for name in CORRIDOR}) for row in lines]
    return {"points": points, "arcs": arcs, "bounds": list(BOUNDS), "said": attribution, "chosen": place, "inside": inside}


def _arc(*, origin: str, destination: str, count: float, masked: float, low: float, high: float) -> list[Any]:
    """A corridor as the browser takes it: ends, the count that is printed and, where the sum is a range, masks and its ends."""
    exact = [origin, destination, int(count)]
    return exact if low == high == count else [*exact, int(masked), *(None if pd.isna(end) else int(end) for end in (low, high))]
