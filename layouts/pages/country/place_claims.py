"""What the five documents claim of a place, and where each figure came from: the producer before the document that repeats it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import claim_list, evidence, place_rows
from layouts import format as words
from layouts.evidence.claim_words import bound

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ClaimLine:
    """A claim: as printed, what it counts, its year, the document; ``producer`` first of all, and what is weak about it.

    ``link``: all that is known of it.
    """

    printed: str
    counted: str
    year: str
    document: str
    producer: str
    agreement: str
    weak: str
    link: str


def _agreement(code: str) -> str:
    """What a check against the original showed, in a sentence; '' where there was none."""
    if code == "unknown":
        return "It could not be checked against the original."
    return f"Checked against the original: {vocabulary.label('agreement', code).lower()}." if code else ""


def _line(claim: Row) -> ClaimLine:
    document = evidence.source(claim["source_id"])
    stated = claim["year_stated"]
    year = (
        words.period(int(claim["year_start"]), int(claim["year_end"]))
        if stated
        else f"not stated (document of {document['published_year']})"
    )
    agrees = _agreement(claim["agrees"])
    issues = ", ".join(vocabulary.label("issue", code) for code in claim["issues"])
    link = f"/compare?{urlencode({'v': 1, 'mode': 'claims', 'claim': claim['claim_id']})}"
    counted = words.sentence(str(claim["counted"])) + (f" ({bound(claim)})" if bound(claim) else "")
    return ClaimLine(str(claim["as_printed"]), counted, year, str(document["short_title"]), claim["producer"], agrees, issues, link)


@cache
def _claims() -> Mapping[str, Row]:
    return {claim["claim_id"]: claim for claim in row_dicts(claim_list.claims())}


def claim_lines(place: str) -> tuple[ClaimLine, ...]:
    """The claims on a place: first those checked against a row of the atlas, then other figures and classifications, then words."""
    claims = (_claims()[claim] for claim in place_rows.rows(place, "claims")["claim_id"])
    ordered = sorted(claims, key=lambda claim: (claim["row_table"] == "", claim["repeats"] == "", claim["source_id"], claim["offset"]))
    return tuple(map(_line, ordered))
