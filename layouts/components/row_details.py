"""Everything on one row: what it says, its chain or who repeats it, how to cite it, and its caveats."""

from typing import Any

from dash import html

from etl.contract import vocabulary
from layouts.components import lineage_chain
from layouts.components.evidence_list import caveat_list, fact, seen_in
from layouts.evidence.row_record import RowRecord, citation

_CITATION = "cite-as"


def cite(text: str) -> html.Div:
    """How to cite a row, with a button that copies it."""
    button = html.Button("Copy", type="button", className="copy", **{"data-copy": _CITATION, "aria-label": "Copy the citation"})
    return fact("Cite as", html.Span(text, id=_CITATION), " ", button)


def heading(printed: str, source: str) -> html.H3:
    """A row as printed, with its source."""
    return html.H3([f"'{printed}'", html.Small(f" {source}")])


def _facts(record: RowRecord) -> html.Dl:
    row = record.row
    ranges = vocabulary.terms("range_kind")
    facts = [
        fact("What is counted", record.counted),
        fact("Range", ranges[row["range_kind"]].definition) if "range_kind" in row else None,
        fact("Location in source", row["locator"]),
        cite(citation(record.source, row["locator"], record.claim)),
        fact("Seen in", seen_in([row["copy"]])) if row["copy"] else None,
        fact("Weak points", record.issues) if record.issues else None,
    ]
    return html.Dl([entry for entry in facts if entry is not None])


def _origin(record: RowRecord) -> list[Any]:
    if record.claim is not None:
        return [lineage_chain.chain(record.chain)]
    repeated = [html.H4("Documents that repeat it"), lineage_chain.repeaters(record.repeaters)] if len(record.repeaters) else []
    return [html.P("This is the producer's own figure, as far as the atlas has seen it."), *repeated]


def details(record: RowRecord) -> list[Any]:
    """The heading of a row, where it comes from, its facts, and its caveats."""
    head = heading(record.row["as_printed"], record.source["short_title"])
    return [head, *_origin(record), _facts(record), html.H4("Caveats"), caveat_list(record.caveats)]
