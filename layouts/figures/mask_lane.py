"""The lane beside the scale of a chart, for masks of which no number is printed."""

from collections.abc import Sequence
from typing import Any

Figure = dict[str, Any]
# The lane and the scale, as shares of the height or the width of the chart.
_LANE, _SCALE = [0.0, 0.09], [0.15, 1.0]


def with_lane(layout: Figure, data: Sequence[Figure], *, upright: bool) -> Figure:
    """The layout with a lane below an upright chart, or left of a horizontal one; unchanged where no trace is in a lane."""
    along, across = ("x", "y") if upright else ("y", "x")
    if not any(part.get(f"{across}axis") == f"{across}2" for part in data):
        return layout
    scale, other = layout[f"{across}axis"], layout[f"{along}axis"]
    lane = {"domain": _LANE, "range": [-1, 1], "tickvals": [0], "ticktext": ["masked"], "showgrid": False, "zeroline": False}
    side = {"side": scale["side"]} if "side" in scale else {}
    return {
        **layout,
        f"{across}axis": {**scale, "domain": _SCALE},
        f"{across}axis2": {**lane, **side, "fixedrange": True, "automargin": upright},
        f"{along}axis": {**other, "anchor": f"{across}2"},
    }
