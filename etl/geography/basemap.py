"""Builds the basemap in the layout that plotly asks for: TopoJSON with countries, land and the lines around them.

Figures then carry codes and values alone. Regions, the world and dissolved states are features of their own, stitched
from the outlines of their members, so that a region is drawn and read as one. Disputed lines travel as dashes in the
layer ``rivers``, which plotly draws above filled areas.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import topojson
from shapely import Polygon

SCALE = 0.01
SMALL_KM2 = 7000
DASH = 0.6
EQUAL_AREA = "EPSG:8857"
Arcs = list[list[tuple[float, float]]]
Ring = list[int]
_EMPTY = {"type": "GeometryCollection", "geometries": []}


def drawn_as(places: pd.DataFrame, boundaries: gpd.GeoDataFrame, members: pd.DataFrame) -> pd.Series:
    """How each place is drawn: ``area``, ``point`` (no outline), or ``both`` (too small to see without a circle)."""
    own = boundaries.assign(km2=boundaries.set_crs("EPSG:4326").to_crs(EQUAL_AREA).area / 1e6)[["place", "km2"]]
    made = members.loc[members["member"].isin(own["place"]), "region"]
    small = {place: "both" if km2 < SMALL_KM2 else "area" for place, km2 in own.itertuples(index=False)}
    return places["place"].map(dict.fromkeys(made, "area") | small).fillna("point")


def _walk(arcs: Arcs, number: int) -> list[tuple[float, float]]:
    """The points of an arc; the complement of a number is the arc walked backwards."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _ccw(ring: Ring, arcs: Arcs) -> bool:
    return bool(shapely.is_ccw(shapely.LinearRing([point for number in ring for point in _walk(arcs, number)])))


def _wound(polygon: list[Ring], arcs: Arcs) -> list[Ring]:
    """The rings of a polygon turned as a sphere wants them: outline clockwise, holes the other way."""
    return [ring if _ccw(ring, arcs) == (place > 0) else [~number for number in reversed(ring)] for place, ring in enumerate(polygon)]


def _stitched(rings: Iterable[Ring], arcs: Arcs) -> Iterator[Ring]:
    """The rings around a group of areas: arcs that two of them share fall away, the others are joined end to end."""
    every = list(chain.from_iterable(rings))
    uses = Counter(number if number >= 0 else ~number for number in every)
    begins: dict[tuple[float, float], list[int]] = {}
    for number in every:
        if uses[number if number >= 0 else ~number] == 1:
            begins.setdefault(_walk(arcs, number)[0], []).append(number)
    while begins:
        start, waiting = next(iter(begins.items()))
        ring: Ring = []
        at = start
        while not ring or at != start:
            waiting = begins[at]
            ring.append(waiting.pop())
            if not waiting:
                del begins[at]
            at = _walk(arcs, ring[-1])[-1]
        yield ring


def _polygons(rings: Iterable[Ring], arcs: Arcs) -> list[list[Ring]]:
    """Rings sorted into polygons: clockwise rings are outlines, the others holes in the outline around them."""
    shapes = [(ring, Polygon([point for number in ring for point in _walk(arcs, number)])) for ring in rings]
    outer = [([ring], shape) for ring, shape in shapes if not shape.exterior.is_ccw]
    for ring, hole in shapes:
        if hole.exterior.is_ccw:
            around = min(
                (pair for pair in outer if shapely.contains_xy(pair[1], *hole.representative_point().coords[0])),
                key=lambda pair: pair[1].area,
            )
            around[0].append(ring)
    return [polygon for polygon, _ in outer]


def _dashes(lines: gpd.GeoSeries) -> Arcs:
    """The lines cut into short strokes with gaps of the same length, so that they are dashed in every export too."""
    strokes = []
    for line in lines:
        cuts = [*np.arange(0, line.length, DASH), line.length]
        strokes += [shapely.get_coordinates(shapely.ops.substring(line, *ends)) for ends in list(pairwise(cuts))[::2]]
    return [[(x, y) for x, y in stroke] for stroke in strokes]


def _delta(arc: Iterable[tuple[float, float]]) -> list[list[int]]:
    whole = np.rint(np.asarray(arc, dtype="float64") / SCALE).astype(int)
    return [*whole[:1].tolist(), *np.diff(whole, axis=0).tolist()]


def _layer(*geometries: dict[str, Any]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def _borders(shapes: Iterable[list[list[Ring]]]) -> dict[str, Any]:
    """The lines that two neighbours share, each once, so that a map without areas draws its borders quickly."""
    used = Counter(number if number >= 0 else ~number for shape in shapes for polygon in shape for ring in polygon for number in ring)
    return {"type": "MultiLineString", "properties": {}, "arcs": [[number] for number, times in sorted(used.items()) if times > 1]}


def basemap(boundaries: gpd.GeoDataFrame, members: pd.DataFrame, disputed: gpd.GeoDataFrame, centres: pd.DataFrame) -> dict[str, Any]:
    """The TopoJSON object.

    ``boundaries`` by place ('' for land of no place), ``members`` (region, member) of the places that are made of others,
    ``centres`` (longitude, latitude) indexed by place. Coordinates are whole hundredths of a degree, exterior rings
    clockwise, and neighbours share the points of their border exactly.
    """
    topology = topojson.Topology(boundaries[["geometry"]], topology=True, prequantize=False).to_dict()
    arcs: Arcs = [[(round(x, 2), round(y, 2)) for x, y, *_ in arc] for arc in topology["arcs"]]
    strokes = _dashes(disputed.geometry)
    drawn = topology["objects"]["data"]["geometries"]
    polygons = [shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]] for shape in drawn]
    shapes = [[_wound(polygon, arcs) for polygon in shape] for shape in polygons]
    own = dict(zip(boundaries["place"], shapes, strict=True))
    made = {
        region: _polygons(_stitched((ring for place in group if place in own for polygon in own[place] for ring in polygon), arcs), arcs)
        for region, group in members.groupby("region")["member"]
    }
    countries = [
        {"type": "MultiPolygon", "id": place, "properties": {"ct": centres.loc[place].tolist()}, "arcs": polygons}
        for place, polygons in (made | own).items()
        if place and polygons
    ]
    ground = {"type": "MultiPolygon", "properties": {}, "arcs": [polygon for polygons in shapes for polygon in polygons]}
    lines = {"type": "MultiLineString", "properties": {}, "arcs": [[len(arcs) + number] for number in range(len(strokes))]}
    layers = {"rivers": _layer(lines), "coastlines": _layer(_borders(shapes)), **dict.fromkeys(("ocean", "lakes", "subunits"), _EMPTY)}
    return {
        "type": "Topology",
        "transform": {"scale": [SCALE, SCALE], "translate": [0, 0]},
        "objects": {"countries": _layer(*countries), "land": _layer(ground), **layers},
        "arcs": [_delta(arc) for arc in (*arcs, *strokes)],
    }
