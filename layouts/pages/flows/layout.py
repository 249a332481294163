"""The flow page: corridors from origin to destination, on a map, in a Sankey and in a table, with the evidence below them."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts.components import evidence_list, rows_table
from layouts.components.aria import aria
from layouts.components.disclaimer import LINES, disclaimer
from layouts.components.graphs import graph, plain_graph, tappable
from layouts.components.later_edition import later_edition
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence
from layouts.figures import flow_map
from layouts.pages.flows import flow_controls, flow_legend, ids
from layouts.pages.flows.flow_controls import visible
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene
from layouts.pages.flows.state import CODEC

_WARNING = (
    "A line joins two places that a source links, for example by citizenship. It is a recorded route only where the type of link "
    "says so, and a country without lines is not a country without victims."
)
_MULTIPLES = (
    "The largest corridors of the chosen place over all years of the series, all on one scale. "
    "Filled bars: counts as printed. Hollow bars: the range of counts masked by the publisher. Dots: printed zeros. "
    "A year without a mark has no figure."
)
_HINT = "Select a line, a ring or a place to see its figures."
_EMPTY: dict[str, Any] = {"data": [], "layout": {}}


def heading(scene: Scene) -> list[Any]:
    """The title of the view, who counts and how many corridors are shown, and the way to a later edition."""
    latest = later_edition(*_latest(scene, scene.sides[0])) if len(scene.sides) == 1 else []
    return [html.H1(scene.title), html.P(scene.subtitle, className="subtitle"), *latest]


def _latest(scene: Scene, side: SeriesScene) -> tuple[str, str]:
    short_title, link = scene.later_edition(side)
    return short_title, f"/flows{link}" if link else ""


def _heading_of_side(scene: Scene, side: SeriesScene) -> list[Any]:
    """The title of one of two maps; a map alone has that of the page."""
    if len(scene.sides) == 1:
        return []
    return [html.H2(side.title), html.P(side.subtitle, className="subtitle"), *later_edition(*_latest(scene, side))]


def evidence(side: SeriesScene) -> list[Any]:
    """The evidence of a map: sums, what kind of line it is, the source, and the caveats of the rows shown."""
    line, indicator = vocabulary.terms("evidence")[side.series.evidence], vocabulary.indicators()[side.series.indicator]
    caveats, single = row_evidence.split_caveats(side.evidence.caveats)
    return [html.P(side.sums, className="sums"), *evidence_list.of_source(side.source, indicator, caveats, line=line, single=single)]


def parts(scene: Scene, number: int) -> dict[str, Any]:
    """What a side shows of its series, by the names of its parts: ``data`` of the map, ``title``, ``evidence``, ``style``."""
    if number >= len(scene.sides):
        return {"data": None, "title": [], "evidence": [], "style": visible(False)}
    side = scene.sides[number]
    own = [*([html.H3(side.title)] if len(scene.sides) > 1 else []), *evidence(side)]
    return {"data": scene.wire(side), "title": _heading_of_side(scene, side), "evidence": own, "style": visible(True)}


def note(scene: Scene) -> dmc.Alert | None:
    """Where two series differ most."""
    text = scene.comparison
    return dmc.Alert(text, title="Two series, side by side", color="gray", variant="light") if text else None


def multiples_title(scene: Scene) -> str:
    """The heading of the small multiples."""
    return f"{scene.place}: {'its largest corridors, year by year' if scene.multiples else 'no corridor in this series'}"


def _multiples(scene: Scene) -> html.Section:
    label = "The Table tab has the corridors as text."
    panels = plain_graph(ids.MULTIPLES, scene.multiples or _EMPTY, label=label, titled=ids.MULTIPLES_TITLE)
    title = html.H2(multiples_title(scene), id=ids.MULTIPLES_TITLE)
    box = [title, html.P(_MULTIPLES, className="quiet"), panels]
    return html.Section(box, id=ids.MULTIPLES_BOX, className="place", style=visible(scene.multiples is not None))


def _side(scene: Scene, number: int) -> html.Section:
    values = parts(scene, number)
    titled, offer = f"{ids.HEADING} {ids.part('title', number)}", "The Table tab has the same figures as text."
    figure = graph(ids.part("figure", number), flow_map.flow_map(), label=f"Map of corridors. {offer}", titled=titled)
    diagram = plain_graph(ids.part("sankey", number), _EMPTY, label=f"Sankey diagram. {offer}", titled=titled)
    reading = html.P(_HINT, id=ids.part("reading", number), className="flow-reading", role="status")
    children = [
        html.Div(values["title"], id=ids.part("title", number), className="side-title"),
        html.Div([*tappable(figure, ids.PLACE), reading], className="only-map"),
        html.Div(diagram, className="only-sankey"),
        dcc.Store(id=ids.part("data", number), data=values["data"]),
    ]
    return html.Section(children, id=ids.part("side", number), className="side", style=values["style"])


def _evidence_box(scene: Scene, number: int) -> html.Section:
    values = parts(scene, number)
    content = html.Div(values["evidence"], id=ids.part("evidence", number), className="evidence")
    return html.Section(content, id=ids.part("evidence-box", number), className="flow-evidence", style=values["style"])


def _stage(scene: Scene) -> html.Div:
    """The maps with their legend; the diagrams or the table in their place."""
    close = html.Div(
        [
            html.Span("Select a region to open it into its places."),
            html.Button("Close all regions", id=ids.CLOSE, type="button", className="linklike"),
        ],
        className="only-sankey flow-reading",
    )
    sides = html.Div([_side(scene, number) for number in ids.SIDES], className="sides")
    figures = html.Div([close, sides, html.Div(rows_table.table(ids.TABLE), className="only-table")], className="flow-figures")
    legend = html.Aside(flow_legend.legend(scene), id=ids.LEGEND, className="flow-legend only-map", **aria(label="Legend"))
    opened = " opened" if scene.state.opened else ""
    return html.Div([figures, legend], id=ids.STAGE, className=f"flow-stage tab-{scene.state.tab} zoom-{scene.state.zoom}{opened}")


def _below(scene: Scene) -> list[Any]:
    """What explains the figures, after them."""
    boxes = html.Div([_evidence_box(scene, number) for number in ids.SIDES], className="flow-evidences")
    return [
        disclaimer(LINES, _WARNING),
        html.Div(note(scene), id=ids.NOTE, role="status"),
        _multiples(scene),
        html.Details([html.Summary(html.H2("Evidence")), boxes], open=True, className="side-evidence"),
    ]


def _stores(scene: Scene) -> list[dcc.Store]:
    return [
        dcc.Store(id=ids.BASE, data=flow_map.flow_map()),
        dcc.Store(id=ids.CHOICES, data=CODEC.encode(scene.state)),
        dcc.Store(id=ids.LINK),
        dcc.Store(id=ids.OPEN, data=list(scene.state.opened)),
        dcc.Store(id=ids.REGIONS, data=list(scene.regions)),
        dcc.Store(id=ids.REQUEST),
        dcc.Store(id=ids.PICKED),
    ]


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    entries = ("series", "against", "place", "tab", "group", "region", "role", "min", "top", "across", "hidden")
    share = share_menu("flows", path="/flows", entries=entries, behind="Yearly rows (CSV)")
    title = html.Div(heading(scene), id=ids.HEADING, className="heading", **aria(live="polite"))
    children = [
        html.Div([title, share], className="head-row"),
        flow_controls.filters(scene),
        flow_controls.bar(scene),
        _stage(scene),
        *_below(scene),
        *_stores(scene),
    ]
    return html.Div(children, className="flows")
