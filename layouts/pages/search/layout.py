"""The page of results: the field with the query, what was found in groups, or what to try where nothing was."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from layouts.components.aria import aria
from layouts.evidence.search_entries import Result
from layouts.evidence.search_results import CLAIMS, Group
from layouts.pages.search.scene import Scene
from layouts.search_field import search_field

EXAMPLES = ("Nepal", "50 million", "$150 billion", "Tier 2 Watch List", "Germany detected victims", "Côte d’Ivoire")
_AT_ONCE = 6


def _row(result: Result) -> html.Li:
    return html.Li([dcc.Link(result.title, href=result.link), html.Span(result.detail, className="search-detail")])


def _group(group: Group) -> html.Section:
    first, rest = group.results[:_AT_ONCE], group.results[_AT_ONCE:]
    count = html.Span(f"{group.total:,}" if group.title != CLAIMS else "", className="search-count")
    more = group.total - len(first)
    folded = [html.Details([html.Summary(f"{more:,} more"), html.Ul(list(map(_row, rest)), className="plain")])] if rest else []
    return html.Section([html.H2([group.title, " ", count]), html.Ul(list(map(_row, first)), className="plain"), *folded])


def _names(places: Sequence[Result]) -> list[Any]:
    """Names of places as links in a sentence: 'Niger', 'Niger or Nigeria', 'Chad, Mali or Niger'."""
    links = [dcc.Link(place.title, href=place.link) for place in places]
    joints = [", "] * max(0, len(links) - 2) + [" or "] * (len(links) > 1) + [""]
    return [part for pair in zip(links, joints, strict=True) for part in pair if part]


def _answer(scene: Scene) -> list[Any]:
    """What was found, in a sentence."""
    quoted = f"“{scene.query}”"
    meant = [" Did you mean ", *_names(scene.near), "?"] if scene.near else []
    if scene.is_guess:
        return [f"No match for {quoted}.", *(meant or [" These are the closest matches."])]
    if scene.groups:
        return [f"{scene.total:,} result{'s' if scene.total != 1 else ''} for {quoted}"]
    return [f"Nothing found for {quoted}.", *meant]


def _hints() -> html.Div:
    """Where else to look."""
    check = html.Li([dcc.Link("Check a number in a text", href="/check"), ": paste a sentence, and see who produced its figures."])
    countries = html.Li([dcc.Link("All countries", href="/countries"), ": choose one from the list."])
    sources = html.Li([dcc.Link("All sources", href="/sources"), ": what is in the atlas. A figure that is not in it may still be right."])
    sums = html.Li([dcc.Link("Flows", href="/flows"), ": people from one country to another. Sums over several years are not searched."])
    return html.Div([html.H2("Other ways to search"), html.Ul([check, countries, sources, sums])], className="search-hints")


def _examples() -> html.P:
    links = [dcc.Link(text, href=f"/search?{urlencode({'q': text})}") for text in EXAMPLES]
    return html.P(["For example ", *(part for link in links for part in (link, " · "))][:-1], className="quiet")


def layout(scene: Scene) -> html.Div:
    """The page."""
    placeholder = "A country, a number you read, a source"
    field = search_field("all-search", placeholder=placeholder, query=scene.query, leads_on=False)
    answer = html.P(_answer(scene), className="search-answer", role="status") if scene.query else _examples()
    groups = html.Div(list(map(_group, scene.groups)), className="search-groups", **aria(label="Results"), role="region")
    parts = [groups] if scene.groups else []
    return html.Div([html.H1("Search"), field, answer, *parts, _hints()], className="search-page")
