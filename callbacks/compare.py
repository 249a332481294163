"""The Compare page at work: filters lead to marks, a mark to its chain, panels to maps; everything answers together."""

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from etl.queries.answers import Filters, years
from layouts.components import rows_table
from layouts.components.stores import changes
from layouts.figures import dot_range
from layouts.pages.compare import layout as page
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.lists import scene as documents
from layouts.pages.compare.question import layout as question
from layouts.pages.compare.question import scene as views
from layouts.pages.compare.side_by_side import layout as side_by_side
from layouts.pages.compare.side_by_side import scene as sides
from layouts.pages.compare.state import Panel, View

_DRAWN = {
    "figure": Output(question.FIGURE, "figure"),
    "height": Output(f"{question.FIGURE}-frame", "style"),
    "legend": Output(question.LEGEND, "children"),
    "heading": Output(question.HEADING, "children"),
    "groups": Output(question.GROUPS, "children"),
    "marks": Output(question.MARK, "data"),
    "table": Output(f"{question.TABLE}-data", "data"),
    "link": Output(question.LINK, "data"),
}
_ASKED = {
    "axis": Output(question.AXIS, "value"),
    "kind": [Output(question.KIND, "data"), Output(question.KIND, "value")],
    "place": [Output(question.PLACE, "data"), Output(question.PLACE, "value")],
    "form": [Output(question.FORM, "data"), Output(question.FORM, "value")],
    "mark": Output(question.MARK, "value"),
    "repeated": Output(question.REPEATED, "children"),
}
_SAME = {**dict.fromkeys(_ASKED, no_update), **{name: [no_update] * 2 for name in ("kind", "place", "form")}}


def drawn(view: View) -> dict[str, Any]:
    """Everything that follows from the answers that are shown."""
    figure = views.figure(view)
    return {
        "figure": figure,
        "height": {"height": figure["layout"]["height"]},
        "legend": views.kinds_legend(view),
        "heading": question.heading(view),
        "groups": question.groups(view),
        "marks": views.options(view),
        "table": views.table(view),
        "link": compare_state.encode(view),
    }


def asked(view: View) -> dict[str, Any]:
    """What another question changes besides: its filters are open again."""
    return {
        "axis": view.axis,
        "kind": [question.kind_options(view.quantity), []],
        "place": [question.place_options(view.quantity), None],
        "form": [question.form_options(view.quantity), None],
        "mark": None,
        "repeated": views.repeated(view.quantity),
    }


def choose(quantity: str, axis: str, order: str, kinds: Any, place: Any, form: Any, span: Any, search: Any, mark: Any, tab: str) -> Any:
    """Answer a choice of the reader with the marks, their table and their texts together."""
    spoken = None if tuple(span) == years() else (int(span[0]), int(span[1]))
    filters = Filters(tuple(kinds or ()), place or "", form or "", spoken, search or "")
    link = compare_state.encode(View("question", quantity, axis, order, filters, mark or "", tab))
    view = compare_state.from_link(link)
    if ctx.triggered_id != question.QUESTION:
        return drawn(view) | _SAME
    view = View("question", view.quantity, compare_state.usual_axis(view.quantity), view.order, Filters(years=spoken), tab=view.tab)
    return drawn(view) | asked(view)


def choose_mark(mark: str | None, link: str) -> tuple[Any, Any, str]:
    """Answer the choice of a mark with its chain, a band behind it, and the link that holds it."""
    view = replace(compare_state.from_link(link), mark=mark or "")
    patch = Patch()
    patch["layout"]["shapes"][dot_range.BAND] = dot_range.band(dot_range.height_of(views.marks(view), view.mark))
    return views.detail(view.mark), patch, compare_state.encode(view)


def _panel(pair: str, when: str | None) -> Panel:
    indicator, _, source = pair.partition("~")
    return compare_state.fitted(indicator, source, "all.all.all", int(when) if when and when.isdecimal() else None)


def _panels(pairs: list[str], when: list[str | None], count: str) -> tuple[Panel, ...]:
    wanted = max(compare_state.LEAST, min(compare_state.MOST, int(count)))
    return tuple(_panel(pair, year) for pair, year in list(zip(pairs, when, strict=True))[:wanted])


def _stage(view: View) -> dict[str, Any]:
    shown, dated = len(view.panels), view.picture != "series"
    when = ["" if panel.year is None else str(panel.year) for panel in view.panels] if dated else [no_update] * shown
    return {
        "stage": [side_by_side.stage(view), f"sides sides-{shown}"],
        "words": [
            sides.introduction(view.panels),
            sides.refusal(view.panels),
            sides.says_of(view.panels, view.filters.place, view.picture),
        ],
        "table": sides.table(view.panels, view.picture, view.filters.place),
        "link": compare_state.encode(view),
        "boxes": [{} if number <= shown else {"display": "none"} for number in range(1, compare_state.MOST + 1)],
        "years": [side_by_side.year_options(panel) for panel in view.panels] + [no_update] * (compare_state.MOST - shown),
        "year": when + [no_update] * (compare_state.MOST - shown),
        "dated": [{} if dated else {"display": "none"}] * compare_state.MOST,
    }


def put(pairs: list[str], when: list[str | None], count: str, picture: str, place: str | None, ready: str | None) -> dict[str, Any]:
    """Answer a choice of panels with all of them, their evidence and their differences."""
    chosen = next((entry for entry in sides.ready() if entry.id == ready), None) if ctx.triggered_id == side_by_side.READY else None
    panels = chosen.panels if chosen else _panels(pairs, when, count)
    picture, place = (chosen.picture, chosen.place or place) if chosen else (picture, place)
    panels = compare_state.undated(panels) if picture == "series" else panels
    view = View("sides", panels=panels, picture=picture, filters=Filters(place=place or ""))
    codes = [f"{panel.indicator}~{panel.source}" for panel in panels] + [no_update] * (compare_state.MOST - len(panels))
    held = [no_update] * compare_state.MOST
    return _stage(view) | {"pairs": codes if chosen else held, "top": [str(len(panels)), picture, place] if chosen else [no_update] * 3}


def _register_question(app: Dash) -> None:
    controls = [
        Input(identifier, "value")
        for identifier in (question.QUESTION, question.AXIS, question.ORDER, question.KIND, question.PLACE, question.FORM)
    ]
    more = [Input(question.YEARS, "value"), Input(question.SEARCH, "value"), State(question.MARK, "value"), State(question.TAB, "value")]
    hidden = {"prevent_initial_call": True, "hidden": True}
    app.callback({**_DRAWN, **_ASKED}, [*controls, *more], **hidden)(choose)
    again = [Output(question.FIGURE, "figure", allow_duplicate=True), Output(question.LINK, "data", allow_duplicate=True)]
    app.callback([Output(question.DETAIL, "children"), *again], Input(question.MARK, "value"), State(question.LINK, "data"), **hidden)(
        choose_mark
    )
    app.clientside_callback(
        ClientsideFunction("compare", "claimOfClick"),
        Output(question.MARK, "value", allow_duplicate=True),
        Input(question.FIGURE, "clickData"),
        **hidden,
    )
    app.clientside_callback(
        ClientsideFunction("link", "withTab"), again[1], Input(question.TAB, "value"), State(question.LINK, "data"), **hidden
    )


def _register_sides(app: Dash) -> None:
    numbers = range(1, compare_state.MOST + 1)
    outputs: dict[str, Any] = {
        "stage": [Output(side_by_side.SIDES, "children"), Output(side_by_side.SIDES, "className")],
        "words": [
            Output(side_by_side.INTRODUCTION, "children"),
            Output(side_by_side.REFUSAL, "children"),
            Output(side_by_side.SAID, "children"),
        ],
        "table": Output(f"{side_by_side.SIDE_TABLE}-data", "data"),
        "link": Output(side_by_side.SIDE_LINK, "data"),
        "boxes": [Output(f"sides-box-{number}", "style") for number in numbers],
        "years": [Output(side_by_side.year(number), "data") for number in numbers],
        "year": [Output(side_by_side.year(number), "value") for number in numbers],
        "dated": [Output(f"{side_by_side.year(number)}-box", "style") for number in numbers],
        "pairs": [Output(side_by_side.pair(number), "value") for number in numbers],
        "top": [Output(side_by_side.COUNT, "value"), Output(side_by_side.PICTURE, "value"), Output(side_by_side.SIDE_PLACE, "value")],
    }
    inputs = {
        "pairs": [Input(side_by_side.pair(number), "value") for number in numbers],
        "when": [Input(side_by_side.year(number), "value") for number in numbers],
        "count": Input(side_by_side.COUNT, "value"),
        "picture": Input(side_by_side.PICTURE, "value"),
        "place": Input(side_by_side.SIDE_PLACE, "value"),
        "ready": Input(side_by_side.READY, "value"),
    }
    app.callback(outputs, inputs, prevent_initial_call=True, hidden=True)(put)
    app.clientside_callback(
        ClientsideFunction("side_by_side", "connect"),
        Input(side_by_side.SIDES, "children"),
        *changes(f"{side_by_side.SIDE_TABLE}-data"),
        State(side_by_side.SIDES, "id"),
        State(side_by_side.SAID, "id"),
        prevent_initial_call=True,
        hidden=True,
    )


def register(app: Dash) -> None:
    """Connect the page."""
    _register_question(app)
    _register_sides(app)
    drawn_lists = [Output("lists-dropped", "children"), Output(f"{page.LISTS}-data", "data"), Output(page.LISTS_LINK, "data")]
    app.callback(drawn_lists, Input(page.ROLE, "value"), prevent_initial_call=True, hidden=True)(
        lambda role: [documents.dropped(role), documents.lists(role), compare_state.encode(View("lists", role=role))]
    )
    for table in (question.TABLE, side_by_side.SIDE_TABLE, page.LISTS, page.CLAIMS):
        app.clientside_callback(*rows_table.drawing(table), prevent_initial_call=True, hidden=True)
