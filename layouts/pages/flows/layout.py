"""The flow page: corridors from origin to destination, on a map, in a Sankey and in a table, with the evidence beside them."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts.components import evidence_list, rows_table
from layouts.components.aria import aria
from layouts.components.disclaimer import BOUNDARIES
from layouts.components.graphs import graph, plain_graph
from layouts.components.later_edition import later_edition
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence
from layouts.figures import flow_map
from layouts.pages.flows import corridor_texts, flow_controls, ids
from layouts.pages.flows.flow_controls import visible
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene
from layouts.pages.flows.state import CODEC, TABS

_WARNING = (
    "A line joins two places that a source names together; the evidence says which. It is a recorded route only where the evidence "
    "says so, and a country without lines is not a country without victims."
)
_MULTIPLES = (
    "The corridors of the place chosen above or on the map, in and out, over all years of the series, each panel on its own scale. "
    "Filled bars: counts as printed. Hollow bars: the range of counts masked by the publisher. Dots: printed zeros. "
    "A year without a mark has no figure."
)
_EMPTY: dict[str, Any] = {"data": [], "layout": {}}


def _heading(scene: Scene, side: SeriesScene, number: int) -> list[Any]:
    """The title of one map, what it shows of its series, and who says so."""
    short_title, link = scene.later_edition(side)
    return [
        (html.H2 if number else html.H1)(side.title),
        html.P(side.series.label, className="subtitle"),
        *later_edition(short_title, f"/flows{link}" if link else ""),
        html.P(side.sums, className="sums"),
    ]


def evidence(side: SeriesScene) -> Any:
    """The evidence beside a map: what kind of line it is, the source, and the caveats of the rows shown."""
    line, indicator = vocabulary.terms("evidence")[side.series.evidence], vocabulary.indicators()[side.series.indicator]
    caveats, single = row_evidence.split_caveats(side.evidence.caveats)
    return evidence_list.of_source(side.source, indicator, caveats, line=line, single=single)


def parts(scene: Scene, number: int) -> dict[str, Any]:
    """What a side shows of its series, by the names of its parts: ``data`` of the map, ``heading``, ``evidence``, ``style``."""
    if number >= len(scene.sides):
        return {"data": None, "heading": [], "evidence": [], "style": visible(False)}
    side = scene.sides[number]
    heading = _heading(scene, side, number)
    return {"data": side.wire, "heading": heading, "evidence": evidence(side), "style": visible(True)}


def note(scene: Scene) -> dmc.Alert | None:
    """Where two series differ most."""
    text = scene.comparison
    return dmc.Alert(text, title="Two series, side by side", color="gray", variant="light") if text else None


def multiples_title(scene: Scene) -> str:
    """The heading of the small multiples."""
    if not scene.place:
        return "One place, year by year"
    return f"{scene.place}: {'its largest corridors, year by year' if scene.multiples else 'no corridor in this series'}"


def _legend() -> html.Div:
    """How wide a line is for how many people, and what circles and dots mean."""
    masked = html.Li("only masked counts, or masked counts and zeros", className="legend-line line-masked")
    ring = html.Li("a ring: within one country", className="legend-line ring")
    widths = [html.Li(span, className=f"legend-line line-{number}") for number, span in enumerate(corridor_texts.spans())]
    direction = "Lines run in the direction that the title states, bent to the right, with an arrowhead at the end."
    title, rows = html.H2("Lines", className="legend-title"), html.Ul([*widths, masked, ring], className="legend-list lines")
    return html.Div([title, rows, html.P(direction, className="disclaimer")], className="legend")


def _multiples(scene: Scene) -> html.Section:
    panels = plain_graph(ids.MULTIPLES, scene.multiples or _EMPTY, label="Corridors of the chosen place, year by year.")
    title = html.H2(multiples_title(scene), id=ids.MULTIPLES_TITLE)
    box = html.Div(panels, id=ids.MULTIPLES_BOX, style=visible(scene.multiples is not None))
    return html.Section([title, html.P(_MULTIPLES, className="quiet"), box], className="place")


def _of_first(scene: Scene) -> dict[str, list[Any]]:
    """What stands with the first side alone, below its map, its diagram and both."""
    close = dmc.Button("Close all regions", id=ids.CLOSE, variant="default", size="xs")
    below = [html.Div(rows_table.table(ids.TABLE), className="only-table"), _multiples(scene)]
    return {"map": [_legend(), html.P(BOUNDARIES, className="disclaimer")], "sankey": [close], "both": below}


def _side(scene: Scene, number: int) -> html.Section:
    values = parts(scene, number)
    more = {"map": [], "sankey": [], "both": []} if number else _of_first(scene)
    of_map = "Map of corridors. The tab Table offers the same rows in words."
    figure = graph(ids.part("figure", number), flow_map.flow_map(), label=of_map)
    diagram = plain_graph(ids.part("sankey", number), _EMPTY, label="Sankey diagram of the same corridors.")
    evidence_box = html.Div(values["evidence"], id=ids.part("evidence", number), className="evidence")
    children = [
        html.Div(values["heading"], id=ids.part("heading", number), className="heading", **aria(live="polite")),
        html.Div([figure, *more["map"]], className="only-map"),
        html.Div([diagram, *more["sankey"]], className="only-sankey"),
        *more["both"],
        html.Details([html.Summary("Evidence"), evidence_box], open=True, className="side-evidence"),
        dcc.Store(id=ids.part("data", number), data=values["data"]),
    ]
    return html.Section(children, id=ids.part("side", number), className="side", style=values["style"])


def _bar(tab: str) -> html.Div:
    tabs = [{"value": code, "label": label} for code, label in TABS.items()]
    control = dmc.SegmentedControl(id=ids.TAB, data=tabs, value=tab, size="sm", **aria(label="Show as map, Sankey or table"))
    share = share_menu("flows", path="/flows", entries=("series", "against", "place"), behind="The yearly rows, CSV")
    return html.Div([control, share], className="flow-bar")


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    sides = html.Div([_side(scene, number) for number in ids.SIDES], className="sides")
    children = [
        flow_controls.first_row(scene),
        flow_controls.year_range(scene),
        flow_controls.filters(scene),
        html.P(_WARNING, className="quiet"),
        html.Div(note(scene), id=ids.NOTE, role="status"),
        _bar(scene.state.tab),
        html.Div(sides, id=ids.STAGE, className=f"flow-stage tab-{scene.state.tab}"),
        dcc.Store(id=ids.BASE, data=flow_map.flow_map()),
        dcc.Store(id=ids.CHOICES, data=CODEC.encode(scene.state)),
        dcc.Store(id=ids.LINK),
        dcc.Store(id=ids.OPEN, data=list(scene.state.opened)),
        dcc.Store(id=ids.REGIONS, data=list(scene.regions)),
        dcc.Store(id=ids.REQUEST),
    ]
    return html.Div(children, className="flows")
