"""Derives the reference boundaries from Natural Earth: one outline a place, simplified together so that no slivers open.

The input is the 1:50m set of the npm package world-atlas (a TopoJSON file). Its outlines cross the 180th meridian, which
planar tools cannot handle, so Russia and Fiji are cut there first. Antarctica is left out.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pycountry
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from shapely import Geometry, GEOSException, MultiPolygon, Polygon

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.read import file_kinds

TOLERANCE = 0.09
# Between neighbouring points of the 1:50m set, in degrees, on average: 0.13 in areas, 0.10 in disputed lines; 1:110m has 0.85, 1:10m 0.03.
SPACING = (0.06, 0.5)
REMEDY = "Give countries-50m.json of the npm package world-atlas."
REMEDY_LINES = "Give ne_50m_admin_0_boundary_lines_disputed_areas of Natural Earth 1:50m as GeoJSON."
_NOT_THE_SET = "it is not the set of outlines that the atlas is made from"
# What the set of disputed lines calls its lines.
DISPUTED = ("Claim", "Breakaway")
DECIMALS = 2
# Names that the set gives no code: their code here, or '' for land that belongs to no place of the atlas.
UNCODED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Indian Ocean Ter.": "", "Siachen Glacier": ""}
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


def _code(number: object, name: str) -> str:
    if name in UNCODED:
        return UNCODED[name]
    country = pycountry.countries.get(numeric=number) if isinstance(number, str) else None
    if country is None:
        remedy = f"{REMEDY} If it names new land, add the name to UNCODED in etl/geography/boundaries.py."
        raise InputError("boundaries", f"outline '{name}'", "the atlas knows no code for it", remedy)
    return str(country.alpha_3)


def _codes(atlas: gpd.GeoDataFrame) -> list[str]:
    codes: list[str] = []
    faults: list[EtlError] = []
    for number, name in zip(atlas["id"], atlas["name"], strict=True):
        with gathered(faults):
            codes.append(_code(number, str(name)))
    raise_all(faults)
    return codes


def _check_scale(source: str, file: str, shapes: gpd.GeoSeries, remedy: str) -> None:
    """Raise InputError for shapes that are drawn coarser or finer than at 1:50m, and for a shape without points."""
    drawn = shapes[~(shapely.is_missing(shapes.to_numpy()) | shapely.is_empty(shapes.to_numpy()))]
    if drawn.empty:
        raise InputError(source, file, _NOT_THE_SET, remedy)
    lines = shapely.get_parts((drawn.boundary if drawn.iloc[0].geom_type.endswith("Polygon") else drawn).to_numpy())
    steps = np.concatenate([np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T) for line in lines])
    spacing = steps[steps < 180].mean()
    if not SPACING[0] <= spacing <= SPACING[1]:
        how = "coarser" if spacing > SPACING[1] else "finer"
        problem = f"it is drawn {how} than at 1:50m (a point every {spacing:.2f} degrees)"
        raise InputError(source, file, problem, remedy)
    if len(drawn) < len(shapes):
        raise InputError(source, file, "an outline in it has no points", remedy)


def _read(source: str, path: Path, remedy: str, **options: str) -> gpd.GeoDataFrame:
    """The features of a JSON file; raises InputError for a file of another kind or form."""
    file_kinds.require(source, path, file_kinds.JSON, remedy=remedy)
    try:
        with warnings.catch_warnings(action="ignore"):
            features = gpd.read_file(path, **options)
    except (DataSourceError, DataLayerError, GEOSException, ValueError) as error:
        raise InputError(source, path.name, _NOT_THE_SET, remedy) from error
    if features.empty or "geometry" not in features:
        raise InputError(source, path.name, _NOT_THE_SET, remedy)
    return features


def _rounded(shapes: gpd.GeoSeries) -> np.ndarray:
    rounded = shapely.transform(shapes.values, lambda coordinates: coordinates.round(DECIMALS))
    return np.asarray(shapely.remove_repeated_points(rounded))


def derive(path: Path) -> gpd.GeoDataFrame:
    """The outlines of places, from countries-50m.json of the npm package world-atlas (TopoJSON of Natural Earth 1:50m).

    By ``place`` ('' for land of no place), in degrees, rounded to 0.01, exterior rings clockwise.
    Raises InputError for a file without the layer ``countries``, of another scale, and for every outline without a known code.
    """
    atlas = _read("boundaries", path, REMEDY, layer="countries")
    if not {"id", "name"} <= set(atlas.columns) or not atlas.geom_type.dropna().isin(["Polygon", "MultiPolygon"]).all():
        raise InputError("boundaries", path.name, "it is not the TopoJSON of world-atlas", REMEDY)
    _check_scale("boundaries", path.name, atlas.geometry, REMEDY)
    atlas = atlas[~atlas["name"].isin(LEFT_OUT)]
    atlas = atlas.assign(place=_codes(atlas), geometry=atlas.geometry.map(_planar))
    try:
        atlas["geometry"] = atlas.geometry.simplify_coverage(TOLERANCE)
        atlas["geometry"] = _rounded(atlas.geometry)
        dissolved = atlas.dissolve("place", method="coverage").reset_index()[["place", "geometry"]]
        dissolved["geometry"] = shapely.orient_polygons(dissolved.geometry.values, exterior_cw=True)
    except GEOSException as error:
        raise InputError("boundaries", path.name, f"its outlines cannot be joined ({error})", REMEDY) from error
    return dissolved.sort_values("place", ignore_index=True)


def derive_disputed(path: Path) -> gpd.GeoDataFrame:
    """The disputed lines, from ne_50m_admin_0_boundary_lines_disputed_areas of Natural Earth 1:50m (GeoJSON).

    Simplified and rounded like the outlines.
    Raises InputError for anything but lines that the set calls disputed, and for lines of another scale.
    """
    lines = _read("disputed", path, REMEDY_LINES)
    if "featurecla" not in lines or not lines.geom_type.dropna().isin(["LineString", "MultiLineString"]).all():
        raise InputError("disputed", path.name, "it does not hold only lines, each with its featurecla", REMEDY_LINES)
    if others := sorted(set(lines["featurecla"].astype("str")) - set(DISPUTED)):
        raise InputError("disputed", path.name, f"it holds other lines than disputed ones: {', '.join(others)}", REMEDY_LINES)
    _check_scale("disputed", path.name, lines.geometry, REMEDY_LINES)
    lines = lines[["geometry"]]
    lines["geometry"] = _rounded(lines.geometry.simplify(TOLERANCE))
    return lines
