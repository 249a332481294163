"""A claim in words: what it is about, its year, where it stands, and its line of the table."""

from collections.abc import Mapping
from typing import Any

from etl.contract import vocabulary
from layouts import format as words
from layouts.components.rows_table import Line
from layouts.pages.compare.claims.state import CODEC, State
from layouts.pages.compare.shared.modes import PATH

Claim = Mapping[str, Any]
COLUMNS = (
    *("As printed", "What it is about", "Place", "Year", "Document"),
    *("Produced by", "Agrees with what it repeats", "Location in source"),
)
# What is added to what a claim counts; a claim of the scope 'core' is on trafficking itself.
_SCOPES = {"core": "", "story": "only in a story or example"}


def about(claim: Claim) -> str:
    """What a claim counts, and what is to be known of it."""
    remarks = (_SCOPES.get(claim["scope"], "quoted beside trafficking"), "" if claim["row_table"] else "no figure to compare")
    remark = "; ".join(filter(None, remarks))
    return words.sentence(claim["counted"]) + (f" ({remark})" if remark else "")


def year(claim: Claim) -> str:
    """The year that a claim speaks of; where none is printed, that of its document."""
    if not claim["year_stated"]:
        return f"none printed ({claim['published_year']})"
    return words.period(int(claim["year_start"]), int(claim["year_end"]))


def location(claim: Claim) -> str:
    """Where a claim stands in its document."""
    return f"{claim['section']}, at character {claim['offset']}"


def line(number: int, claim: Claim) -> Line:
    """A claim as a line of the table, with a link that opens it; ``number``: its place among all claims."""
    agrees = vocabulary.label("agreement", claim["agrees"]).capitalize() if claim["agrees"] else ""
    document, producer = claim["short_title"], claim["produced_by"] or "Nobody named"
    cells = (claim["as_printed"], about(claim), claim["place_name"], year(claim), document, producer, agrees, location(claim))
    sorting_year = float(claim["year_end"] if claim["year_stated"] else claim["published_year"])
    order = {0: number, 3: sorting_year, 4: claim["position"], 7: claim["position"]}
    return Line(cells, order, (0, PATH + CODEC.encode(State(claim=claim["claim_id"]))))
