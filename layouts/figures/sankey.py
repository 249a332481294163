"""Corridors as a Sankey diagram: origins on the left, destinations on the right, each a region or a place.

A plain dict of plotly's schema; widths are the counts that are shown, never those that are hidden.
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
    """A diagram of ``origin_node, destination_node, count`` (persons, shown ones only); ``said``: who says so and when."""
    joined = frame.groupby(["origin_node", "destination_node"], as_index=False)["count"].sum()
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
                    "hovertemplate": "<b>%{label}</b><br>%{value:,} people<extra></extra>",
                },
                "link": {
                    "source": [place["o", name] for name in joined["origin_node"]],
                    "target": [place["d", name] for name in joined["destination_node"]],
                    "value": joined["count"].tolist(),
                    "color": "rgba(64,180,195,.38)",
                    "hovertemplate": f"%{{source.label}} → %{{target.label}}<br>%{{value:,}} people<br><i>{said}</i><extra></extra>",
                },
            }
        ],
        "layout": _layout(max(len(left), len(right))),
    }


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
