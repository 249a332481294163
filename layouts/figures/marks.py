"""Marks of estimates as traces of plotly's schema, and their axis of numbers: on a log axis plotly measures in exponents.

A sign beside the mark says what kind of range it has. A bound that the axis cannot show, or a side that is open, ends in
an arrow; a range without a figure has a mark at both ends and none between. A mask, and a cell that is printed with
different figures, is a bar: no mark stands where no figure is printed.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme
from layouts.mark_looks import RANGES, RangeLook

Figure = dict[str, Any]
_WRAP = 60
_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
_LETTERS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))


def _short(number: float) -> str:
    size, letter = next(((size, letter) for size, letter in _LETTERS if number >= size), (1, ""))
    return f"{number / size:g}{letter}"


@dataclass(frozen=True)
class Axis:
    """An axis with its ends in its own measure."""

    low: float
    high: float
    log: bool

    def shows(self, number: float) -> bool:
        """Whether a number can stand on the axis: zero has no place on a log axis."""
        return number > 0 or not self.log

    def number(self, at: float) -> float:
        return float(10**at) if self.log else at

    def inside(self, share: float) -> float:
        """The number that stands a share of the axis away from its left edge."""
        return self.number(self.low + share * (self.high - self.low))

    def _ticks(self) -> Figure:
        """Round ticks of a log axis, as many as it takes to have three; k, M and B for thousands, millions and billions."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        for steps in _STEPS:
            numbers = (step * 10.0**power for power in powers for step in steps)
            values = [number for number in numbers if self.low <= math.log10(number) <= self.high]
            if len(values) >= 3:
                break
        return {"tickvals": values, "ticktext": [_short(value) for value in values]}

    def layout(self, title: str) -> Figure:
        """The axis above a picture, with the title of its unit."""
        ticks = self._ticks() if self.log else {"tickformat": ",.3~s" if max(self.low, self.high) >= 10**4 else ",", "nticks": 6}
        look = {"side": "top", "gridcolor": theme.GRID.light, "zeroline": False, "fixedrange": True}
        heading = {"text": title, "standoff": 4, "font": {"size": 12}}
        return {"type": "log" if self.log else "linear", "range": [self.low, self.high], "title": heading, **look, **ticks}


def axis_of(numbers: Sequence[float], *, log: bool) -> Axis:
    """The axis on which all numbers stand with some room, on a log axis the positive ones."""
    numbers = [number for number in numbers if number > 0 or not log]
    if not numbers:
        return Axis(0.0, 1.0, log)
    low, high = (math.log10(end) if log else end for end in (min(numbers), max(numbers)))
    room = max((high - low) * 0.08, 0.15 if log else abs(high) * 0.05 or 1)
    return Axis(low - room if log else min(0.0, low - room), high + room, log)


@dataclass(frozen=True)
class Mark:
    """An estimate as it is drawn: where it stands, what it says, and how."""

    row_id: str
    group: str
    label: str
    reading: str
    counted: str
    kind: str
    range_kind: str
    value: float | None
    low: float | None
    high: float | None

    @property
    def numbers(self) -> list[float]:
        """The numbers that are printed; none where the publisher omits a value without naming its bounds."""
        return [number for number in (self.value, self.low, self.high) if number is not None]

    @property
    def colour(self) -> str:
        return theme.of_kind(self.kind).light

    @property
    def look(self) -> RangeLook:
        return RANGES[self.range_kind]

    @property
    def is_bar(self) -> bool:
        """Whether it has no figure of its own because its publisher masks it, or prints several."""
        return self.value is None and self.look.bar

    def is_off(self, axis: Axis) -> bool:
        """Whether it has a number that the axis cannot show."""
        return not axis.shows(min(self.numbers, default=1))

    def is_two_ended(self, axis: Axis) -> bool:
        """Whether both ends of a range are printed and no figure between: a mark stands at each, none in the middle."""
        return not self.is_bar and self.value is None and self.low is not None and self.high is not None and axis.shows(self.low)

    def span(self, axis: Axis) -> tuple[float, float]:
        """Where its line begins and ends: its bounds, or the edge of the axis on an open side."""
        left, right = axis.number(axis.low), axis.number(axis.high)
        if not self.numbers:
            return left, left
        low = left if self.look.arrow == "left" or self.is_off(axis) else min(self.numbers)
        high = right if self.look.arrow == "right" else max(self.numbers)
        return low, max(high, low)

    def anchor(self, axis: Axis) -> float | None:
        """Where the mark stands: its figure, else the bound that is printed, the lower one of two; of a bar its upper end, unseen."""
        if self.value is not None:
            return self.value if axis.shows(self.value) else None
        return self.low if self.low is not None and axis.shows(self.low) and not self.is_bar else self.high


Placed = Sequence[tuple[Mark, float]]
_TEXT: Figure = {"textposition": "middle right", "cliponaxis": False}


def _lines(placed: Placed, axis: Axis) -> list[Figure]:
    """The ranges: one trace a colour, a dash and a width."""
    parts: dict[tuple[str, str, float], tuple[list[float | None], list[float | None]]] = {}
    for mark, height in placed:
        low, high = mark.span(axis)
        if low < high:
            look = (mark.colour, mark.look.dash, 8 if mark.is_bar else 2.5)
            x, y = parts.setdefault(look, ([], []))
            x += [low, high, None]
            y += [height, height, None]
    return [
        {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": width, "dash": dash}, "hoverinfo": "skip"}
        for (colour, dash, width), (x, y) in parts.items()
    ]


def _stops(mark: Mark, axis: Axis) -> list[tuple[float, str]]:
    """The ends of a range with their shapes: a stop at a bound, an arrow on an open side and where the axis cannot show a zero."""
    low, high = mark.span(axis)
    left = "triangle-left" if mark.look.arrow == "left" or mark.is_off(axis) else "line-ns"
    right = "triangle-right" if mark.look.arrow == "right" else "line-ns"
    if mark.is_two_ended(axis):
        return []
    if low < high:
        return [(low, left), (high, right)]
    return [(axis.inside(0.012), left)] if mark.is_off(axis) else []


def _tips(placed: Placed, axis: Axis) -> list[Figure]:
    """The ends of all ranges, as one trace."""
    tips = [(x, height, symbol, mark.colour) for mark, height in placed for x, symbol in _stops(mark, axis)]
    if not tips:
        return []
    x, y, symbols, colours = (list(column) for column in zip(*tips, strict=True))
    marker = {"symbol": symbols, "size": 10, "color": colours, "line": {"color": colours, "width": 2}}
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "hoverinfo": "skip", "cliponaxis": False}]


def _points(placed: Placed, spots: Sequence[float], texts: Sequence[str]) -> Figure:
    """Marks: filled where a single figure is printed, hollow where only a range or a bound is, or the range was not seen."""
    marks = [mark for mark, _ in placed]
    colours = [mark.colour for mark in marks]
    symbols = [f"{theme.SYMBOLS[mark.kind]}{'-open' if mark.value is None or mark.range_kind == 'not_seen' else ''}" for mark in marks]
    opacities, line = [0 if mark.is_bar else 1 for mark in marks], {"color": colours, "width": 2}
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(spots),
        "y": [height for _, height in placed],
        "customdata": [mark.row_id for mark in marks],
        "text": list(texts),
        **_TEXT,
        "textfont": {"size": 14, "color": theme.INK.light},
        "hovertext": ["<br>".join([f"<b>{mark.reading}</b>", *textwrap.wrap(mark.counted, _WRAP), mark.label]) for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": symbols, "size": 12, "opacity": opacities, "color": colours, "line": line},
    }


def _labels(placed: Placed, axis: Axis) -> Figure:
    """What each row says and who says it, above its mark; text of a trace, because hundreds of tick labels take seconds."""
    # It begins just inside the axis: plotly leaves out what lies on or before its edge.
    at = {"x": [axis.inside(0.002)] * len(placed), "y": [height - 0.43 for _, height in placed]}
    texts = [f"<b>{mark.reading}</b><br>{mark.label}" for mark, _ in placed]
    font = {"size": 11.5, "color": theme.INK.light}
    return {"type": "scatter", "mode": "text", **at, "text": texts, **_TEXT, "textfont": font, "hoverinfo": "skip"}


def traces(placed: Placed, axis: Axis) -> list[Figure]:
    """All traces: first one point a mark, then, where there is any, those of the upper ends of ranges without a figure."""
    edge = axis.inside(0.035)
    anchors = [edge if (anchor := mark.anchor(axis)) is None else anchor for mark, _ in placed]
    dots = _points(placed, anchors, [mark.look.beside for mark, _ in placed])
    upper = [(mark, height) for mark, height in placed if mark.is_two_ended(axis)]
    ends = [_points(upper, [float(mark.high or 0) for mark, _ in upper], [""] * len(upper))] if upper else []
    return [dots, *ends, *_lines(placed, axis), *_tips(placed, axis), _labels(placed, axis)]
