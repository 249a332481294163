"""The page on which a text is pasted: the field, examples, the text back with its numbers marked, and a card for each."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts.components.aria import aria, data
from layouts.pages.check import ids
from layouts.pages.check.card_layout import number_section
from layouts.pages.check.scene import EXAMPLES, LIMIT, Scene


def status(scene: Scene) -> list[Any]:
    """What was recognised, or why nothing was; and where links lead."""
    links = html.Span(" Links open in a new tab, so your text stays here.", className="on-screen")
    return [scene.status, *([links] if scene.cards else [])]


def marked(scene: Scene) -> list[Any]:
    """The text with its numbers marked, each leading to its card, and the places that it names."""
    if not scene.cards:
        return []
    pieces = [
        html.Mark(html.A(piece.text, href=f"#number-{piece.card}"), className=f"check-{piece.tone}") if piece.card else piece.text
        for piece in scene.pieces
    ]
    links = [part for place in scene.places for part in (", ", dcc.Link(place.text, href=place.link, target="_blank"))][1:]
    places = [html.P(["Places named: ", *links, "."])] if links else []
    return [html.H2("Your text"), html.P(pieces, className="check-echo"), *places]


def cards(scene: Scene) -> list[Any]:
    """A card for each number."""
    return [number_section(card, number) for number, card in enumerate(scene.cards, 1)]


def _field() -> html.Div:
    field = dmc.Textarea(
        id=ids.TEXT,
        label="A figure or a paragraph",
        placeholder="For example: 27 million people live in slavery.",
        autosize=True,
        minRows=5,
        maxRows=14,
        autoComplete="off",
        spellCheck=False,
    )
    check = html.Button("Check", id=ids.GO, type="button", className="check-main")
    clear = html.Button("Clear", id=ids.CLEAR, type="button")
    limit = data(limit=str(LIMIT))
    return html.Div([field, html.Div([check, clear], className="check-buttons")], className="check-field", **limit)


def _examples() -> html.Div:
    buttons = [html.Button(name, type="button", className="check-example", **data(text=text)) for name, text in EXAMPLES]
    return html.Div([html.Span("Try: ", className="quiet"), *buttons], className="check-examples")


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    subtitle = "Paste a figure or a paragraph. It is compared with all figures in the atlas, and is neither stored nor logged."
    without: list[Any] = ["This page needs JavaScript. Without it, ", html.A("search for one number at a time", href="/search"), "."]
    left = [
        _field(),
        html.P(status(scene), id=ids.STATUS, className="quiet", role="status"),
        _examples(),
        html.Div(marked(scene), id=ids.MARKED),
    ]
    results = html.Div(
        cards(scene), id=ids.CARDS, className="check-cards", **aria(label="What the atlas has on each number"), role="region"
    )
    head = html.Div([html.H1("A number I read"), html.P(subtitle, className="subtitle")], className="heading")
    return html.Div([head, html.P(without, className="check-without"), html.Div(left, className="check-left"), results], className="check")
