"""The glossary: a row of links to its sections, then the terms, each with an anchor of its own."""

from typing import Any

from dash import dcc, html

from layouts.components.aria import aria
from layouts.glossary import Entry, Section


def _anchor(section: Section) -> str:
    return section.title.lower().replace(" ", "-")


def _term(entry: Entry) -> html.Div:
    see: list[Any] = [" See: ", dcc.Link(entry.see_as, href=entry.see), "" if entry.see_as.endswith("?") else "."] if entry.see else []
    return html.Div([html.Dt(html.A(entry.title, href=entry.address)), html.Dd([entry.text, *see])], id=entry.code, className="entry")


def _section(section: Section) -> list[Any]:
    return [html.H2(section.title, id=_anchor(section)), html.Dl(list(map(_term, section.terms)))]


def layout(sections: tuple[Section, ...]) -> html.Div:
    """The page."""
    opening = html.P("What the terms used with the figures mean. On other pages, a term with a dotted underline opens the same text.")
    contents = html.Ul([html.Li(html.A(section.title, href=f"#{_anchor(section)}")) for section in sections])
    head = [html.H1("Glossary"), opening, html.Nav(contents, className="sections", **aria(label="Parts of the glossary"))]
    return html.Div([*head, *(part for section in sections for part in _section(section))], className="prose glossary")
