"""The chain of a figure from left to right: each step, what it says, and what changed on the way."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts


def _changes(step: Mapping[str, Any]) -> str:
    words = [vocabulary.label("change", code) for code in step["changed"]]
    return f"Changed: {', '.join(words)}." if words else ""


def _agreement(step: Mapping[str, Any]) -> html.P:
    label = vocabulary.label("agreement", step["agrees_with_previous"])
    said = {"agrees": "Agrees with the step before.", "differs": "Differs from the step before."}
    return html.P(
        said.get(label, "Not known whether it agrees with the step before."), className=f"verdict verdict-{step['agrees_with_previous']}"
    )


def _step(step: Mapping[str, Any], *, first: bool, last: bool) -> html.Li:
    role = "Producer" if first and not last else "This document" if last else "On the way"
    by = step["produced_by"] if step["produced_by"] != step["document"] else ""
    said: list[Any] = [html.Span(role, className="role"), html.Strong(step["document"]), html.P(by) if by else None]
    said += [html.P(["Says: ", html.Q(step["says"])])] if step["says"] else []
    said += [] if first else [_agreement(step)]
    said += [html.P(text) for text in (_changes(step), step["note"]) if text]
    said += [html.Small(step["locator"], className="address")] if step["locator"] else []
    return html.Li([part for part in said if part is not None], className="step")


def chain(steps: pd.DataFrame) -> html.Ol:
    """The steps of a figure, the producer first."""
    records = row_dicts(steps)
    last = len(records) - 1
    return html.Ol([_step(step, first=number == 0, last=number == last) for number, step in enumerate(records)], className="chain")


def repeaters(claims: pd.DataFrame) -> html.Ul:
    """The documents that repeat a figure, each with what it makes of it."""
    rows = [
        html.Li([html.Strong(row["short_title"]), f": '{row['as_printed']}'. {row['agreement'] or 'Not held against this figure.'}"])
        for row in row_dicts(claims)
    ]
    return html.Ul(rows, className="plain repeaters")
