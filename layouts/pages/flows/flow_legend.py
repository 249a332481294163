"""The legend beside the map of corridors: how wide lines are for how many people, rings, masked counts, and which way arrows lead."""

from typing import Any

import pandas as pd
from dash import html

from layouts import format as words
from layouts import mark_looks
from layouts.components.aria import aria, data
from layouts.figures import flow_map
from layouts.pages.flows import corridor_texts, corridor_titles, ids
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene, uncounted


def class_counts(side: SeriesScene) -> list[int]:
    """How many lines each class has, the thinnest first."""
    lows = side.rows.loc[side.rows["drawn"] & ~side.rows["inside"] & (side.rows["low"] > 0), "low"]
    return [int(count) for count in pd.cut(lows, [*flow_map.BOUNDS, float("inf")], right=False).value_counts(sort=False)]


def inside_rows(side: SeriesScene) -> pd.DataFrame:
    """The corridors that are drawn as rings."""
    return side.rows[side.rows["drawn"] & side.rows["inside"] & (side.rows["low"] > 0)]


def _row(label: str, look: str, count: int | None = None) -> html.Li:
    return html.Li(label, className=f"legend-line {look}", **({} if count is None else data(count=f"{count:,}")))


def _lines(scene: Scene) -> list[Any]:
    """The classes of lines, the widest first, with how many there are of each where the map is one."""
    counts: list[int | None] = [*class_counts(scene.sides[0])] if len(scene.sides) == 1 else [None] * len(flow_map.BOUNDS)
    rows = [_row(span, f"line-{number}", count) for number, (span, count) in enumerate(zip(corridor_texts.spans(), counts, strict=True))]
    counted = words.sentence(" or ".join(dict.fromkeys(side.series.counted for side in scene.sides)))
    title = html.H2(
        [f"{counted} in a corridor", *([] if None in counts else [html.Span("corridors", **aria(hidden="true"))])], className="legend-title"
    )
    return [title, html.Ul(rows[::-1], className="legend-list")]


def _rings(scene: Scene) -> list[Any]:
    """How large a ring is for how many people; nothing where there is no ring."""
    inside = [side for side in scene.sides if len(inside_rows(side))]
    if not inside:
        return []
    largest = max(inside_rows(side)["low"].max() for side in inside)
    rows = [_row(f"{size:,}", f"ring ring-{size}") for size in mark_looks.RINGS if size <= largest]
    smallest = [] if rows else [_row(f"fewer than {mark_looks.RINGS[-1]:,}", f"ring ring-{mark_looks.RINGS[-1]}")]
    name = " or ".join(dict.fromkeys(side.series.inside for side in inside))
    return [html.H2(f"Rings: {name}", className="legend-title"), html.Ul([*rows, *smallest], className="legend-list")]


def _masked(scene: Scene) -> list[Any]:
    """Corridors of masked counts alone: as they are drawn, or how many are left out, with the way to them."""
    is_drawn = scene.state.masked or any(uncounted(side.rows).any() for side in scene.sides)
    drawn = [html.Ul([_row("masked counts only", "line-masked")], className="legend-list")] if is_drawn else []
    omitted = sum(side.omitted for side in scene.sides)
    if not omitted:
        return drawn
    text = f"Not drawn: {words.counted(omitted, 'corridor')} with masked counts only. "
    settings = data(settings=f'{{"{ids.HIDDEN}": {{"checked": true}}}}')
    show = html.Button("Show", type="button", className="linklike", **settings, **aria(label="Show corridors with masked counts only"))
    return [*drawn, html.P([text, show], className="quiet")]


def legend(scene: Scene) -> list[Any]:
    """The legend of a scene."""
    ways = " or ".join(dict.fromkeys(corridor_titles.direction(side.series.evidence) for side in scene.sides))
    arrows = f"Arrows run {ways} and curve to the right. The largest corridors are named where there is room."
    return [*_lines(scene), *_rings(scene), *_masked(scene), html.P(arrows, className="quiet")]
