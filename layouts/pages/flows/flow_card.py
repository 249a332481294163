"""What search engines and previews are told of corridors: their words, and a picture of the curves of one series."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from etl.contract.row_dicts import row_dicts
from layouts import map_zooms
from layouts.card import Arc, Box, Card, Head, Point
from layouts.export import Export, Legend
from layouts.figures import flow_map
from layouts.pages.flows import corridor_texts
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene

# How many corridors have a name; the picture has those that have room for it.
_NAMED = 12


def _arcs(side: SeriesScene, box: Box) -> tuple[Arc, ...]:
    """The corridors between two places of which some count is no mask, the largest last; the largest with an end in sight are named."""
    rows = row_dicts(side.rows[side.rows["drawn"] & ~side.rows["inside"] & (side.rows["low"] > 0)])
    seen = [number for number, row in enumerate(rows) if any(_is_in(box, end) for end in _ends(row))][:_NAMED]
    return tuple(_arc(row, named=number in seen) for number, row in enumerate(rows))[::-1]


def _ends(row: Mapping[str, Any]) -> tuple[Point, Point]:
    origin, destination = ((float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"])) for end in ("origin", "destination"))
    return origin, destination


def _is_in(box: Box, point: Point) -> bool:
    west, south, east, north = box
    return (point[0] - west) % 360 <= east - west and south <= point[1] <= north


def _arc(row: Mapping[str, Any], *, named: bool) -> Arc:
    people = corridor_texts.people(row["low"], row["high"]).removesuffix(" people").replace(" to ", "–")
    name = f"{row['origin_name']} to {row['destination_name']} {people}" if named else ""
    return Arc(*_ends(row), bisect_right(flow_map.BOUNDS, row["low"]) - 1, name)


def _card(scene: Scene, view: Export) -> Card:
    """The curves of a series; two series, which are never drawn as one, and a view without a curve are words."""
    side, zoom = scene.sides[0], map_zooms.BOXES.get(scene.state.zoom, map_zooms.BOXES[map_zooms.WORLD])
    arcs = _arcs(side, zoom)
    if len(scene.sides) > 1 or not arcs:
        return Card(view.title, (view.subtitle, f"Period: {view.period}"))
    lines = Legend(view.legends[0].title, view.legends[0].entries[: len(flow_map.BOUNDS)])
    box = None if zoom == map_zooms.BOXES[map_zooms.WORLD] else zoom
    subtitle = f"{view.subtitle} · map of {scene.zoom_name}" if box else view.subtitle
    words = (subtitle, side.sums.partition(". ")[0].rstrip("."))
    return Card(view.title, words, marked=scene.state.place, arcs=arcs, box=box, legends=(lines,))


def head(scene: Scene) -> Head:
    """The corridors of a scene."""
    view = export(scene)
    return Head(view.title, view.alt, card=_card(scene, view))
