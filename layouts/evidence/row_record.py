"""All that is known of one row: what it says, who took it from whom or repeats it, where it was seen, and its caveats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.queries import answers, evidence
from layouts.evidence.row_evidence import Caveats, caveats_of


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
