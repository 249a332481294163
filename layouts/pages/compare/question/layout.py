"""One question of the Compare page: every published answer as a mark, what is really counted, and who copied whom."""

from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import dcc, html

from etl.contract import vocabulary
from etl.queries import answers
from layouts.components import rows_table
from layouts.components.controls import segments, select
from layouts.components.evidence_list import folded
from layouts.components.graphs import graph
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence as drawn
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.question import answer_rows
from layouts.pages.compare.question import scene as views
from layouts.pages.compare.state import View

QUESTION, AXIS, ORDER, KIND, PLACE, FORM = (f"compare-{name}" for name in ("question", "axis", "order", "kind", "place", "form"))
YEARS, SEARCH, MARK, TAB, LINK = (f"compare-{name}" for name in ("years", "search", "mark", "tab", "link"))
HEADING, FIGURE, LEGEND, GROUPS, REPEATED = (f"compare-{name}" for name in ("heading", "figure", "legend", "groups", "repeated"))
DETAIL, TABLE = "compare-detail", "compare-table"
_GUIDE = Path(__file__).with_name("prose.md")
_STARTS = {
    "Why do 800,000 and 700,000 to 2,000,000 differ?": "q=across_borders",
    "What does the 31.6 billion figure measure?": "q=money_year",
    "Which lists dropped a country?": "mode=lists",
}


def _starts() -> html.P:
    links = [dcc.Link(text, href=f"/compare?{query}") for text, query in _STARTS.items()]
    return html.P(["Often asked: ", *[part for link in links for part in (link, " ")]], className="starts")


def question_options() -> list[dict[str, Any]]:
    """The questions with the number of their answers, under the headings of the vocabulary."""
    rows = answers.questions()
    return [
        {
            "group": term.label,
            "items": [
                {"value": r.quantity_id, "label": f"{r.question} ({int(r.answers)})"} for r in rows[rows["topic"] == code].itertuples()
            ],
        }
        for code, term in vocabulary.terms("topic").items()
        if (rows["topic"] == code).any()
    ]


def place_options(quantity: str) -> list[dict[str, str]]:
    """The places that answers to a question speak of."""
    rows = answers.answers(quantity).drop_duplicates("place").sort_values("place_name")
    return [{"value": row.place, "label": row.place_name} for row in rows.itertuples()]


def kind_options(quantity: str) -> list[dict[str, str]]:
    """The kinds of source that answer a question."""
    held = set(answers.answers(quantity)["kind"])
    return [{"value": code, "label": term.label} for code, term in vocabulary.terms("kind").items() if code in held]


def form_options(quantity: str) -> list[dict[str, str]]:
    """The forms of exploitation that answers to a question speak of."""
    held = set(answers.answers(quantity)["form"].astype("str"))
    return [{"value": code, "label": term.label.capitalize()} for code, term in vocabulary.terms("form").items() if code in held]


def heading(view: View) -> list[Any]:
    """The question, how many answers it has, and why they differ."""
    record, shown = answers.question(view.quantity), len(views.rows(view))
    every = len(answers.answers(view.quantity))
    return [
        html.H1(record["question"]),
        html.P(
            f"{shown} of {every} published {'answer' if every == 1 else 'answers, side by side and never merged'}.", className="subtitle"
        ),
        html.Details([html.Summary("Why they differ"), html.P(record["why_they_differ"], className="why")], open=True),
    ]


def _controls(view: View) -> html.Div:
    own, (first, last) = view.filters, answers.years()
    fixed = [
        select(QUESTION, "Question", question_options(), view.quantity, searchable=True),
        segments(AXIS, "Axis", {"log": "Log", "linear": "Linear"}, view.axis),
        segments(ORDER, "Order", {"year": "Year", "value": "Value"}, view.order),
    ]
    years = dmc.RangeSlider(
        id=YEARS,
        min=first,
        max=last,
        step=1,
        minRange=0,
        value=list(own.years or (first, last)),
        size="sm",
        thumbFromLabel="From",
        thumbToLabel="To",
    )
    filters = [
        dmc.MultiSelect(id=KIND, label="Kind of source", data=kind_options(view.quantity), value=list(own.kinds), placeholder="All kinds"),
        select(
            PLACE, "Place", place_options(view.quantity), own.place or None, clearable=True, allowDeselect=True, placeholder="All places"
        ),
        select(FORM, "Form", form_options(view.quantity), own.form or None, clearable=True, allowDeselect=True, placeholder="All forms"),
        dmc.TextInput(id=SEARCH, label="Search", value=own.search, placeholder="A source, a producer, a place", debounce=300),
        html.Div([html.Span("Years that the figures speak of", className="control-label"), years], className="years-filter"),
    ]
    held = own != answers.Filters()
    return html.Div(
        [
            html.Div(fixed, className="compare-controls"),
            html.Details([html.Summary("Filters"), html.Div(filters, className="compare-filters")], open=held),
        ]
    )


def groups(view: View) -> list[Any]:
    """What each group counts, and the caveats of the answers that are shown."""
    general, single = drawn.listed(drawn.described(answer_rows.rows(view)).caveats, drawn.NONE)
    told = pd.concat([general.assign(name="All answers"), single])
    return [*views.groups(view), html.Li(folded(f"Caveats of these answers: {len(told)}", told))]


def _marks(view: View) -> dmc.Tabs:
    drawn = [
        graph(
            FIGURE,
            views.figure(view),
            label="Published answers as marks. The tab Table offers the same rows in words.",
            frame="dots-frame",
            geo=False,
        ),
        html.P("Select a mark to see who took the number from whom, its caveats and how to cite it.", className="quiet"),
        html.Div(views.kinds_legend(view), id=LEGEND, className="compare-legend"),
    ]
    return dmc.Tabs(
        [
            dmc.TabsList([dmc.TabsTab("Marks", value="marks"), dmc.TabsTab("Table", value="table")]),
            dmc.TabsPanel(drawn, value="marks"),
            dmc.TabsPanel(rows_table.table(TABLE, views.table(view)), value="table"),
        ],
        id=TAB,
        value=view.tab,
        keepMounted=True,
    )


def _chosen(view: View) -> html.Section:
    choose = select(
        MARK,
        "Choose an estimate",
        views.options(view),
        view.mark or None,
        searchable=True,
        clearable=True,
        allowDeselect=True,
        description="Or select its mark in the figure.",
        clearButtonProps={"aria-label": "Choose no estimate"},
    )
    return html.Section(
        [html.H2("Who took the number from whom"), choose, html.Div(views.detail(view.mark), id=DETAIL)],
        className="chosen-mark",
        **{"aria-live": "polite"},
    )


def body(view: View) -> list[Any]:
    """The page below its head for a question."""
    guide = html.Details(
        [html.Summary("Read this number: five steps"), dcc.Markdown(_GUIDE.read_text(encoding="utf-8"))], className="guide"
    )
    evidence = html.Aside(
        [
            html.H2("What is really counted"),
            html.Ul(groups(view), id=GROUPS, className="plain"),
            html.Div(views.repeated(view.quantity), id=REPEATED),
        ],
        className="evidence",
        **{"aria-label": "Groups of answers"},
    )
    figure = html.Div([_marks(view), share_menu("compare", path="/compare", entries=("q",))], className="stage-map")
    return [
        _starts(),
        _controls(view),
        html.Div(heading(view), id=HEADING, className="heading", **{"aria-live": "polite"}),
        guide,
        html.Div([figure, evidence, html.Div(_chosen(view), className="place")], className="stage"),
        dcc.Store(id=LINK, data=compare_state.encode(view)),
    ]
