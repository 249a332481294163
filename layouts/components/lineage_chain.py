"""The chain of a figure from left to right: each step, what it says, and what changed on the way."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts

_VERDICTS = {"agrees": "Agrees with the step before.", "differs": "Differs from the step before."}
_UNKNOWN = "Not known whether it agrees with the step before."


def _changes(step: Mapping[str, Any]) -> str:
    changes = [vocabulary.label("change", code) for code in step["changed"]]
    return f"Changed: {', '.join(changes)}." if changes else ""


def _agreement(step: Mapping[str, Any]) -> html.P:
    code = step["agrees_with_previous"]
    return html.P(_VERDICTS.get(vocabulary.label("agreement", code), _UNKNOWN), className=f"verdict verdict-{code}")


def _step(step: Mapping[str, Any], *, first: bool, last: bool) -> html.Li:
    role = "Producer" if first and not last else "This document" if last else "On the way"
    producer = step["produced_by"] if step["produced_by"] != step["document"] else ""
    parts = [
        html.Span(role, className="role"),
        html.Strong(step["document"]),
        html.P(producer) if producer else None,
        html.P(["Says: ", html.Q(step["says"])]) if step["says"] else None,
        None if first else _agreement(step),
        *(html.P(text) for text in (_changes(step), step["note"]) if text),
        html.Small(step["locator"], className="address") if step["locator"] else None,
    ]
    return html.Li([part for part in parts if part is not None], className="step")


def chain(steps: pd.DataFrame) -> html.Ol:
    """The steps of a figure, the producer first."""
    records = row_dicts(steps)
    last = len(records) - 1
    return html.Ol([_step(step, first=number == 0, last=number == last) for number, step in enumerate(records)], className="chain")


def repeaters(claims: pd.DataFrame) -> html.Ul:
    """The documents that repeat a figure, each with what it makes of it."""
    rows = [
        html.Li([html.Strong(row.short_title), f": '{row.as_printed}'. {row.agreement or 'Not checked against this figure.'}"])
        for row in claims.itertuples()
    ]
    return html.Ul(rows, className="plain repeaters")
