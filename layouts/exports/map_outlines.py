"""The outlines of places as paths of SVG, coarse enough to be sent with a page: whole units of which a radius of the earth has ``UNITS``.

Neighbours share their borders: each line of the basemap is made coarser once, and by half a pixel at most on a broad screen.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from etl.queries import atlas
from layouts.exports.card_geometry import Points, equal_earth
from layouts.library.once import once

UNITS, _COARSE = 370, 1.0
Grid = NDArray[np.int64]
# A ring of fewer points has no area.
_LEAST = 4


def _distances(points: Points) -> Points:
    """How far points are from the straight line between the first and the last of them."""
    steps, whole = points - points[0], points[-1] - points[0]
    length = float(np.hypot(*whole))
    across = np.abs(steps[:, 0] * whole[1] - steps[:, 1] * whole[0])
    return np.asarray(across / length if length else np.hypot(*steps.T))


def coarse(line: Points, most: float) -> Points:
    """The line with as few of its points as leave all others within a distance of it (Douglas and Peucker 1973)."""
    chosen = np.zeros(len(line), dtype=bool)
    chosen[[0, -1]] = True
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        farthest = int((distances := _distances(line[first : last + 1])).argmax()) + first
        if distances[farthest - first] > most:
            chosen[farthest] = True
            parts += [(first, farthest), (farthest, last)]
    return line[chosen]


def units(points: Points) -> Grid:
    """Longitudes and latitudes in units of the drawing, to the right and down from the middle of the equator."""
    return np.rint(coarse(equal_earth(points) * (UNITS, -UNITS), _COARSE)).astype("int64")


def _path(points: Grid, *, closed: bool) -> str:
    """A line or ring as a path; '' for one without extent."""
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if len(steps) < (_LEAST - 1 if closed else 1):
        return ""
    rest = " ".join(f"{x} {y}" for x, y in (steps[:-1] if closed else steps).tolist())
    return f"M{points[0][0]} {points[0][1]}l{rest}".replace(" -", "-") + ("z" if closed else "")


def _ring(numbers: Sequence[int], arcs: Sequence[Grid]) -> Grid:
    return np.concatenate([arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers])


def _drawn() -> bytes:
    """The outlines of places, and as that of '' the dashes of disputed lines, from the lines of the basemap."""
    topology = json.loads(atlas.basemap())
    scale, layers = np.asarray(topology["transform"]["scale"]), topology["objects"]
    arcs = [units(np.cumsum(np.asarray(arc, dtype="float64"), axis=0) * scale) for arc in topology["arcs"]]
    dashes = [number for shape in layers["rivers"]["geometries"] for part in shape["arcs"] for number in part]
    paths = {"": "".join(_path(arcs[number], closed=False) for number in dashes)}
    for shape in layers["countries"]["geometries"]:
        rings = (ring for polygon in shape["arcs"] for ring in polygon)
        paths[shape["id"]] = "".join(_path(_ring(ring, arcs), closed=True) for ring in rings)
    return json.dumps(paths).encode()


@cache
def _paths() -> dict[str, str]:
    """What is drawn of a basemap by this code, made once."""
    code = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    paths: dict[str, str] = json.loads(once(f"{atlas.basemap_version()}-{code}.outlines", _drawn))
    return paths


def outline(place: str) -> str:
    """The outline of a place as a path; '' of one that has none, or is too small for one."""
    return _paths().get(place, "")


def dashes() -> str:
    """The dashes of disputed lines as a path."""
    return outline("")
