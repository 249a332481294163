"""What can be taken of tables made of the documents, of which no picture is made: here the claims, whatever is searched for."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.source_columns import SOURCE
from layouts.export import Column, Export, table_columns
from layouts.pages.compare.claims.scene import Scene
from layouts.pages.compare.claims.state import CODEC

_FIRST = (
    Column("claim_id", "text", "Identifier of the claim: document, offset, what it is about, place."),
    Column("place_name", "text", "Short English name of the place."),
)
_PLAIN = "source_title as_printed counted place_name year_start year_end produced_by agrees section offset"


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


def export(scene: Scene) -> Export:
    """Every claim of every document."""
    claims = scene.claims
    return document_export(
        claims.export_rows,
        claims.evidence,
        "claims",
        _FIRST,
        link=CODEC.encode(scene.state),
        stem=f"claims_{len(claims.evidence.source_ids)}-documents_{claims.version}",
        title="Every claim in the documents",
        subtitle=claims.counts.removesuffix("."),
        ranges="as each claim prints it",
        alt=claims.counts,
        version=claims.version,
        row_id="claim_id",
        row_pattern="[^/]+/@.*",
        plain_columns=tuple(_PLAIN.split()),
    )
