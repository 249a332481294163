"""The first page: what the atlas is, a field that searches it, answers that contradict each other, and where to begin."""

from urllib.parse import quote

from dash import dcc, html

from layouts.components.aria import aria
from layouts.pages.home.answer_dots import answer_dots
from layouts.pages.home.scene import Scene
from layouts.search_field import search_field

TITLE = "Published figures on human trafficking contradict each other."
PROMISE = "See who says what, how certain it is, and who copied whom. Sources are never added up, averaged or ranked."
EXAMPLES = ("Nepal", "50 million", "$150 billion", "Germany detected victims")
# Title, what is behind it, and the links that open it.
DOORS = (
    (
        "A country",
        "Everything that all sources say about one place, on one page, to print or to download.",
        (("Choose a country", "/countries"),),
    ),
    (
        "A number I read",
        "Paste a figure or a paragraph. See who produced it, what it counts, and what was lost on the way.",
        (("Check a number", "/check"),),
    ),
    (
        "A map or a flow",
        "Ratings, estimates and counted cases on the map; corridors between countries, with their evidence.",
        (("Open the map", "/map"), ("Open the flows", "/flows")),
    ),
)


def _examples() -> html.P:
    links = [dcc.Link(text, href=f"/search?q={quote(text)}") for text in EXAMPLES]
    apart = [part for link in links for part in (" · ", link)][1:]
    return html.P([html.Span("For example ", className="quiet"), *apart], className="home-examples")


def _start() -> html.Div:
    field = search_field("home-search", placeholder="A country, a number you read, a source")
    return html.Div([html.H1(TITLE), html.P(PROMISE, className="home-promise"), field, _examples()], className="home-start")


def _doors() -> html.Div:
    doors = []
    for title, text, links in DOORS:
        opens = html.P([dcc.Link([name, html.Span(" →", **aria(hidden="true"))], href=path) for name, path in links], className="home-open")
        doors.append(html.Section([html.H2(title), html.P(text, className="quiet"), opens]))
    return html.Div(doors, className="home-doors")


def _conflicts(scene: Scene) -> html.Section:
    items = [html.Li([dcc.Link(one.title, href=one.address), " ", html.Span(one.reason, className="quiet")]) for one in scene.conflicts]
    title = html.H2("Three conflicts explained" if len(items) == 3 else "Conflicts explained", id="home-conflicts")
    return html.Section([title, html.Ul(items)], className="home-conflicts", **aria(labelledby="home-conflicts"))


def _totals(scene: Scene) -> html.Ul:
    totals = scene.totals
    counts = (
        (f"{totals.sources:,}", f"sources and {totals.editions} earlier editions, each kept apart"),
        (f"{totals.figures:,}", "published figures and ratings in the latest editions, each with its location in the source"),
        (f"{totals.first_year} to {totals.last_year}", "years covered"),
    )
    items = [html.Li([html.Strong(number), " ", html.Span(text, className="quiet")]) for number, text in counts]
    last = [f"Figures last transcribed on {scene.transcribed} · data version {scene.version}"]
    return html.Ul(
        [*items, html.Li([html.Span(last, className="quiet"), " ", dcc.Link("What changed", href="/data", className="on-screen")])],
        className="home-totals",
    )


def layout(scene: Scene) -> html.Div:
    """The page."""
    first = html.Div([_start(), answer_dots(scene)], className="home-first")
    return html.Div([first, _doors(), _conflicts(scene), _totals(scene)], className="home")
