"""The map page at work: a choice leads to a state, and everything that its scene shows answers together."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, no_update
from plotly.io.json import to_json_plotly

from layouts.components import rows_table, year_axis
from layouts.components.layer_parts import changed_list, layer_legend, layer_table
from layouts.figures import choropleth
from layouts.pages.map import chart, ids, layout
from layouts.pages.map.map_column import chosen_places, gist, kind_of_number
from layouts.pages.map.map_controls import boxes
from layouts.pages.map.scene import Scene, scene
from layouts.pages.map.state import CODEC
from layouts.pages.map.state import State as MapState

# What answers a step of the slider, and what answers besides when an indicator, a source or a group is chosen.
_STEP = {
    "figure": Output(ids.FIGURE, "figure"),
    "legend": Output(ids.LEGEND, "children"),
    "heading": Output(ids.HEADING, "children"),
    "period": Output(ids.PERIOD_EVIDENCE, "children"),
    "hole": Output(ids.HOLE, "children"),
    "chosen": Output(ids.CHOSEN, "children"),
    "gist": Output(ids.GIST, "children"),
    "link": Output(ids.LINK, "data"),
    "outlines": Output(ids.OUTLINES, "data"),
}
_CHOICE = {
    "sources": Output(ids.SOURCE, "data"),
    "source": Output(ids.SOURCE, "value"),
    "groups": Output(ids.GROUP, "data"),
    "group": Output(ids.GROUP, "value"),
    **{name: Output(ids.YEAR, name) for name in ("min", "max", "value", "marks")},
    **{box: Output(box, "style") for box in (ids.GROUP_BOX, ids.INFERRED_BOX, ids.YEAR_BOX)},
    "stops": Output(ids.STOPS, "data"),
    "source_evidence": Output(ids.SOURCE_EVIDENCE, "children"),
    "kind": Output(ids.KIND, "children"),
    "shaded": Output(ids.SHADED, "data"),
    "only": Output(ids.ONLY, "data"),
}
_UNCHANGED = dict.fromkeys((*_STEP, *_CHOICE), no_update)


def _agree_but_for(one: MapState, other: MapState, *fields: str) -> bool:
    """Whether two states are alike but for some of the fields."""
    return replace(one, **{field: getattr(other, field) for field in fields}) == other


def map_of(scene: Scene, before: MapState, outlines: str) -> Any:
    """The map: only what differs where the page already draws the same places (``outlines``), the whole figure where not.

    ``before``: the view that the page shows.
    """
    if scene.outlines != outlines:
        return scene.figure
    patch = _outlined(scene) if scene.state.places != before.places else Patch()
    looks = not _agree_but_for(scene.state, before, "year", "places", "tab")
    for (trace, *parts), values in choropleth.changes(scene.figure, looks=looks):
        place = patch["data"][trace]
        for part in parts:
            place = place[part]
        place.update(values)
    return patch


def _outlined(scene: Scene) -> Patch:
    patch = Patch()
    for number, trace in scene.outlined.items():
        patch["data"][number] = trace
    return patch


def placed(scene: Scene) -> dict[str, Any]:
    """What another choice of places changes: their readings, their outlines on the map, and the link that names them."""
    return {"figure": _outlined(scene), "chosen": chosen_places(scene), "link": CODEC.encode(scene.state)}


def stepped(scene: Scene, before: MapState, outlines: str) -> dict[str, Any]:
    """What a step of the slider changes; heading and evidence of a chart that is open answer with the chart."""
    return {
        "figure": map_of(scene, before, outlines),
        "legend": layer_legend(scene.layer),
        "heading": no_update if scene.is_chart else layout.heading(scene),
        "period": no_update if scene.is_chart else layout.evidence_of_period(scene),
        "hole": layout.hole_note(scene),
        "chosen": chosen_places(scene) if scene.state.places or before.places else no_update,
        "gist": no_update if scene.is_chart else gist(scene),
        "link": CODEC.encode(scene.state),
        "outlines": scene.outlines,
    }


@lru_cache(maxsize=64)
def _source_evidence(indicator: str, source: str, group: str) -> Any:
    """The evidence that holds for all years of a series, as JSON that is made once."""
    state = CODEC.nearest_valid(MapState(indicator, source, group))
    return json.loads(to_json_plotly(layout.evidence_of_source(scene(state))))


def chosen(scene: Scene) -> dict[str, Any]:
    """What another indicator, source or group changes besides."""
    return {
        "sources": scene.sources,
        "source": scene.state.source,
        "groups": scene.groups,
        "group": scene.state.group,
        **year_axis.slider(scene.stops, scene.state.year),
        **boxes(scene),
        "stops": year_axis.steps(scene.stops),
        "source_evidence": no_update if scene.is_chart else _source_evidence(scene.state.indicator, scene.state.source, scene.state.group),
        "kind": kind_of_number(scene),
        "shaded": scene.state.shaded,
        "only": scene.state.only,
    }


def choose(
    indicator: str,
    source: str,
    group: str,
    year: int | None,
    inferred: bool,
    shaded: bool,
    only: str,
    places: list[str] | None,
    tab: str,
    link: str,
    outlines: str,
) -> Any:
    """Answer a choice of the reader with all that differs from what the page shows, whose link is ``link``.

    What was chosen just now does not tell: on a slow line the page may never have shown the choice before it.
    """
    before, state = CODEC.from_link(link), MapState(indicator, source, group, year, tuple(places or ()), tab, inferred, shaded, only)
    has_same_classes = _agree_but_for(state, before, "year", "places", "tab", "inferred", "only")
    answer = scene(CODEC.nearest_valid(state if has_same_classes else replace(state, only="")))
    has_same_controls = all(_agree_but_for(answer.state, other, "year", "places", "tab", "only") for other in (before, state))
    if has_same_controls and _agree_but_for(answer.state, before, "places", "tab"):
        return _UNCHANGED | placed(answer)
    return _UNCHANGED | stepped(answer, before, outlines) | ({} if has_same_controls else chosen(answer))


def draw_chart(link: str) -> tuple[Any, ...]:
    """Answer the opening of the chart, and every change of it, with figure, heading, evidence and table; its closing with the map's."""
    answer = scene(CODEC.from_link(link))
    drawing = (chart.content(answer), chart.table(answer)) if answer.is_chart else (no_update, no_update)
    heading, *evidence = layout.heading(answer), layout.evidence_of_period(answer), layout.evidence_of_source(answer)
    return layout.page_look(answer), heading, *evidence, chosen_places(answer), gist(answer), *drawing


def open_revision(_clicks: int | None, link: str) -> Any:
    """The cells of the map that the edition changed, once they are asked for."""
    revision = scene(CODEC.from_link(link)).layer.revision
    return changed_list(revision) if revision else no_update


def tabulate(link: str) -> dict[str, Any]:
    """The table twin of the view."""
    answer = scene(CODEC.from_link(link))
    return layer_table(answer.layer)


_HIDDEN = {"prevent_initial_call": True, "hidden": True}


def _connect_chart(app: Dash) -> None:
    """The chart answers when its tab is open: its link follows that of the view, as does the link of the table."""
    parts = (ids.HEADING, ids.PERIOD_EVIDENCE, ids.SOURCE_EVIDENCE, ids.CHOSEN, ids.GIST)
    shared = ((ids.PAGE, "className"), *((part, "children") for part in parts))
    outputs = [*(Output(*part, allow_duplicate=True) for part in shared), Output(ids.CHART, "children")]
    outputs.append(Output(f"{ids.CHART_TABLE}-data", "data"))
    app.callback(outputs, Input(ids.CHART_LINK, "data"), **_HIDDEN)(draw_chart)
    tab = [Output(ids.LINK, "data", allow_duplicate=True), Input(ids.TAB, "value"), Input(ids.LINK, "data")]
    app.clientside_callback(ClientsideFunction("link", "withOpenTab"), *tab, **_HIDDEN)
    link = [Output(ids.CHART_LINK, "data"), Input(ids.LINK, "data"), State(ids.CHART_LINK, "data")]
    app.clientside_callback(ClientsideFunction("map", "chartLink"), *link, **_HIDDEN)
    app.clientside_callback(*rows_table.drawing(ids.CHART_TABLE), **_HIDDEN)


def _connect_places(app: Dash) -> None:
    """A place that is chosen in the field or on the map joins the list, which the server reads."""
    places = [Output(ids.PLACES, "data"), Output(ids.PLACE, "value"), Input(ids.PLACE, "value"), Input(ids.FIGURE, "clickData")]
    app.clientside_callback(ClientsideFunction("map", "choosePlace"), *places, State(ids.PLACES, "data"), **_HIDDEN)


def register(app: Dash) -> None:
    """Connect the page."""
    controls = [Input(control, "value") for control in (ids.INDICATOR, ids.SOURCE, ids.GROUP, ids.YEAR)]
    states = [State(ids.TAB, "value"), State(ids.LINK, "data"), State(ids.OUTLINES, "data")]
    pressed = [Input(ids.INFERRED, "checked"), *(Input(store, "data") for store in (ids.SHADED, ids.ONLY, ids.PLACES))]
    app.callback({**_STEP, **_CHOICE}, [*controls, *pressed, *states], **_HIDDEN)(choose)
    app.callback(Output(f"{ids.TABLE}-data", "data"), Input(ids.TABLE_LINK, "data"), **_HIDDEN)(tabulate)
    opening = Input(ids.REVISION, "n_clicks"), State(ids.LINK, "data")
    app.callback(Output(f"{ids.REVISION}-cells", "children"), *opening, **_HIDDEN)(open_revision)
    table = [Output(ids.TABLE_LINK, "data"), Input(ids.LINK, "data"), State(ids.TABLE_LINK, "data")]
    app.clientside_callback(ClientsideFunction("map", "tableLink"), *table, hidden=True)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), **_HIDDEN)
    app.clientside_callback(*year_axis.playing(ids.YEAR), **_HIDDEN)
    app.clientside_callback(*year_axis.following(ids.YEAR), prevent_initial_call="initial_duplicate", hidden=True)
    _connect_places(app)
    _connect_chart(app)
