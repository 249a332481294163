"""A card on one number: what it is said to be, the verdict, from producer to repeater, what came after, and how to cite it."""

from typing import Any

from dash import dcc, html

from layouts.components.aria import aria, data
from layouts.components.evidence_list import caveat_list
from layouts.pages.check.number_card import Box, Citation, Line, NumberCard


def _box(box: Box) -> html.Div:
    figure = html.Strong(dcc.Link(box.figure, href=box.link) if box.link else box.figure)
    lines = [html.Span(part) for part in (box.by, box.counts) if part]
    return html.Div([html.Span(box.role, className="role"), figure, *lines], className="check-box")


def _way(boxes: tuple[Box, ...]) -> list[Any]:
    """The boxes from left to right, an arrow between them."""
    parts: list[Any] = []
    for box in boxes:
        parts += [html.Span("→", className="check-arrow", **aria(hidden="true"))] if parts else []
        parts.append(_box(box))
    return [html.Div(parts, className="check-way")] if parts else []


def _lines(lines: tuple[Line, ...]) -> html.Ul:
    return html.Ul([html.Li(dcc.Link(line.text, href=line.link)) for line in lines], className="plain")


def _later(card: NumberCard) -> list[Any]:
    """What came after a figure, the latest last; several in a row of their own."""
    if not card.later:
        return []
    links = [part for line in card.later for part in ("; ", dcc.Link(line.text, href=line.link))][1:]
    return [html.P([html.Strong(f"{card.later_title}: "), *links, "."])]


def _cite(citation: Citation, number: int) -> html.Details:
    home = f"check-cite-{number}"
    button = html.Button("Copy", type="button", className="copy", **data(copy=home), **aria(label="Copy the citation"))
    download = html.A("as text", href=citation.download, download=f"{citation.whom}.txt")
    return html.Details([html.Summary(f"Cite {citation.whom}"), html.P([html.Span(citation.text, id=home), " ", button, " ", download])])


def _folded(title: str, lines: tuple[Line, ...]) -> list[Any]:
    return [html.Details([html.Summary(title), _lines(lines)])] if lines else []


def number_section(card: NumberCard, number: int) -> html.Section:
    """The card of a number; ``number`` is its place among the cards, from 1."""
    clause = [html.Span(f"“{card.clause}”", className="quiet check-clause")] if card.clause else []
    head = [html.H2(card.number, id=f"number-{number}-name"), *clause, html.Span(card.verdict, className="check-verdict")]
    notes = [html.P([html.Strong(f"{title}: ") if title else "", text]) for title, text in card.notes]
    links = [html.P([part for line in card.links for part in (" · ", dcc.Link(line.text, href=line.link))][1:])] if card.links else []
    caveats = [html.Details([html.Summary(f"Caveats: {len(card.caveats)}"), caveat_list(card.caveats)])] if card.caveats else []
    more = [
        *([_cite(card.citation, number)] if card.citation else []),
        *caveats,
        *_folded(f"Other figures that fit: {len(card.others)}", card.others),
        *_folded("The same number, on something else", card.elsewhere),
    ]
    parts = [html.Div(head, className="check-head"), *_way(card.boxes), *notes, *_later(card), *links]
    folded = [html.Div(more, className="check-more")] if more else []
    return html.Section(
        [*parts, *folded], id=f"number-{number}", className=f"check-card check-{card.tone}", **aria(labelledby=f"number-{number}-name")
    )
