"""The basemap is wound for a sphere, leaves no slivers between neighbours, and holds every place that has an outline."""

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import shapely

from etl.geography import boundaries
from etl.queries.atlas import atlas, basemap
from etl.store.tables import DATA


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    scale = topology["transform"]["scale"][0]
    return [
        [(x * scale, y * scale) for x, y in accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])]
        for arc in topology["arcs"]
    ]


@pytest.fixture(scope="module")
def topology() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(basemap())
    return whole


@pytest.fixture(scope="module")
def outlines(topology: dict[str, Any]) -> dict[str, list[list[shapely.LinearRing]]]:
    arcs = _arcs(topology)

    def ring(numbers: list[int]) -> shapely.LinearRing:
        points: list[tuple[float, float]] = []
        for number in numbers:
            walked = arcs[number] if number >= 0 else arcs[~number][::-1]
            assert not points or points[-1] == pytest.approx(walked[0])
            points += walked[1:] if points else walked
        assert points[0] == pytest.approx(points[-1])
        return shapely.LinearRing(points)

    countries = topology["objects"]["countries"]["geometries"]
    return {shape["id"]: [[ring(numbers) for numbers in polygon] for polygon in shape["arcs"]] for shape in countries}


def test_outlines_run_clockwise_and_holes_the_other_way(outlines: dict[str, list[list[shapely.LinearRing]]]) -> None:
    for place, polygons in outlines.items():
        for outer, *holes in polygons:
            assert not outer.is_ccw, place
            assert all(hole.is_ccw for hole in holes), place


def test_every_place_with_an_outline_is_in_the_basemap_once(topology: dict[str, Any]) -> None:
    places = atlas()["places"]
    drawn = [shape["id"] for shape in topology["objects"]["countries"]["geometries"]]
    assert sorted(drawn) == sorted(places.loc[places["drawn_as"] != "point", "place"])
    assert None not in drawn


def test_neighbours_share_their_border_without_slivers() -> None:
    outlines = json.loads((DATA / "reference" / "boundaries.geojson").read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in outlines["features"]]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_the_layers_that_plotly_asks_for_are_there(topology: dict[str, Any]) -> None:
    assert set(topology["objects"]) == {"countries", "land", "rivers", "coastlines", "ocean", "lakes", "subunits"}
    assert all(shape["properties"]["ct"] for shape in topology["objects"]["countries"]["geometries"])
    assert topology["objects"]["rivers"]["geometries"][0]["type"] == "MultiLineString"


def test_a_region_is_the_union_of_its_members(outlines: dict[str, list[list[shapely.LinearRing]]]) -> None:
    def area(place: str) -> float:
        polygons = [shapely.Polygon(outer, holes) for outer, *holes in outlines[place]]
        return float(sum(polygon.area for polygon in polygons))

    members = atlas()["members"]
    for region in ("M49:150", "ILO:AFRICA_2012", "SCG", "WORLD"):
        parts = [place for place in members.loc[members["region"] == region, "member"] if place in outlines]
        assert area(region) == pytest.approx(sum(map(area, parts)), rel=1e-6)


def test_no_outline_crosses_the_date_line(outlines: dict[str, list[list[shapely.LinearRing]]]) -> None:
    for polygons in (outlines["RUS"], outlines["FJI"]):
        for outer, *_ in polygons:
            assert outer.bounds[2] - outer.bounds[0] < 180


def _dense(corners: list[list[int]]) -> list[list[float]]:
    """A line with a point every 0.2 degrees, as at 1:50m; longitudes beyond 180 go on at -180."""
    line = shapely.segmentize(shapely.LineString(corners), 0.2)
    return [[x - 360 if x > 180 else x, y] for x, y in shapely.get_coordinates(line).round(6).tolist()]


def test_outlines_are_derived_from_the_atlas_of_outlines(tmp_path: Path) -> None:
    """Two squares with a shared border, one crossing the 180th meridian, and a third that is left out."""
    corners = [
        [[10, 0], [10, 10]],
        [[10, 10], [0, 10], [0, 0], [10, 0]],
        [[10, 0], [20, 0], [20, 10], [10, 10]],
        [[170, -10], [190, -10], [190, -20], [170, -20], [170, -10]],
        [[0, -80], [10, -80], [10, -85], [0, -80]],
    ]
    arcs = [_dense(corner) for corner in corners]
    shapes = [
        {"type": "Polygon", "id": "020", "properties": {"name": "Andorra"}, "arcs": [[0, 1]]},
        {"type": "Polygon", "id": "250", "properties": {"name": "France"}, "arcs": [[-1, 2]]},
        {"type": "Polygon", "id": "242", "properties": {"name": "Fiji"}, "arcs": [[3]]},
        {"type": "Polygon", "id": "010", "properties": {"name": "Antarctica"}, "arcs": [[4]]},
    ]
    objects = {"countries": {"type": "GeometryCollection", "geometries": shapes}}
    (tmp_path / "world.json").write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": arcs}), encoding="utf-8")
    frame = boundaries.derive(tmp_path / "world.json").set_index("place")
    assert list(frame.index) == ["AND", "FJI", "FRA"]
    outline: dict[str, Any] = dict(zip(frame.index, frame["geometry"], strict=True))
    assert outline["FJI"].bounds == (-180, -20, 180, -10)
    assert len(outline["FJI"].geoms) == 2
    assert outline["AND"].intersection(outline["FRA"]).length == pytest.approx(10)
