"""Compare: one question, sources side by side, lists of countries, every claim, below a head that leads to each."""

from typing import Any

from dash import dcc, html

from layouts.card import Head
from layouts.components.aria import aria
from layouts.page import Page
from layouts.pages.compare.documents import CLAIMS, LISTS
from layouts.pages.compare.places import MODE as PLACES
from layouts.pages.compare.question import MODE as QUESTION
from layouts.pages.compare.question.state import questions
from layouts.pages.compare.shared.modes import NAMES, PATH
from layouts.pages.compare.side_by_side import MODE as SIDES
from layouts.view_state import Modes

MODES = {"question": QUESTION, "places": PLACES, "sides": SIDES, "lists": LISTS, "claims": CLAIMS}


def _modes(chosen: str) -> html.Nav:
    queries = {code: "" if code == "question" else f"?mode={code}" for code in NAMES}
    links = [dcc.Link(name, href=PATH + queries[code], className="chosen" if code == chosen else "") for code, name in NAMES.items()]
    return html.Nav(html.Ul([html.Li(link) for link in links], className="modes"), className="compare-top", **aria(label="Ways to compare"))


def _framed(state: Any, body: list[Any]) -> html.Div:
    """The page of a state of one of the modes; ``body``: what the mode shows."""
    return html.Div([_modes(state.mode), *body], className="compare")


def _head(scene: Any) -> Head:
    """What the mode says of itself, else its export."""
    mode = MODES[scene.state.mode]
    if mode.head:
        return mode.head(scene)
    export = mode.export(scene)
    return Head(export.title, export.alt)


PAGE: Page[Any, Any] = Page(
    path=PATH,
    slug="compare",
    name="Compare",
    title="Compare",
    order=3,
    description="Questions with every published answer, countries and sources side by side, lists of countries, and claims.",
    codec=Modes({code: mode.codec for code, mode in MODES.items()}),
    scene=lambda state: MODES[state.mode].scene(state),
    layout=lambda scene: _framed(scene.state, MODES[scene.state.mode].layout(scene)),
    export=lambda scene: MODES[scene.state.mode].export(scene),
    head=_head,
    views=questions,
    embed=True,
)
