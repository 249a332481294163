"""The map page: one indicator of one source in one year, on a map, over time and in a table, with its evidence in sight."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts.components import rows_table
from layouts.components.aria import aria
from layouts.components.disclaimer import BOUNDARIES, disclaimer
from layouts.components.graphs import graph, tappable
from layouts.components.later_edition import later_edition
from layouts.components.layer_parts import period_evidence, source_evidence
from layouts.components.share_menu import share_menu
from layouts.components.year_axis import year_axis
from layouts.pages.map import chart, ids
from layouts.pages.map.map_column import map_column, picker
from layouts.pages.map.map_controls import boxes, controls_row
from layouts.pages.map.scene import Scene
from layouts.pages.map.state import CODEC


def heading(scene: Scene) -> list[Any]:
    """The title and what stands under it, of the map or of the chart over time."""
    title, subtitle = chart.title(scene) if scene.is_chart else (scene.layer.title, scene.layer.subtitle)
    return [html.H1(title), html.P(subtitle, className="subtitle"), *later_edition(*scene.latest)]


def evidence_of_period(scene: Scene) -> Sequence[Any]:
    """The evidence of the rows drawn, on the map or in the chart."""
    return chart.row_evidence(scene.chart) if scene.is_chart else period_evidence(scene.layer, opened_by=ids.REVISION)


def evidence_of_source(scene: Scene) -> Sequence[Any]:
    """The evidence that holds for the whole source."""
    return chart.source_evidence(scene.chart) if scene.is_chart else source_evidence(scene.layer)


def hole_note(scene: Scene) -> Any:
    """The reason why a year is empty."""
    hole = scene.layer.hole
    return dmc.Alert(hole, title=f"{scene.state.year}: few figures", color="gray", variant="light") if hole else None


def page_look(scene: Scene) -> str:
    """The style class of the page: the chart has no year to choose, and no legend of a map beside it."""
    return "world" + (" charting" if scene.is_chart else "")


def _panels(scene: Scene) -> html.Div:
    world = graph(ids.FIGURE, scene.figure, label="World map. The Table tab has the same figures as text.", titled=ids.HEADING)
    content = {"map": tappable(world, ids.PLACE, middle=scene.middle), "chart": chart.panel(scene), "table": rows_table.table(ids.TABLE)}
    years = year_axis(ids.YEAR, scene.stops, scene.state.year, box={"id": ids.YEAR_BOX, "style": boxes(scene)[ids.YEAR_BOX]})
    return html.Div(
        [
            *(dmc.TabsPanel(panel, value=tab) for tab, panel in content.items()),
            years,
            html.Div(hole_note(scene), id=ids.HOLE, className="map-hole", role="status"),
            disclaimer(BOUNDARIES),
        ],
        className="stage-map",
    )


def _evidence(scene: Scene) -> html.Section:
    columns = [html.Div(evidence_of_period(scene), id=ids.PERIOD_EVIDENCE), html.Div(evidence_of_source(scene), id=ids.SOURCE_EVIDENCE)]
    return html.Section([html.H2("Evidence"), html.Div(columns, className="evidence-columns")], id=ids.EVIDENCE, className="evidence below")


def _stores(scene: Scene) -> list[dcc.Store]:
    link = CODEC.encode(scene.state)
    return [
        dcc.Store(id=ids.OUTLINES, data=scene.outlines),
        dcc.Store(id=ids.SHADED, data=scene.state.shaded),
        dcc.Store(id=ids.ONLY, data=scene.state.only),
        dcc.Store(id=ids.PLACES, data=list(scene.state.places)),
        dcc.Store(id=ids.LINK, data=link),
        dcc.Store(id=ids.TABLE_LINK),
        dcc.Store(id=ids.CHART_LINK, data=link) if scene.is_chart else dcc.Store(id=ids.CHART_LINK),
    ]


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    title = html.Div(heading(scene), id=ids.HEADING, className="heading", **aria(live="polite"))
    share = share_menu("world", path="/map", entries=("indicator", "source", "places", "tab"), chosen="places")
    head = html.Div([title, share], className="head-row")
    stage = html.Div([picker(scene), _panels(scene), map_column(scene)], className="stage")
    tabs = dmc.Tabs([controls_row(scene), stage], id=ids.TAB, value=scene.state.tab, keepMounted=True, variant="pills")
    return html.Div([head, tabs, _evidence(scene), *_stores(scene)], id=ids.PAGE, className=page_look(scene))
