"""The flow page: corridors from origin to destination, on a map, in a Sankey and in a table, with the evidence beside them."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from etl.queries import choices, corridors, place_summary
from layouts.components import rows_table
from layouts.components.controls import select
from layouts.components.disclaimer import BOUNDARIES
from layouts.components.graphs import graph, plain_graph
from layouts.components.later_edition import later_edition
from layouts.components.share_menu import share_menu
from layouts.evidence import edition_notes
from layouts.figures import flow_map
from layouts.pages.flows import scene as view_parts
from layouts.pages.flows import state as flow_state
from layouts.pages.flows import texts
from layouts.pages.flows.state import FlowView

SERIES, AGAINST, YEARS, GROUP, GROUP_BOX = "flows-series", "flows-against", "flows-years", "flows-group", "flows-group-box"
REGION, ROLE, MINIMUM, TOP, PLACE = "flows-region", "flows-role", "flows-minimum", "flows-top", "flows-place"
HIDDEN, ACROSS = "flows-hidden", "flows-across"
TAB, OPEN, CLOSE, REGIONS = "flows-tab", "flows-open", "flows-close", "flows-regions"
# The link that the controls make; with the tab and the opened regions; where the server is asked for a table or a Sankey.
CHOICES, LINK, REQUEST, STAGE = "flows-choices", "flows-link", "flows-request", "flows-stage"
BASE, TABLE, NOTE, PANEL, PANEL_BOX, PANEL_TITLE = (
    "flows-base",
    "flows-table",
    "flows-note",
    "flows-panel",
    "flows-panel-box",
    "flows-panel-title",
)
SIDES = (0, 1)
WARNING = (
    "A line joins two places that a source names together; the evidence says which. It is a recorded route only where the evidence "
    "says so, and a country without lines is not a country without victims."
)
_ANY = "any"


def part(name: str, side: int) -> str:
    """The identifier of a part of one of the two maps."""
    return f"flows-{name}-{side}"


def series_options(chosen: str) -> list[dict[str, Any]]:
    """The series by their kind of evidence; one of an earlier edition only where it is the one ``chosen``."""
    listed = [entry for code, entry in corridors.series().items() if code in (*corridors.offered(), chosen)]
    kinds = dict.fromkeys(entry.evidence for entry in listed)
    return [
        {
            "group": vocabulary.label("evidence", kind),
            "items": [{"value": entry.code, "label": texts.series_label(entry.code)} for entry in listed if entry.evidence == kind],
        }
        for kind in kinds
    ]


def _later(view: FlowView, code: str) -> list[Any]:
    """Where a series is of an earlier edition: the latest, and the same view in it."""
    same = flow_state.in_latest(view, code)
    latest = edition_notes.latest_of(corridors.series()[code].source)
    return later_edition(latest["short_title"], f"/flows{flow_state.encode(same)}") if same and latest else []


def group_options(code: str) -> list[dict[str, str]]:
    """The groups of people and forms of a series."""
    return [{"value": group, "label": choices.group_label(group).capitalize()} for group in corridors.groups(code)]


def years_of(view: FlowView) -> dict[str, Any]:
    """The properties of the range of years."""
    first, last = flow_state.span(view)
    marks = [{"value": year, **({"label": str(year)} if year in (first, last) else {})} for year in corridors.years(view.series)]
    return {"min": first, "max": last, "value": [view.first, view.last], "marks": marks}


def hidden_style(needed: bool) -> dict[str, str]:
    """The style of a part that is shown only where it is needed."""
    return {} if needed else {"display": "none"}


def heading(view: FlowView, side: int) -> list[Any]:
    """The title of one map, what it shows of its series, and who says so."""
    if side >= len(view.shown):
        return []
    code = view.shown[side]
    level = html.H1 if side == 0 else html.H2
    return [
        level(texts.title(view, code)),
        html.P(texts.series_label(code), className="subtitle"),
        *_later(view, code),
        html.P(texts.sums(view, code), className="sums"),
    ]


def note(view: FlowView) -> Any:
    """Where two series differ most."""
    said = texts.disagreement(view)
    return dmc.Alert(said, title="Two series, side by side", color="gray", variant="light") if said else None


def panel_title(view: FlowView, *, drawn: bool) -> str:
    """The heading of the small multiples; ``drawn``: whether there are any."""
    if not view.place:
        return "One place, year by year"
    return f"{place_summary.names()[view.place]}: {'its largest corridors, year by year' if drawn else 'no corridor in this series'}"


def _places(view: FlowView) -> dmc.Select:
    # A place that the link brings is named, even where the series has no corridor of it.
    known = {*corridors.places_of(view.series), view.place}
    options = [option for option in place_summary.options() if option["value"] in known]
    more = {
        "searchable": True,
        "nothingFoundMessage": "No place of this series.",
        "clearable": True,
        "clearButtonProps": {"aria-label": "Choose no place"},
        "allowDeselect": True,
    }
    return select(PLACE, "Place", options, view.place or None, placeholder="All places", filter={"function": "byAnyName"}, **more)


def _first_row(view: FlowView) -> html.Div:
    against = {"clearable": True, "allowDeselect": True, "placeholder": "None", "clearButtonProps": {"aria-label": "One series only"}}
    return html.Div(
        [
            select(SERIES, "Source and type of link", series_options(view.series), view.series),
            select(AGAINST, "Compare with", series_options(view.against), view.against or None, **against),
            _places(view),
        ],
        className="controls",
    )


def _filters(view: FlowView) -> html.Div:
    roles = [
        {"value": role, "label": label}
        for role, label in (("both", "Origin or destination"), ("origin", "Origin"), ("destination", "Destination"))
    ]
    regions = [{"value": _ANY, "label": "All regions"}, *({"value": region, "label": region} for region in corridors.regions())]
    tops = [{"value": str(step), "label": f"{step} largest"} for step in flow_state.TOPS]
    return html.Div(
        [
            html.Div(
                select(GROUP, "Group and form of exploitation", group_options(view.series), view.group),
                id=GROUP_BOX,
                style=hidden_style(len(corridors.groups(view.series)) > 1),
            ),
            select(REGION, "Region", regions, view.region or _ANY),
            select(ROLE, "Show as", roles, view.role),
            dmc.NumberInput(
                id=MINIMUM,
                label="Minimum number of people",
                value=view.minimum,
                min=0,
                max=100000,
                step=10,
                allowDecimal=False,
                debounce=400,
            ),
            select(TOP, "Corridors", tops, str(view.top)),
            dmc.Stack(
                [
                    dmc.Switch(id=ACROSS, label="Across borders only", checked=view.across, size="sm"),
                    dmc.Switch(id=HIDDEN, label="Include corridors with masked counts only", checked=view.masked, size="sm"),
                ],
                gap=6,
            ),
        ],
        className="controls filters",
    )


def _years(view: FlowView) -> html.Div:
    slider = dmc.RangeSlider(
        id=YEARS,
        step=1,
        minRange=0,
        size="sm",
        thumbSize=18,
        className="years",
        thumbFromLabel="First year",
        thumbToLabel="Last year",
        **years_of(view),
    )
    return html.Div(slider, className="year-box range")


def legend() -> html.Div:
    """How wide a line is for how many people, and what circles and dots mean."""
    rows = [html.Li(f"{span} people", className=f"legend-line line-{number}") for number, span in enumerate(texts.spans())]
    rows += [
        html.Li("only masked counts, or masked counts and zeros", className="legend-line line-masked"),
        html.Li("a ring: within one country", className="legend-line ring"),
    ]
    return html.Div(
        [
            html.H2("Lines", className="legend-title"),
            html.Ul(rows, className="legend-list lines"),
            html.P(
                "Lines run in the direction that the title states, bent to the right, with an arrowhead at the end.",
                className="disclaimer",
            ),
        ],
        className="legend",
    )


def _panel(view: FlowView) -> html.Section:
    figure = view_parts.multiples(view)
    drawn = plain_graph(PANEL, figure or {"data": [], "layout": {}}, label="Corridors of the chosen place, year by year.")
    hint = html.P(
        "The corridors of the place chosen above or on the map, in and out, over all years of the series, each panel on its own scale. "
        "Filled bars: counts as printed. Hollow bars: the range of counts masked by the publisher. Dots: printed zeros. "
        "A year without a mark has no figure.",
        className="quiet",
    )
    box = html.Div(drawn, id=PANEL_BOX, style=hidden_style(figure is not None))
    return html.Section([html.H2(panel_title(view, drawn=figure is not None), id=PANEL_TITLE), hint, box], className="place")


def _close() -> dmc.Button:
    return dmc.Button("Close all regions", id=CLOSE, variant="default", size="xs")


def _side(view: FlowView, side: int) -> html.Section:
    shown = side < len(view.shown)
    code = view.shown[side] if shown else ""
    drawn = graph(part("figure", side), flow_map.flow_map(), label="Map of corridors. The tab Table offers the same rows in words.")
    diagram = plain_graph(part("sankey", side), {"data": [], "layout": {}}, label="Sankey diagram of the same corridors.")
    return html.Section(
        [
            html.Div(heading(view, side), id=part("heading", side), className="heading", **{"aria-live": "polite"}),
            html.Div([drawn, *([legend(), html.P(BOUNDARIES, className="disclaimer")] if side == 0 else [])], className="only-map"),
            html.Div([diagram, *([_close()] if side == 0 else [])], className="only-sankey"),
            *([html.Div(rows_table.table(TABLE), className="only-table"), _panel(view)] if side == 0 else []),
            html.Details(
                [
                    html.Summary("Evidence"),
                    html.Div(view_parts.evidence_of(view, code) if shown else [], id=part("evidence", side), className="evidence"),
                ],
                open=True,
                className="side-evidence",
            ),
            dcc.Store(id=part("data", side), data=view_parts.wire(view, code) if shown else None),
        ],
        id=part("side", side),
        className="side",
        style=hidden_style(shown),
    )


def layout(view: FlowView) -> html.Div:
    """The page of a view."""
    ways = [{"value": tab, "label": tab.capitalize()} for tab in flow_state.TABS]
    return html.Div(
        [
            _first_row(view),
            _years(view),
            _filters(view),
            html.P(WARNING, className="quiet"),
            html.Div(note(view), id=NOTE, role="status"),
            html.Div(
                [
                    dmc.SegmentedControl(id=TAB, data=ways, value=view.tab, size="sm", **{"aria-label": "Show as map, Sankey or table"}),
                    share_menu("flows", path="/flows", entries=("series", "against", "place"), behind="The yearly rows, CSV"),
                ],
                className="flow-bar",
            ),
            html.Div(
                html.Div([_side(view, side) for side in SIDES], className="sides"),
                id=STAGE,
                className=f"flow-stage tab-{view.tab}",
            ),
            dcc.Store(id=BASE, data=flow_map.flow_map()),
            dcc.Store(id=CHOICES, data=flow_state.encode(view)),
            dcc.Store(id=LINK),
            dcc.Store(id=OPEN, data=list(view.opened)),
            dcc.Store(id=REGIONS, data=list(corridors.regions())),
            dcc.Store(id=REQUEST),
        ],
        className="flows",
    )
