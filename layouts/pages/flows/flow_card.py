"""What search engines and previews are told of corridors: their words, and a picture of the curves of one series."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from etl.contract.row_dicts import row_dicts
from layouts import map_zooms
from layouts.card import Arc, Box, Card, Head, Point
from layouts.export import Export, Legend
from layouts.figures import flow_map
from layouts.format import in_sentence
from layouts.pages.flows import corridor_texts
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene

# How many corridors have a name; the picture has those that have room for it.
_NAMED = 12
# Of a place: the share of its people that its part of the world holds, the margin around them and half of the least width in
# degrees, and from which width on it is the world.
_MOST_PEOPLE, _MARGIN, _LEAST, _ALL_AROUND = 0.9, 1.08, 6.9, 240


def _arcs(side: SeriesScene, box: Box) -> tuple[Arc, ...]:
    """The corridors between two places of which some count is no mask, the largest last; the largest with an end in sight are named."""
    rows = row_dicts(side.rows[side.rows["drawn"] & ~side.rows["inside"] & (side.rows["low"] > 0)])
    seen = [number for number, row in enumerate(rows) if any(_is_in(box, end) for end in _ends(row))][:_NAMED]
    return tuple(_arc(row, named=number in seen) for number, row in enumerate(rows))[::-1]


def _ends(row: Mapping[str, Any]) -> tuple[Point, Point]:
    origin, destination = ((float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"])) for end in ("origin", "destination"))
    return origin, destination


def _around_place(side: SeriesScene) -> Box:
    """The part of the world where most people of the chosen place are counted, as assets/core/corridors.js finds it."""
    rows = side.rows[side.rows["drawn"] & (side.rows["high"] != 0)]
    lows = rows["low"].fillna(0).astype("float64")
    world = map_zooms.BOXES[map_zooms.WORLD]
    ends = [end for row in row_dicts(rows[lows.cumsum() - lows <= lows.sum() * _MOST_PEOPLE]) for end in _ends(row)]
    if not ends:
        return world
    first = ends[0][0]
    west, east = _span([first + (longitude - first + 180) % 360 - 180 for longitude, _ in ends])
    south, north = _span([latitude for _, latitude in ends])
    return world if east - west > _ALL_AROUND else (west, max(south, world[1]), east, min(north, world[3]))


def _span(degrees: Sequence[float]) -> tuple[int, int]:
    """The ends of what is shown of degrees, in whole ones, with a margin."""
    middle, half = (min(degrees) + max(degrees)) / 2, max((max(degrees) - min(degrees)) / 2 * _MARGIN, _LEAST)
    return round(middle - half), round(middle + half)


def _is_in(box: Box, point: Point) -> bool:
    west, south, east, north = box
    return (point[0] - west) % 360 <= east - west and south <= point[1] <= north


def _arc(row: Mapping[str, Any], *, named: bool) -> Arc:
    number = corridor_texts.number(row["low"], row["high"]).replace(" to ", "–")
    name = f"{row['origin_name']} to {row['destination_name']} {number}" if named else ""
    return Arc(*_ends(row), bisect_right(flow_map.BOUNDS, row["low"]) - 1, name)


def _card(scene: Scene, view: Export) -> Card:
    """The curves of a series; two series, which are never drawn as one, and a view without a curve are words."""
    side, zoom = scene.sides[0], map_zooms.BOXES.get(scene.state.zoom) or _around_place(scene.sides[0])
    arcs = _arcs(side, zoom)
    if len(scene.sides) > 1 or not arcs:
        return Card(view.title, (view.subtitle, f"Period: {view.period}"))
    lines = Legend(view.legends[0].title, view.legends[0].entries[: len(flow_map.BOUNDS)])
    box = None if zoom == map_zooms.BOXES[map_zooms.WORLD] else zoom
    part = f" · map {'around' if scene.state.zoom == map_zooms.PLACE else 'of'} {in_sentence(scene.zoom_name)}" if box else ""
    words = (view.subtitle + part, side.sums.partition(". ")[0].rstrip("."))
    return Card(view.title, words, marked=scene.state.place, arcs=arcs, box=box, legends=(lines,))


def head(scene: Scene) -> Head:
    """The corridors of a scene."""
    view = export(scene)
    return Head(view.title, view.alt, card=_card(scene, view))
