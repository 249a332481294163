"""Counts of several corridors year by year, each in a small panel of its own, all on one scale, as a plain dict.

A filled bar is what is printed; a hollow bar stands on it for what masks add, and says its range. A dot is a printed zero,
a year without a mark has no figure.
"""

from typing import Any

import pandas as pd

from layouts import theme

Figure = dict[str, Any]
COLUMNS, _PANEL_HEIGHT, _GAP, _ROOM = 3, 118, 0.06, 1.08
_AXIS = {"fixedrange": True, "zeroline": False, "tickfont": {"size": 10}, "color": theme.DISPUTED.light}
_LAYOUT: Figure = {
    "margin": {"l": 30, "r": 6, "t": 4, "b": 6},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": theme.FONT, "color": theme.INK.light},
    "barmode": "overlay",
    "bargap": 0.25,
    "showlegend": False,
    "hoverlabel": theme.HOVER,
}


def _axes(number: int, rows: int, columns: int, years: tuple[int, int], most: float) -> tuple[Figure, Figure]:
    """The axes of the panel of a number, counted from 0; ``most``: the highest count of all panels."""
    row, column = divmod(number, columns)
    width, height = (1 - _GAP * (columns - 1)) / columns, 1 / rows
    left, top = column * (width + _GAP), 1 - row * height
    ends = [years[0] - 0.6, years[1] + 0.6]
    across = {
        "domain": [left, left + width],
        "range": ends,
        "showgrid": False,
        "tickformat": "d",
        "dtick": 5,
        "tick0": 2000,
        "tickangle": 0,
    }
    up = {"domain": [top - height * 0.62, top - height * 0.2], "range": [0, most * _ROOM], "nticks": 4, "tickformat": ","}
    up |= {"gridcolor": "rgba(128,128,128,.25)"}
    return {**_AXIS, **across, "anchor": f"y{number + 1}"}, {**_AXIS, **up, "anchor": f"x{number + 1}"}


def _heading(title: str, across: Figure, up: Figure) -> Figure:
    at = {"x": across["domain"][0], "y": up["domain"][1], "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {**at, "text": title, "showarrow": False, "font": {"size": 12}, "yshift": 4}


def _said(rows: pd.DataFrame, counted: str) -> list[str]:
    """The year of each row and its count, or the range of it."""
    ranges = [f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}" for low, high in zip(rows["low"], rows["high"], strict=True)]
    return [f"{year}: {text} {counted}" for year, text in zip(rows["year"], ranges, strict=True)]


def _trace(rows: pd.DataFrame, number: int, heights: pd.Series, **look: Any) -> Figure:
    """A trace of the panel with a mark for each row; the hover says what there is."""
    axes = {"xaxis": f"x{number + 1}", "yaxis": f"y{number + 1}", "hovertemplate": "%{hovertext}<extra></extra>"}
    return {**axes, "x": rows["year"].tolist(), "y": heights.tolist(), "hovertext": rows["said"].tolist(), **look}


def _marks(rows: pd.DataFrame, number: int) -> list[Figure]:
    """What is printed as filled bars, what masks and several figures leave open as hollow ones, printed zeros as dots."""
    counted, open_, zero = rows[rows["count"] > 0], rows[rows["high"] > rows["low"]], rows[rows["high"] == 0]
    colour, hollow = theme.CORRIDORS[3].light, {"color": "rgba(0,0,0,0)", "line": {"color": theme.DISPUTED.light, "width": 1.2}}
    bar = {"type": "bar", "width": 0.75, "textposition": "none"}
    cells = zip(open_["low"], open_["high"], open_["count"], strict=True)
    ends = [f"{low:,.0f}–{high:,.0f}" if count == 0 else "" for low, high, count in cells]
    small = {"text": ends, "textposition": "outside", "textangle": 0, "textfont": {"size": 9}, "cliponaxis": False}
    return [
        _trace(counted, number, counted["count"], **bar, marker={"color": colour}),
        _trace(open_, number, open_["high"] - open_["low"], **(bar | small), base=open_["low"].tolist(), marker=hollow),
        _trace(zero, number, zero["count"], type="scatter", mode="markers", marker={"color": colour, "size": 5}),
    ]


def small_multiples(panels: list[tuple[str, pd.DataFrame]], *, years: tuple[int, int], counted: str, columns: int = COLUMNS) -> Figure:
    """One panel for each title and its rows (``year, count, low, high``), all over the same ``years`` and up to the same count.

    ``counted``: people or cases.
    """
    most = max(float(counts[["count", "high"]].max().max()) for _, counts in panels)
    rows = -(-len(panels) // columns)
    axes = [_axes(number, rows, columns, years, most) for number in range(len(panels))]
    named = {f"{name}{number}": axis for number, pair in enumerate(axes, 1) for name, axis in zip(("xaxis", "yaxis"), pair, strict=True)}
    headings = [_heading(title, *pair) for (title, _), pair in zip(panels, axes, strict=True)]
    marks = [trace for number, (_, counts) in enumerate(panels) for trace in _marks(counts.assign(said=_said(counts, counted)), number)]
    return {"data": marks, "layout": {**_LAYOUT, "annotations": headings, **named, "height": max(1, rows) * _PANEL_HEIGHT + 10}}
