"""A question at work: filters lead to marks, and a mark to its chain; everything answers together."""

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from layouts.components import rows_table
from layouts.figures import dot_range
from layouts.pages.compare.question import ids, layout, state
from layouts.pages.compare.question.scene import Scene, scene
from layouts.pages.compare.question.state import CODEC

_FOLLOWING = {
    "figure": Output(ids.FIGURE, "figure"),
    "height": Output(f"{ids.FIGURE}-frame", "style"),
    "legend": Output(ids.LEGEND, "children"),
    "heading": Output(ids.HEADING, "children"),
    "groups": Output(ids.GROUPS, "children"),
    "marks": Output(ids.MARK, "data"),
    "table": Output(f"{ids.TABLE}-data", "data"),
    "link": Output(ids.LINK, "data"),
}
_RESET = {
    "axis": Output(ids.AXIS, "value"),
    "options": [Output(name, "data") for name in (ids.KIND, ids.PLACE, ids.FORM)],
    "filters": [Output(name, "value") for name in (ids.KIND, ids.PLACE, ids.FORM)],
    "mark": Output(ids.MARK, "value"),
    "checked": Output(ids.CHECKED, "children"),
}
_UNCHANGED = {**dict.fromkeys(_RESET, no_update), "options": [no_update] * 3, "filters": [no_update] * 3}


def _following(chosen: Scene) -> dict[str, Any]:
    """Everything that follows from the answers that are drawn."""
    return {
        "figure": chosen.figure,
        "height": {"height": chosen.figure["layout"]["height"]},
        "legend": layout.legend(chosen),
        "heading": layout.heading(chosen),
        "groups": layout.groups(chosen),
        "marks": layout.mark_options(chosen),
        "table": chosen.table,
        "link": CODEC.encode(chosen.state),
    }


def _reset(chosen: Scene) -> dict[str, Any]:
    """What another question changes besides: its filters are open again."""
    options = chosen.options
    return {
        "axis": chosen.state.axis,
        "options": [options.kinds, options.places, options.forms],
        "filters": [[], None, None],
        "mark": None,
        "checked": layout.checked(chosen),
    }


def choose(
    quantity: str,
    axis: str,
    order: str,
    kinds: list[str] | None,
    place: str | None,
    form: str | None,
    years: tuple[int, int],
    search: str | None,
    mark: str | None,
    tab: str,
) -> dict[str, Any]:
    """Answer a choice of the reader with the marks, their table and their texts together."""
    first, last = state.years_of(years)
    wide = state.State(quantity=quantity, axis=axis, order=order, first=first, last=last, tab=tab)
    if ctx.triggered_id != ids.QUESTION:
        narrow = replace(wide, kinds=tuple(kinds or ()), place=place or "", form=form or "", search=search or "", mark=mark or "")
        return _following(scene(CODEC.nearest_valid(narrow))) | _UNCHANGED
    wide = CODEC.nearest_valid(wide)
    chosen = scene(replace(wide, axis=state.usual_axis(wide.quantity)))
    return _following(chosen) | _reset(chosen)


def choose_mark(mark: str | None, link: str) -> tuple[Any, Any, str]:
    """Answer the choice of a mark with its chain, a band behind it, and the link that names it."""
    chosen = scene(CODEC.nearest_valid(replace(CODEC.from_link(link), mark=mark or "")))
    patch = Patch()
    patch["layout"]["shapes"][dot_range.BAND] = dot_range.band(dot_range.height_of(chosen.marks, chosen.state.mark))
    return layout.chosen_mark(chosen), patch, CODEC.encode(chosen.state)


def register(app: Dash) -> None:
    """Connect the question."""
    later = {"prevent_initial_call": True, "hidden": True}
    controls = [Input(name, "value") for name in (ids.QUESTION, ids.AXIS, ids.ORDER, ids.KIND, ids.PLACE, ids.FORM, ids.YEARS, ids.SEARCH)]
    beside = [State(name, "value") for name in (ids.MARK, ids.TAB)]
    app.callback({**_FOLLOWING, **_RESET}, [*controls, *beside], **later)(choose)
    link, again = State(ids.LINK, "data"), Output(ids.LINK, "data", allow_duplicate=True)
    chain = [Output(ids.DETAILS, "children"), Output(ids.FIGURE, "figure", allow_duplicate=True), again]
    app.callback(chain, Input(ids.MARK, "value"), link, **later)(choose_mark)
    mark = Output(ids.MARK, "value", allow_duplicate=True)
    app.clientside_callback(ClientsideFunction("compare", "claimOfClick"), mark, Input(ids.FIGURE, "clickData"), **later)
    app.clientside_callback(ClientsideFunction("link", "withTab"), again, Input(ids.TAB, "value"), link, **later)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), **later)
