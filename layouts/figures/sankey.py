"""Corridors as a Sankey diagram: origins on the left, destinations on the right, each a region or a place.

A plain dict of plotly's schema; widths are the counts that are printed. What masks may add is said beside them as a range.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from layouts import theme

Figure = dict[str, Any]
_ROW, _LEAST = 28, 320
_LAYOUT: Figure = {
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": theme.FONT, "size": 13, "color": theme.INK.light},
    "hoverlabel": theme.HOVER,
}


def sankey(rows: pd.DataFrame, *, attribution: str, counted: str, totals: bool = False) -> Figure:
    """A diagram of ``origin_node, destination_node, count, low, high``; ``attribution``: source, years and evidence.

    Corridors without a printed count have no width and are left to the table. ``counted``: people or cases; ``totals``: each name
    with its sum, for pictures, which say nothing more on pointing at them.
    """
    bands = rows.groupby(["origin_node", "destination_node"], as_index=False)[["count", "low", "high"]].sum()
    bands = bands[bands["count"] > 0]
    # The nodes of either side, the largest first.
    ends = ("origin_node", "destination_node")
    left, right = ([*bands.groupby(end)["count"].sum().sort_values(ascending=False).index] for end in ends)
    names = [*left, *right]
    node = {
        "label": [*_with_totals(bands, ends[0], left), *_with_totals(bands, ends[1], right)] if totals else names,
        "customdata": [*(f"o|{name}" for name in left), *(f"d|{name}" for name in right)],
        "pad": 14,
        "thickness": 12,
        "color": theme.CORRIDORS[3].light,
        "line": {"width": 0},
        "hovertemplate": f"<b>%{{label}}</b><br>%{{value:,}} {counted} printed<extra></extra>",
    }
    link = {
        "source": [left.index(name) for name in bands["origin_node"]],
        "target": [len(left) + right.index(name) for name in bands["destination_node"]],
        "value": bands["count"].tolist(),
        "customdata": [_number(*ends, counted) for ends in zip(bands["low"], bands["high"], strict=True)],
        "color": "rgba(83,107,172,.34)",
        "hovertemplate": f"%{{source.label}} → %{{target.label}}<br>%{{customdata}}<br><i>{attribution}</i><extra></extra>",
    }
    # plotly cannot draw a diagram without a node, and takes the click of a mouse on one that can be dragged for a drag
    traces = [] if bands.empty else [{"type": "sankey", "arrangement": "fixed", "node": node, "link": link}]
    return {"data": traces, "layout": {**_LAYOUT, "height": max(_LEAST, max(len(left), len(right)) * _ROW)}}


def _with_totals(bands: pd.DataFrame, end: str, names: Sequence[str]) -> list[str]:
    """The names of one side with the people of each: a range where some of its counts are masked."""
    sums = bands.groupby(end)[["low", "high"]].sum()
    ranges = (dict.fromkeys(f"{number:,.0f}" for number in sums.loc[name]) for name in names)
    return [f"{name} {'–'.join(ends)}" for name, ends in zip(names, ranges, strict=True)]


def _number(low: float, high: float, counted: str) -> str:
    return f"{low:,.0f} {counted}" if low == high else f"{low:,.0f} to {high:,.0f} {counted}, with masked counts"


def with_nodes(rows: pd.DataFrame, opened: Sequence[str]) -> pd.DataFrame:
    """The corridors with the node of either end: its region, or the place itself where its region is opened or there is none."""
    nodes = {
        f"{end}_node": rows[f"{end}_region"].where(~rows[f"{end}_region"].isin(["", *opened]), rows[f"{end}_name"])
        for end in ("origin", "destination")
    }
    return rows.assign(**nodes)
