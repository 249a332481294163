"""The row of controls of the map page: what is mapped, by whom and of whom, and the tabs."""

import dash_mantine_components as dmc
from dash import html

from layouts.components.controls import select
from layouts.components.folded import folded
from layouts.pages.map import ids
from layouts.pages.map.scene import Scene

TABS = {"map": "Map", "chart": "Chart", "table": "Table"}


def boxes(scene: Scene) -> dict[str, dict[str, str]]:
    """The styles of the boxes of controls that not every view needs, by their identifiers."""
    series = scene.layer.series
    needed = {ids.GROUP_BOX: len(series.groups) > 1, ids.INFERRED_BOX: series.has_inferred, ids.YEAR_BOX: len(scene.stops) > 1}
    return {box: {} if need else {"display": "none"} for box, need in needed.items()}


def controls_row(scene: Scene) -> html.Div:
    """Indicator, source and group, of which the last two fold on a phone, and at their right the tabs."""
    state, styles = scene.state, boxes(scene)
    searched = {"searchable": True, "selectFirstOptionOnChange": True, "nothingFoundMessage": "No indicator matches these words."}
    group = select(ids.GROUP, "Group and form of exploitation", scene.groups, state.group)
    inferred = dmc.Switch(id=ids.INFERRED, label="Include inferred values", checked=state.inferred, size="sm")
    further = [
        html.Div(select(ids.SOURCE, "Source", scene.sources, state.source), className="source-box"),
        html.Div(group, id=ids.GROUP_BOX, className="group-box", style=styles[ids.GROUP_BOX]),
        html.Div(inferred, id=ids.INFERRED_BOX, className="switch-box", style=styles[ids.INFERRED_BOX]),
    ]
    return html.Div(
        [
            select(ids.INDICATOR, "Indicator", scene.indicators, state.indicator, **searched),
            folded("Source and group", further),
            dmc.TabsList([dmc.TabsTab(name, value=tab) for tab, name in TABS.items()]),
        ],
        className="map-controls",
    )
