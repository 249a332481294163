"""The page of sources: kinds to choose from, a field for words, and cards by kind."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts import format as words
from layouts.components.aria import aria, data
from layouts.components.term import term
from layouts.pages.sources.scene import Record, Scene, Source
from layouts.pages.sources.state import CODEC, State


def _address(source: str) -> str:
    return f"/source/{source}"


def _kinds(scene: Scene) -> html.Nav:
    """A link a kind with the number of its sources; the chosen one is marked."""
    choices = [("", "All", sum(scene.counts.values()))]
    choices += [(code, entry.label, scene.counts[code]) for code, entry in vocabulary.terms("kind").items() if scene.counts.get(code)]
    links = []
    for code, label, count in choices:
        query = CODEC.encode(State(code, scene.state.search)) if code or scene.state.search else ""
        chosen: dict[str, Any] = {"className": "chosen"} if code == scene.state.kind else {}
        links.append(html.Li(dcc.Link([label, html.Small(f" {count}")], href=f"/sources{query}", **chosen)))
    return html.Nav(html.Ul(links, className="kinds"), **aria(label="Kind of figure"))


def _search(state: State) -> html.Form:
    name = aria(label="Search the sources")
    field = dmc.TextInput(id="sources-search", name="search", value=state.search, placeholder="Title, publisher, what is counted", **name)
    kind = [dcc.Input(type="hidden", name="kind", value=state.kind, id="sources-kind")] if state.kind else []
    return html.Form(
        [*kind, field, html.Button("Filter", type="submit")], className="sources-search", action="/sources", method="get", role="search"
    )


def _edition(record: Record) -> html.Span:
    address = _address(record["source_id"])
    return html.Span(dcc.Link(record["short_title"], href=address), id=record["source_id"], **data(moved=address))


def _editions(source: Source) -> list[Any]:
    links = [part for record in source.earlier for part in ("; ", _edition(record))][1:]
    return (
        [html.P(["Earlier editions: " if len(source.earlier) > 1 else "Earlier edition: ", *links], className="editions")] if links else []
    )


def _card(source: Source) -> html.Li:
    record, address = source.record, _address(source.record["source_id"])
    facts = f"{words.period(record['first_year'], record['last_year'])} · {source.places}"
    parts = [
        html.H3(dcc.Link(record["short_title"], href=address)),
        html.P(record["publisher"], className="quiet"),
        html.P(source.counts),
        html.P(facts, className="facts"),
        html.P(f"Licence: {record['licence']}", className="quiet"),
        *_editions(source),
    ]
    return html.Li(parts, className="card", id=record["source_id"], **data(moved=address))


def _group(kind: str, sources: list[Source]) -> html.Section:
    return html.Section([html.H2(term(f"kind.{kind}")), html.Ul(list(map(_card, sources)), className="cards")])


def _summary(scene: Scene) -> str:
    count = len(scene.sources)
    if not count:
        return "No source matches these words."
    editions = f" and {scene.earlier} earlier editions" if scene.earlier else ""
    apart = "each kept apart: figures of different sources are never added or averaged"
    return f"{words.counted(count, 'source')}{editions}, {apart}."


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    filters = html.Div([_kinds(scene), _search(scene.state)], className="sources-filter")
    summary = html.P(_summary(scene), className="subtitle", role="status")
    groups = [_group(kind, sources) for kind, sources in scene.kinds.items()]
    return html.Div([html.H1("Sources"), summary, filters, *groups], className="sources")
