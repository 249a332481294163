"""Marks of the rows of a source, over time or as dots: points, bars for ranges and masks, triangles for lone bounds.

A figure is a point, a printed zero one at zero; a mask or a range is a bar from its low to its high end. A mask without
bounds is in a lane of its own beside the scale, because no number is printed for it. A line joins figures of consecutive
years alone: it breaks at an absence, at a mask and at a range.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from etl.contract import row_figures
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.figures import dated
from layouts.mark_looks import SERIES

Figure = dict[str, Any]
_INK, _MASK_INK = theme.PRODUCER.light, theme.ABSENCES["masked"].stripe[0]
# The lane and the scale, as shares of the height or the width of the chart.
_LANE, _SCALE = [0.0, 0.09], [0.15, 1.0]


def outside_the_order(indicator: Indicator) -> dict[str, float]:
    """Where words outside the order of a scale stand: after its last step."""
    ranks = [step.rank for step in indicator.scale if step.rank is not None]
    codes = [step.code for step in indicator.scale if step.rank is None]
    return {code: max(ranks, default=0) + number for number, code in enumerate(codes, 1)}


def _numbers(rows: pd.DataFrame, indicator: Indicator, *, over_time: bool) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The single number of each row and the ends of its range on the axis of numbers or dates; missing where there is none."""
    single, low, high = (rows[name].astype("float64") for name in row_figures.columns(indicator.table))
    if indicator.unit == "date" and not over_time:
        return dated.days(rows), dated.milliseconds(low), dated.milliseconds(high, end=True)
    if indicator.unit == "date":
        nothing = pd.Series(float("nan"), rows.index)
        return dated.days(rows).map(lambda day: 1.0, na_action="ignore"), nothing, nothing
    if indicator.scale:
        single = single.fillna(rows["rating"].astype("object").map(outside_the_order(indicator)))
    return single, low, high


def _notes(rows: pd.DataFrame, indicator: Indicator, *, over_time: bool) -> list[str] | str:
    """The text beside each point: over time the words of a date, else a star where another edition differs."""
    if indicator.unit == "date" and over_time:
        return [words.rating(indicator, row) for row in row_dicts(rows)]
    return [SERIES["star"].glyph if note else "" for note in rows["edition_note"].fillna("")] if "edition_note" in rows else ""


def marks(rows: pd.DataFrame, indicator: Indicator, at: str) -> pd.DataFrame:
    """What is drawn of each row: ``at``, ``single`` (its one figure), ``low, high`` of a range, ``status, says, label, star``.

    ``rows``: rows of estimates or ratings with their ``status`` and ``says``; ``at``: the column with their places on the
    other axis, ``stop`` over time or ``name``. Neither a mask nor a range has a single figure.
    """
    over_time = at != "name"
    single, low, high = _numbers(rows, indicator, over_time=over_time)
    masked = rows["status"] == "masked"
    labels = [words.printed(row) if row["status"] == "masked" else "" for row in row_dicts(rows)]
    columns = {"at": rows[at], "single": single.mask(masked), "low": low, "high": high, "status": rows["status"], "says": rows["says"]}
    frame = pd.DataFrame(columns).assign(label=labels, star=_notes(rows, indicator, over_time=over_time))
    return frame.astype({"single": "object"}).reset_index(drop=True)


def _along(at: list[Any], numbers: list[Any], *, upright: bool) -> Figure:
    return {"x": at, "y": numbers} if upright else {"x": numbers, "y": at}


def _hover(rows: pd.DataFrame, *, upright: bool) -> Figure:
    """The hover of marks, and the keys of their rows in the table."""
    head = "%{x}" if upright else "%{y}"
    return {
        "customdata": rows["key"].fillna("").tolist(),
        "hovertext": rows["says"].tolist(),
        "hovertemplate": f"{head}: %{{hovertext}}<extra></extra>",
    }


def _broken(rows: pd.DataFrame) -> pd.DataFrame:
    """The marks by year with an empty one in every run of years without a row, so that no line crosses it."""
    gaps = [year - 1 for before, year in pairwise(rows["at"].astype("int64")) if year - before > 1]
    if not gaps:
        return rows
    empty = pd.DataFrame({"at": gaps, "single": None, "says": "", "label": "", "star": "", "status": "no_figure"})
    return pd.concat([rows, empty.astype({"single": "object"})], ignore_index=True).sort_values("at", kind="stable")


def _points(rows: pd.DataFrame, *, upright: bool, joined: bool) -> Figure:
    numbers = [None if pd.isna(number) else number for number in rows["single"]]
    return {
        "type": "scatter",
        "mode": ("lines+" if joined else "") + "markers+text",
        **_along(rows["at"].tolist(), numbers, upright=upright),
        **_hover(rows, upright=upright),
        "text": rows["star"].tolist(),
        "textposition": "top center" if upright else "middle right",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": _INK, "width": 1.5},
        "marker": {"color": _INK, "size": 8, "line": {"color": _INK, "width": 1}},
    }


def _bars(rows: pd.DataFrame, *, upright: bool, masked: bool) -> Figure:
    """Ranges from the low to the high end; those of masks are dotted and carry the mask as it is printed."""
    look, ink = (theme.ABSENCES["masked"], _MASK_INK) if masked else (theme.BAND, _INK)
    return {
        "type": "bar",
        "orientation": "v" if upright else "h",
        **_along(rows["at"].tolist(), (rows["high"] - rows["low"]).tolist(), upright=upright),
        "base": rows["low"].tolist(),
        **_hover(rows, upright=upright),
        "width": 0.55,
        "text": rows["label"].tolist(),
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


def _bounds(rows: pd.DataFrame, *, upright: bool) -> Figure:
    """Lone bounds: an open triangle that points to the side on which the figure lies."""
    more, less = ("triangle-up-open", "triangle-down-open") if upright else ("triangle-right-open", "triangle-left-open")
    return {
        "type": "scatter",
        "mode": "markers",
        **_along(rows["at"].tolist(), rows["low"].fillna(rows["high"]).tolist(), upright=upright),
        **_hover(rows, upright=upright),
        "cliponaxis": False,
        "marker": {"color": _INK, "size": 11, "symbol": [more if is_lower else less for is_lower in rows["low"].notna()]},
    }


def _lane(at: Sequence[Any], hover: Figure, *, upright: bool) -> Figure:
    """Dotted squares at their places ``at`` on the other axis, with their ``hover``."""
    along, across = ("x", "y") if upright else ("y", "x")
    return {
        "type": "scatter",
        "mode": "markers",
        along: list(at),
        across: [0] * len(at),
        f"{across}axis": f"{across}2",
        **hover,
        "cliponaxis": False,
        "marker": {"color": _MASK_INK, "size": 9, "symbol": SERIES["omitted"].symbol},
    }


def traces(rows: pd.DataFrame, keys: pd.Series, *, upright: bool, joined: bool) -> list[Figure]:
    """The points, then the ranges, the masks (with bounds, then without) and the lone bounds that there are.

    ``rows``: what ``marks`` makes; ``keys``: of their rows in the table; ``joined``: whether a line runs through the points.
    """
    rows = rows.assign(key=keys.astype("str").to_numpy())
    masked, low, high = rows["status"] == "masked", rows["low"].notna(), rows["high"].notna()
    ranges, masks, omitted = rows[low & high & ~masked], rows[low & high & masked], rows[masked & ~low & ~high]
    bounds = rows[rows["single"].isna() & (low ^ high)]
    points = _points(_broken(rows) if upright else rows, upright=upright, joined=joined)
    return [
        points,
        *([_bars(ranges, upright=upright, masked=False)] if len(ranges) else []),
        *([_bars(masks, upright=upright, masked=True)] if len(masks) else []),
        *([_lane(omitted["at"].tolist(), _hover(omitted, upright=upright), upright=upright)] if len(omitted) else []),
        *([_bounds(bounds, upright=upright)] if len(bounds) else []),
    ]


def with_lane(layout: Figure, data: Sequence[Figure], *, upright: bool) -> Figure:
    """The layout with a lane below an upright chart, or left of a horizontal one; unchanged where no trace is in a lane."""
    along, across = ("x", "y") if upright else ("y", "x")
    if not any(part.get(f"{across}axis") == f"{across}2" for part in data):
        return layout
    scale, other = layout[f"{across}axis"], layout[f"{along}axis"]
    lane = {"domain": _LANE, "range": [-1, 1], "tickvals": [0], "ticktext": ["masked"], "showgrid": False, "zeroline": False}
    side = {"side": scale["side"]} if "side" in scale else {}
    return {
        **layout,
        f"{across}axis": {**scale, "domain": _SCALE},
        f"{across}axis2": {**lane, **side, "fixedrange": True, "automargin": upright},
        f"{along}axis": {**other, "anchor": f"{across}2"},
    }
