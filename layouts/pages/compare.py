"""The Compare page: one question with every published answer, sources side by side, lists of countries, every claim."""

from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl import vocabulary
from etl.queries import claims, compare, place
from layouts import compare_state
from layouts.compare_state import Panel, View
from layouts.components import rows_table, since
from layouts.components.figure_panel import graph
from layouts.components.take_along import take_along
from layouts.panels import compare as panels
from layouts.views import compare as views
from layouts.views import documents, sides, world

PAGE = {"path": "/compare", "name": "Compare", "title": "Compare · Trafficking Statistics Atlas", "order": 2}

QUESTION, AXIS, ORDER, KIND, PLACE, FORM = (f"compare-{name}" for name in ("question", "axis", "order", "kind", "place", "form"))
YEARS, SEARCH, MARK, TAB, LINK = (f"compare-{name}" for name in ("years", "search", "mark", "tab", "link"))
HEADING, FIGURE, LEGEND, GROUPS, REPEATED = (f"compare-{name}" for name in ("heading", "figure", "legend", "groups", "repeated"))
DETAIL, TABLE = "compare-detail", "compare-table"
PANELS, READY, PICTURE, COUNT, SIDE_PLACE = (f"sides-{name}" for name in ("panels", "ready", "picture", "count", "place"))
SIDES, INTRODUCTION, REFUSAL, SAID, SIDE_LINK = (f"sides-{name}" for name in ("stage", "introduction", "refusal", "said", "link"))
SIDE_TABLE, ROLE, LISTS, CLAIMS, FIND = "sides-table", "lists-role", "lists-table", "claims-table", "compare-find"
LISTS_LINK = "lists-link"
_GUIDE = Path(__file__).parent.parent / "prose" / "compare.md"
_MODES = {
    "question": "One question",
    "sides": "Side by side",
    "lists": "Lists of countries",
    "claims": "Every claim",
}
_STARTS = {
    "Why do 800,000 and 700,000 to 2,000,000 differ?": "q=across_borders",
    "What do the 31.6 billion count?": "q=money_year",
    "Which lists dropped a country?": "mode=lists",
}
_NAMES = {"map": "Map", "series": "Over time", "dots": "Dots"}


def pair(number: int) -> str:
    """The control that chooses indicator and source of a panel."""
    return f"sides-pair-{number}"


def year(number: int) -> str:
    """The control that chooses the year of a panel."""
    return f"sides-year-{number}"


def drawing(number: int) -> str:
    """The figure of a panel."""
    return f"sides-figure-{number}"


def _select(identifier: str, label: str, options: list[Any], value: str | None, **more: Any) -> dmc.Select:
    return dmc.Select(id=identifier, label=label, data=options, value=value, checkIconPosition="right", maxDropdownHeight=420, **more)


def _segments(identifier: str, label: str, words: dict[str, str], value: str) -> html.Div:
    data = [{"value": code, "label": text} for code, text in words.items()]
    control = dmc.SegmentedControl(id=identifier, data=data, value=value, size="sm", **{"aria-label": label})
    return html.Div([html.Span(label, className="control-label"), control])


def _find(wanted: str) -> html.Form:
    """Finds a claim from anywhere on the page; without scripts it is a plain link of the page."""
    field = dmc.TextInput(
        id=FIND,
        name="search",
        value=wanted,
        placeholder="27 million, Canada, Moldova",
        **{"aria-label": "Find a number, a place or a name"},
    )
    mode = dcc.Input(type="hidden", name="mode", value="claims", id=f"{FIND}-mode")
    return html.Form(
        [mode, field, html.Button("Find a claim", type="submit")], className="find", action="/compare", method="get", role="search"
    )


def _starts() -> html.P:
    links = [dcc.Link(text, href=f"/compare?{query}") for text, query in _STARTS.items()]
    return html.P(["Often asked: ", *[part for link in links for part in (link, " ")]], className="starts")


def _modes(mode: str) -> html.Nav:
    links = [
        html.Li(
            dcc.Link(text, href=f"/compare?mode={code}" if code != "question" else "/compare", className="chosen" if code == mode else "")
        )
        for code, text in _MODES.items()
    ]
    return html.Nav(html.Ul(links, className="modes"), **{"aria-label": "Ways to compare"})


def question_options() -> list[dict[str, Any]]:
    """The questions with the number of their answers, under the headings of the vocabulary."""
    rows = compare.questions()
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
    rows = compare.answers(quantity).drop_duplicates("place").sort_values("place_name")
    return [{"value": row.place, "label": row.place_name} for row in rows.itertuples()]


def kind_options(quantity: str) -> list[dict[str, str]]:
    """The kinds of source that answer a question."""
    held = set(compare.answers(quantity)["kind"])
    return [{"value": code, "label": term.label} for code, term in vocabulary.terms("kind").items() if code in held]


def form_options(quantity: str) -> list[dict[str, str]]:
    """The forms of exploitation that answers to a question speak of."""
    held = set(compare.answers(quantity)["form"].astype("str"))
    return [{"value": code, "label": term.label.capitalize()} for code, term in vocabulary.terms("form").items() if code in held]


def heading(view: View) -> list[Any]:
    """The question, how many answers it has, and why they differ."""
    record, shown = compare.question(view.quantity), len(views.rows(view))
    every = len(compare.answers(view.quantity))
    return [
        html.H1(record["question"]),
        html.P(f"{shown} of {every} published answers, side by side and never merged.", className="subtitle"),
        html.Details([html.Summary("Why they differ"), html.P(record["why_they_differ"], className="why")], open=True),
    ]


def _controls(view: View) -> html.Div:
    own, (first, last) = view.filters, compare.years()
    fixed = [
        _select(QUESTION, "Question", question_options(), view.quantity, searchable=True, allowDeselect=False),
        _segments(AXIS, "Axis", {"log": "Log", "linear": "Linear"}, view.axis),
        _segments(ORDER, "Order", {"year": "Year", "value": "Value"}, view.order),
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
        _select(PLACE, "Place", place_options(view.quantity), own.place or None, clearable=True, placeholder="All places"),
        _select(FORM, "Form", form_options(view.quantity), own.form or None, clearable=True, placeholder="All forms"),
        dmc.TextInput(id=SEARCH, label="Search", value=own.search, placeholder="A source, a producer, a place", debounce=300),
        html.Div([html.Span("Years that the figures speak of", className="control-label"), years], className="years-filter"),
    ]
    held = own != compare.Filters()
    return html.Div(
        [
            html.Div(fixed, className="compare-controls"),
            html.Details([html.Summary("Filters"), html.Div(filters, className="compare-filters")], open=held),
        ]
    )


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
    choose = _select(
        MARK,
        "Choose an estimate",
        views.options(view),
        view.mark or None,
        searchable=True,
        clearable=True,
        description="Or select its mark in the figure.",
        clearButtonProps={"aria-label": "Choose no estimate"},
    )
    return html.Section(
        [html.H2("Who took the number from whom"), choose, html.Div(views.detail(view.mark), id=DETAIL)],
        className="chosen-mark",
        **{"aria-live": "polite"},
    )


def _question(view: View) -> list[Any]:
    guide = html.Details(
        [html.Summary("Read this number: five steps"), dcc.Markdown(_GUIDE.read_text(encoding="utf-8"))], className="guide"
    )
    evidence = html.Aside(
        [
            html.H2("What is really counted"),
            html.Ul(views.groups(view), id=GROUPS, className="plain"),
            html.Div(views.repeated(view.quantity), id=REPEATED),
        ],
        className="evidence",
        **{"aria-label": "Groups of answers"},
    )
    figure = html.Div([_marks(view), take_along("compare")], className="stage-map")
    return [
        _starts(),
        _controls(view),
        html.Div(heading(view), id=HEADING, className="heading", **{"aria-live": "polite"}),
        guide,
        html.Div([figure, evidence, html.Div(_chosen(view), className="place")], className="stage"),
        dcc.Store(id=LINK, data=compare_state.encode(view)),
        dcc.Store(id=f"{LINK}-kept"),
    ]


def ready_options() -> list[dict[str, str]]:
    """The ready-made comparisons."""
    return [{"value": entry.id, "label": entry.title} for entry in sides.ready()]


def year_options(panel: Panel) -> list[dict[str, str]]:
    """The years of a panel."""
    return [{"value": stop, "label": stop} for stop in sides.years(panel)]


def _panel_controls(number: int, panel: Panel, *, shown: bool) -> html.Div:
    when = "" if panel.year is None else str(panel.year)
    parts = [
        _select(pair(number), f"Panel {number}", sides.pairs(), f"{panel.indicator}~{panel.source}", searchable=True, allowDeselect=False),
        _select(year(number), f"Year of panel {number}", year_options(panel), when, allowDeselect=False),
    ]
    return html.Div(parts, id=f"sides-box-{number}", className="panel-controls", style={} if shown else {"display": "none"})


def panel(number: int, shown: Panel, picture: str, chosen: str, span: tuple[int, int] | None = None) -> html.Figure:
    """A panel: its title, its picture on its own scale, its legend and its evidence."""
    title = f"{number}. {sides.caption(shown, picture, chosen)}"
    drawn = graph(
        drawing(number),
        sides.figure(shown, picture, chosen, span),
        label=title,
        frame="map-frame" if picture == "map" else "dots-frame side-frame",
        geo=picture == "map",
    )
    scrolled = html.Div(drawn, className="scroll", tabIndex=0, role="region", **{"aria-label": title}) if picture == "dots" else drawn
    evidence = html.Details(
        [html.Summary("Evidence"), *world.period_evidence(shown.view), *world.source_evidence(shown.view)], className="panel-evidence"
    )
    legend = [html.Div(world.legend(shown.view), className="legend")] if picture == "map" else []
    return html.Figure(
        [html.Figcaption([html.H2(title), html.P(sides.subtitle(shown, picture), className="subtitle")]), scrolled, *legend, evidence]
    )


def stage(view: View) -> list[html.Figure]:
    """All panels of a view."""
    span = sides.span(view.panels, view.picture, view.filters.place)
    return [panel(number, shown, view.picture, view.filters.place, span) for number, shown in enumerate(view.panels, 1)]


def _corridors() -> list[html.Details]:
    """Comparisons of corridors, which open on the flow page."""
    return [
        html.Details(
            [
                html.Summary(f"{title}: on the flow page"),
                html.P(introduction, className="why"),
                html.P(dcc.Link(f"Open {title}", href=link)),
            ]
        )
        for title, link, introduction in sides.corridors()
    ]


def _sides(view: View) -> list[Any]:
    count = {str(number): str(number) for number in range(compare_state.LEAST, compare_state.MOST + 1)}
    spare = compare_state.first_panels()
    every = [*view.panels, *spare, *spare][: compare_state.MOST]
    top = [
        _select(READY, "Ready-made comparisons", ready_options(), None, placeholder="Choose one, or make your own below"),
        _segments(PICTURE, "Picture", _NAMES, view.picture),
        _segments(COUNT, "Panels", count, str(len(view.panels))),
        _select(
            SIDE_PLACE,
            "Place",
            list(place.options()),
            view.filters.place or None,
            searchable=True,
            clearable=True,
            placeholder="For Over time",
            filter={"function": "byAnyName"},
        ),
    ]
    controls = [_panel_controls(number, one, shown=number <= len(view.panels)) for number, one in enumerate(every, 1)]
    return [
        html.H1("Sources side by side"),
        html.P("Each panel keeps its own source, scale and evidence. Nothing is merged.", className="subtitle"),
        html.Div(top, className="compare-controls"),
        *_corridors(),
        html.Div(controls, className="panels-controls"),
        html.P(sides.introduction(view.panels), id=INTRODUCTION, className="why"),
        dmc.Alert(sides.refusal(view.panels), id=REFUSAL, color="gray", variant="light"),
        html.P(sides.says_of(view.panels, view.filters.place, view.picture), id=SAID, className="said", role="status"),
        html.Div(stage(view), id=SIDES, className=f"sides sides-{len(view.panels)}"),
        take_along("compare", row="sides"),
        html.H2("Where they agree and differ"),
        rows_table.table(SIDE_TABLE, sides.table(view.panels, view.picture, view.filters.place)),
        dcc.Store(id=SIDE_LINK, data=compare_state.encode(view)),
        dcc.Store(id=f"{SIDE_LINK}-kept"),
        dcc.Store(id=f"{SIDES}-bound"),
    ]


def _lists(view: View) -> list[Any]:
    words = {role: role.capitalize() for role in claims.ROLES}
    return [
        html.H1("Lists of countries, and what they dropped"),
        html.P(
            "The report of UNODC of 2006 sorts countries by how often sources name them. Documents print lists taken from it. "
            "A list names countries; it measures nothing.",
            className="subtitle",
        ),
        html.Div(_segments(ROLE, "Role", words, view.role), className="compare-controls"),
        html.Div(documents.dropped(view.role), id="lists-dropped", className="why"),
        take_along("compare", row="lists", pictures=False),
        rows_table.table(LISTS, documents.lists(view.role)),
        dcc.Store(id=LISTS_LINK, data=compare_state.encode(view)),
        dcc.Store(id=f"{LISTS_LINK}-kept"),
    ]


def _claims(view: View) -> list[Any]:
    return [
        html.H1("Every claim of the documents"),
        html.P(documents.counted(), className="subtitle"),
        html.Div(documents.claim(view.claim), id="claims-chosen", role="status"),
        take_along("compare", row="claims", pictures=False),
        rows_table.table(CLAIMS, documents.every(view.filters.search)),
        dcc.Store(id="claims-link", data=compare_state.encode(view)),
    ]


def layout(**query: object) -> html.Div:
    """The page for the query of a link; what the link asks for and the atlas lacks is said on top."""
    view, said = compare_state.decode(query)
    notice = dmc.Alert([html.P(line) for line in said], title="The link was not followed to the letter", color="orange", variant="light")
    body = {"question": _question, "sides": _sides, "lists": _lists, "claims": _claims}[view.mode](view)
    told = [*([notice] if said else []), *since.notice(panels.panel(view), query.get("dv"))]
    top = html.Div([_modes(view.mode), _find(view.filters.search if view.mode == "claims" else "")], className="compare-top")
    return html.Div([html.Div(told, role="status"), top, *body], className="compare")
