"""What search engines and previews are told of corridors: their words, and a picture of the curves of one series."""

from bisect import bisect_right

from etl.contract.row_dicts import row_dicts
from layouts.card import Arc, Card, Head
from layouts.export import Export, Legend
from layouts.figures import flow_map
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene


def _arcs(side: SeriesScene) -> tuple[Arc, ...]:
    """The corridors between two places of which some count is no mask, the largest last."""
    rows = side.rows[side.rows["drawn"] & ~side.rows["inside"] & (side.rows["low"] > 0)]
    return tuple(
        Arc(
            (float(row["origin_longitude"]), float(row["origin_latitude"])),
            (float(row["destination_longitude"]), float(row["destination_latitude"])),
            bisect_right(flow_map.BOUNDS, row["low"]) - 1,
        )
        for row in reversed(row_dicts(rows))
    )


def _card(scene: Scene, view: Export) -> Card:
    """The curves of a series; two series, which are never drawn as one, and a view without a curve are words."""
    side, arcs = scene.sides[0], _arcs(scene.sides[0])
    if len(scene.sides) > 1 or not arcs:
        return Card(view.title, (view.subtitle, f"Period: {view.period}"))
    lines = Legend(view.legends[0].title, view.legends[0].entries[: len(flow_map.BOUNDS)])
    words = (view.subtitle, side.sums.partition(". ")[0].rstrip("."))
    return Card(view.title, words, marked=scene.state.place, arcs=arcs, legends=(lines,))


def head(scene: Scene) -> Head:
    """The corridors of a scene."""
    view = export(scene)
    return Head(view.title, view.alt, card=_card(scene, view))
