"""All that is known of one row: what it says, who took it from whom or repeats it, where it was seen, and its caveats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import answers, evidence
from layouts import format as words
from layouts.evidence.row_evidence import Caveats, caveats_of


@dataclass(frozen=True)
class RowRecord:
    """A row with its source; ``claim`` is None for a row of a primary source, which ``repeaters`` may repeat.

    ``chain``: the steps by which a claim came to its document, the producer first.
    """

    row: Mapping[str, Any]
    source: Mapping[str, Any]
    indicator: Indicator
    claim: Mapping[str, Any] | None
    chain: pd.DataFrame
    repeaters: pd.DataFrame
    caveats: Caveats

    @property
    def counted(self) -> str:
        if self.claim is not None and self.claim["counted"] != self.indicator.label:
            return f"{words.sentence(self.claim['counted'])}."
        return f"{self.indicator.label}. {self.indicator.definition}"

    @property
    def issues(self) -> str:
        return ", ".join(vocabulary.label("issue", code) for code in (() if self.claim is None else self.claim["issues"]))


def row_record(row_id: str) -> RowRecord | None:
    """The record of a row of the tables estimates or ratings; None where there is none."""
    row = answers.row(row_id) if row_id else None
    if row is None:
        return None
    source, indicator = evidence.source(row["source_id"]), vocabulary.indicators()[row["indicator"]]
    origin = (answers.claim(row_id), answers.chain(row_id), answers.repeated_by(row_id))
    return RowRecord(row, source, indicator, *origin, caveats_of(row["caveat_ids"]))


def citation(source: Mapping[str, Any], locator: str, claim: Mapping[str, Any] | None = None) -> str:
    """How to cite a row; of a claim with whom its document names."""
    if claim is None:
        return f"{source['citation']} {words.sentence(locator)}."
    producer = f"there attributed to {claim['produced_by']}" if claim["produced_by"] else "attributed to nobody there"
    return f"{source['citation']} {words.sentence(locator)} ('{claim['as_printed']}', {producer})."
