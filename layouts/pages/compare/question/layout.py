"""One question of the Compare page: every published answer as a mark, what is really counted, and who copied whom."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts.components import rows_table
from layouts.components.aria import aria
from layouts.components.controls import BY_NAME, segments, select
from layouts.components.evidence_list import folded as folded_caveats
from layouts.components.folded import fold_label, folded
from layouts.components.graphs import graph
from layouts.components.prose import prose
from layouts.components.row_details import details
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence
from layouts.figures.dot_range import SIDES
from layouts.pages.compare.question import teaching
from layouts.pages.compare.question.scene import Scene
from layouts.pages.compare.question.state import AXES, CODEC, ORDERS, TABS
from layouts.pages.compare.shared.modes import PATH

QUESTION, AXIS, ORDER, KIND, PLACE, FORM = (f"compare-{name}" for name in ("question", "axis", "order", "kind", "place", "form"))
YEARS, SEARCH, MARK, TAB, LINK = (f"compare-{name}" for name in ("years", "search", "mark", "tab", "link"))
HEADING, FIGURE, LEGEND, GROUPS, CHECKED = (f"compare-{name}" for name in ("heading", "figure", "legend", "groups", "checked"))
DETAILS, TABLE, REASONS = "compare-details", "compare-table", "compare-reasons"
TITLE, SCALE, SHEET, FILTERS, ACTIVE = "compare-title", "compare-scale", "compare-sheet", "compare-filters", "compare-filters-label"
_GUIDE = Path(__file__).with_name("prose.md")
_STARTS = {
    "Why are 12.3, 27 and 49.6 million all cited?": "q=modern_slavery_now",
    "Why do 800,000 and 700,000 to 2,000,000 differ?": "q=across_borders",
    "What does the 31.6 billion figure measure?": "q=money_year",
    "Which lists leave out a country?": "mode=lists",
}


def heading(scene: Scene) -> list[Any]:
    """The question, how many answers it has, the way to why they differ, and the page to teach with."""
    why = html.A(teaching.why(scene), href=f"#{REASONS}", className="on-screen")
    sheet = html.Button("Print one page for teaching", type="button", className="print-page on-screen")
    return [html.H1(scene.question["question"], id=TITLE), html.P([f"{scene.subtitle}. ", why, " ", sheet], className="subtitle")]


def reasons(scene: Scene) -> list[Any]:
    """Why the answers differ."""
    return [html.H2(teaching.why(scene)), html.Ul([html.Li(text) for text in scene.reasons], className="why")]


def scale(scene: Scene) -> list[Any]:
    """The axis once more, to stay in sight while the picture moves; those who hear the page have its numbers in words."""
    axis = scene.figure["layout"]["xaxis"]
    if not axis["visible"]:
        return []
    ticks = [
        html.Span(text, style={"left": f"calc({SIDES[0]}px + {share:.5f} * (100% - {sum(SIDES)}px))"})
        for share, text in zip(scene.shares, axis["ticktext"], strict=True)
    ]
    title = html.Span([part for line in axis["title"]["text"].split("<br>") for part in (line, html.Br())][:-1], className="scale-title")
    room = scene.figure["layout"]["margin"]["t"]
    height = {"height": f"{room}px", "marginBottom": f"-{room}px"}
    return [html.Div([title, *ticks], className="scale", style=height, **aria(hidden="true"))]


def active_filters(scene: Scene) -> int:
    """How many filters are in use."""
    state = scene.state
    return sum(map(bool, (state.kinds, state.place, state.form, state.search, state.period)))


def _filters(scene: Scene) -> html.Details:
    state, options, (first, last) = scene.state, scene.options, scene.years
    kinds = {"label": "Kind of source", "placeholder": "All kinds"}
    search = {"label": "Search", "placeholder": "A source, a producer, a place"}
    none = {"clearable": True, "allowDeselect": True}
    ends = {"min": first, "max": last, "step": 1, "minRange": 0, "thumbFromLabel": "From", "thumbToLabel": "To"}
    years = dmc.RangeSlider(id=YEARS, value=list(state.period or scene.years), size="sm", **ends)
    filters = [
        dmc.MultiSelect(id=KIND, data=options["kinds"], value=list(state.kinds), **kinds),
        select(PLACE, "Place", options["places"], state.place or None, placeholder="All places", **BY_NAME, **none),
        select(FORM, "Form", options["forms"], state.form or None, placeholder="All forms", **none),
        dmc.TextInput(id=SEARCH, value=state.search, debounce=300, **search),
        html.Div([html.Span("Years that the figures refer to", className="control-label"), years], className="years-filter"),
    ]
    name = html.Summary(fold_label("Filters", active_filters(scene)), id=ACTIVE)
    return html.Details([name, html.Div(filters, className="compare-filters menu-box")], className="menu", id=FILTERS)


def _often_asked() -> html.Details:
    links = html.Ul([html.Li(dcc.Link(text, href=f"{PATH}?{query}")) for text, query in _STARTS.items()], className="plain menu-box")
    return html.Details([html.Summary("Often asked"), links], className="menu")


def legend(scene: Scene) -> list[Any]:
    """The shapes and signs that occur, each with its words."""
    parts = []
    for group, title, look in (("kind", "Kind of source, by shape", "shape"), ("range_kind", "Range", "sign")):
        terms = [(code, vocabulary.terms(group)[code]) for code in scene.counts(group)]
        items = [html.Li(words.sentence(term.label), className=f"{look} {look}-{code}", title=term.definition) for code, term in terms]
        parts.append(html.Div([html.H2(title, className="legend-title"), html.Ul(items, className=f"plain {look}s")]))
    return parts


def _all_years(scene: Scene, group: str) -> list[Any]:
    """Links to the charts of the series of which a group has selected years."""
    links = [dcc.Link(text, href=address, className="on-screen") for text, address in scene.all_years(group)]
    return [part for link in links for part in (" ", link)]


def groups(scene: Scene) -> list[Any]:
    """What each group counts, and the caveats of the answers that are drawn."""
    general, single = row_evidence.split_caveats(scene.evidence.caveats)
    caveats = (*(replace(caveat, about="All answers") for caveat in general), *single)
    notes = [
        html.Li([html.Strong(name), f" ({count}). {text}", *_all_years(scene, name)], className="group-note")
        for name, count, text in scene.groups
    ]
    return [*notes, html.Li(folded_caveats(f"Caveats on these answers ({len(caveats)})", caveats))]


def checked(scene: Scene) -> list[Any]:
    """Which answers repeat a primary source of the atlas, and whether they agree with it."""
    items = [
        html.Li([html.Strong(f"{row['short_title']}: '{row['as_printed']}'"), f" (what is counted: {row['counted']}). {row['agreement']}"])
        for row in row_dicts(scene.answers[scene.answers["agrees"].fillna("") != ""])
    ]
    return [html.H3("Checked against the original"), html.Ul(items, className="plain repeaters")] if items else []


def mark_options(scene: Scene) -> list[dict[str, str]]:
    """The marks to choose from by keyboard."""
    return [{"value": mark.row_id, "label": f"{mark.reading} · {mark.label} · {mark.counted}"} for mark in scene.marks]


def chosen_mark(scene: Scene) -> list[Any]:
    """Everything on the chosen mark."""
    hint = "Select a mark in the chart, or choose an estimate above, to see where the number came from."
    return details(scene.chosen) if scene.chosen else [html.P(hint, className="quiet")]


def _tabs(scene: Scene) -> dmc.Tabs:
    label = "Published answers as marks on one axis. The Table tab has the same figures as text."
    marks = [
        html.Div(scale(scene), id=SCALE, className="scale-box"),
        graph(FIGURE, scene.figure, label=label, titled=TITLE, frame="dots-frame", geo=False),
        html.P("Select a mark to see where the number came from, its caveats and how to cite it.", className="mark-hint quiet on-screen"),
    ]
    panels = {"marks": marks, "table": rows_table.table(TABLE, scene.table)}
    tabs = dmc.TabsList([dmc.TabsTab(name, value=code) for code, name in TABS.items()])
    bodies = [dmc.TabsPanel(panel, value=code) for code, panel in panels.items()]
    return dmc.Tabs([tabs, *bodies], id=TAB, value=scene.state.tab, keepMounted=True, variant="pills")


def _chosen(scene: Scene) -> html.Section:
    freely = {"searchable": True, "clearable": True, "allowDeselect": True, "clearButtonProps": aria(label="Clear the estimate")}
    hint = "Or select its mark in the chart."
    choose = select(MARK, "Choose an estimate", mark_options(scene), scene.state.mark or None, description=hint, **freely)
    parts = [html.H2("Where the number came from"), choose, html.Div(chosen_mark(scene), id=DETAILS)]
    return html.Section(parts, className="chosen-mark", **aria(live="polite"))


def _controls(scene: Scene) -> html.Div:
    state = scene.state
    further = [segments(AXIS, "Axis", AXES, state.axis), segments(ORDER, "Order", ORDERS, state.order), _filters(scene), _often_asked()]
    question = select(QUESTION, "Question", scene.options["questions"], state.quantity, searchable=True)
    return html.Div([question, folded("Axis, order, filters", further)], className="compare-controls question-controls")


def _evidence(scene: Scene) -> html.Aside:
    parts = [
        html.Div(legend(scene), id=LEGEND, className="compare-legend"),
        html.H2("What each group counts"),
        html.Ul(groups(scene), id=GROUPS, className="plain"),
        html.Div(checked(scene), id=CHECKED),
    ]
    return html.Aside(parts, className="evidence", **aria(label="Legend and groups of answers"))


def layout(scene: Scene) -> list[Any]:
    """The page below its head."""
    head = html.Div(heading(scene), id=HEADING, className="heading", **aria(live="polite"))
    why = html.Section(reasons(scene), id=REASONS)
    guide = html.Details([html.Summary("Read this number: five steps"), prose(_GUIDE.read_text(encoding="utf-8"))], className="guide")
    figure = html.Div(_tabs(scene), className="stage-map")
    below = html.Div([why, guide, _chosen(scene)], className="place")
    return [
        html.Div([head, share_menu("compare", path=PATH, entries=("q", "tab"))], className="head-row"),
        _controls(scene),
        html.Div([figure, _evidence(scene), below], className="stage question-stage"),
        html.Section(teaching.sheet(scene), id=SHEET, className="sheet", **aria(label="What to know and how to cite")),
        dcc.Store(id=LINK, data=CODEC.encode(scene.state)),
    ]
