"""The claims of the documents: a table to search, and the open claim above it."""

from typing import Any

from dash import dcc, html

from layouts.components import rows_table
from layouts.components.aria import aria
from layouts.components.evidence_list import caveat_list, fact
from layouts.components.row_details import cite, details, heading
from layouts.components.share_menu import share_menu
from layouts.pages.compare.claims.scene import OpenClaim, Scene, about, location, year
from layouts.pages.compare.claims.state import CODEC
from layouts.pages.compare.shared.modes import PATH

TABLE = "claims-table"


def _statement(entry: OpenClaim) -> list[Any]:
    claim, place = entry.claim, location(entry.claim)
    facts = [
        fact("Document", entry.source["title"]),
        fact("Attributed to", claim["produced_by"] or "Nobody is named."),
        fact("Location in source", place),
        cite(entry.source, place, claim),
    ]
    return [
        heading(claim["as_printed"], claim["short_title"]),
        html.P("A statement without a figure to compare. It is listed, but kept out of the numbers."),
        html.Dl(facts),
        caveat_list(entry.caveats),
    ]


def open_claim(entry: OpenClaim | None) -> list[Any]:
    """One claim: what it says, how it came there, how to cite it, and which answers stand beside it."""
    if entry is None:
        return []
    claim = entry.claim
    place = claim["place_name"] or claim["place_printed"]
    subtitle = html.P(f"{about(claim)} · {place} · year: {year(claim)}", className="subtitle")
    head, *body = details(entry.record) if entry.record else _statement(entry)
    beside = [html.P(dcc.Link(entry.question[0], href=entry.question[1]))] if entry.question else []
    parts = [html.H2("The chosen claim"), head, subtitle, *beside, *body]
    return [html.Section(parts, className="chosen-mark claim", **aria(label="The chosen claim"))]


def layout(scene: Scene) -> list[Any]:
    """The page below its head."""
    return [
        html.H1("Every claim in the documents"),
        html.P(scene.claims.counts, className="subtitle"),
        html.Div(open_claim(scene.open), id="claims-open", role="status"),
        share_menu("compare", path=PATH, entries=None, row="claims", pictures=False),
        rows_table.table(TABLE, scene.table),
        dcc.Store(id="claims-link", data=CODEC.encode(scene.state)),
    ]
