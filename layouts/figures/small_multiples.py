"""Counts of several corridors year by year, each in a small panel of its own with its own scale, as a plain dict.

A year whose count is hidden has a dotted bar of fixed height and no number.
"""

from typing import Any

import pandas as pd

from layouts import theme

Figure = dict[str, Any]
COLUMNS, _PANEL_HEIGHT, _GAP = 3, 118, 0.06
_HIDDEN_SHARE = 0.12


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
        "gridcolor": "rgba(128,128,128,.25)",
    }
    return {**across, "anchor": f"y{number + 1}"}, {**down, "anchor": f"x{number + 1}"}


def _bars(rows: pd.DataFrame, number: int) -> list[Figure]:
    axes = {"xaxis": f"x{number + 1}", "yaxis": f"y{number + 1}", "type": "bar", "width": 0.75, "hovertemplate": "%{text}<extra></extra>"}
    shown, hidden = rows[rows["count"] > 0], rows[rows["count"] == 0]
    height = float(shown["count"].max() if len(shown) else 1.0) * _HIDDEN_SHARE
    looks = theme.ordered(5)
    counted = {
        **axes,
        "x": shown["year"].tolist(),
        "y": shown["count"].tolist(),
        "text": [f"{year}: {count:,.0f} people" for year, count in zip(shown["year"], shown["count"], strict=True)],
        "textposition": "none",
        "marker": {"color": looks[3].light},
    }
    dots = {"color": "rgba(0,0,0,0)", "line": {"color": theme.DISPUTED.light, "width": 1}}
    withheld = {
        **axes,
        "x": hidden["year"].tolist(),
        "y": [height] * len(hidden),
        "text": [f"{year}: withheld" for year in hidden["year"]],
        "textposition": "none",
        "marker": dots,
    }
    return [counted, withheld]


def small_multiples(panels: list[tuple[str, pd.DataFrame]], *, years: tuple[int, int], columns: int = COLUMNS) -> Figure:
    """One panel for each title and its rows (``year, count, hidden``), all over the same ``years``."""
    rows = -(-len(panels) // columns)
    layout: Figure = {"annotations": []}
    data: list[Figure] = []
    for number, (title, counts) in enumerate(panels):
        across, down = _axes(number, rows, columns, years)
        layout[f"xaxis{number + 1}"], layout[f"yaxis{number + 1}"] = across, down
        at = {"x": across["domain"][0], "y": down["domain"][1], "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        layout["annotations"].append({**at, "text": title, "showarrow": False, "font": {"size": 12}, "yshift": 4})
        data += _bars(counts, number)
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
