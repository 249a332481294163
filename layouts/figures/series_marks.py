"""Marks of the rows of a source, over time or as dots: points, bars for ranges and masks, triangles for lone bounds.

A figure is a point, a printed zero an open one at zero; a mask or a range is a bar from its low to its high end. A mask without
bounds is in a lane of its own beside the scale, because no number is printed for it. A line joins figures of consecutive
years alone: it breaks at an absence, at a mask and at a range. Scores have steps, because nothing lies between them.
"""

from dataclasses import dataclass
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
# How much of a year, or of a row, the bars at it take.
_WIDTH = 0.55
# The dots of a mask, small enough for one row of them within the outline of a low bar.
_DOTS = {"shape": ".", "size": 3, "solidity": 0.2}
# Sizes of text beside marks: of signs alone, and of words.
_STAR, _TEXT = 17, 12
_SIGNS = {SERIES["star"].glyph, SERIES["dagger"].glyph}
# The form of the line through points.
SLOPES, STEPS = "linear", "hvh"


@dataclass(frozen=True)
class Pen:
    """How the marks of one of several places are drawn: ``number`` of ``count`` places side by side within a year.

    ``name``: what its hover begins with, '' where the chart has one place alone.
    """

    ink: str = _INK
    mask_ink: str = _MASK_INK
    symbol: str = SERIES["figure"].symbol
    name: str = ""
    number: int = 0
    count: int = 1

    @property
    def text_ink(self) -> str:
        return self.ink if self.name else theme.INK.light

    @property
    def width(self) -> float:
        return _WIDTH / self.count

    @property
    def shift(self) -> float:
        """How far the middle of its bars is from the middle of the year."""
        return (self.number - (self.count - 1) / 2) * self.width


_ALONE = Pen()


def outside_the_order(indicator: Indicator) -> dict[str, float]:
    """Where words outside the order of a scale stand: after its last step."""
    ranks = [step.rank for step in indicator.scale if step.rank is not None]
    codes = [step.code for step in indicator.scale if step.rank is None]
    return {code: max(ranks, default=0) + number for number, code in enumerate(codes, 1)}


def _numbers(rows: pd.DataFrame, indicator: Indicator) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The single number of each row and the ends of its range on the axis of numbers or dates; missing where there is none."""
    single, low, high = (rows[name].astype("float64") for name in row_figures.columns(indicator.table))
    if indicator.unit == "date":
        return dated.days(rows), dated.milliseconds(low), dated.milliseconds(high, end=True)
    if indicator.scale:
        single = single.fillna(rows["rating"].astype("object").map(outside_the_order(indicator)))
    return single, low, high


def _stars(rows: pd.DataFrame) -> pd.Series:
    """The text beside each mark: a star where another edition differs, a dagger where it has a caveat of its own."""
    texts = pd.Series("", rows.index, dtype="object")
    for name, code in (("edition_note", "star"), ("own_caveat", "dagger")):
        if name in rows:
            texts += rows[name].fillna("").map(lambda note, glyph=SERIES[code].glyph: glyph if note else "").astype("object")
    return texts


def marks(rows: pd.DataFrame, indicator: Indicator, at: str) -> pd.DataFrame:
    """What is drawn of each row: ``at``, ``single`` (its one figure), ``low, high`` of a range, ``status, says, label, star``.

    ``rows``: rows of estimates or ratings with their ``status`` and ``says``; ``at``: the column with their places on the
    other axis, ``stop`` over time or ``name``. Neither a mask nor a range has a single figure.
    """
    single, low, high = _numbers(rows, indicator)
    masked, stars = rows["status"] == "masked", _stars(rows)
    masks = [words.printed(row) if row["status"] == "masked" else "" for row in row_dicts(rows)]
    labels = (pd.Series(masks, rows.index, "object") + stars).where(masked | single.isna(), "")
    columns = {"at": rows[at], "single": single.mask(masked), "low": low, "high": high, "status": rows["status"], "says": rows["says"]}
    frame = pd.DataFrame(columns).assign(label=labels, star=stars)
    return frame.astype({"single": "object"}).reset_index(drop=True)


def labelled_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Marks of one place by year; the text of a mask is at every second year at most."""
    last: dict[str, int] = {}
    texts: dict[Any, str] = {}
    masks = rows[rows["label"] != ""].sort_values("at", kind="stable")
    for index, text, year in zip(masks.index, map(str, masks["label"]), map(int, masks["at"]), strict=True):
        if year - last.get(text, year - 2) >= 2:
            last[text], texts[index] = year, text
    return rows.assign(label=[texts.get(index, "") for index in rows.index])


def _along(at: list[Any], numbers: list[Any], *, upright: bool) -> Figure:
    return {"x": at, "y": numbers} if upright else {"x": numbers, "y": at}


def _hover(rows: pd.DataFrame, pen: Pen, *, upright: bool) -> Figure:
    """The hover of marks, and the keys of their rows in the table."""
    head = f"{pen.name}, %{{x}}" if pen.name else "%{x}" if upright else "%{y}"
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


def _points(rows: pd.DataFrame, pen: Pen, *, upright: bool, joined: str) -> Figure:
    numbers = [None if pd.isna(number) else number for number in rows["single"]]
    zeros = rows["status"] == "zero"
    symbols = [f"{pen.symbol}-open" if zero else pen.symbol for zero in zeros] if zeros.any() else pen.symbol
    return {
        "type": "scatter",
        "mode": ("lines+" if joined else "") + "markers",
        **_along(rows["at"].tolist(), numbers, upright=upright),
        **_hover(rows, pen, upright=upright),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": pen.ink, "width": 1.5, "shape": joined or SLOPES},
        "marker": {"color": pen.ink, "symbol": symbols, "size": 8, "line": {"color": pen.ink, "width": 1}},
    }


def _bars(rows: pd.DataFrame, pen: Pen, *, upright: bool, masked: bool) -> Figure:
    """Ranges from the low to the high end; those of masks are dotted and carry the mask as it is printed."""
    look, ink = (theme.ABSENCES["masked"], pen.mask_ink) if masked else (theme.BAND, pen.ink)
    beside = {"offset": pen.shift - pen.width / 2} if pen.count > 1 else {}
    return {
        "type": "bar",
        "orientation": "v" if upright else "h",
        **_along(rows["at"].tolist(), (rows["high"] - rows["low"]).tolist(), upright=upright),
        "base": rows["low"].tolist(),
        **_hover(rows, pen, upright=upright),
        "width": pen.width,
        **beside,
        "text": rows["label"].tolist(),
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": _TEXT, "color": pen.text_ink},
        "cliponaxis": False,
        "marker": {"color": look.light, "line": {"color": ink, "width": 1}, "pattern": {**_DOTS, "fgcolor": ink} if masked else {}},
    }


def _bounds(rows: pd.DataFrame, pen: Pen, *, upright: bool) -> Figure:
    """Lone bounds: an open triangle that points to the side on which the figure lies."""
    more, less = ("triangle-up-open", "triangle-down-open") if upright else ("triangle-right-open", "triangle-left-open")
    return {
        "type": "scatter",
        "mode": "markers",
        **_along(rows["at"].tolist(), rows["low"].fillna(rows["high"]).tolist(), upright=upright),
        **_hover(rows, pen, upright=upright),
        "cliponaxis": False,
        "marker": {"color": pen.ink, "size": 11, "symbol": [more if is_lower else less for is_lower in rows["low"].notna()]},
    }


def _texts(rows: pd.DataFrame, pen: Pen, *, upright: bool) -> Figure:
    """The texts beside points and bounds; a trace of their own, because plotly leaves out the text after a gap in a line.

    Of one of several places they are at the right, where no other place has a mark of the same year, and in its ink.
    """
    numbers = rows["single"].where(rows["single"].notna(), rows["low"].fillna(rows["high"]))
    return {
        "type": "scatter",
        "mode": "text",
        **_along(rows["at"].tolist(), numbers.tolist(), upright=upright),
        "text": rows["star"].tolist(),
        "textposition": "top center" if upright and not pen.name else "middle right",
        "textfont": {"color": pen.text_ink, "size": [_STAR if {*text} <= _SIGNS else _TEXT for text in rows["star"]]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _lane(rows: pd.DataFrame, pen: Pen, *, upright: bool) -> Figure:
    """Dotted squares in the lane beside the scale, at their places on the other axis."""
    along, across = ("x", "y") if upright else ("y", "x")
    return {
        "type": "scatter",
        "mode": "markers",
        along: [at + pen.shift for at in rows["at"]] if pen.shift else rows["at"].tolist(),
        across: [0] * len(rows),
        f"{across}axis": f"{across}2",
        **_hover(rows, pen, upright=upright),
        "cliponaxis": False,
        "marker": {"color": pen.mask_ink, "size": 9, "symbol": SERIES["omitted"].symbol},
    }


def _signs(rows: pd.DataFrame, pen: Pen) -> Figure:
    """Dotted squares at bars of masks that are too low to be seen as such."""
    at, middles = [at + pen.shift for at in rows["at"]], ((rows["low"] + rows["high"]) / 2).tolist()
    marker = {"color": pen.mask_ink, "size": 7, "symbol": SERIES["omitted"].symbol}
    return {"type": "scatter", "mode": "markers", "x": at, "y": middles, "hoverinfo": "skip", "cliponaxis": False, "marker": marker}


def traces(rows: pd.DataFrame, keys: pd.Series, *, upright: bool, joined: str = "", pen: Pen = _ALONE, lowest: float = 0) -> list[Figure]:
    """The points, then the ranges, the masks (with bounds, then without), the lone bounds and the texts that there are.

    ``rows``: what ``marks`` makes; ``keys``: of their rows in the table; ``joined``: the form of the line through the points,
    '' for none; ``lowest``: how high the bar of a mask is at least that needs no sign.
    """
    rows = rows.assign(key=keys.astype("str").to_numpy())
    masked, low, high = rows["status"] == "masked", rows["low"].notna(), rows["high"].notna()
    ranges, masks, omitted = rows[low & high & ~masked], rows[low & high & masked], rows[masked & ~low & ~high]
    low_masks = masks[masks["high"] - masks["low"] < lowest]
    bounds = rows[rows["single"].isna() & (low ^ high)]
    texts = rows[(rows["star"] != "") & ~masked & (rows["single"].notna() | (low ^ high))]
    points = _points(_broken(rows) if upright else rows, pen, upright=upright, joined=joined)
    return [
        points,
        *([_bars(ranges, pen, upright=upright, masked=False)] if len(ranges) else []),
        *([_bars(masks, pen, upright=upright, masked=True)] if len(masks) else []),
        *([_signs(low_masks, pen)] if len(low_masks) else []),
        *([_lane(omitted, pen, upright=upright)] if len(omitted) else []),
        *([_bounds(bounds, pen, upright=upright)] if len(bounds) else []),
        *([_texts(texts, pen, upright=upright)] if len(texts) else []),
    ]
