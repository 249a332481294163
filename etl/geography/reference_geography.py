"""The geography that all sources share, made from data/reference: places, their names, outlines and the basemap.

An outline that cannot be drawn is refused.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, NamedTuple

import pandas as pd
import shapely
from pydantic import Field
from pydantic.dataclasses import dataclass
from shapely.geometry import shape

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.contract.forms import FORM, validated
from etl.contract.schema import Reference
from etl.geography import basemap, reference
from etl.geography.gazetteer import Gazetteer, gazetteer

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


def _read(where: str, outlines: Mapping[str, Any], form: type[Any]) -> pd.DataFrame:
    features = outlines.get("features") if isinstance(outlines, dict) else None
    if not isinstance(features, list):
        raise InputError("reference", where, "not a feature collection", _REMEDY)
    faults: list[EtlError] = []
    for number, feature in enumerate(features, 1):
        with gathered(faults):
            validated(form, feature, "reference", f"{where}, feature {number}")
    raise_all(faults)
    places = [feature["properties"].get("place", "") for feature in features]
    shapes = [shape(feature["geometry"]) for feature in features]
    for number, valid in enumerate(shapely.is_valid(shapes) & ~shapely.is_empty(shapes), 1):
        if not valid:
            raise InputError("reference", f"{where}, feature {number}", "the outline is empty or crosses itself", _REMEDY)
    return pd.DataFrame({"place": places, "geometry": pd.Series(shapes, dtype="object")})


def disputed_lines(outlines: Mapping[str, Any]) -> pd.DataFrame:
    """The disputed lines; raises InputError for anything but lines."""
    return _read("disputed.geojson", outlines, _LineFeature)


def area_outlines(outlines: Mapping[str, Any], places: Iterable[str]) -> pd.DataFrame:
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


class Geography(NamedTuple):
    """The table ``places``, the names of places, and the basemap as TopoJSON."""

    places: pd.DataFrame
    gazetteer: Gazetteer
    basemap: dict[str, Any]


def _centres(areas: pd.DataFrame, regions: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Longitude and latitude by place; a region without its own gets the median of its members."""
    own = pd.concat([areas, regions]).set_index("place")[["longitude", "latitude"]].replace("", None).astype("float64")
    medians = members.join(own, on="member").groupby("region")[["longitude", "latitude"]].median().round(2)
    centres = own.fillna(medians)
    for place in centres.index[centres.isna().any(axis=1)]:
        remedy = "Give it longitude and latitude, or members in members.csv."
        raise InputError("reference", f"regions.csv, '{place}'", "the region has no position", remedy)
    return centres


def _places(reference_data: Reference, boundaries: pd.DataFrame) -> pd.DataFrame:
    """The table ``places``: countries, territories, regions and the world, each with how it is drawn."""
    areas, regions, members = (reference_data.tables[name] for name in ("places", "regions", "members"))
    places = pd.concat([areas, regions.rename(columns={"scheme": "region"})], ignore_index=True)
    texts = ["subregion", "income_group"]
    centres = _centres(areas, regions, members).loc[places["place"]].reset_index(drop=True)
    drawn_as = basemap.drawn_as(places, boundaries, members)
    return places.assign(**places[texts].fillna(""), **centres, drawn_as=drawn_as)


def reference_gazetteer(tables: Mapping[str, pd.DataFrame]) -> Gazetteer:
    """The names of places in the reference tables; raises RuleError for a name with two meanings."""
    places = pd.concat([tables["places"], tables["regions"]], ignore_index=True)
    return gazetteer(places, tables["aliases"], tables["citizenships"])


def build_geography(reference_data: Reference, *, scopes: Iterable[str]) -> Geography:
    """The geography of all sources (``scopes``); raises InputError and RuleError for data that contradicts its form or itself."""
    tables, shapes = reference_data.tables, reference_data.outlines
    reference.check(tables, scopes=scopes)
    boundaries = area_outlines(shapes["boundaries"], tables["places"]["place"])
    places = _places(reference_data, boundaries)
    centres = places.set_index("place")[["longitude", "latitude"]]
    topology = basemap.basemap(boundaries, tables["members"], disputed_lines(shapes["disputed"]), centres)
    return Geography(places, reference_gazetteer(tables), topology)
