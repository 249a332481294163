"""What search engines and previews are told of corridors: their words, and a picture of the curves of one series."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from etl.contract.row_dicts import row_dicts
from layouts.card import Arc, Card, Head
from layouts.export import Export, Legend
from layouts.figures import flow_map
from layouts.pages.flows import corridor_texts
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene

_NAMED = 5


def _arcs(side: SeriesScene) -> tuple[Arc, ...]:
    """The corridors between two places of which some count is no mask, the largest last; the largest are named."""
    rows = row_dicts(side.rows[side.rows["drawn"] & ~side.rows["inside"] & (side.rows["low"] > 0)])
    return tuple(_arc(row, named=number < _NAMED) for number, row in enumerate(rows))[::-1]


def _arc(row: Mapping[str, Any], *, named: bool) -> Arc:
    origin, destination = ((float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"])) for end in ("origin", "destination"))
    people = corridor_texts.people(row["low"], row["high"]).removesuffix(" people").replace(" to ", "–")
    name = f"{row['origin_name']} to {row['destination_name']} {people}" if named else ""
    return Arc(origin, destination, bisect_right(flow_map.BOUNDS, row["low"]) - 1, name)


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
