"""A source over its years for one to six places, and all places of a source as dots, as plain dicts of plotly's schema.

Counts and scores are marks over years, ratings in words are strips, dates are marks on an axis of days.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.contract import row_figures
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import mark_looks, theme
from layouts.figures import dated
from layouts.figures.end_labels import EndLabel, end_labels, width, wrapped
from layouts.figures.mask_lane import with_lane
from layouts.figures.rating_strips import strips
from layouts.figures.series_marks import SLOPES, STEPS, Pen, labelled_once, marks, outside_the_order, traces
from layouts.scales import Class

Figure = dict[str, Any]
HEIGHT, ROW = 320, 18
STATED = row_figures.WITH_ROW
# The most letters of a line of a step of a scale, of which several stand beside one another.
_STEP = 10
# The share of an axis that a bar takes to be seen as one.
_SEEN = 0.04
# Into about how many parts the ticks of a score divide its scale.
_PARTS = 4
# How many years an axis has at least.
_SHORT = 6
_TOP, _BOTTOM = 20, 28
# The height of the row of a place that is not named, in pixels.
_LOW = 2.2
_DATED_ROW, _AROUND_DATES = 44, 70
# The share of the years that half the words of a date take.
_DATE = 0.12
_OVERLAY: Figure = {"barmode": "overlay"}


def _layout(height: int, x: Figure, y: Figure, *, top: int = 12, right: int = 14) -> Figure:
    axis = {"zeroline": False, "gridcolor": theme.GRID.light, "fixedrange": True}
    return {
        "height": height,
        "margin": {"l": 8, "r": right, "t": top, "b": _BOTTOM},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": theme.HOVER,
        "dragmode": False,
        "xaxis": {**axis, "ticklabelstandoff": 5, **x},
        "yaxis": {**axis, **y, "automargin": True},
    }


def _ticks(indicator: Indicator) -> Figure:
    """The steps of a worded scale as ticks, those outside its order last; a count starts at zero."""
    if indicator.unit == "score" and indicator.minimum is not None and indicator.maximum is not None:
        span = int(indicator.maximum - indicator.minimum)
        each = next(step for step in range(max(1, span // _PARTS), span + 1) if span % step == 0)
        return {"range": [indicator.minimum - each / 8, indicator.maximum + each / 8], "tick0": indicator.minimum, "dtick": each}
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


def _span(rows: pd.DataFrame) -> tuple[int, int]:
    return int(rows["stop"].min()), int(rows["stop"].max())


def _pens(rows: pd.DataFrame, places: Sequence[str]) -> Mapping[str, Pen]:
    """How the ``places`` of which there are rows are drawn, by their names; one that is chosen alone is drawn as a source is."""
    if len(places) < 2:
        return dict.fromkeys(places, Pen())
    present = set(rows["name"])
    looks = [look for look in zip(places, theme.PLACES, mark_looks.PLACES, strict=False) if look[0] in present]
    return {name: Pen(look.light, look.light, symbol, name, at, len(looks)) for at, (name, look, symbol) in enumerate(looks)}


def _numbers_axis(drawn_rows: pd.DataFrame, ticks: Figure) -> tuple[float, float]:
    """The ends of the axis of numbers: those that the indicator has, else from zero to above the largest number."""
    if "range" in ticks:
        return ticks["range"][0], ticks["range"][1]
    numbers = pd.concat([drawn_rows[name].astype("float64") for name in ("single", "low", "high")]).dropna()
    return min([0.0, *numbers * 1.08]), max([1.0, *numbers * 1.08])


def _ends(drawn_rows: pd.DataFrame, pens: Mapping[str, Pen]) -> list[EndLabel]:
    """The names of places at their last marks that have a number; a mask without bounds has none, and is no zero."""
    ats = drawn_rows["single"].astype("float64").fillna(drawn_rows["high"]).fillna(drawn_rows["low"])
    last = drawn_rows.assign(end=ats).dropna(subset=["end"]).groupby("name", sort=False).tail(1)
    return [EndLabel(name, pens[name].symbol, pens[name].ink, float(at)) for name, at in zip(last["name"], last["end"], strict=True)]


def _marks_over_years(
    rows: pd.DataFrame, indicator: Indicator, span: tuple[int, int] | None, height: int, *, places: Sequence[str], named: bool
) -> Figure:
    places = places or list(dict.fromkeys(rows["name"]))
    pens, ticks = _pens(rows, places), _ticks(indicator)
    every = marks(rows, indicator, "stop")
    # The marks of several places stand close: their legend says how a mask is printed.
    drawn_rows = (labelled_once(every) if len(places) < 2 else every.assign(label=every["star"])).assign(name=rows["name"].to_numpy())
    joined = STEPS if indicator.table == "ratings" else SLOPES
    axis = _numbers_axis(drawn_rows, ticks)
    lowest = (axis[1] - axis[0]) * _SEEN if len(places) > 1 else 0
    parts = [(drawn_rows[drawn_rows["name"] == name], pen) for name, pen in pens.items()]
    data = [one for own, pen in parts for one in traces(own, own["at"], upright=True, joined=joined, pen=pen, lowest=lowest)]
    if len(places) < 2 or not named:
        return {
            "data": data,
            "layout": with_lane(_layout(height, _years(span or _span(rows)), ticks, top=_TOP), data, upright=True) | _OVERLAY,
        }
    x = _years(span or _span(rows))
    layout = _layout(height, x, {**ticks, "range": [*axis]}, top=_TOP, right=width(list(pens)))
    # Plotly leaves out what lies on the edge of an axis.
    ends = end_labels(_ends(drawn_rows, pens), x=x["range"][1] - 0.05, axis=axis, height=height - _TOP - _BOTTOM)
    return {"data": [*data, *ends], "layout": with_lane(layout, data, upright=True) | _OVERLAY}


def _strips(rows: pd.DataFrame, classes: Sequence[Class], span: tuple[int, int] | None) -> Figure:
    data, axis, height = strips(rows, classes)
    layout = _layout(height, _years(span or _span(rows)), axis)
    return {"data": data, "layout": {**layout, **_OVERLAY, "uniformtext": {"minsize": 11, "mode": "hide"}}}


def _dates(rows: pd.DataFrame, indicator: Indicator, span: tuple[int, int] | None) -> Figure:
    """A row for each place: a date is a point with its words, a window of years a bar; what has no date is words at the left."""
    rows = rows.assign(name=["<br>".join(wrapped(name)) for name in rows["name"]])
    texts = [words.rating(indicator, row) for row in row_dicts(rows)]
    drawn_rows = marks(rows, indicator, "name").assign(label=texts, star=texts)
    data = [
        one | {"textposition": "top center"} if one.get("mode") == "text" else one
        for one in traces(drawn_rows, rows["stop"], upright=False)
    ]
    names = list(dict.fromkeys(rows["name"]))
    y = {"type": "category", "categoryarray": names, "categoryorder": "array", "range": [len(names) - 0.5, -0.7]}
    first, last = span or _span(rows)
    room = max(2, round((last - first) * _DATE))
    x = {"type": "date", "range": [f"{first - room}-01-01", f"{last + room}-12-31"]}
    undated = dated.beside(rows, indicator)
    layout = _layout(_AROUND_DATES + _DATED_ROW * len(names), x, y) | ({"xaxis2": dated.ACROSS} if undated else {})
    return {"data": [*data, *undated], "layout": layout}


def series(
    rows: pd.DataFrame,
    indicator: Indicator,
    *,
    classes: Sequence[Class] = (),
    span: tuple[int, int] | None = None,
    height: int = HEIGHT,
    places: Sequence[str] = (),
    named: bool = True,
) -> Figure:
    """The rows of one to six places by year (``name, place, stop``), each with ``status`` and ``says``, for ratings in words ``class``.

    ``classes``: the steps of ratings in words; ``span``: the first and the last year of the axis, so that figures side by side
    share their years; ``height``: of a figure of marks, at whose right end the places are ``named``; ``places``: the names of
    all that are chosen, so that each looks the same in every figure.
    """
    if rows.empty:
        return {"data": [], "layout": _layout(height, _years(span), _ticks(indicator), top=_TOP)}
    if indicator.unit == "date":
        return _dates(rows, indicator, span)
    return _strips(rows, classes, span) if indicator.scale else _marks_over_years(rows, indicator, span, height, places=places, named=named)


def dots(rows: pd.DataFrame, indicator: Indicator, *, named: bool = True) -> Figure:
    """Every place with a figure, a range or a mask, in the order of its name: an order of figures would be a ranking.

    Where places are not ``named``, the figure is low, and a small dot each.
    """
    rows = rows[rows["status"].isin(STATED)].sort_values("name")
    # Steps in words lie from the left to the right, a score from its least to its most.
    ticks = {key: value for key, value in _ticks(indicator).items() if key != "range" or not indicator.scale}
    if indicator.scale:
        ticks["ticktext"] = ["<br>".join(textwrap.wrap(text, _STEP)) for text in ticks["ticktext"]]
    x = ({"type": "date"} if indicator.unit == "date" else ticks) | {"side": "top", "automargin": True}
    names = {"type": "category", "categoryorder": "array", "categoryarray": rows["name"].tolist(), "tickmode": "linear", "dtick": 1}
    y = {**names, "range": [len(rows) - 0.3, -0.7], "tickfont": {"size": 11}, "ticklabelstandoff": 6}
    data = traces(marks(rows, indicator, "name"), rows["place"], upright=False)
    undated = dated.beside(rows, indicator)
    if not named:
        y |= {"showticklabels": False, "showgrid": False}
    layout = with_lane(_layout(60 + round((ROW if named else _LOW) * len(rows)), x, y, top=34), data, upright=False)
    return {"data": [*data, *undated], "layout": layout | ({"xaxis2": dated.ACROSS} if undated else {})}
