"""Masks without bounds in a chart: marks in a lane of their own beside the scale, because no number is printed for them."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.mark_looks import SERIES

Figure = dict[str, Any]
# The lane and the scale, as shares of the height or the width of the chart.
_LANE, _SCALE = (0.0, 0.09), (0.15, 1.0)


def trace(at: Sequence[Any], hover: Figure, *, upright: bool) -> Figure:
    """Dotted squares at their places ``at`` on the other axis, with their ``hover``."""
    along, across = ("x", "y") if upright else ("y", "x")
    ink = theme.ABSENCES["masked"].stripe[0]
    return {
        "type": "scatter",
        "mode": "markers",
        along: list(at),
        across: [0] * len(at),
        f"{across}axis": f"{across}2",
        **hover,
        "cliponaxis": False,
        "marker": {"color": ink, "size": 9, "symbol": SERIES["omitted"].symbol},
    }


def beside(layout: Figure, data: Sequence[Figure], *, upright: bool) -> Figure:
    """The layout with a lane below an upright chart, or left of a horizontal one; unchanged where no trace is in a lane."""
    along, across = ("x", "y") if upright else ("y", "x")
    if not any(part.get(f"{across}axis") == f"{across}2" for part in data):
        return layout
    scale, other = layout[f"{across}axis"], layout[f"{along}axis"]
    lane = {"domain": list(_LANE), "range": [-1, 1], "tickvals": [0], "ticktext": ["masked"], "showgrid": False, "zeroline": False}
    side = {"side": scale["side"]} if "side" in scale else {}
    return {
        **layout,
        f"{across}axis": {**scale, "domain": list(_SCALE)},
        f"{across}axis2": {**lane, **side, "fixedrange": True, "automargin": upright},
        f"{along}axis": {**other, "anchor": f"{across}2"},
    }
