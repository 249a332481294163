"""What can be taken of tables made of the documents, of which no picture is made: lists of countries, claims."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.source_columns import SOURCE
from layouts.export import Column, Export, table_columns


def columns(first: Iterable[Column], table: str) -> tuple[Column, ...]:
    """The ``first`` columns, the other fields of a table, and the columns of the source."""
    known = {column.name: column for column in first}
    own = table_columns(table, without=known)
    return (*known.values(), *own, *SOURCE)


def document_export(rows: pd.DataFrame, evidence: RowEvidence, **texts: Any) -> Export:
    """The export of rows and what they say of themselves; ``texts``: the fields that differ from table to table."""
    kinds = dict.fromkeys(vocabulary.label("kind", record["kind"]) for record in evidence.sources)
    published = [int(record["published_year"]) for record in evidence.sources]
    return Export(
        period=f"{evidence.period}; published {words.period(min(published), max(published))}",
        years=evidence.years,
        kind="; ".join(kinds),
        parts=(),
        legends=(),
        rows=rows,
        sources=evidence.sources,
        caveats=evidence.caveats,
        **texts,
    )
