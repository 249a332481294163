"""The map page: one indicator of one source in one year, on a map and in a table, with its evidence in sight."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts.components import evidence_list, rows_table
from layouts.components.aria import aria
from layouts.components.controls import select
from layouts.components.disclaimer import BOUNDARIES
from layouts.components.graphs import graph
from layouts.components.later_edition import later_edition
from layouts.components.layer_parts import absences, layer_legend, period_evidence, source_evidence
from layouts.components.share_menu import share_menu
from layouts.pages.map import chart, ids
from layouts.pages.map.scene import Scene
from layouts.pages.map.state import CODEC


def boxes(scene: Scene) -> dict[str, dict[str, str]]:
    """The styles of the boxes of controls that not every view needs, by their identifiers."""
    series = scene.layer.series
    needed = {ids.GROUP_BOX: len(series.groups) > 1, ids.INFERRED_BOX: series.has_inferred, ids.YEAR_BOX: len(scene.stops) > 1}
    return {box: {} if need else {"display": "none"} for box, need in needed.items()}


def stops(scene: Scene) -> list[dict[str, Any]]:
    """The steps of the slider, each with the reason where it is a hole."""
    return [{"year": stop.year, **({"hole": stop.hole} if stop.hole else {})} for stop in scene.stops]


def heading(scene: Scene) -> list[Any]:
    """The title and what stands under it, of the map or of the chart over time."""
    family = vocabulary.terms("family")[scene.layer.indicator.family]
    title, subtitle = chart.title(scene) if scene.is_chart else (scene.layer.title, scene.layer.subtitle)
    texts = [html.H1(title), html.P(subtitle, className="subtitle")]
    return [*texts, *later_edition(*scene.latest), html.P(family.definition, className="quiet")]


def evidence_of_period(scene: Scene) -> Sequence[Any]:
    """The evidence of the rows drawn, on the map or in the chart."""
    return chart.row_evidence(scene.chart) if scene.is_chart else period_evidence(scene.layer)


def evidence_of_source(scene: Scene) -> Sequence[Any]:
    """The evidence that holds for the whole source."""
    return chart.source_evidence(scene.chart) if scene.is_chart else source_evidence(scene.layer)


def hole_note(scene: Scene) -> Any:
    """The reason why a year is empty."""
    hole = scene.layer.hole
    return dmc.Alert(hole, title=f"{scene.state.year}: few figures", color="gray", variant="light") if hole else None


def place_reading(scene: Scene) -> Sequence[Any]:
    """What the map says of the chosen place, and the way to its chart; nothing where none is chosen."""
    if scene.place_reading is None:
        return []
    return [*evidence_list.of_place(**vars(scene.place_reading)), html.P(chart.way_to_chart(scene, scene.place_reading.name))]


def page_look(scene: Scene) -> str:
    """The style class of the page: the chart has no year to choose, and no place beside it."""
    return "world" + (" charting" if scene.is_chart else "")


def _controls(scene: Scene) -> html.Div:
    state, styles = scene.state, boxes(scene)
    searched = {"searchable": True, "nothingFoundMessage": "No indicator has these words."}
    group = select(ids.GROUP, "Group and form of exploitation", scene.groups, state.group)
    inferred = dmc.Switch(id=ids.INFERRED, label="Include inferred values", checked=state.inferred, size="sm")
    return html.Div(
        [
            select(ids.INDICATOR, "Indicator", scene.indicators, state.indicator, **searched),
            select(ids.SOURCE, "Source", scene.sources, state.source),
            html.Div(group, id=ids.GROUP_BOX, style=styles[ids.GROUP_BOX]),
            html.Div(inferred, id=ids.INFERRED_BOX, className="switch-box", style=styles[ids.INFERRED_BOX]),
        ],
        className="controls",
    )


def _years(scene: Scene) -> html.Div:
    label = "Play the years; stops where figures are missing"
    play = dmc.Button("Play", id=ids.PLAY, variant="default", size="xs", **aria(label=label))
    look = {"size": "sm", "thumbSize": 18, "thumbLabel": "Year", "className": "years"}
    slider = dmc.Slider(id=ids.YEAR, step=1, restrictToMarks=True, **look, **scene.slider)
    return html.Div([play, slider], id=ids.YEAR_BOX, className="year-box", style=boxes(scene)[ids.YEAR_BOX])


def _tabs(scene: Scene) -> dmc.Tabs:
    mapped = [
        graph(ids.FIGURE, scene.figure, label="World map. The tab Table offers the same rows in words."),
        html.Div(layer_legend(scene.layer), id=ids.LEGEND, className="legend"),
        absences(),
        html.P(BOUNDARIES, className="disclaimer"),
    ]
    names = {"map": "Map", "chart": "Chart", "table": "Table"}
    tabs = dmc.TabsList([dmc.TabsTab(name, value=tab) for tab, name in names.items()])
    content = {"map": mapped, "chart": chart.panel(scene), "table": rows_table.table(ids.TABLE)}
    panels = [dmc.TabsPanel(content[tab], value=tab) for tab in names]
    return dmc.Tabs([tabs, *panels], id=ids.TAB, value=scene.state.tab, keepMounted=True)


def _evidence(scene: Scene) -> html.Aside:
    return html.Aside(
        [
            _choose(scene),
            html.H2("Evidence"),
            html.Div(place_reading(scene), id=ids.PLACE_READING, className="chosen", **aria(live="polite")),
            html.Div(evidence_of_period(scene), id=ids.PERIOD_EVIDENCE),
            html.Div(evidence_of_source(scene), id=ids.SOURCE_EVIDENCE),
        ],
        className="evidence",
        **aria(label="Evidence for what is shown"),
    )


def _choose(scene: Scene) -> dmc.Select:
    return dmc.Select(
        id=ids.PLACE,
        label="Choose a country or territory",
        description="By name, former name or code; or select it on the map.",
        data=scene.places,
        value=scene.state.place or None,
        searchable=True,
        clearable=True,
        clearButtonProps=aria(label="Choose no place"),
        placeholder="For instance Thailand, Burma or CIV",
        nothingFoundMessage="No place has this name or code.",
        filter={"function": "byAnyName"},
        selectFirstOptionOnChange=True,
        maxDropdownHeight=320,
        className="choose",
    )


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    figure = html.Div([_tabs(scene), share_menu("world", path="/map", entries=("indicator", "source", "place"))], className="stage-map")
    link = CODEC.encode(scene.state)
    return html.Div(
        [
            _controls(scene),
            html.Div(heading(scene), id=ids.HEADING, className="heading", **aria(live="polite")),
            _years(scene),
            html.Div(hole_note(scene), id=ids.HOLE, role="status"),
            html.Div([figure, _evidence(scene)], className="stage"),
            dcc.Interval(id=ids.TIMER, interval=1400, disabled=True),
            dcc.Store(id=ids.STOPS, data=stops(scene)),
            dcc.Store(id=ids.OUTLINES, data=scene.layer.outlines),
            dcc.Store(id=ids.SHADED, data=scene.state.shaded),
            dcc.Store(id=ids.ONLY, data=scene.state.only),
            dcc.Store(id=ids.LINK, data=link),
            dcc.Store(id=ids.TABLE_LINK),
            dcc.Store(id=ids.CHART_LINK, data=link) if scene.is_chart else dcc.Store(id=ids.CHART_LINK),
        ],
        id=ids.PAGE,
        className=page_look(scene),
    )
