"""Imports outlines of Natural Earth into the reference data: areas by place, and disputed lines.

New outlines are checked as a build checks them, and against the places that the atlas draws, before they replace the old ones.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from etl.contract.errors import EtlError, InputError
from etl.geography import boundaries, reference_geography
from etl.store import inputs

OUTLINES: Mapping[str, Callable[[Path], gpd.GeoDataFrame]] = {"boundaries": boundaries.derive, "disputed": boundaries.derive_disputed}


def _feature(place: str, outline: shapely.Geometry) -> str:
    shape = json.loads(shapely.to_geojson(outline))
    return json.dumps({"type": "Feature", "properties": {"place": place}, "geometry": shape}, separators=(",", ":"))


def _places(features: list[dict[str, Any]]) -> set[str]:
    return {feature["properties"]["place"] for feature in features}


def _check_places(places: set[str], file: Path, data: Path) -> None:
    """Raise InputError where new outlines lack a place that the atlas draws now, or have one that it does not know."""
    missing = _places(inputs.read_outlines(data, "boundaries")["features"]) - places
    unknown = places - set(inputs.read_places(data)["places"]["place"]) - {""}
    for wrong, problem in ((missing, "no outline of {}, which the atlas draws"), (unknown, "an outline of {}, which places.csv lacks")):
        if wrong:
            raise InputError("boundaries", file.name, f"it has {problem.format(', '.join(sorted(wrong)))}", boundaries.REMEDY)


def _check_outlines(name: str, features: list[str], file: Path, data: Path) -> None:
    """Check new outlines as a build checks them."""
    collection = {"features": [json.loads(feature) for feature in features]}
    if name == "boundaries":
        places = _places(collection["features"])
        _check_places(places, file, data)
        reference_geography.area_outlines(collection, places)
    else:
        reference_geography.disputed_lines(collection)


def replace_outlines(name: str, file: Path, data: Path) -> Iterator[str]:
    """Replace the outlines ``name`` by those of a file; yields what was written. Raises EtlError for a file that is refused."""
    try:
        frame = OUTLINES[name](file)
        places = frame["place"] if "place" in frame else [""] * len(frame)
        features = [_feature(*row) for row in zip(places, frame.geometry, strict=True)]
        _check_outlines(name, features, file, data)
    except EtlError as error:
        for fault in error.faults:
            fault.source, fault.where = name, fault.where if file.name in fault.where else f"{file.name}, {fault.where}"
        raise
    inputs.write_outlines(data, name, features)
    yield f"data/reference/{name}.geojson: {len(frame)} outlines"
