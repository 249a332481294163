"""A question at work: filters lead to marks, and a mark to its chain; and the tables of the documents: another role, other lists."""

from dataclasses import replace
from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, Patch, no_update

from layouts.components import rows_table
from layouts.components.folded import fold_label
from layouts.figures import dot_range
from layouts.pages.compare.documents import layout as documents
from layouts.pages.compare.documents.scene import lists_scene
from layouts.pages.compare.documents.state import LISTS, ListsState
from layouts.pages.compare.question import layout, teaching
from layouts.pages.compare.question.scene import Scene, scene
from layouts.pages.compare.question.state import CODEC, State, years_of

_FILTERS = (layout.KIND, layout.PLACE, layout.FORM)
_OUTPUTS = {
    "figure": Output(layout.FIGURE, "figure"),
    "height": Output(f"{layout.FIGURE}-frame", "style"),
    "legend": Output(layout.LEGEND, "children"),
    "heading": Output(layout.HEADING, "children"),
    "reasons": Output(layout.REASONS, "children"),
    "groups": Output(layout.GROUPS, "children"),
    "marks": Output(layout.MARK, "data"),
    "table": Output(f"{layout.TABLE}-data", "data"),
    "link": Output(layout.LINK, "data"),
    "axis": Output(layout.AXIS, "value"),
    "options": [Output(name, "data") for name in _FILTERS],
    "filters": [Output(name, "value") for name in _FILTERS],
    "mark": Output(layout.MARK, "value"),
    "details": Output(layout.DETAILS, "children"),
    "checked": Output(layout.CHECKED, "children"),
    "scale": Output(layout.SCALE, "children"),
    "sheet": Output(layout.SHEET, "children"),
    "active": Output(layout.ACTIVE, "children"),
}
_UNCHANGED = dict.fromkeys(_OUTPUTS, no_update) | dict.fromkeys(("options", "filters"), [no_update] * 3)


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
    link: str,
) -> dict[str, Any]:
    """Answer a choice with all that differs from what the page shows, whose link is ``link``.

    Another question has its usual axis, and its filters open.
    """
    before = CODEC.from_link(link)
    first, last = years_of(years)
    wide = State(quantity, axis="", order=order, first=first, last=last, tab=tab)
    narrow = replace(wide, axis=axis, kinds=tuple(kinds or ()), place=place or "", form=form or "", search=search or "", mark=mark or "")
    is_new = quantity != before.quantity
    chosen = scene(CODEC.nearest_valid(wide if is_new else narrow))
    if chosen.state == replace(before, mark=chosen.state.mark, tab=tab):
        return _UNCHANGED | _mark(chosen)
    details = {"details": layout.chosen_mark(chosen), "mark": chosen.state.mark or None} if chosen.state.mark != before.mark else {}
    return _UNCHANGED | _answers(chosen) | details | (_reset(chosen) if is_new else {})


def _reset(chosen: Scene) -> dict[str, Any]:
    """What another question changes besides."""
    return {
        "axis": chosen.state.axis,
        "options": [chosen.options["kinds"], chosen.options["places"], chosen.options["forms"]],
        "filters": [[], None, None],
        "checked": layout.checked(chosen),
        "reasons": layout.reasons(chosen),
    }


def _answers(chosen: Scene) -> dict[str, Any]:
    """What every choice changes."""
    return {
        "figure": chosen.figure,
        "height": {"height": chosen.figure["layout"]["height"]},
        "legend": layout.legend(chosen),
        "scale": layout.scale(chosen),
        "sheet": teaching.sheet(chosen),
        "active": fold_label("Filters", layout.active_filters(chosen)),
        "heading": layout.heading(chosen),
        "groups": layout.groups(chosen),
        "marks": layout.mark_options(chosen),
        "table": chosen.table,
        "link": CODEC.encode(chosen.state),
    }


def _mark(chosen: Scene) -> dict[str, Any]:
    """What another mark changes: its chain, a band behind it, and the link that names it."""
    patch = Patch()
    patch["layout"]["shapes"][dot_range.BAND] = dot_range.band(dot_range.height_of(chosen.marks, chosen.state.mark))
    return {"details": layout.chosen_mark(chosen), "figure": patch, "link": CODEC.encode(chosen.state)}


def choose_role(role: str) -> tuple[list[Any], dict[str, Any], str]:
    """Answer the choice of a role with its lists, what they leave out, and the link."""
    chosen = lists_scene(LISTS.nearest_valid(ListsState(role=role)))
    return documents.left_out(chosen), chosen.table, LISTS.encode(chosen.state)


def register(app: Dash) -> None:
    """Connect the question, and the tables of the documents."""
    later = {"prevent_initial_call": True, "hidden": True}
    names = (layout.QUESTION, layout.AXIS, layout.ORDER, *_FILTERS, layout.YEARS, layout.SEARCH, layout.MARK)
    states = [dash.State(layout.TAB, "value"), dash.State(layout.LINK, "data")]
    app.callback(_OUTPUTS, [*(Input(name, "value") for name in names), *states], **later)(choose)
    again = Output(layout.LINK, "data", allow_duplicate=True)
    mark = Output(layout.MARK, "value", allow_duplicate=True)
    app.clientside_callback(ClientsideFunction("compare", "claimOfClick"), mark, Input(layout.FIGURE, "clickData"), **later)
    tab = Input(layout.TAB, "value"), Input(layout.LINK, "data")
    app.clientside_callback(ClientsideFunction("link", "withOpenTab"), again, *tab, **later)
    lists = [Output(documents.LEFT_OUT, "children"), Output(f"{documents.LISTS_TABLE}-data", "data"), Output(documents.LINK, "data")]
    app.callback(lists, Input(documents.ROLE, "value"), **later)(choose_role)
    for table in (layout.TABLE, documents.LISTS_TABLE, documents.CLAIMS_TABLE):
        app.clientside_callback(*rows_table.drawing(table), **later)
