"""The head of the Compare page, which leads to its modes and finds a claim from anywhere."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts.components.aria import aria
from layouts.pages.compare.shared.modes import NAMES, PATH


def _find(search: str) -> html.Form:
    """Finds a claim from anywhere on the page; without scripts it is a plain link of the page."""
    name = aria(label="Find a number, a place or a name")
    field = dmc.TextInput(id="compare-find", name="search", value=search, placeholder="27 million, Canada, Moldova", **name)
    mode = dcc.Input(type="hidden", name="mode", value="claims", id="compare-find-mode")
    return html.Form([mode, field, html.Button("Find a claim", type="submit")], className="find", action=PATH, method="get", role="search")


def _modes(chosen: str) -> html.Nav:
    queries = {code: "" if code == "question" else f"?mode={code}" for code in NAMES}
    links = [dcc.Link(name, href=PATH + queries[code], className="chosen" if code == chosen else "") for code, name in NAMES.items()]
    return html.Nav(html.Ul([html.Li(link) for link in links], className="modes"), **aria(label="Ways to compare"))


def framed(state: Any, body: list[Any]) -> html.Div:
    """The page of a state of one of the modes; ``body``: what the mode shows."""
    search = state.search if state.mode == "claims" else ""
    return html.Div([html.Div([_modes(state.mode), _find(search)], className="compare-top"), *body], className="compare")
