"""Everything on one row: what it says, its chain from left to right or who repeats it, how to cite it, and its caveats."""

from collections.abc import Mapping
from typing import Any

from dash import html

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts.components.aria import aria, data
from layouts.components.evidence_list import caveat_list, fact, seen_in
from layouts.evidence.row_record import RowRecord

_CITATION = "cite-as"
_VERDICTS = {"agrees": "Agrees with the step before.", "differs": "Differs from the step before."}
_UNKNOWN = "Not known whether it agrees with the step before."


def cite(source: Mapping[str, Any], locator: str, claim: Mapping[str, Any] | None) -> html.Div:
    """How to cite a row, of a claim with whom its document names; with a button that copies it."""
    text = f"{source['citation']} {words.sentence(locator)}"
    if claim is not None:
        producer = f", there attributed to {claim['produced_by']}" if claim["produced_by"] else "; the document names no producer"
        text += f" ('{claim['as_printed']}'{producer})"
    button = html.Button("Copy", type="button", className="copy", **data(copy=_CITATION), **aria(label="Copy the citation"))
    return fact("Cite as", html.Span(f"{text}.", id=_CITATION), " ", button)


def _facts(record: RowRecord) -> html.Dl:
    row, claim, indicator = record.row, record.claim, vocabulary.indicators()[record.row["indicator"]]
    own = claim["counted"] if claim is not None and claim["counted"] != indicator.label else ""
    facts = [fact("What is counted", f"{words.sentence(own)}." if own else f"{indicator.label}. {indicator.definition}")]
    if "range_kind" in row:
        facts.append(fact("Range", vocabulary.terms("range_kind")[row["range_kind"]].definition))
    facts += [fact("Location in source", row["locator"]), cite(record.source, row["locator"], claim)]
    facts += [fact("Seen in", seen_in([row["copy"]]))] if row["copy"] else []
    issues = ", ".join(vocabulary.label("issue", code) for code in (() if claim is None else claim["issues"]))
    facts += [fact("Weak points", issues)] if issues else []
    return html.Dl(facts)


def _step(step: Mapping[str, Any], *, first: bool, last: bool) -> html.Li:
    """A step of a chain: who says what, what changed on the way, and whether it agrees with the step before."""
    parts: list[Any] = [html.Span("Producer" if first and not last else "This document" if last else "On the way", className="role")]
    parts.append(html.Strong(step["document"]))
    if step["produced_by"] and step["produced_by"] != step["document"]:
        parts.append(html.P(step["produced_by"]))
    if step["says"]:
        parts.append(html.P(["Says: ", html.Q(step["says"])]))
    if not first:
        code = step["agrees_with_previous"]
        parts.append(html.P(_VERDICTS.get(vocabulary.label("agreement", code), _UNKNOWN), className=f"verdict verdict-{code}"))
    changes = ", ".join(vocabulary.label("change", code) for code in step["changed"])
    parts += [html.P(text) for text in (f"Changed: {changes}." if changes else "", step["note"]) if text]
    if step["locator"]:
        parts.append(html.Small(step["locator"], className="address"))
    return html.Li(parts, className="step")


def _origin(record: RowRecord) -> list[Any]:
    """The chain of a claim, the producer first; of a producer's own figure the documents that repeat it."""
    if record.claim is not None:
        steps, last = row_dicts(record.chain), len(record.chain) - 1
        return [html.Ol([_step(step, first=number == 0, last=number == last) for number, step in enumerate(steps)], className="chain")]
    items = [
        html.Li([html.Strong(row["short_title"]), f": '{row['as_printed']}'. {row['agreement'] or 'Not checked against this figure.'}"])
        for row in row_dicts(record.repeaters)
    ]
    repeated = [html.H4("Documents that repeat it"), html.Ul(items, className="plain repeaters")] if items else []
    return [html.P("This is the producer's own figure, as far as we have seen it."), *repeated]


def details(record: RowRecord) -> list[Any]:
    """The heading of a row, where it comes from, its facts, and its caveats."""
    head = html.H3([f"'{record.row['as_printed']}'", html.Small(f" {record.source['short_title']}")])
    caveats = [html.H4("Caveats"), caveat_list(record.caveats)] if record.caveats else []
    return [head, *_origin(record), _facts(record), *caveats]
