"""What can be taken of tables made of the documents: lists of countries, and all claims, whatever is searched for."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.row_record import quotation, quotations
from layouts.evidence.source_columns import SOURCE
from layouts.export import Column, Export, Quotation, table_columns
from layouts.pages.compare.documents.scene import ClaimsScene, ListsScene, OpenClaim, in_sentence, location
from layouts.pages.compare.documents.state import CLAIMS, LISTS

_LISTS = (
    Column("place", "text", "Code of the place."),
    Column("list", "text", "The list that names it: who prints it, and under which word."),
    Column("place_name", "text", "Short English name."),
)
_CLAIMS = (
    Column("claim_id", "text", "Identifier of the claim: document, offset, what it is about, place."),
    Column("place_name", "text", "Short English name of the place."),
    Column("range_kind", "text", "What is known of the range of its figure, such as at_most; missing without a row of estimates."),
)
_PLAIN = "source_title as_printed range_kind counted place_name year_start year_end produced_by agrees section offset"


def _document_export(rows: pd.DataFrame, evidence: RowEvidence, table: str, first: Sequence[Column], **texts: Any) -> Export:
    """``rows`` of a ``table`` with the columns ``first`` before its others; ``texts``: the fields that differ by table."""
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


def lists_export(scene: ListsScene) -> Export:
    """The lists of countries in a role."""
    role, evidence = scene.state.role, scene.evidence
    sizes = "; ".join(f"{in_sentence(str(name))}, {count} countries" for name, count in scene.rows["list"].value_counts(sort=False).items())
    gaps = "; ".join(f"{in_sentence(name)} leaves out {', '.join(countries)}" for name, countries in scene.left_out.items() if countries)
    checked = f" Checked against the highest class of the primary source: {gaps}." if gaps else ""
    return _document_export(
        scene.rows,
        evidence,
        "ratings",
        _LISTS,
        link=LISTS.encode(scene.state),
        stem=f"lists_{role}_{evidence.stem}_{scene.version}",
        title=f"Countries that documents list as countries of {role}",
        subtitle="A list names countries; it measures nothing",
        ranges="not applicable",
        alt=f"Lists of countries of {role}: {sizes}.{checked}",
        version=scene.version,
        row_id="rating_id",
        row_pattern=rf"[^/]+/(?:role|unodc)_{role}/.*",
        plain_columns=("place_name", "list", "as_printed", "locator"),
    )


def _chosen(entry: OpenClaim) -> tuple[Quotation, ...]:
    """The open claim as it is cited by itself."""
    return quotations(entry.record) if entry.record else (quotation(entry.source, location(entry.claim), entry.claim),)


def claims_export(scene: ClaimsScene) -> Export:
    """Every claim of every document."""
    claims = scene.claims
    return _document_export(
        claims.export_rows,
        claims.evidence,
        "claims",
        _CLAIMS,
        link=CLAIMS.encode(scene.state),
        stem=f"claims_{len(claims.evidence.source_ids)}-documents_{claims.version}",
        title="Every claim in the documents",
        subtitle=claims.counts.removesuffix("."),
        ranges="as printed in each claim",
        alt=claims.counts,
        version=claims.version,
        row_id="claim_id",
        row_pattern="[^/]+/@.*",
        chosen=_chosen(scene.open) if scene.open else (),
        plain_columns=tuple(_PLAIN.split()),
    )
