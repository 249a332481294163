"""Counts of several corridors year by year, each in a small panel of its own with its own scale, as a plain dict.

A filled bar is what is printed; a hollow bar stands on it for what masks add, and says its range. A dot is a printed zero,
a year without a mark has no figure.
"""

from typing import Any

import pandas as pd

from layouts import theme

Figure = dict[str, Any]
COLUMNS, _PANEL_HEIGHT, _GAP = 3, 118, 0.06


def _axes(number: int, rows: int, columns: int, years: tuple[int, int]) -> tuple[Figure, Figure]:
    row, column = divmod(number, columns)
    width, height = (1 - _GAP * (columns - 1)) / columns, 1 / rows
    left, top = column * (width + _GAP), 1 - row * height
    shared = {"fixedrange": True, "zeroline": False, "tickfont": {"size": 10}, "color": theme.DISPUTED.light}
    across = {
        **shared,
        "domain": [left, left + width],
        "range": [years[0] - 0.6, years[1] + 0.6],
        "showgrid": False,
        "nticks": 4,
        "tickformat": "d",
    }
    down = {
        **shared,
        "domain": [top - height * 0.62, top - height * 0.2],
        "rangemode": "tozero",
        "nticks": 3,
        "tickformat": ",",
        "gridcolor": "rgba(128,128,128,.25)",
    }
    return {**across, "anchor": f"y{number + 1}"}, {**down, "anchor": f"x{number + 1}"}


def _people(low: float, high: float) -> str:
    return f"{low:,.0f} people" if low == high else f"{low:,.0f} to {high:,.0f} people"


def _trace(rows: pd.DataFrame, number: int, heights: pd.Series, **look: Any) -> Figure:
    """A trace of the panel with a mark for each row; the hover says the year and its range."""
    texts = [f"{year}: {_people(low, high)}" for year, low, high in zip(rows["year"], rows["low"], rows["high"], strict=True)]
    axes = {"xaxis": f"x{number + 1}", "yaxis": f"y{number + 1}", "hovertemplate": "%{hovertext}<extra></extra>"}
    return {**axes, "x": rows["year"].tolist(), "y": heights.tolist(), "hovertext": texts, **look}


def _marks(rows: pd.DataFrame, number: int) -> list[Figure]:
    """What is printed as filled bars, what masks and several figures leave open as hollow ones, printed zeros as dots."""
    counted, open_, zero = rows[rows["count"] > 0], rows[rows["high"] > rows["low"]], rows[rows["high"] == 0]
    colour, hollow = theme.ordered(5)[3].light, {"color": "rgba(0,0,0,0)", "line": {"color": theme.DISPUTED.light, "width": 1.2}}
    bar = {"type": "bar", "width": 0.75, "textposition": "none"}
    cells = zip(open_["low"], open_["high"], open_["count"], strict=True)
    ends = [f"{low:,.0f}–{high:,.0f}" if count == 0 else "" for low, high, count in cells]
    small = {"text": ends, "textposition": "outside", "textangle": 0, "textfont": {"size": 9}, "cliponaxis": False}
    return [
        _trace(counted, number, counted["count"], **bar, marker={"color": colour}),
        _trace(open_, number, open_["high"] - open_["low"], **(bar | small), base=open_["low"].tolist(), marker=hollow),
        _trace(zero, number, zero["count"], type="scatter", mode="markers", marker={"color": colour, "size": 5}),
    ]


def small_multiples(panels: list[tuple[str, pd.DataFrame]], *, years: tuple[int, int], columns: int = COLUMNS) -> Figure:
    """One panel for each title and its rows (``year, count, low, high``), all over the same ``years``."""
    rows = -(-len(panels) // columns)
    layout: Figure = {"annotations": []}
    data: list[Figure] = []
    for number, (title, counts) in enumerate(panels):
        across, down = _axes(number, rows, columns, years)
        layout[f"xaxis{number + 1}"], layout[f"yaxis{number + 1}"] = across, down
        at = {"x": across["domain"][0], "y": down["domain"][1], "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        layout["annotations"].append({**at, "text": title, "showarrow": False, "font": {"size": 12}, "yshift": 4})
        data += _marks(counts, number)
    return {
        "data": data,
        "layout": {
            **layout,
            "height": max(1, rows) * _PANEL_HEIGHT + 10,
            "margin": {"l": 30, "r": 6, "t": 4, "b": 6},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": theme.FONT, "color": theme.INK.light},
            "barmode": "overlay",
            "bargap": 0.25,
            "showlegend": False,
            "hoverlabel": theme.HOVER,
        },
    }
