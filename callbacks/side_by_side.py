"""Sources side by side at work: a choice of panels leads to a state, and all panels, their evidence and differences answer together."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from layouts.components import rows_table
from layouts.evidence.selection import Selection
from layouts.pages.compare.side_by_side import comparisons, layout
from layouts.pages.compare.side_by_side.scene import Scene, scene
from layouts.pages.compare.side_by_side.state import CODEC, FEWEST, MOST
from layouts.pages.compare.side_by_side.state import State as SidesState
from layouts.view_state import whole_number

_NUMBERS = range(1, MOST + 1)
_OUTPUTS: dict[str, Any] = {
    "stage": [Output(layout.STAGE, "children"), Output(layout.STAGE, "className")],
    "words": [Output(part, "children") for part in (layout.INTRODUCTION, layout.REFUSAL, layout.READING)],
    "table": Output(f"{layout.TABLE}-data", "data"),
    "link": Output(layout.LINK, "data"),
    "boxes": [Output(layout.BOX.format(number), "style") for number in _NUMBERS],
    "year_options": [Output(layout.YEAR.format(number), "data") for number in _NUMBERS],
    "years": [Output(layout.YEAR.format(number), "value") for number in _NUMBERS],
    "year_boxes": [Output(layout.YEAR_BOX.format(number), "style") for number in _NUMBERS],
    "series": [Output(layout.PAIR.format(number), "value") for number in _NUMBERS],
    "looks": [Output(name.format(number), "data") for name in (layout.SHADED, layout.ONLY) for number in _NUMBERS],
    "top": [Output(name, "value") for name in (layout.COUNT, layout.PICTURE, layout.PLACE, layout.READY)],
}


def _padded(values: list[Any]) -> list[Any]:
    """Values of the panels, and no change for the panels that are hidden."""
    return values + [no_update] * (MOST - len(values))


def _answer(panels: Scene) -> dict[str, Any]:
    """Everything that follows from the panels."""
    selections, dated = panels.state.selections, not panels.by_year
    return {
        "stage": [layout.stage(panels), f"sides sides-{len(selections)}"],
        "words": [panels.introduction, panels.refusal, panels.reading],
        "table": panels.table,
        "link": CODEC.encode(panels.state),
        "boxes": [layout.displayed(number <= len(selections)) for number in _NUMBERS],
        "year_options": _padded([layout.year_options(one) for one in selections]),
        "years": _padded([str(one.year or "") if dated else no_update for one in selections]),
        "year_boxes": [layout.displayed(dated)] * MOST,
        "series": [no_update] * MOST,
        "looks": [*_padded([one.shaded for one in selections]), *_padded([one.only for one in selections])],
        "top": [no_update] * 4,
    }


def _selection(before: Selection | None, series: str, year: str | None, shaded: bool, only: str) -> Selection:
    """What the controls of a panel say; a class stands out until the panel has another series than before."""
    indicator, _, source = series.partition("~")
    highlighted = only if before and (before.indicator, before.source) == (indicator, source) else ""
    return Selection(indicator, source, "all.all.all", whole_number(year or ""), shaded=shaded, only=highlighted)


def choose(
    series: list[str],
    years: list[str | None],
    shaded: list[bool],
    only: list[str],
    count: str,
    picture: str,
    place: str | None,
    ready: str | None,
    link: str,
) -> dict[str, Any]:
    """Answer a choice of panels; that of a ready-made comparison sets the controls too, and is no choice any longer."""
    chosen = next((entry for entry in comparisons.ready() if entry.id == ready), None)
    if chosen is None:
        number = max(FEWEST, min(MOST, whole_number(count) or FEWEST))
        before: list[Selection | None] = [*CODEC.from_link(link).selections, *[None] * MOST]
        selections = tuple(map(_selection, before[:number], series, years, shaded, only))
        return _answer(scene(CODEC.nearest_valid(SidesState(picture=picture, selections=selections, place=place or ""))))
    state = SidesState(picture=chosen.picture, selections=chosen.panels, place=chosen.place or place or "")
    panels = scene(CODEC.nearest_valid(state))
    codes = [f"{one.indicator}~{one.source}" for one in panels.state.selections]
    return _answer(panels) | {"series": _padded(codes), "top": [str(len(codes)), chosen.picture, chosen.place or place, None]}


def register(app: Dash) -> None:
    """Connect the page."""
    inputs = {
        "series": [Input(layout.PAIR.format(number), "value") for number in _NUMBERS],
        "years": [Input(layout.YEAR.format(number), "value") for number in _NUMBERS],
        "shaded": [Input(layout.SHADED.format(number), "data") for number in _NUMBERS],
        "only": [Input(layout.ONLY.format(number), "data") for number in _NUMBERS],
        "count": Input(layout.COUNT, "value"),
        "picture": Input(layout.PICTURE, "value"),
        "place": Input(layout.PLACE, "value"),
        "ready": Input(layout.READY, "value"),
        "link": State(layout.LINK, "data"),
    }
    hidden = {"prevent_initial_call": True, "hidden": True}
    app.callback(_OUTPUTS, inputs, **hidden)(choose)
    connect = ClientsideFunction("side_by_side", "connect")
    elements = [State(layout.STAGE, "id"), State(layout.READING, "id")]
    app.clientside_callback(connect, Input(layout.STAGE, "children"), *rows_table.changes(f"{layout.TABLE}-data"), *elements, **hidden)
    app.clientside_callback(*rows_table.drawing(layout.TABLE), **hidden)
