"""The controls of the flow page: one row of filters, the further ones folded, those in use as chips, and the year range."""

import json
from typing import Any

import dash_mantine_components as dmc
from dash import html

from layouts.components.aria import aria, data
from layouts.components.controls import BY_NAME, select
from layouts.components.folded import fold_label, folded
from layouts.pages.flows import ids
from layouts.pages.flows.active_filters import ANY, active_filters
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.state import ACROSS, MASKED, ROLES, TABS, TOPS

FILTERS, MORE = "Filters", "More filters"
_CLEARABLE = {"clearable": True, "allowDeselect": True}


def visible(needed: bool) -> dict[str, str]:
    """The style of a part that is shown only where it is needed."""
    return {} if needed else {"display": "none"}


def _series(scene: Scene) -> dmc.Select:
    return select(ids.SERIES, "Source and type of link", scene.series_options[0], scene.state.series)


def _place(scene: Scene) -> dmc.Select:
    place = {
        **BY_NAME,
        "placeholder": "All places",
        "nothingFoundMessage": "No place in this series has this name.",
        "clearButtonProps": aria(label="Clear the place"),
    }
    return select(ids.PLACE, "Place", scene.places, scene.state.place or None, **_CLEARABLE, **place)


def _years(scene: Scene) -> html.Div:
    """The range of years: a slider, and two lists on a phone."""
    labels = {"thumbFromLabel": "First year", "thumbToLabel": "Last year"}
    slider = dmc.RangeSlider(id=ids.YEARS, step=1, minRange=0, size="sm", thumbSize=16, className="years", **labels, **scene.years)
    (first, last), state = scene.year_options, scene.state
    lists = [select(ids.FIRST, "From", first, str(state.first)), select(ids.LAST, "To", last, str(state.last))]
    name = html.Span("Years", className="control-label")
    return html.Div([html.Div([name, slider], className="year-slider"), html.Div(lists, className="year-lists")], className="flow-years")


def _further(scene: Scene) -> html.Details:
    """What narrows the corridors down further, behind its name."""
    state = scene.state
    groups = select(ids.GROUP, "Group and form of exploitation", scene.groups, state.group)
    regions = [{"value": ANY, "label": "All regions"}, *({"value": region, "label": region} for region in scene.regions)]
    roles = [{"value": role, "label": label} for role, label in ROLES.items()]
    tops = [{"value": str(number), "label": label} for number, label in TOPS.items()]
    limits = {"min": 0, "max": 100000, "step": 10, "allowDecimal": False, "debounce": 400}
    against = {"placeholder": "None", "clearButtonProps": aria(label="One series only")}
    switches = [
        dmc.Switch(id=ids.ACROSS, label=ACROSS, checked=state.across, size="sm"),
        dmc.Switch(id=ids.HIDDEN, label=MASKED, checked=state.masked, size="sm"),
    ]
    controls = [
        select(ids.AGAINST, "Compare with", scene.series_options[1], state.against or None, **_CLEARABLE, **against),
        html.Div(groups, id=ids.GROUP_BOX, style=visible(len(scene.groups) > 1)),
        select(ids.REGION, "Region", regions, state.region or ANY),
        select(ids.ROLE, "Show as", roles, state.role),
        dmc.NumberInput(id=ids.MINIMUM, label="Minimum count", value=state.minimum, **limits),
        select(ids.TOP, "Corridors", tops, str(state.top)),
        dmc.Stack(switches, gap=6),
    ]
    summary = html.Summary(fold_labels(scene)[1], id=ids.MORE)
    return html.Details([summary, html.Div(controls, className="more-box")], className="more-filters")


def _counts(scene: Scene) -> tuple[int, int]:
    """How many filters besides the place are in use, and how many of the further ones."""
    active = [entry for entry in active_filters(scene.state) if entry.control != ids.PLACE]
    return len(active), sum(entry.is_folded for entry in active)


def fold_labels(scene: Scene) -> tuple[str, str]:
    """The names of the filters and of the further ones, with how many of them are in use."""
    every, further = _counts(scene)
    return fold_label(FILTERS, every), fold_label(MORE, further)


def filters(scene: Scene) -> html.Div:
    """The row of filters: the place always in sight; on a phone the others stand behind their name."""
    others = html.Div([_series(scene), _years(scene), _further(scene)], className="flow-others")
    fold = folded(FILTERS, [others], identifier=ids.FILTERS, active=_counts(scene)[0])
    return html.Div([_place(scene), fold], className="flow-filters")


def _chip(label: str, settings: dict[str, Any], look: str, name: str) -> html.Button:
    return html.Button(label, type="button", className=look, **data(settings=json.dumps(settings)), **aria(label=name))


def chips(scene: Scene) -> list[html.Button]:
    """The filters in use, each a button that takes it back, and one that takes back all of them; nothing where none is in use."""
    active = active_filters(scene.state)
    buttons = [_chip(entry.label, {entry.control: entry.setting}, "chip", f"Remove filter: {entry.label}") for entry in active]
    every = {entry.control: entry.setting for entry in active}
    return [*buttons, _chip("Reset", every, "chip-reset", "Reset all filters")] if active else []


def bar(scene: Scene) -> html.Div:
    """Whether the view is a map, a diagram or a table, which part of the world the map shows, and the filters in use."""
    tabs = [{"value": code, "label": label} for code, label in TABS.items()]
    control = dmc.SegmentedControl(id=ids.TAB, data=tabs, value=scene.state.tab, size="sm", **aria(label="Show as map, Sankey or table"))
    zoom = select(ids.ZOOM, "Zoom to", scene.zooms, scene.state.zoom, size="sm", className="flow-zoom")
    in_use = html.Div(chips(scene), id=ids.CHIPS, className="chips", role="group", **aria(label="Filters in use"))
    return html.Div([control, zoom, in_use], className="flow-bar")
