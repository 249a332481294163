"""Derives the reference boundaries from Natural Earth: one outline a place, simplified together so that no slivers open.

The input is the 1:50m set of the npm package world-atlas (a TopoJSON file). Its outlines cross the 180th meridian, which
planar tools cannot handle, so Russia and Fiji are cut there first. Antarctica is left out.
"""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pycountry
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from shapely import Geometry, MultiPolygon, Polygon

from etl.errors import InputError

TOLERANCE = 0.09
DECIMALS = 2
# Names that the set gives no code: their code here, or '' for land that belongs to no place of the atlas.
UNCODED = {
    "Kosovo": "XKX",
    "Somaliland": "SOM",
    "N. Cyprus": "CYP",
    "Indian Ocean Ter.": "",
    "Siachen Glacier": "",
}
LEFT_OUT = ("Antarctica",)


def _crosses(polygon: Polygon) -> bool:
    rings = [polygon.exterior, *polygon.interiors]
    return any(np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max() > 180 for ring in rings)


def _eastward(coordinates: np.ndarray) -> np.ndarray:
    longitude, latitude = coordinates.T
    return np.column_stack([np.where(longitude < 0, longitude + 360, longitude), latitude])


def _cut(polygon: Polygon) -> Iterator[Geometry]:
    """The parts of a polygon on either side of the 180th meridian."""
    if not _crosses(polygon):
        yield polygon
        return
    whole = shapely.make_valid(shapely.transform(polygon, _eastward))
    yield from shapely.get_parts(shapely.intersection(whole, shapely.box(0, -90, 180, 90)))
    beyond = shapely.intersection(whole, shapely.box(180, -90, 360, 90))
    yield from shapely.get_parts(shapely.transform(beyond, lambda coordinates: coordinates - [360, 0]))


def _planar(outline: Geometry) -> MultiPolygon:
    parts = [part for polygon in shapely.get_parts(outline) for part in _cut(polygon)]
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _code(number: str | None, name: str) -> str:
    if name in UNCODED:
        return UNCODED[name]
    country = pycountry.countries.get(numeric=number) if number else None
    if country is None:
        raise InputError("boundaries", f"outline '{name}'", f"no code for '{number}'", "Add the name to UNCODED in etl/boundaries.py.")
    return str(country.alpha_3)


def _rounded(shapes: gpd.GeoSeries) -> np.ndarray:
    rounded = shapely.transform(shapes.values, lambda coordinates: coordinates.round(DECIMALS))
    return np.asarray(shapely.remove_repeated_points(rounded))


def derive(path: Path) -> gpd.GeoDataFrame:
    """Outlines by place (``place`` '' for land of no place), in degrees, rounded to 0.01, exterior rings clockwise.

    Raises InputError for a file without the layer ``countries`` and for an outline without a known code.
    """
    try:
        atlas = gpd.read_file(path, layer="countries")
    except (DataSourceError, DataLayerError) as error:
        raise InputError(
            "boundaries",
            path.name,
            "the file is not the TopoJSON of world-atlas",
            "Give countries-50m.json of the npm package world-atlas.",
        ) from error
    atlas = atlas[~atlas["name"].isin(LEFT_OUT)]
    atlas = atlas.assign(place=[_code(*row) for row in zip(atlas["id"], atlas["name"], strict=True)], geometry=atlas.geometry.map(_planar))
    atlas["geometry"] = atlas.geometry.simplify_coverage(TOLERANCE)
    atlas["geometry"] = _rounded(atlas.geometry)
    dissolved = atlas.dissolve("place", method="coverage").reset_index()[["place", "geometry"]]
    dissolved["geometry"] = shapely.orient_polygons(dissolved.geometry.values, exterior_cw=True)
    return dissolved.sort_values("place", ignore_index=True)


def derive_disputed(path: Path) -> gpd.GeoDataFrame:
    """Disputed lines of Natural Earth 1:50m (GeoJSON), simplified and rounded like the outlines."""
    try:
        lines = gpd.read_file(path)[["geometry"]]
    except (DataSourceError, DataLayerError) as error:
        raise InputError(
            "boundaries", path.name, "the file is not GeoJSON", "Give the disputed lines of Natural Earth 1:50m as GeoJSON."
        ) from error
    lines["geometry"] = _rounded(lines.geometry.simplify(TOLERANCE))
    return lines
