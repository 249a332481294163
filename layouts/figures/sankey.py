"""Corridors as a Sankey diagram: origins on the left, destinations on the right, each a region or a place.

A plain dict of plotly's schema; widths are the counts that are printed. What masks may add is said beside them as a range.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from layouts import theme

Figure = dict[str, Any]
_ROW, _LEAST = 26, 320


def _nodes(frame: pd.DataFrame, end: str) -> list[str]:
    totals = frame.groupby(f"{end}_node")["count"].sum().sort_values(ascending=False)
    return [str(name) for name in totals.index]


def sankey(frame: pd.DataFrame, *, said: str) -> Figure:
    """A diagram of ``origin_node, destination_node, count, low, high`` (persons); ``said``: who says so and when.

    Corridors without a printed count have no width and are left to the table.
    """
    joined = frame.groupby(["origin_node", "destination_node"], as_index=False)[["count", "low", "high"]].sum()
    joined = joined[joined["count"] > 0]
    left, right = _nodes(joined, "origin"), _nodes(joined, "destination")
    place = {("o", name): number for number, name in enumerate(left)} | {("d", name): len(left) + n for n, name in enumerate(right)}
    looks = theme.ordered(5)
    if joined.empty:  # plotly cannot draw a diagram without a node
        return {"data": [], "layout": _layout(0)}
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "snap",
                "node": {
                    "label": [*left, *right],
                    "customdata": [*(f"o|{name}" for name in left), *(f"d|{name}" for name in right)],
                    "pad": 12,
                    "thickness": 12,
                    "color": looks[3].light,
                    "line": {"width": 0},
                    "hovertemplate": "<b>%{label}</b><br>%{value:,} people printed<extra></extra>",
                },
                "link": {
                    "source": [place["o", name] for name in joined["origin_node"]],
                    "target": [place["d", name] for name in joined["destination_node"]],
                    "value": joined["count"].tolist(),
                    "customdata": [_people(low, high) for low, high in zip(joined["low"], joined["high"], strict=True)],
                    "color": "rgba(64,180,195,.38)",
                    "hovertemplate": f"%{{source.label}} → %{{target.label}}<br>%{{customdata}}<br><i>{said}</i><extra></extra>",
                },
            }
        ],
        "layout": _layout(max(len(left), len(right))),
    }


def _people(low: float, high: float) -> str:
    return f"{low:,.0f} people" if low == high else f"{low:,.0f} to {high:,.0f} people, with masked counts"


def _layout(rows: int) -> Figure:
    return {
        "height": max(_LEAST, rows * _ROW),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.FONT, "size": 12, "color": theme.INK.light},
        "hoverlabel": theme.HOVER,
    }


def with_nodes(frame: pd.DataFrame, opened: Sequence[str]) -> pd.DataFrame:
    """The corridors with the node of either end: its region, or the place itself where its region is opened or there is none."""
    named = {
        f"{end}_node": frame[f"{end}_region"].where(~frame[f"{end}_region"].isin(["", *opened]), frame[f"{end}_name"])
        for end in ("origin", "destination")
    }
    return frame.assign(**named)
