"""The claims of the documents, and the open one with what is known of it and the answers beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import answers, atlas, claim_list, evidence
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.row_evidence import RowEvidence, evidence_of
from layouts.evidence.row_record import RowRecord, row_record
from layouts.evidence.source_columns import with_source
from layouts.pages.compare.claims import claim_texts
from layouts.pages.compare.claims.state import State
from layouts.pages.compare.question import state as question_state
from layouts.pages.compare.shared.modes import PATH


@dataclass(frozen=True)
class Claims:
    """All claims, whatever a link searches for; ``rows``: one a claim."""

    rows: pd.DataFrame
    version: str

    @cached_property
    def lines(self) -> list[Line]:
        return [claim_texts.line(number, claim) for number, claim in enumerate(row_dicts(self.rows))]

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        return with_source(self.rows.astype("object")).reset_index(drop=True)

    @cached_property
    def evidence(self) -> RowEvidence:
        return evidence_of(self.export_rows)

    @property
    def counts(self) -> str:
        """How many claims there are, and how many of them give no figure to compare."""
        tables = self.rows["row_table"].value_counts()
        return (
            f"{len(self.rows):,} claims in {self.rows['source_id'].nunique()} documents: {tables['estimates']} figures, "
            f"{tables['ratings']} classifications of places, and {tables['']} statements without a figure "
            "to compare, such as ranks in words and dates, which are listed but kept out of the numbers."
        )


@dataclass(frozen=True)
class OpenClaim:
    """The claim that is open; ``record`` is None where it gives no figure to compare.

    ``question``: a text that leads to the answers beside it, and the address; None where it answers no question.
    """

    claim: Mapping[str, Any]
    record: RowRecord | None
    source: Mapping[str, Any]
    caveats: pd.DataFrame
    question: tuple[str, str] | None


@dataclass(frozen=True)
class Scene:
    """What a state of the claims shows; ``open``: the claim that is open, None where none is."""

    state: State
    claims: Claims
    open: OpenClaim | None

    @property
    def table(self) -> dict[str, Any]:
        """All claims, searched for the words of the state."""
        caption = "Figures and classifications first, then statements without a figure, then stories"
        return rows_table.data(caption, self.claims.lines, claim_texts.COLUMNS, search=self.state.search)


def _question(row_id: str | None) -> tuple[str, str] | None:
    quantity = answers.question_of(row_id) if row_id else ""
    if not quantity:
        return None
    state = question_state.CODEC.nearest_valid(question_state.State(quantity, axis="", mark=str(row_id)))
    others = len(answers.answers(quantity)) - 1
    beside = f"beside {others} other {'answer' if others == 1 else 'answers'}" if others else "as the answer to"
    return f"See it {beside}: {answers.question(quantity)['question']}", PATH + question_state.CODEC.encode(state)


def _open(claim_id: str) -> OpenClaim | None:
    claim = claim_list.claim(claim_id) if claim_id else None
    if claim is None:
        return None
    record = row_record(claim["row_id"]) if claim["row_table"] else None
    caveats = evidence.row_caveats_of(claim["caveat_ids"])
    return OpenClaim(claim, record, evidence.source(claim["source_id"]), caveats, _question(claim["row_id"]))


@cache
def _claims() -> Claims:
    """All claims, built once: they are the same in every state, and searches are without number."""
    return Claims(claim_list.claims(), atlas.atlas().version)


def scene(state: State) -> Scene:
    """The scene of a state."""
    return Scene(state, _claims(), _open(state.claim))
