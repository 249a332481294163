"""A source over its years for one place, and all places of a source as dots, as plain dicts of plotly's schema.

A figure is a point, a printed zero one at zero; a mask or a range is a bar from its low to its high end; a lone bound is an
open triangle. A mask without bounds stands in a lane beside the scale. A line joins figures of consecutive years alone:
it breaks at an absence, at a mask and at a range.
"""

from itertools import pairwise
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.figures import dated, mask_lane

Figure = dict[str, Any]
HEIGHT, ROW = 320, 18
STATED = ("figure", "range", "zero", "masked")
_SHORT = 6


def _layout(height: int, x: Figure, y: Figure, *, top: int = 12) -> Figure:
    plain = {"zeroline": False, "gridcolor": theme.GRID.light, "fixedrange": True}
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
        "xaxis": {**plain, **x},
        "yaxis": {**plain, **y, "automargin": True},
    }


def _outside(indicator: Indicator) -> dict[str, float]:
    """Where words outside the order of a scale stand: after its last step."""
    ranks = [step.rank for step in indicator.scale if step.rank is not None]
    words_ = [step.code for step in indicator.scale if step.rank is None]
    return {code: max(ranks, default=0) + number for number, code in enumerate(words_, 1)}


def marks(rows: pd.DataFrame, indicator: Indicator, at: str) -> pd.DataFrame:
    """What is drawn of each row: ``at``, ``single`` (its one figure), ``low, high`` of a range, ``status, says, label, star``.

    ``rows``: rows of estimates or ratings with their ``status`` and ``says``; ``at`` is the column in which their places on
    the other axis stand. Neither a mask nor a range has a single figure.
    """
    names = ("rank", "rank_low", "rank_high") if indicator.table == "ratings" else ("value", "value_low", "value_high")
    single, low, high = (rows[name].astype("float64") for name in names)
    if indicator.unit == "date" and at == "name":
        single, low, high = dated.days(rows), dated.milliseconds(low), dated.milliseconds(high, end=True)
    elif indicator.unit == "date":
        low = high = pd.Series(float("nan"), rows.index)
        single = dated.days(rows).map(lambda day: 1.0, na_action="ignore")
    elif indicator.scale:
        single = single.fillna(rows["rating"].astype("object").map(_outside(indicator)))
    masked = rows["status"] == "masked"
    labels = [words.printed(row) if hidden else "" for row, hidden in zip(row_dicts(rows), masked, strict=True)]
    stars = ["*" if note else "" for note in rows["edition_note"].fillna("")] if "edition_note" in rows else ""
    if indicator.unit == "date" and at != "name":
        stars = [words.rating(indicator, row) for row in row_dicts(rows)]
    told = {"at": rows[at], "single": single.mask(masked), "low": low, "high": high, "status": rows["status"], "says": rows["says"]}
    return pd.DataFrame(told).assign(label=labels, star=stars).astype({"single": "object"}).reset_index(drop=True)


def _ticks(indicator: Indicator) -> Figure:
    """The steps of a worded scale as ticks, those outside its order last; a count starts at zero."""
    if indicator.unit == "date":
        return {"visible": False, "range": [0, 2]}
    if indicator.unit == "score" and indicator.minimum is not None and indicator.maximum is not None:
        return {"range": [indicator.minimum - 0.5, indicator.maximum + 0.5]}
    if not indicator.scale:
        return {"rangemode": "tozero", "separatethousands": True, "exponentformat": "none"}
    places = {step.code: step.rank for step in indicator.scale if step.rank is not None} | _outside(indicator)
    texts = [step.label for code in places for step in indicator.scale if step.code == code]
    return {"tickvals": list(places.values()), "ticktext": texts, "range": [max(places.values()) + 0.5, min(places.values()) - 0.5]}


def _along(at: list[Any], numbers: list[Any], *, upright: bool) -> Figure:
    return {"x": at, "y": numbers} if upright else {"x": numbers, "y": at}


def _said(drawn: pd.DataFrame, keys: list[str], *, upright: bool) -> Figure:
    """What a mark says under the mouse, and the key by which the table is found."""
    shown = "%{x}" if upright else "%{y}"
    return {"customdata": keys, "hovertext": drawn["says"].tolist(), "hovertemplate": f"{shown}: %{{hovertext}}<extra></extra>"}


def _broken(drawn: pd.DataFrame) -> pd.DataFrame:
    """The marks by year with an empty one in every run of years without a row, so that no line crosses it."""
    years = drawn["at"].astype("int64")
    gaps = [year - 1 for before, year in pairwise(years) if year - before > 1]
    empty = pd.DataFrame({"at": gaps, "single": None, "says": "", "label": "", "star": "", "status": "no_figure"}).astype(
        {"single": "object"}
    )
    return pd.concat([drawn, empty], ignore_index=True).sort_values("at", kind="stable") if gaps else drawn


def _points(drawn: pd.DataFrame, keys: list[str], *, upright: bool, joined: bool) -> Figure:
    numbers = [None if pd.isna(number) else number for number in drawn["single"]]
    line, ink = {"color": theme.PRODUCER.light, "width": 1.5}, theme.PRODUCER.light
    return {
        "type": "scatter",
        "mode": ("lines+" if joined else "") + "markers+text",
        **_along(drawn["at"].tolist(), numbers, upright=upright),
        **_said(drawn, keys, upright=upright),
        "text": drawn["star"].tolist(),
        "textposition": "top center" if upright else "middle right",
        "connectgaps": False,
        "cliponaxis": False,
        "line": line,
        "marker": {"color": ink, "size": 8, "line": {"color": ink, "width": 1}},
    }


def _bars(drawn: pd.DataFrame, keys: list[str], *, upright: bool, masked: bool) -> Figure:
    """Ranges from the low to the high end; those of masks are dotted and carry the mask as it is printed."""
    look = theme.ABSENCES["masked"] if masked else theme.BAND
    lengths = (drawn["high"] - drawn["low"]).tolist()
    ink = theme.ABSENCES["masked"].stripe[0] if masked else theme.PRODUCER.light
    return {
        "type": "bar",
        "orientation": "v" if upright else "h",
        **_along(drawn["at"].tolist(), lengths, upright=upright),
        "base": drawn["low"].tolist(),
        **_said(drawn, keys, upright=upright),
        "width": 0.55,
        "text": drawn["label"].tolist(),
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 11, "color": theme.INK.light},
        "cliponaxis": False,
        "marker": {
            "color": look.light,
            "line": {"color": ink, "width": 1.5},
            "pattern": {"shape": "." if masked else "", "fgcolor": ink, "size": 4},
        },
    }


def _bounds(drawn: pd.DataFrame, keys: list[str], *, upright: bool) -> Figure:
    """Lone bounds: an open triangle that points to the side on which the figure lies."""
    up, down = ("triangle-up-open", "triangle-down-open") if upright else ("triangle-right-open", "triangle-left-open")
    return {
        "type": "scatter",
        "mode": "markers",
        **_along(drawn["at"].tolist(), drawn["low"].fillna(drawn["high"]).tolist(), upright=upright),
        **_said(drawn, keys, upright=upright),
        "cliponaxis": False,
        "marker": {"color": theme.PRODUCER.light, "size": 11, "symbol": [up if known else down for known in drawn["low"].notna()]},
    }


def _traces(drawn: pd.DataFrame, key: pd.Series, *, upright: bool, joined: bool) -> list[Figure]:
    """The points, then the ranges, the masks (with bounds, then without) and the lone bounds that there are."""
    keyed = drawn.assign(key=key.astype("str").to_numpy())
    whole = _broken(keyed) if upright else keyed
    masks, both = drawn["status"] == "masked", drawn["low"].notna() & drawn["high"].notna()
    traces = [_points(whole, whole["key"].fillna("").tolist(), upright=upright, joined=joined)]
    for part, masked in ((keyed[both & ~masks], False), (keyed[both & masks], True)):
        traces += [_bars(part, part["key"].tolist(), upright=upright, masked=masked)] if len(part) else []
    apart = keyed[masks & drawn["low"].isna() & drawn["high"].isna()]
    said = _said(apart, apart["key"].tolist(), upright=upright)
    traces += [mask_lane.trace(apart["at"].tolist(), said, upright=upright)] if len(apart) else []
    lone = keyed[drawn["single"].isna() & (drawn["low"].notna() ^ drawn["high"].notna())]
    return [*traces, *([_bounds(lone, lone["key"].tolist(), upright=upright)] if len(lone) else [])]


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

    ``span`` is the first and the last year of the axis, so that panels side by side share their years. Ratings are marks
    without a line: they are in order, and no quantity runs between them.
    """
    drawn = marks(rows, indicator, "stop")
    data = _traces(drawn, drawn["at"], upright=True, joined=indicator.table != "ratings")
    layout = mask_lane.beside(_layout(HEIGHT, _years(span), _ticks(indicator), top=20), data, upright=True)
    return {"data": [*data, *(dated.over_time(rows, indicator) if indicator.unit == "date" else [])], "layout": layout}


def dots(rows: pd.DataFrame, indicator: Indicator) -> Figure:
    """Every place with a figure, a range or a mask, in the order of its name: an order of figures would be a ranking."""
    held = rows[rows["status"].isin(STATED)].sort_values("name")
    drawn = marks(held, indicator, "name")
    x = {"type": "date"} if indicator.unit == "date" else {key: value for key, value in _ticks(indicator).items() if key != "range"}
    names = {"type": "category", "categoryorder": "array", "categoryarray": held["name"].tolist(), "tickmode": "linear", "dtick": 1}
    y = {**names, "range": [len(held) - 0.3, -0.7], "tickfont": {"size": 11}, "ticklabelstandoff": 6}
    data, other = _traces(drawn, held["place"], upright=False, joined=False), dated.beside(held, indicator)
    layout = mask_lane.beside(_layout(60 + ROW * len(held), {**x, "side": "top"}, y, top=34), data, upright=False)
    return {"data": [*data, *other], "layout": layout | ({"xaxis2": dated.ACROSS} if other else {})}
