"""A source over its years for one place, and all places of a source as dots, as plain dicts of plotly's schema."""

from typing import Any

import pandas as pd

from etl.contract import row_figures
from etl.contract.vocabulary import Indicator
from layouts import theme
from layouts.figures import dated
from layouts.figures.series_marks import marks, outside_the_order, traces, with_lane

Figure = dict[str, Any]
HEIGHT, ROW = 320, 18
STATED = row_figures.WITH_ROW
# How many years an axis has at least.
_SHORT = 6


def _layout(height: int, x: Figure, y: Figure, *, top: int = 12) -> Figure:
    axis = {"zeroline": False, "gridcolor": theme.GRID.light, "fixedrange": True}
    return {
        "height": height,
        "margin": {"l": 8, "r": 14, "t": top, "b": 36},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": theme.HOVER,
        "dragmode": False,
        "xaxis": {**axis, **x},
        "yaxis": {**axis, **y, "automargin": True},
    }


def _ticks(indicator: Indicator) -> Figure:
    """The steps of a worded scale as ticks, those outside its order last; a count starts at zero."""
    if indicator.unit == "date":
        return {"visible": False, "range": [0, 2]}
    if indicator.unit == "score" and indicator.minimum is not None and indicator.maximum is not None:
        return {"range": [indicator.minimum - 0.5, indicator.maximum + 0.5]}
    if not indicator.scale:
        return {"rangemode": "tozero", "separatethousands": True, "exponentformat": "none"}
    places = {step.code: step.rank for step in indicator.scale if step.rank is not None} | outside_the_order(indicator)
    texts = [step.label for code in places for step in indicator.scale if step.code == code]
    return {"tickvals": list(places.values()), "ticktext": texts, "range": [max(places.values()) + 0.5, min(places.values()) - 0.5]}


def _years(span: tuple[int, int] | None) -> Figure:
    """The axis of years; a short span has a tick for each of them and room at both sides."""
    if span is None:
        return {"tickformat": "d"}
    short = span[1] - span[0] < _SHORT
    room = 0.6 if not short else max(0.6, (_SHORT - span[1] + span[0]) / 2)
    ticks = {"tickvals": list(range(span[0], span[1] + 1))} if short else {}
    return {"tickformat": "d", "range": [span[0] - room, span[1] + room], **ticks}


def series(rows: pd.DataFrame, indicator: Indicator, *, span: tuple[int, int] | None = None) -> Figure:
    """The rows of one place by year (``stop``), each with ``status`` and ``says``.

    ``span``: the first and the last year of the axis, so that figures side by side share their years. Ratings are marks
    without a line: they have an order, and no quantity between them.
    """
    drawn_rows = marks(rows, indicator, "stop")
    data = traces(drawn_rows, drawn_rows["at"], upright=True, joined=indicator.table != "ratings")
    layout = with_lane(_layout(HEIGHT, _years(span), _ticks(indicator), top=20), data, upright=True)
    return {"data": [*data, *(dated.over_time(rows, indicator) if indicator.unit == "date" else [])], "layout": layout}


def dots(rows: pd.DataFrame, indicator: Indicator) -> Figure:
    """Every place with a figure, a range or a mask, in the order of its name: an order of figures would be a ranking."""
    rows = rows[rows["status"].isin(STATED)].sort_values("name")
    x = {"type": "date"} if indicator.unit == "date" else {key: value for key, value in _ticks(indicator).items() if key != "range"}
    names = {"type": "category", "categoryorder": "array", "categoryarray": rows["name"].tolist(), "tickmode": "linear", "dtick": 1}
    y = {**names, "range": [len(rows) - 0.3, -0.7], "tickfont": {"size": 11}, "ticklabelstandoff": 6}
    data = traces(marks(rows, indicator, "name"), rows["place"], upright=False, joined=False)
    undated = dated.beside(rows, indicator)
    layout = with_lane(_layout(60 + ROW * len(rows), {**x, "side": "top"}, y, top=34), data, upright=False)
    return {"data": [*data, *undated], "layout": layout | ({"xaxis2": dated.ACROSS} if undated else {})}
