"""The basemap as arrays of points, decoded once, and its projection: Equal Earth, turned to any meridian."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.queries import atlas

Points = NDArray[np.float64]
SOUTH, NORTH = -58.0, 85.0
# Coefficients of Equal Earth (Šavrič, Patterson and Jenny 2018).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3) / 2


@dataclass(frozen=True)
class Lines:
    """Lines, or rings of polygons, in longitude and latitude: ``points`` of all, one line after another, of these ``lengths``.

    ``polygon``: for each ring the number of its polygon, whose outer ring comes first.
    """

    points: Points
    lengths: tuple[int, ...]
    polygon: tuple[int, ...] = ()

    def plane(self, meridian: float = 0.0) -> list[Points]:
        """The lines in the plane; each keeps its course across the edge, so that nothing is drawn across the map."""
        if not self.lengths:
            return []
        starts = np.cumsum((0, *self.lengths))
        middles = np.add.reduceat(self.points[:, 0], starts[:-1]) / self.lengths
        turned = self.points.copy()
        turned[:, 0] -= meridian + np.repeat(360 * np.round((middles - meridian) / 360), self.lengths)
        return np.split(equal_earth(turned), starts[1:-1])


@dataclass(frozen=True)
class Basemap:
    """``land``: all polygons of the world; ``places``: polygons by place, the largest first; ``borders``, ``dashes``: lines."""

    land: Lines
    places: Mapping[str, Lines]
    borders: Lines
    dashes: Lines


def equal_earth(points: Points) -> Points:
    """Longitudes and latitudes in degrees to the plane, in radii of the earth."""
    theta = np.arcsin(_M * np.sin(np.radians(points[:, 1])))
    square = theta**2
    sixth = square**3
    x = np.radians(points[:, 0]) * np.cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    return np.column_stack([x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))])


def lines(parts: Sequence[Points], polygon: tuple[int, ...] = ()) -> Lines:
    """Lines of their points."""
    return Lines(np.concatenate([np.empty((0, 2)), *parts]), tuple(map(len, parts)), polygon)


def joined(groups: Sequence[Lines]) -> Lines:
    """The lines of several groups of polygons as one, in which each polygon has a number of its own."""
    firsts = np.cumsum([0, *(group.polygon[-1] + 1 for group in groups)])
    numbers = tuple(int(first) + number for first, group in zip(firsts, groups, strict=False) for number in group.polygon)
    points = np.concatenate([np.empty((0, 2)), *(group.points for group in groups)])
    return Lines(points, tuple(length for group in groups for length in group.lengths), numbers)


def _size(rings: Sequence[Points]) -> float:
    x, y = rings[0].T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _polygons(polygons: Sequence[Sequence[Sequence[int]]], arcs: Sequence[Points]) -> Lines:
    rings = [[np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]) for ring in polygon] for polygon in polygons]
    rings.sort(key=_size, reverse=True)
    numbers = tuple(number for number, polygon in enumerate(rings) for _ in polygon)
    return lines([ring for polygon in rings for ring in polygon], numbers)


def decoded(topology: Mapping[str, Any]) -> Basemap:
    """The basemap of a TopoJSON object in the layout of etl/geography/basemap.py."""
    scale, offset = (np.asarray(topology["transform"][name]) for name in ("scale", "translate"))
    arcs = [np.cumsum(np.asarray(arc, dtype="float64"), axis=0) * scale + offset for arc in topology["arcs"]]
    layers = {name: layer["geometries"] for name, layer in topology["objects"].items()}

    def of_layer(name: str) -> Lines:
        return lines([arcs[number] for geometry in layers[name] for part in geometry["arcs"] for number in part])

    land = _polygons([polygon for geometry in layers["land"] for polygon in geometry["arcs"]], arcs)
    places = {geometry["id"]: _polygons(geometry["arcs"], arcs) for geometry in layers["countries"]}
    return Basemap(land, places, of_layer("coastlines"), of_layer("rivers"))


@cache
def basemap() -> Basemap:
    """The basemap of the built data."""
    return decoded(json.loads(atlas.basemap()))
