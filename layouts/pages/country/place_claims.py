"""What the five documents claim of a place, and where each figure came from: the producer before the document that repeats it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, place_rows
from etl.queries.atlas import atlas
from layouts import format as words

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


def _producer(claim: Row, chain: Sequence[Row]) -> str:
    """Who produced the figure: the first step of its chain, else whom the document names."""
    first = next((step["produced_by"] or step["document"] for step in chain), "")
    return str(first or claim["produced_by"] or "Not named in the document")


def _agreement(code: str) -> str:
    """What a check against the original showed, in a sentence; '' where there was none."""
    if code == "unknown":
        return "It could not be checked against the original."
    return f"Checked against the original: {vocabulary.label('agreement', code).lower()}." if code else ""


def _line(claim: Row, chain: Sequence[Row]) -> ClaimLine:
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
    texts = (str(claim["as_printed"]), words.sentence(str(claim["counted"])), year, str(document["short_title"]))
    return ClaimLine(*texts, _producer(claim, chain), agrees, issues, link)


@cache
def _claims() -> Sequence[Row]:
    return row_dicts(atlas()["claims"])


@cache
def _chains() -> Mapping[str, list[Row]]:
    """The steps of each figure that travelled, the producer first."""
    chains: dict[str, list[Row]] = {}
    for step in row_dicts(atlas()["lineage"].sort_values(["estimate_id", "step"])):
        chains.setdefault(step["estimate_id"], []).append(step)
    return chains


def claim_lines(place: str) -> tuple[ClaimLine, ...]:
    """The claims on a place: first those checked against a row of the atlas, then other figures and classifications, then words."""
    claims = (_claims()[position] for position in place_rows.positions(place)["claims"])
    ordered = sorted(claims, key=lambda claim: (claim["row_table"] == "", claim["repeats"] == "", claim["source_id"], claim["offset"]))
    return tuple(_line(claim, _chains().get(claim["row_id"], [])) for claim in ordered)
