"""The outlines of chosen places on a map: traces of their own, so that choosing a place redraws nothing else."""

from collections.abc import Sequence
from typing import Any

from layouts import theme

Figure = dict[str, Any]
_RING = 14
_LINE = {"color": theme.SELECTED.light, "width": 2.5}
_CLEAR = "rgba(0,0,0,0)"


def outlines(areas: Sequence[str], centres: Sequence[tuple[float, float]]) -> tuple[Figure, Figure]:
    """Outlines around ``areas`` by their codes, and rings around places too small for one.

    ``centres``: longitudes and latitudes in degrees. Both traces are always there, so that their places among the others stay.
    """
    around = {
        "type": "choropleth",
        "locations": list(areas),
        "z": [0] * len(areas),
        "colorscale": [[0, _CLEAR], [1, _CLEAR]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": _LINE},
    }
    rings = {
        "type": "scattergeo",
        "lon": [longitude for longitude, _ in centres],
        "lat": [latitude for _, latitude in centres],
        "hoverinfo": "skip",
        "marker": {"size": _RING, "color": _CLEAR, "line": _LINE},
    }
    return around, rings
