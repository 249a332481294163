"""The world page: one indicator of one source in one year, on a map and in a table, with its evidence in sight."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from etl.queries import choices, evidence, place_summary
from etl.queries.choices import Stop
from layouts import format as words
from layouts.components import legend, rows_table
from layouts.components.controls import select
from layouts.components.disclaimer import BOUNDARIES
from layouts.components.graphs import graph
from layouts.components.later_edition import later_edition
from layouts.components.share_menu import share_menu
from layouts.pages.map import place as world_place
from layouts.pages.map import scene as world
from layouts.pages.map import state
from layouts.pages.map.state import View

INDICATOR, SOURCE, GROUP, YEAR = "world-indicator", "world-source", "world-group", "world-year"
PLACE, TAB, INFERRED = "world-place", "world-tab", "world-inferred"
PLAY, TIMER, STOPS = "world-play", "world-timer", "world-stops"
GROUP_BOX, YEAR_BOX, INFERRED_BOX = "world-group-box", "world-year-box", "world-inferred-box"
HEADING, FIGURE, LEGEND, DRAWN = "world-heading", "world-figure", "world-legend", "world-drawn"
SOURCE_EVIDENCE, PERIOD_EVIDENCE, HOLE = "world-source-evidence", "world-period-evidence", "world-hole"
PANEL, CHOSEN, LINK, TABLE, TABULATED = "world-panel", "world-chosen", "world-link", "world-table", "world-tabulated"


def indicator_options() -> list[dict[str, Any]]:
    """The indicators that have figures, by family."""
    known = vocabulary.indicators()
    return [
        {
            "group": family.label,
            "items": [{"value": code, "label": known[code].label} for code in choices.indicators() if known[code].family == family.code],
        }
        for family in vocabulary.terms("family").values()
    ]


def source_options(indicator: str, chosen: str) -> list[dict[str, str]]:
    """The sources of an indicator, the latest publication first; an earlier edition only where it is the one ``chosen``."""
    records = [evidence.source(source) for source in dict.fromkeys((*choices.sources_of(indicator), chosen))]
    return [{"value": record["source_id"], "label": f"{record['short_title']} · {record['publisher']}"} for record in records]


def group_options(indicator: str, source: str) -> list[dict[str, str]]:
    """The groups of people and the forms that a source tells apart."""
    return [{"value": group, "label": choices.group_label(group).capitalize()} for group in choices.groups(indicator, source)]


def stops_of(view: View) -> list[dict[str, Any]]:
    """The steps of the slider, each with the reason where it is a hole."""
    return [
        {"year": stop.year, **({"hole": stop.hole} if stop.hole else {})} for stop in choices.stops(view.indicator, view.source, view.group)
    ]


def _labels(stops: Sequence[Stop]) -> dict[int, str]:
    """The words below the slider by year: the ends, and each run of holes once, at its first year."""
    labels = {stop.year: str(stop.year) for stop in (stops[0], stops[-1]) if not stop.hole}
    for hole, run in groupby(stops, lambda stop: stop.hole):
        years = [stop.year for stop in run]
        if hole:
            to_the_end = len(years) > 1 and years[-1] == stops[-1].year
            labels[years[0]] = f"from {years[0]} (gap)" if to_the_end else f"{words.period(years[0], years[-1])} (gap)"
    return labels


def marks(view: View) -> list[dict[str, Any]]:
    """Marks of the slider: every step; words at the ends and at the holes."""
    stops = choices.stops(view.indicator, view.source, view.group)
    labels = _labels(stops) if stops else {}
    return [{"value": stop.year, **({"label": labels[stop.year]} if stop.year in labels else {})} for stop in stops]


def slider(view: View) -> dict[str, Any]:
    """The properties of the year slider for a view; a source with one step has none to slide."""
    years = [stop.year for stop in choices.stops(view.indicator, view.source, view.group)]
    first, last = (years[0], years[-1]) if years else (0, 1)
    return {"min": first, "max": last, "value": view.year if view.year is not None else first, "marks": marks(view)}


def boxes(view: View) -> list[dict[str, str]]:
    """Which controls a view needs: the choice of a group, the switch for inferred rows, the years."""
    needed = (
        len(choices.groups(view.indicator, view.source)) > 1,
        choices.has_inferred(view.indicator, view.source),
        len(choices.stops(view.indicator, view.source, view.group)) > 1,
    )
    return [{} if need else {"display": "none"} for need in needed]


def _later(view: View) -> list[Any]:
    """Where the view is of an earlier edition: the latest, and the same view in it."""
    same = world.in_latest(view)
    return later_edition(evidence.source(same.source)["short_title"], f"/{state.encode(same)}") if same else []


def heading(view: View) -> list[Any]:
    """The title and what stands under it."""
    family = vocabulary.terms("family")[vocabulary.indicators()[view.indicator].family]
    said = html.P(world.subtitle(view), className="subtitle")
    return [html.H1(world.title(view)), said, *_later(view), html.P(family.definition, className="quiet")]


def hole_note(view: View) -> Any:
    """The reason why a year is empty."""
    reason = world.hole(view)
    return dmc.Alert(reason, title=f"{view.year}: few figures", color="gray", variant="light") if reason else None


def _controls(view: View) -> html.Div:
    group = select(GROUP, "Group and form of exploitation", group_options(view.indicator, view.source), view.group)
    searched = {"searchable": True, "nothingFoundMessage": "No indicator has these words."}
    inferred = dmc.Switch(id=INFERRED, label="Include inferred values", checked=view.inferred, size="sm")
    return html.Div(
        [
            select(INDICATOR, "Indicator", indicator_options(), view.indicator, **searched),
            select(SOURCE, "Source", source_options(view.indicator, view.source), view.source),
            html.Div(group, id=GROUP_BOX, style=boxes(view)[0]),
            html.Div(inferred, id=INFERRED_BOX, className="switch-box", style=boxes(view)[1]),
        ],
        className="controls",
    )


def _years(view: View) -> html.Div:
    play = dmc.Button("Play", id=PLAY, variant="default", size="xs", **{"aria-label": "Play the years; stops where figures are missing"})
    years = dmc.Slider(id=YEAR, step=1, restrictToMarks=True, size="sm", thumbSize=18, thumbLabel="Year", className="years", **slider(view))
    return html.Div([play, years], id=YEAR_BOX, className="year-box", style=boxes(view)[2])


def _map(view: View) -> dmc.TabsPanel:
    drawn = [
        graph(FIGURE, world.figure(view), label="World map. The tab Table offers the same rows in words."),
        html.Div(world.legend(view), id=LEGEND, className="legend"),
        legend.absences(),
        html.P(BOUNDARIES, className="disclaimer"),
    ]
    return dmc.TabsPanel(drawn, value="map")


def _table() -> dmc.TabsPanel:
    return dmc.TabsPanel(rows_table.table(TABLE), value="table")


def _evidence(view: View) -> html.Aside:
    return html.Aside(
        [
            html.H2("Evidence"),
            html.Div(world_place.chosen(view), id=CHOSEN, className="chosen", **{"aria-live": "polite"}),
            html.Div(world.period_evidence(view), id=PERIOD_EVIDENCE),
            html.Div(world.source_evidence(view), id=SOURCE_EVIDENCE),
        ],
        className="evidence",
        **{"aria-label": "Evidence for what is shown"},
    )


def _place(view: View) -> html.Section:
    choose = dmc.Select(
        id=PLACE,
        label="Choose a country or territory",
        description="By name, former name or code; or select it on the map.",
        data=list(place_summary.options()),
        value=view.place or None,
        searchable=True,
        clearable=True,
        clearButtonProps={"aria-label": "Choose no place"},
        placeholder="For instance Thailand, Burma or CIV",
        nothingFoundMessage="No place has this name or code.",
        filter={"function": "byAnyName"},
        maxDropdownHeight=320,
        className="choose",
    )
    return html.Section([html.H2("One place, source by source"), choose, html.Div(world_place.panel(view), id=PANEL)], className="place")


def layout(view: View) -> html.Div:
    """The page of a view."""
    tabs = dmc.Tabs(
        [dmc.TabsList([dmc.TabsTab("Map", value="map"), dmc.TabsTab("Table", value="table")]), _map(view), _table()],
        id=TAB,
        value=view.tab,
        keepMounted=True,
    )
    return html.Div(
        [
            _controls(view),
            html.Div(heading(view), id=HEADING, className="heading", **{"aria-live": "polite"}),
            _years(view),
            html.Div(hole_note(view), id=HOLE, role="status"),
            html.Div(
                [
                    html.Div([tabs, share_menu("world", path="/", entries=("indicator", "source", "place"))], className="stage-map"),
                    _evidence(view),
                    _place(view),
                ],
                className="stage",
            ),
            dcc.Interval(id=TIMER, interval=1400, disabled=True),
            dcc.Store(id=STOPS, data=stops_of(view)),
            dcc.Store(id=DRAWN, data=world.places_key(view)),
            dcc.Store(id=LINK, data=state.encode(view)),
            dcc.Store(id=TABULATED),
        ],
        className="world",
    )
