"""The Compare page: one question with every published answer, sources side by side, lists of countries, every claim."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.queries import claim_list
from layouts.components import rows_table
from layouts.components.controls import segments
from layouts.components.share_menu import share_menu
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.lists import scene as documents
from layouts.pages.compare.question import layout as compare_question
from layouts.pages.compare.side_by_side import layout as compare_sides
from layouts.pages.compare.state import View

ROLE, LISTS, LISTS_LINK, CLAIMS, FIND = "lists-role", "lists-table", "lists-link", "claims-table", "compare-find"
_MODES = {
    "question": "One question",
    "sides": "Side by side",
    "lists": "Lists of countries",
    "claims": "Every claim",
}


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


def _modes(mode: str) -> html.Nav:
    links = [
        html.Li(
            dcc.Link(text, href=f"/compare?mode={code}" if code != "question" else "/compare", className="chosen" if code == mode else "")
        )
        for code, text in _MODES.items()
    ]
    return html.Nav(html.Ul(links, className="modes"), **{"aria-label": "Ways to compare"})


def _lists(view: View) -> list[Any]:
    words = {role: role.capitalize() for role in claim_list.ROLES}
    return [
        html.H1("Lists of countries, and what they dropped"),
        html.P(
            "The report of UNODC of 2006 sorts countries by how often sources name them. Documents print lists taken from it. "
            "A list names countries; it measures nothing.",
            className="subtitle",
        ),
        html.Div(segments(ROLE, "Role", words, view.role), className="compare-controls"),
        html.Div(documents.dropped(view.role), id="lists-dropped", className="why"),
        share_menu("compare", path="/compare", entries=(), row="lists", pictures=False),
        rows_table.table(LISTS, documents.lists(view.role)),
        dcc.Store(id=LISTS_LINK, data=compare_state.encode(view)),
    ]


def _claims(view: View) -> list[Any]:
    return [
        html.H1("Every claim in the documents"),
        html.P(documents.counted(), className="subtitle"),
        html.Div(documents.claim(view.claim), id="claims-chosen", role="status"),
        share_menu("compare", path="/compare", entries=None, row="claims", pictures=False),
        rows_table.table(CLAIMS, documents.every(view.filters.search)),
        dcc.Store(id="claims-link", data=compare_state.encode(view)),
    ]


def layout(view: View) -> html.Div:
    """The page of a view."""
    body = {"question": compare_question.body, "sides": compare_sides.body, "lists": _lists, "claims": _claims}[view.mode](view)
    top = html.Div([_modes(view.mode), _find(view.filters.search if view.mode == "claims" else "")], className="compare-top")
    return html.Div([top, *body], className="compare")
