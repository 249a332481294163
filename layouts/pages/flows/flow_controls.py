"""The controls of the flow page: series, place, years and filters."""

import dash_mantine_components as dmc
from dash import html

from layouts.components.aria import aria
from layouts.components.controls import select
from layouts.pages.flows import ids
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.state import ACROSS, MASKED, ROLES, TOPS

ANY = "any"


def visible(needed: bool) -> dict[str, str]:
    """The style of a part that is shown only where it is needed."""
    return {} if needed else {"display": "none"}


def first_row(scene: Scene) -> html.Div:
    """Series, second series and place."""
    state, (series, seconds) = scene.state, scene.series_options
    clearable = {"clearable": True, "allowDeselect": True}
    against = {"placeholder": "None", "clearButtonProps": aria(label="One series only")}
    place = {
        "placeholder": "All places",
        "searchable": True,
        "filter": {"function": "byAnyName"},
        "selectFirstOptionOnChange": True,
        "nothingFoundMessage": "No place of this series.",
        "clearButtonProps": aria(label="Choose no place"),
    }
    controls = [
        select(ids.SERIES, "Source and type of link", series, state.series),
        select(ids.AGAINST, "Compare with", seconds, state.against or None, **clearable, **against),
        select(ids.PLACE, "Place", scene.places, state.place or None, **clearable, **place),
    ]
    return html.Div(controls, className="controls")


def year_range(scene: Scene) -> html.Div:
    """The range of years."""
    labels = {"thumbFromLabel": "First year", "thumbToLabel": "Last year"}
    slider = dmc.RangeSlider(id=ids.YEARS, step=1, minRange=0, size="sm", thumbSize=18, className="years", **labels, **scene.years)
    return html.Div(slider, className="year-box range")


def filters(scene: Scene) -> html.Div:
    """What narrows the corridors down."""
    state = scene.state
    groups = select(ids.GROUP, "Group and form of exploitation", scene.groups, state.group)
    regions = [{"value": ANY, "label": "All regions"}, *({"value": region, "label": region} for region in scene.regions)]
    roles = [{"value": role, "label": label} for role, label in ROLES.items()]
    tops = [{"value": str(number), "label": label} for number, label in TOPS.items()]
    limits = {"min": 0, "max": 100000, "step": 10, "allowDecimal": False, "debounce": 400}
    switches = [
        dmc.Switch(id=ids.ACROSS, label=ACROSS, checked=state.across, size="sm"),
        dmc.Switch(id=ids.HIDDEN, label=MASKED, checked=state.masked, size="sm"),
    ]
    controls = [
        html.Div(groups, id=ids.GROUP_BOX, style=visible(len(scene.groups) > 1)),
        select(ids.REGION, "Region", regions, state.region or ANY),
        select(ids.ROLE, "Show as", roles, state.role),
        dmc.NumberInput(id=ids.MINIMUM, label="Minimum number of people", value=state.minimum, **limits),
        select(ids.TOP, "Corridors", tops, str(state.top)),
        dmc.Stack(switches, gap=6),
    ]
    return html.Div(controls, className="controls filters")
