"""Derives the reference boundaries from Natural Earth: one outline per place, simplified together so that no slivers open.

The input is the 1:50m set of the npm package world-atlas (a TopoJSON file). Outlines that cross the 180th meridian (Russia
and Fiji) are cut there first, because planar tools cannot handle them. Antarctica is left out.
"""

import json
from pathlib import Path

import antimeridian
import numpy as np
import pandas as pd
import pycountry
import shapely
from shapely import Geometry, MultiPolygon
from shapely.errors import ShapelyError
from shapely.geometry import shape
from topojson.utils import serialize_as_geojson

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.read import file_kinds

TOLERANCE = 0.09
# Mean distance of neighbouring points, in degrees: 0.13 in areas and 0.10 in disputed lines at 1:50m, 0.85 at 1:110m, 0.03 at 1:10m.
SPACING = (0.06, 0.5)
REMEDY = "Give countries-50m.json of the npm package world-atlas."
REMEDY_LINES = "Give ne_50m_admin_0_boundary_lines_disputed_areas of Natural Earth 1:50m as GeoJSON."
_WRONG_FILE = "it is not the set of outlines that the atlas uses"
# The feature classes in the set of disputed lines.
DISPUTED = ("Claim", "Breakaway")
# Names without a code in the set -> their code here, or '' for land that belongs to no place of the atlas.
UNCODED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Indian Ocean Ter.": "", "Siachen Glacier": ""}


def _planar(outline: Geometry) -> MultiPolygon:
    """An outline cut at the 180th meridian, exterior rings clockwise."""
    parts = [antimeridian.fix_polygon(polygon, fix_winding=True, great_circle=False) for polygon in shapely.get_parts(outline)]
    return MultiPolygon(list(shapely.orient_polygons(shapely.get_parts(parts), exterior_cw=True)))


def _code(number: object, name: str) -> str:
    if name in UNCODED:
        return UNCODED[name]
    country = pycountry.countries.get(numeric=number) if isinstance(number, str) else None
    if country is None:
        remedy = f"{REMEDY} If the name is new, add it to UNCODED in etl/geography/boundaries.py."
        raise InputError("boundaries", f"outline '{name}'", "the atlas knows no code for it", remedy)
    return str(country.alpha_3)


def _codes(atlas: pd.DataFrame) -> list[str]:
    codes: list[str] = []
    faults: list[EtlError] = []
    for number, name in zip(atlas["id"], atlas["name"], strict=True):
        with gathered(faults):
            codes.append(_code(number, str(name)))
    raise_all(faults)
    return codes


def _check_scale(source: str, file: str, shapes: pd.Series, remedy: str) -> None:
    """Raise InputError for shapes that are coarser or finer than 1:50m, and for a shape without points."""
    present = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    if present.empty:
        raise InputError(source, file, _WRONG_FILE, remedy)
    lines = shapely.get_parts(shapely.boundary(present) if present.iloc[0].geom_type.endswith("Polygon") else present)
    steps = np.concatenate([np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T) for line in lines])
    spacing = steps[steps < 180].mean()
    if not SPACING[0] <= spacing <= SPACING[1]:
        detail = "coarser" if spacing > SPACING[1] else "finer"
        problem = f"it is {detail} than 1:50m (a point every {spacing:.2f} degrees)"
        raise InputError(source, file, problem, remedy)
    if len(present) < len(shapes):
        raise InputError(source, file, "an outline in it has no points", remedy)


def _read(source: str, path: Path, remedy: str, *, layer: str = "") -> pd.DataFrame:
    """The features of a GeoJSON file, or of a ``layer`` of a TopoJSON file: ``id``, ``geometry`` and their properties.

    Raises InputError for a file of another kind or form.
    """
    file_kinds.require(source, path, file_kinds.JSON, remedy=remedy)
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = serialize_as_geojson(content, objectname=layer)["features"] if layer else content["features"]
        shapes = [feature["geometry"] and shape(feature["geometry"]) for feature in features]
        frame = pd.DataFrame([{**(feature["properties"] or {}), "id": feature.get("id")} for feature in features])
    except (ShapelyError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(source, path.name, _WRONG_FILE, remedy) from error
    return frame.assign(geometry=pd.Series(shapes, dtype="object"))


def _are(shapes: pd.Series, *kinds: str) -> bool:
    """Whether all shapes that are there are of these kinds."""
    return {shape.geom_type for shape in shapes.dropna()} <= set(kinds)


def _rounded(shapes: np.ndarray) -> np.ndarray:
    rounded = shapely.transform(shapes, lambda coordinates: coordinates.round(2))
    return np.asarray(shapely.remove_repeated_points(rounded))


def derive(path: Path) -> pd.DataFrame:
    """The outlines of places, from countries-50m.json of the npm package world-atlas (TopoJSON of Natural Earth 1:50m).

    By ``place`` ('' for land of no place), in degrees, rounded to 0.01, exterior rings clockwise.
    Raises InputError for a file without the layer ``countries``, of another scale, and for every outline without a known code.
    """
    atlas = _read("boundaries", path, REMEDY, layer="countries")
    if not {"id", "name"} <= set(atlas.columns) or not _are(atlas["geometry"], "Polygon", "MultiPolygon"):
        raise InputError("boundaries", path.name, "it is not the TopoJSON of world-atlas", REMEDY)
    _check_scale("boundaries", path.name, atlas["geometry"], REMEDY)
    atlas = atlas[atlas["name"] != "Antarctica"]
    places = pd.Series(_codes(atlas))
    rows_by_place = places.groupby(places).indices
    try:
        outlines = _rounded(shapely.coverage_simplify([_planar(outline) for outline in atlas["geometry"]], TOLERANCE))
        joined = [shapely.coverage_union_all(outlines[rows]) for rows in rows_by_place.values()]
        oriented = shapely.orient_polygons(joined, exterior_cw=True)
    except (ShapelyError, ValueError) as error:
        raise InputError("boundaries", path.name, f"its outlines cannot be cut and joined ({error})", REMEDY) from error
    return pd.DataFrame({"place": list(rows_by_place), "geometry": oriented})


def derive_disputed(path: Path) -> pd.DataFrame:
    """The disputed lines, from ne_50m_admin_0_boundary_lines_disputed_areas of Natural Earth 1:50m (GeoJSON).

    Simplified and rounded like the outlines. Raises InputError for lines that the set does not call disputed, or of another scale.
    """
    lines = _read("disputed", path, REMEDY_LINES)
    if "featurecla" not in lines or not _are(lines["geometry"], "LineString", "MultiLineString"):
        raise InputError("disputed", path.name, "it does not hold only lines, each with its featurecla", REMEDY_LINES)
    if others := sorted(set(lines["featurecla"].astype("str")) - set(DISPUTED)):
        raise InputError("disputed", path.name, f"it holds other lines than disputed ones: {', '.join(others)}", REMEDY_LINES)
    _check_scale("disputed", path.name, lines["geometry"], REMEDY_LINES)
    return pd.DataFrame({"geometry": _rounded(shapely.simplify(lines["geometry"], TOLERANCE))})
