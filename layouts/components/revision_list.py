"""What an edition changed against the one it revises, cell by cell, without any number that either of them masks."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

_LISTS = {
    "added": "New in this edition",
    "withdrawn": "Not in this edition any more",
    "masked_now": "Printed in the edition before, masked now",
    "masked_before": "Masked in the edition before, printed now",
    "zero_now": "Masked in the edition before, printed as 0 now",
}
_COUNTED = {
    "changed": "changed",
    "added": "added",
    "withdrawn": "withdrawn",
    "masked_now": "masked now",
    "masked_before": "printed now",
    "zero_now": "masked before and 0 now",
}


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[kind]:,} {label}" for kind, label in _COUNTED.items() if counts.get(kind)) or "none changed"


def _now(figure: str) -> str:
    """The figure that is printed now, after the name of a place."""
    return f" ({figure})"


def _step(row: Any) -> str:
    step = f"{row.difference:+,.0f}".replace("-", "\N{MINUS SIGN}")
    return f"{row.name}: {row.before} before, {row.after} now ({step})"


def revisions(edition: str, changes: pd.DataFrame, whole: Mapping[str, int]) -> list[Any]:
    """The cells of a layer that differ from those of ``edition``, and how many of the ``whole`` source do.

    ``changes``: a frame of ``name, before, after, difference, kind``; ``whole``: numbers of cells by kind.
    """
    items = [html.Li(_step(row)) for row in changes[changes["kind"] == "changed"].itertuples(index=False)]
    for kind, label in _LISTS.items():
        own = changes[changes["kind"] == kind]
        names = own["name"] + own["after"].map(_now) if kind == "masked_before" else own["name"]
        items += [html.Li(f"{label}: {', '.join(names)}.")] if len(names) else []
    heading = f"Against the edition before ({edition}): {_counts(changes['kind'].value_counts())}"
    total = html.P(f"Over all years and groups: {_counts(whole)}, {whole['same']:,} the same.", className="quiet")
    return [html.Details([html.Summary(heading), html.Ul(items, className="revisions"), total])]
