"""The lists of countries, a column a list, and the claims with the open one above them: tables, of which no picture is made."""

import re
from typing import Any

from dash import dcc, html

from layouts.components import rows_table
from layouts.components.aria import aria
from layouts.components.controls import segments
from layouts.components.evidence_list import caveat_list, fact
from layouts.components.row_details import cite, details
from layouts.components.share_menu import share_menu
from layouts.pages.compare.documents.scene import ClaimsScene, ListsScene, OpenClaim, about, in_sentence, location, year
from layouts.pages.compare.documents.state import CLAIMS, LISTS, ROLES
from layouts.pages.compare.shared.modes import PATH

ROLE, LEFT_OUT, LISTS_TABLE, LINK = "lists-role", "lists-left-out", "lists-table", "lists-link"
CLAIMS_TABLE = "claims-table"


def left_out(scene: ListsScene) -> list[Any]:
    """For each list what it leaves out of the class that it was taken from."""
    items = [
        html.Li([html.Strong(in_sentence(name)), f" leaves out {', '.join(countries)}." if countries else " names all of them."])
        for name, countries in scene.taken.items()
    ]
    return [html.P("Checked against the countries in UNODC's highest class:"), html.Ul(items)] if items else []


def lists_layout(scene: ListsScene) -> list[Any]:
    """The page below its head."""
    says = (
        "UNODC's 2006 report groups countries by how often sources name them. Documents print lists based on it. "
        "A list names countries; it measures nothing."
    )
    title = html.H1("Lists of countries, and which countries they leave out")
    head = html.Div([title, html.P(says, className="subtitle")], className="heading")
    return [
        html.Div([head, share_menu("compare", path=PATH, entries=(), row="lists", pictures=False)], className="head-row"),
        html.Div(segments(ROLE, "Role", ROLES, scene.state.role), className="compare-controls"),
        rows_table.table(LISTS_TABLE, scene.table),
        html.Div(left_out(scene), id=LEFT_OUT, className="why left-out"),
        dcc.Store(id=LINK, data=LISTS.encode(scene.state)),
    ]


def _statement(entry: OpenClaim) -> list[Any]:
    claim, place = entry.claim, location(entry.claim)
    facts = [
        fact("Document", entry.source["title"]),
        fact("Attributed to", f"{claim['producer']}."),
        fact("Location in source", place),
        cite(entry.source, place, claim),
    ]
    return [
        html.H3([f"'{claim['as_printed']}'", html.Small(f" {claim['short_title']}")]),
        html.P("A statement without a figure to compare. It is listed but not charted."),
        html.Dl(facts),
        caveat_list(entry.caveats),
    ]


def open_claim(entry: OpenClaim | None) -> list[Any]:
    """One claim: what it says, how it came there, how to cite it, and which answers stand beside it."""
    if entry is None:
        return []
    claim = entry.claim
    place = claim["place_name"] or claim["place_printed"]
    where = "" if re.search(rf"\b{re.escape(place)}\b", claim["counted"]) else f" · {place}"
    subtitle = html.P(f"{about(claim)}{where} · year: {year(claim)}", className="subtitle")
    head, *body = details(entry.record) if entry.record else _statement(entry)
    beside = [html.P(dcc.Link(entry.question[0], href=entry.question[1]))] if entry.question else []
    parts = [html.H2("The chosen claim"), head, subtitle, *beside, *body]
    return [html.Section(parts, className="chosen-mark claim", **aria(label="The chosen claim"))]


def claims_layout(scene: ClaimsScene) -> list[Any]:
    """The page below its head."""
    title = html.H1("Every claim in the documents")
    head = html.Div([title, html.P(scene.claims.counts, className="subtitle")], className="heading")
    return [
        html.Div([head, share_menu("compare", path=PATH, entries=None, row="claims", pictures=False)], className="head-row"),
        html.Div(open_claim(scene.open), id="claims-open", role="status"),
        rows_table.table(CLAIMS_TABLE, scene.table),
        dcc.Store(id="claims-link", data=CLAIMS.encode(scene.state)),
    ]
