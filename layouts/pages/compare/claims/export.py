"""What can be taken of the claims: all of them, whatever is searched for."""

from layouts.export import Column, Export
from layouts.pages.compare.claims.scene import Scene
from layouts.pages.compare.claims.state import CODEC
from layouts.pages.compare.shared.document_export import document_export

_FIRST = (
    Column("claim_id", "text", "Identifier of the claim: document, offset, what it is about, place."),
    Column("place_name", "text", "Short English name of the place."),
)
_PLAIN = "source_title as_printed counted place_name year_start year_end produced_by agrees section offset"


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
