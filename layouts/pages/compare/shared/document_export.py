"""What can be taken of tables made of the documents, of which no picture is made: lists of countries, claims."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.source_columns import SOURCE
from layouts.export import Column, Export, table_columns


def document_export(rows: pd.DataFrame, evidence: RowEvidence, table: str, first: Sequence[Column], **texts: Any) -> Export:
    """The export of rows of a ``table`` and what they say of themselves.

    ``first``: the columns before the others of the table; ``texts``: the fields that differ from table to table.
    """
    published = [int(record["published_year"]) for record in evidence.sources]
    return Export(
        period=f"{evidence.period}; published {words.period(min(published), max(published))}",
        years=evidence.years,
        kind="; ".join(dict.fromkeys(vocabulary.label("kind", record["kind"]) for record in evidence.sources)),
        parts=(),
        legends=(),
        rows=rows,
        columns=(*first, *table_columns(table, without={column.name for column in first}), *SOURCE),
        sources=evidence.sources,
        caveats=evidence.caveats,
        **texts,
    )
