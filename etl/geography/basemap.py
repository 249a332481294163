"""Builds the basemap in the layout that plotly asks for: TopoJSON with countries, land and the lines around them.

Figures then carry only codes and values. Regions, the world and dissolved states are features of their own, dissolved from
the outlines of their members. Disputed lines are dashes in the layer ``rivers``, which plotly draws above filled areas.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Any, cast

import numpy as np
import pandas as pd
import shapely
from shapely import Polygon
from topojson.core.topology import Topology

SCALE = 0.01
SMALL_KM2 = 7000
DASH = 0.6
EARTH_KM = 6371
Point = tuple[float, float]
Arcs = list[list[Point]]
# Numbers of arcs, end to end; the complement ~n of a number is the arc n reversed.
Ring = list[int]
PolygonRings = list[Ring]


def _equal_area(degrees: np.ndarray) -> np.ndarray:
    """Longitudes and latitudes in kilometres of a cylindrical equal-area projection."""
    longitude, latitude = np.radians(degrees).T
    return EARTH_KM * np.column_stack([longitude, np.sin(latitude)])


def drawn_as(places: pd.DataFrame, boundaries: pd.DataFrame, members: pd.DataFrame) -> pd.Series:
    """How each place is drawn: ``area``, ``point`` (no outline), or ``both`` (too small to see without a circle)."""
    km2 = shapely.area(shapely.transform(boundaries["geometry"], _equal_area))
    own = {place: "both" if area < SMALL_KM2 else "area" for place, area in zip(boundaries["place"], km2, strict=True)}
    regions = members.loc[members["member"].isin(list(own)), "region"]
    return places["place"].map(dict.fromkeys(regions, "area") | own).fillna("point")


def _arc_uses(rings: Iterable[Ring]) -> Counter[int]:
    """How many rings use each arc, in either direction."""
    return Counter(number if number >= 0 else ~number for number in chain.from_iterable(rings))


def _ring_points(ring: Ring, arcs: Arcs) -> list[Point]:
    return [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]


def _spherical_winding(polygon: PolygonRings, arcs: Arcs) -> PolygonRings:
    """The rings of a polygon wound for a sphere: the exterior clockwise, holes counter-clockwise."""
    ccw = [bool(shapely.is_ccw(shapely.LinearRing(_ring_points(ring, arcs)))) for ring in polygon]
    return [ring if ccw[index] == (index > 0) else [~number for number in reversed(ring)] for index, ring in enumerate(polygon)]


def _dissolved(rings: list[Ring], arcs: Arcs) -> Iterator[Ring]:
    """The rings around a group of areas: arcs that two of them share are dropped, the others are joined end to end."""
    uses = _arc_uses(rings)
    starts: dict[Point, list[int]] = {}
    for number in chain.from_iterable(rings):
        if uses[number if number >= 0 else ~number] == 1:
            starts.setdefault(_ring_points([number], arcs)[0], []).append(number)
    while starts:
        first = point = next(iter(starts))
        ring: Ring = []
        while not ring or point != first:
            numbers = starts[point]
            ring.append(numbers.pop())
            if not numbers:
                del starts[point]
            point = _ring_points(ring[-1:], arcs)[-1]
        yield ring


def _polygons(rings: Iterable[Ring], arcs: Arcs) -> list[PolygonRings]:
    """Rings sorted into polygons: clockwise rings are exteriors, the others holes in the exterior around them."""
    shapes = [(ring, Polygon(_ring_points(ring, arcs))) for ring in rings]
    outer = [([ring], shape) for ring, shape in shapes if not shape.exterior.is_ccw]
    for ring, hole in shapes:
        if hole.exterior.is_ccw:
            around = min(
                (pair for pair in outer if shapely.contains_xy(pair[1], *hole.representative_point().coords[0])),
                key=lambda pair: pair[1].area,
            )
            around[0].append(ring)
    return [polygon for polygon, _ in outer]


def _dashes(lines: Iterable[shapely.LineString]) -> Arcs:
    """The lines cut into dashes with gaps of the same length, so that they are dashed in every export too."""
    dashes = []
    for line in lines:
        cuts = [*np.arange(0, line.length, DASH), line.length]
        dashes += [shapely.get_coordinates(shapely.ops.substring(line, *ends)) for ends in list(pairwise(cuts))[::2]]
    return [[(x, y) for x, y in dash] for dash in dashes]


def _delta_encoded(arc: Iterable[Point]) -> list[list[int]]:
    """The first point and the steps from each point to the next, in units of SCALE."""
    quantised = np.rint(np.asarray(arc, dtype="float64") / SCALE).astype(int)
    return [*quantised[:1].tolist(), *np.diff(quantised, axis=0).tolist()]


def _layer(*geometries: dict[str, Any]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def _lines_layer(numbers: Iterable[int]) -> dict[str, Any]:
    return _layer({"type": "MultiLineString", "properties": {}, "arcs": [[number] for number in numbers]})


def _countries(shapes: Mapping[str, list[PolygonRings]], members: pd.DataFrame, arcs: Arcs, centres: pd.DataFrame) -> list[dict[str, Any]]:
    """The features of regions, dissolved from their members, and of places, each with its centre."""
    regions = {
        region: _polygons(
            _dissolved([ring for place in group if place in shapes for polygon in shapes[place] for ring in polygon], arcs), arcs
        )
        for region, group in members.groupby("region")["member"]
    }
    points = dict(zip(centres.index, centres.to_numpy().tolist(), strict=True))
    return [
        {"type": "MultiPolygon", "id": place, "properties": {"ct": points[place]}, "arcs": polygons}
        for place, polygons in (regions | dict(shapes)).items()
        if place and polygons
    ]


def basemap(boundaries: pd.DataFrame, members: pd.DataFrame, disputed: pd.DataFrame, centres: pd.DataFrame) -> dict[str, Any]:
    """The TopoJSON object.

    ``boundaries`` by place ('' for land of no place), ``members`` (region, member) of the places that are made of others,
    ``centres`` (longitude, latitude) indexed by place. Coordinates are whole hundredths of a degree, exterior rings
    clockwise, and neighbours share the points of their border exactly.
    """
    topology = Topology(list(boundaries["geometry"]), topology=True, prequantize=False).to_dict()
    arcs: Arcs = [[(round(x, 2), round(y, 2)) for x, y, *_ in arc] for arc in topology["arcs"]]
    dashes = _dashes(cast("Iterable[shapely.LineString]", disputed["geometry"]))
    geometries = topology["objects"]["data"]["geometries"]
    multipolygons = [shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]] for shape in geometries]
    wound = [[_spherical_winding(polygon, arcs) for polygon in shape] for shape in multipolygons]
    polygons = [polygon for shape in wound for polygon in shape]
    # The borders that two neighbours share, each once, so that a map without areas draws them quickly.
    borders = [number for number, uses in sorted(_arc_uses(chain.from_iterable(polygons)).items()) if uses > 1]
    layers = {
        "countries": _layer(*_countries(dict(zip(boundaries["place"], wound, strict=True)), members, arcs, centres)),
        "land": _layer({"type": "MultiPolygon", "properties": {}, "arcs": polygons}),
        "rivers": _lines_layer(range(len(arcs), len(arcs) + len(dashes))),
        "coastlines": _lines_layer(borders),
        **dict.fromkeys(("ocean", "lakes", "subunits"), _layer()),
    }
    transform = {"scale": [SCALE, SCALE], "translate": [0, 0]}
    return {"type": "Topology", "transform": transform, "objects": layers, "arcs": [_delta_encoded(arc) for arc in (*arcs, *dashes)]}
