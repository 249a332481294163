"""All that is known of one row: what it says, who took it from whom or repeats it, where it was seen, and its caveats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import answers, evidence
from layouts.evidence.row_evidence import Caveats, caveats_of
from layouts.export import Quotation


@dataclass(frozen=True)
class RowRecord:
    """A row with its source; ``claim`` is None for a row of a primary source, which ``repeaters`` may repeat.

    ``chain``: the steps by which a claim came to its document, the producer first.
    """

    row: Mapping[str, Any]
    source: Mapping[str, Any]
    claim: Mapping[str, Any] | None
    chain: pd.DataFrame
    repeaters: pd.DataFrame
    caveats: Caveats


def row_record(row_id: str) -> RowRecord | None:
    """The record of a row of the tables estimates or ratings; None where there is none."""
    row = answers.row(row_id) if row_id else None
    if row is None:
        return None
    origin = (answers.claim(row_id), answers.chain(row_id), answers.repeated_by(row_id))
    return RowRecord(row, evidence.source(row["source_id"]), *origin, caveats_of(row["caveat_ids"]))


def quotation(source: Mapping[str, Any], locator: str, printed: Mapping[str, Any]) -> Quotation:
    """A figure of a source as it is cited by itself; ``printed``: its row, or its claim, which says whom it is attributed to."""
    producer = printed.get("produced_by")
    attributed = "" if producer is None else f"there attributed to {producer}" if producer else "no producer is named there"
    basis = printed.get("basis", "printed")
    return Quotation(source, printed["as_printed"], locator, attributed, "" if basis == "printed" else vocabulary.label("basis", basis))


def quotations(record: RowRecord) -> tuple[Quotation, ...]:
    """The row as it is cited, after the producer's own figure where it is known to repeat one."""
    own = quotation(record.source, record.row["locator"], record.row if record.claim is None else record.claim)
    produced = row_record(record.claim["repeats"]) if record.claim is not None and record.claim["repeats"] else None
    return (*(quotations(produced) if produced else ()), own)
