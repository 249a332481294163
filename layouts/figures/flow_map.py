"""The map of corridors as plain data: looks and layers of plotly's schema, and the ends and counts of the corridors.

The page is sent the ends of the corridors alone; assets/core/corridors.js draws the curves between them into these traces.
"""

from typing import Any

import pandas as pd

from layouts import mark_looks, theme
from layouts.browser_contract import TRACES, Corridors

Figure = dict[str, Any]
# Lowest count of each class of lines, and how wide its lines are.
BOUNDS = (1, 20, 100, 500, 2500)
WIDTHS = mark_looks.LINE_WIDTHS
_GEO: Figure = {
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
}
_LAYOUT: Figure = {
    "geo": _GEO,
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": theme.FONT},
    "hoverlabel": theme.HOVER,
    "hovermode": "closest",
    "dragmode": "pan",
    "showlegend": False,
    "uirevision": "flows",
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
    return {"data": [*lines, *(further[name] for name in TRACES)], "layout": dict(_LAYOUT)}


def wire(rows: pd.DataFrame, *, attribution: str, place: str, inside: str) -> Corridors:
    """What the browser needs to draw corridors: points, and the ends and counts of those that are on the map and not zero.

    ``rows``: as of etl.queries.corridors; ``place``: the place that is marked, '' for none; ``inside``: a corridor within one
    place in words.
    """
    rows = rows[rows["drawn"] & (rows["high"] != 0)]
    points = {
        row[end]: [row[f"{end}_longitude"], row[f"{end}_latitude"], row[f"{end}_name"]]
        for row in rows.to_dict("records")
        for end in ("origin", "destination")
    }
    arcs = [_arc(row) for row in rows[["origin", "destination", "count", "masked", "low", "high"]].itertuples(index=False)]
    return {"points": points, "arcs": arcs, "bounds": list(BOUNDS), "said": attribution, "chosen": place, "inside": inside}


def _arc(row: Any) -> list[Any]:
    """A corridor as the browser takes it: ends, the count that is printed and, where the sum is a range, masks and its ends."""
    exact = [row.origin, row.destination, int(row.count)]
    ends = [None if pd.isna(end) else int(end) for end in (row.low, row.high)]
    return exact if row.low == row.high == row.count else [*exact, int(row.masked), *ends]
