"""Brings outlines of Natural Earth into the reference data: areas by place, and disputed lines.

New outlines are held against what a build asks of them, and against the places that the atlas draws, before they take
the place of the old ones.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from etl.contract.errors import EtlError, InputError
from etl.geography import boundaries, outlines
from etl.store import inputs

OUTLINES: Mapping[str, Callable[[Path], gpd.GeoDataFrame]] = {"boundaries": boundaries.derive, "disputed": boundaries.derive_disputed}


def _feature(place: str, outline: shapely.Geometry) -> str:
    shape = json.loads(shapely.to_geojson(outline))
    return json.dumps({"type": "Feature", "properties": {"place": place}, "geometry": shape}, separators=(",", ":"))


def _check_places(drawn: set[str], file: Path, data: Path) -> None:
    """Hold the places that new outlines draw against those that the atlas has and draws now."""
    before = {feature["properties"]["place"] for feature in inputs.read_outlines(data, "boundaries")["features"]}
    unknown = drawn - set(inputs.read_places(data)["places"]["place"]) - {""}
    for places, problem in (
        (before - drawn, "no outline of {}, which the atlas draws"),
        (unknown, "an outline of {}, which places.csv lacks"),
    ):
        if places:
            raise InputError("boundaries", file.name, f"it has {problem.format(', '.join(sorted(places)))}", boundaries.REMEDY)


def _check_outlines(name: str, features: list[str], file: Path, data: Path) -> None:
    """Hold new outlines against what a build asks of them."""
    collection = {"features": [json.loads(feature) for feature in features]}
    drawn = {feature["properties"]["place"] for feature in collection["features"]}
    if name == "boundaries":
        _check_places(drawn, file, data)
        outlines.boundaries(collection, drawn)
    else:
        outlines.disputed(collection)


def replaced(name: str, file: Path, data: Path) -> Iterator[str]:
    """Replace the outlines ``name`` by those of a file; yields what was written. Raises EtlError for a file that is not taken."""
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
