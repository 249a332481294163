"""What an edition changed against the one it revises, in the evidence beside a map: cell by cell, no number that either hides."""

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
    return ", ".join(f"{counts[kind]:,} {said}" for kind, said in _COUNTED.items() if counts.get(kind)) or "none changed"


def _now(figure: str) -> str:
    """The figure that is printed now, behind the name of a place."""
    return f" ({figure})"


def _step(row: Any) -> str:
    step = f"{row.difference:+,.0f}".replace("-", "\N{MINUS SIGN}")
    return f"{row.name}: {row.before} before, {row.after} now ({step})"


def revisions(edition: str, changes: pd.DataFrame, whole: Mapping[str, int]) -> list[Any]:
    """The cells of this view that differ from those of ``edition``, and how many do in the ``whole`` source.

    ``changes``: name, before, after, difference, kind.
    """
    items = [html.Li(_step(row)) for row in changes[changes["kind"] == "changed"].itertuples(index=False)]
    for kind, said in _LISTS.items():
        own = changes[changes["kind"] == kind]
        names = own["name"] + own["after"].map(_now) if kind == "masked_before" else own["name"]
        items += [html.Li(f"{said}: {', '.join(names)}.")] if len(names) else []
    heading = f"Against the edition before ({edition}): {_counts(dict(changes['kind'].value_counts()))}"
    every = html.P(f"Over all years and groups: {_counts(whole)}, {whole['same']:,} the same.", className="quiet")
    return [html.Details([html.Summary(heading), html.Ul(items, className="revisions"), every])]
