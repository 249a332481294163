"""Reads the outlines of data/reference: areas by place, and disputed lines; an outline that cannot be drawn is refused."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import geopandas as gpd
from pydantic import Field
from pydantic.dataclasses import dataclass

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.contract.forms import FORM, validated

_REMEDY = "Restore the file from version control, or import it again."


@dataclass(config=FORM)
class _Properties:
    place: str = ""


@dataclass(config=FORM)
class _Area:
    type: Literal["Polygon", "MultiPolygon"]
    coordinates: Annotated[list[Any], Field(min_length=1)]


@dataclass(config=FORM)
class _Line:
    type: Literal["LineString", "MultiLineString"]
    coordinates: Annotated[list[Any], Field(min_length=1)]


@dataclass(config=FORM)
class _AreaFeature:
    type: Literal["Feature"]
    properties: _Properties
    geometry: _Area


@dataclass(config=FORM)
class _LineFeature:
    type: Literal["Feature"]
    properties: _Properties
    geometry: _Line


def _read(where: str, outlines: Mapping[str, Any], form: type[Any]) -> gpd.GeoDataFrame:
    features = outlines.get("features") if isinstance(outlines, dict) else None
    if not isinstance(features, list):
        raise InputError("reference", where, "not a feature collection", _REMEDY)
    faults: list[EtlError] = []
    for number, feature in enumerate(features, 1):
        with gathered(faults):
            validated(form, feature, "reference", f"{where}, feature {number}")
    raise_all(faults)
    frame = gpd.GeoDataFrame.from_features(features, columns=["geometry", "place"])
    for number, valid in enumerate(frame.is_valid & ~frame.is_empty, 1):
        if not valid:
            raise InputError("reference", f"{where}, feature {number}", "the outline is empty or crosses itself", _REMEDY)
    return frame


def disputed(outlines: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """The disputed lines; raises InputError for anything but lines."""
    return _read("disputed.geojson", outlines, _LineFeature)


def boundaries(outlines: Mapping[str, Any], places: Iterable[str]) -> gpd.GeoDataFrame:
    """One outline per place ('' for land of no place).

    Raises InputError for anything but areas, a place that ``places`` lacks, and a place with two outlines, of which a map
    would draw only the first.
    """
    where = "boundaries.geojson"
    frame = _read(where, outlines, _AreaFeature)
    named = frame.loc[frame["place"] != "", "place"]
    if unknown := sorted(set(named) - set(places)):
        raise InputError("reference", where, f"there is no place '{unknown[0]}'", "Add it to places.csv, or import the outlines again.")
    for place in named[named.duplicated()]:
        raise InputError("reference", where, f"'{place}' has two outlines", "Join them into one MultiPolygon.")
    return frame
