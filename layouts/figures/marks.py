"""Marks of estimates as traces of plotly's schema.

A sign in the mark says what is known of its range. A side that is open, or a bound that the axis cannot show, ends in an
arrow; a range without a figure has a mark at both ends and none between; the line of a confidence interval says of which
level it is. A mask, and a cell that is printed with different figures, is a bar: no mark stands where no figure is printed.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme
from layouts.figures.number_axis import Axis
from layouts.mark_looks import RANGES, RangeLook

Figure = dict[str, Any]
_WRAP = 60
# The most letters of a label beside its mark.
_WIDEST = 96
# How long the arrow of an open side is, as a share of the axis.
_ARROW = 0.05


@dataclass(frozen=True)
class Mark:
    """An estimate as it is drawn: where it stands, what it says, and how.

    ``concept``: what it counts in the fewest words; ``short``: the label where there is little room, '' where it is short itself.
    """

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
    concept: str = ""
    short: str = ""

    @property
    def fits(self) -> bool:
        """Whether the whole label has room beside the mark of a wide figure."""
        return len(self.label) <= _WIDEST

    @property
    def numbers(self) -> list[float]:
        """The numbers that are printed; none where the publisher omits a value without naming its bounds."""
        return [number for number in (self.value, self.low, self.high) if number is not None]

    @property
    def look(self) -> RangeLook:
        return RANGES[self.range_kind]

    @property
    def colour(self) -> str:
        return theme.of_kind(self.kind).light

    @property
    def is_hollow(self) -> bool:
        """Whether no single figure is printed, only a range or a bound, or its range was not seen."""
        return self.value is None or self.range_kind == "not_seen"

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
        """Where its line begins and ends: its bounds, on an open side the tip of an arrow, and the edge where it leaves the axis."""
        left, arrow = axis.number(axis.low), self.look.arrow
        if not self.numbers:
            return left, left
        if self.is_off(axis):
            return left, max(*self.numbers, left)
        low, high = min(self.numbers), max(self.numbers)
        start = axis.inside(max(0.0, axis.share(low) - _ARROW)) if arrow == "left" else low
        return start, axis.inside(min(1.0, axis.share(high) + _ARROW)) if arrow == "right" else high

    def anchor(self, axis: Axis) -> float | None:
        """Where the mark stands: its figure, else the bound that is printed, the lower one of two; of a bar its upper end, unseen."""
        if self.value is not None:
            return self.value if axis.shows(self.value) else None
        return self.low if self.low is not None and axis.shows(self.low) and not self.is_bar else self.high


Placed = Sequence[tuple[Mark, float]]


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
    """The ends of a range with their shapes: an arrow on an open side and where the axis cannot show a zero, else a stop at a bound."""
    low, high = mark.span(axis)
    if mark.is_off(axis) and low == high:
        return [(axis.inside(0.012), "triangle-left")]
    if mark.is_two_ended(axis) or low == high:
        return []
    left = "triangle-left" if mark.look.arrow == "left" or mark.is_off(axis) else "line-ns"
    right = "triangle-right" if mark.look.arrow == "right" else "line-ns"
    # The mark itself stands at the end across from an arrow.
    anchor = mark.anchor(axis)
    return [(end, shape) for end, shape in ((low, left), (high, right)) if shape != "line-ns" or end != anchor or mark.is_bar]


def _tips(placed: Placed, axis: Axis) -> list[Figure]:
    """The ends of all ranges, as one trace."""
    tips = [(x, height, symbol, mark.colour) for mark, height in placed for x, symbol in _stops(mark, axis)]
    if not tips:
        return []
    x, y, symbols, colours = (list(column) for column in zip(*tips, strict=True))
    marker = {"symbol": symbols, "size": 10, "color": colours, "line": {"color": colours, "width": 2}}
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "hoverinfo": "skip", "cliponaxis": False}]


def _points(placed: Placed, spots: Sequence[float], signs: Sequence[str], size: float) -> Figure:
    """Marks: filled where a single figure is printed, hollow where none is or its range was not seen; with a sign in them."""
    marks = [mark for mark, _ in placed]
    colours = [mark.colour for mark in marks]
    symbols = [f"{theme.SYMBOLS[mark.kind]}{'-open' if mark.is_hollow else ''}" for mark in marks]
    sizes = [size + 2 if sign else size for sign in signs]
    opacities, line = [0 if mark.is_bar else 1 for mark in marks], {"color": colours, "width": 2}
    inks = [mark.colour if mark.is_hollow else theme.words_on(theme.of_kind(mark.kind)).light for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(spots),
        "y": [height for _, height in placed],
        "customdata": [mark.row_id for mark in marks],
        "text": [f"<b>{sign}</b>" if sign else "" for sign in signs],
        "textposition": "middle center",
        "textfont": {"size": 12, "color": inks},
        "cliponaxis": False,
        "hovertext": ["<br>".join([f"<b>{mark.reading}</b>", *textwrap.wrap(mark.counted, _WRAP), mark.label]) for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": symbols, "size": sizes, "opacity": opacities, "color": colours, "line": line},
    }


def traces(placed: Placed, axis: Axis, *, size: float = 13) -> list[Figure]:
    """Traces without words: first one point a mark, then, where there is any, the upper ends of ranges without a figure."""
    edge = axis.inside(0.035)
    anchors = [edge if (anchor := mark.anchor(axis)) is None else anchor for mark, _ in placed]
    dots = _points(placed, anchors, [mark.look.sign for mark, _ in placed], size)
    upper = [(mark, height) for mark, height in placed if mark.is_two_ended(axis)]
    ends = [_points(upper, [float(mark.high or 0) for mark, _ in upper], [""] * len(upper), size)] if upper else []
    return [dots, *ends, *_lines(placed, axis), *_tips(placed, axis)]
