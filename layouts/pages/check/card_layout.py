"""A card on one number: what it is said to be, the verdict, from producer to repeater, what came after, and how to cite it."""

from typing import Any

from dash import dcc, html

from etl.contract import vocabulary
from layouts.components.aria import aria, data
from layouts.components.evidence_list import caveat_list
from layouts.pages.check.card_parts import Box, Citation, Line
from layouts.pages.check.number_card import NumberCard


def _link(line: Line) -> dcc.Link:
    """A link beside the page, which would lose the text if it gave way."""
    return dcc.Link(line.text, href=line.link, target="_blank")


def _box(box: Box) -> html.Div:
    parts = [html.Span(box.role, className="role"), html.Strong(_link(Line(box.figure, box.link))), html.Span(box.counts)]
    return html.Div(parts, className="check-box")


def _way(boxes: tuple[Box, ...]) -> list[Any]:
    """The boxes from left to right, an arrow between them."""
    parts: list[Any] = []
    for box in boxes:
        parts += [html.Span("→", className="check-arrow", **aria(hidden="true"))] if parts else []
        parts.append(_box(box))
    return [html.Div(parts, className="check-way")] if parts else []


def _lines(lines: tuple[Line, ...]) -> html.Ul:
    return html.Ul([html.Li(_link(line)) for line in lines], className="plain")


def _notes(card: NumberCard) -> list[Any]:
    """The notes of a card and what came after its figure, in one paragraph."""
    parts: list[Any] = []
    for title, text in card.notes:
        parts += [html.Strong(f"{title}: ") if title else "", f"{text} "]
    links = [part for line in card.later for part in ("; ", _link(line))][1:]
    parts += [html.Strong(f"{card.later_title}: "), *links, "."] if links else []
    parts += [html.Strong(f" {vocabulary.label('severity', 'do_not_compare')}: "), card.warning] if card.warning else []
    return [html.P(parts)] if parts else []


def _cite(citation: Citation, number: int) -> html.Details:
    home = f"check-cite-{number}"
    button = html.Button("Copy", type="button", className="copy", **data(copy=home), **aria(label="Copy the citation"))
    download = html.A("as text", href=citation.download, download=f"{citation.whom}.txt", className="on-screen")
    return html.Details([html.Summary(f"Cite {citation.whom}"), html.P([html.Span(citation.text, id=home), " ", button, " ", download])])


def _folded(title: str, lines: tuple[Line, ...], *, is_open: bool = False) -> list[Any]:
    return [html.Details([html.Summary(title), _lines(lines)], open=is_open)] if lines else []


def number_section(card: NumberCard, number: int) -> html.Section:
    """The card of a number; ``number`` is its place among the cards, from 1."""
    clause = [html.Span(f"“{card.clause}”", className="quiet check-clause")] if card.clause else []
    head = [html.H2(card.number, id=f"number-{number}-name"), *clause, html.Span(card.verdict, className="check-verdict")]
    links = [html.Span(_link(line), className="on-screen") for line in card.links]
    caveats = [html.Details([html.Summary(f"Caveats ({len(card.caveats)})"), caveat_list(card.caveats)])] if card.caveats else []
    more = [
        *links,
        *([_cite(card.citation, number)] if card.citation else []),
        *caveats,
        *_folded(f"Other matching figures ({len(card.others)})", card.others),
        *_folded(card.elsewhere_title, card.elsewhere, is_open=not card.boxes and card.tone == "care" and not card.citation),
    ]
    folded = [html.Div(more, className="check-more")] if more else []
    parts = [html.Div(head, className="check-head"), *_way(card.boxes), *_notes(card), *folded]
    name, look = aria(labelledby=f"number-{number}-name"), f"check-card check-{card.tone}"
    return html.Section(parts, id=f"number-{number}", tabIndex=-1, className=look, **name)
