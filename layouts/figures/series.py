"""A source over its years for one place, and all places of a source as dots, as plain dicts of plotly's schema."""

from typing import Any

import pandas as pd

from etl.vocabulary import Indicator
from layouts import theme

Figure = dict[str, Any]
HEIGHT, ROW = 320, 18


def _layout(height: int, x: Figure, y: Figure, *, top: int = 12) -> Figure:
    plain = {"zeroline": False, "gridcolor": theme.GRID.light, "fixedrange": True}
    return {
        "height": height,
        "margin": {"l": 8, "r": 14, "t": top, "b": 36},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
        "showlegend": False,
        "dragmode": False,
        "xaxis": {**plain, **x},
        "yaxis": {**plain, **y, "automargin": True},
    }


def _numbers(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    if indicator.table == "ratings":
        return rows["rank"].fillna((rows["rank_low"] + rows["rank_high"]) / 2)
    return rows["value"].fillna(rows["value_low"]).fillna(rows["value_high"])


def _steps(indicator: Indicator) -> Figure:
    steps = [step for step in indicator.scale if step.rank is not None]
    if not steps:
        return {"rangemode": "tozero"}
    ranks = [step.rank for step in steps if step.rank is not None]
    return {"tickvals": ranks, "ticktext": [step.label for step in steps], "range": [max(ranks) + 0.5, min(ranks) - 0.5]}


def _gaps(rows: pd.DataFrame) -> tuple[list[int], list[int | None]]:
    """The years of the rows with a place of its own for each run of years in between that has none."""
    years = [int(year) for year in rows["stop"]]
    order: list[int | None] = []
    shown: list[int] = []
    for number, year in enumerate(years):
        if number and year - years[number - 1] > 1:
            shown.append(year - 1)
            order.append(None)
        shown.append(year)
        order.append(number)
    return shown, order


def _years(span: tuple[int, int] | None) -> Figure:
    return {"tickformat": "d"} if span is None else {"tickformat": "d", "range": [span[0] - 0.6, span[1] + 0.6]}


def series(rows: pd.DataFrame, indicator: Indicator, *, span: tuple[int, int] | None = None) -> Figure:
    """The rows of one place by year (``stop``); a year without a row leaves a gap, hollow marks are ranges.

    ``span`` is the first and the last year of the axis, so that panels side by side share their years.
    """
    numbers = [None if pd.isna(number) else float(number) for number in _numbers(rows, indicator)]
    said = [str(text) for text in rows["rating" if indicator.table == "ratings" else "as_printed"]]
    hollow = list(rows["rank_low"].notna() if indicator.table == "ratings" else rows["value"].isna())
    years, order = _gaps(rows)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers" if indicator.scale else "markers+lines",
                "x": years,
                "y": [None if place is None else numbers[place] for place in order],
                "customdata": [str(year) for year in years],
                "text": ["" if place is None else said[place] for place in order],
                "hovertemplate": "%{x}: %{text}<extra></extra>",
                "connectgaps": False,
                "line": {"color": theme.GRID.light, "width": 1.5},
                "marker": {
                    "color": theme.PRODUCER.light,
                    "size": 9,
                    "symbol": ["circle-open" if place is not None and hollow[place] else "circle" for place in order],
                    "line": {"color": theme.PRODUCER.light, "width": 2},
                },
            }
        ],
        "layout": _layout(HEIGHT, _years(span), _steps(indicator)),
    }


def dots(frame: pd.DataFrame, indicator: Indicator) -> Figure:
    """Every place with a figure as a dot, in the order of its name: an order of figures would be a ranking."""
    held = frame[frame["status"].isin(["figure", "range", "zero"])].sort_values("name")
    numbers = _numbers(held, indicator)
    column = "rating" if indicator.table == "ratings" else "as_printed"
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [None if pd.isna(number) else float(number) for number in numbers],
                "y": held["name"].tolist(),
                "customdata": held["place"].tolist(),
                "text": [str(text) for text in held[column]],
                "hovertemplate": "%{y}: %{text}<extra></extra>",
                "marker": {"color": theme.PRODUCER.light, "size": 7, "line": {"color": theme.PRODUCER.light, "width": 1}},
            }
        ],
        "layout": _layout(
            60 + ROW * len(held),
            {key: value for key, value in _steps(indicator).items() if key != "range"} | {"side": "top"},
            {"range": [len(held) - 0.3, -0.7], "tickfont": {"size": 11}, "tickmode": "linear", "dtick": 1},
            top=34,
        ),
    }
