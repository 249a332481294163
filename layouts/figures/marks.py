"""Marks of estimates as traces of plotly's schema: dots, ranges with their ends, and what each row says.

The shape says the kind of source; a sign beside the mark says what kind of range it has. A bound that the axis cannot
show, or a side that is open, ends in an arrow; a range without a figure has a mark at both ends and none between. A mask,
and a cell that is printed with different figures, is a bar: no mark stands where no figure is printed.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme
from layouts.mark_looks import RANGES

Figure = dict[str, Any]
_WRAP = 60


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


def _known(mark: Mark) -> list[float]:
    """The numbers that are printed of a mark; none where the publisher omits a value without naming its bounds."""
    return [number for number in (mark.value, mark.low, mark.high) if number is not None]


def _ends(mark: Mark, axis: tuple[float, float], *, log: bool) -> tuple[float, float]:
    """Where the line of a mark begins and ends: its bounds, or the edge of the axis on an open side."""
    low_edge, high_edge = (10**end if log else end for end in axis)
    known = _known(mark)
    if not known:
        return low_edge, low_edge
    low = low_edge if mark.range_kind == "at_most" or (log and min(known) <= 0) else min(known)
    high = high_edge if mark.range_kind == "at_least" else max(known)
    return low, max(high, low)


def _inside(axis: tuple[float, float], share: float, *, log: bool) -> float:
    """The number that stands a share of the axis away from its left edge, for what the axis itself cannot show."""
    at = axis[0] + share * (axis[1] - axis[0])
    return float(10**at) if log else at


def _lines(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """The ranges: one trace a colour, a dash and a width."""
    parts: dict[tuple[str, str, float], tuple[list[Any], list[Any]]] = {}
    for mark, height in zip(marks, heights, strict=True):
        low, high = _ends(mark, axis, log=log)
        if low < high:
            look = (theme.of_kind(mark.kind).light, RANGES[mark.range_kind].dash, 8 if _is_bar(mark) else 2.5)
            x, y = parts.setdefault(look, ([], []))
            x += [low, high, None]
            y += [height, height, None]
    return [
        {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": width, "dash": dash}, "hoverinfo": "skip"}
        for (colour, dash, width), (x, y) in parts.items()
    ]


def _tips(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """The ends of ranges: a stop at a bound, an arrow on an open side and where the axis cannot show a zero."""
    x, y, symbols, colours = [], [], [], []
    for mark, height in zip(marks, heights, strict=True):
        low, high = _ends(mark, axis, log=log)
        zero = log and min(_known(mark), default=1) <= 0
        left = "triangle-left" if mark.range_kind == "at_most" or zero else "line-ns"
        right = "triangle-right" if mark.range_kind == "at_least" else "line-ns"
        if (low < high or zero) and not _two_ended(mark, log=log):
            x += [low, high] if low < high else [_inside(axis, 0.012, log=log)]
            y += [height] * (2 if low < high else 1)
            symbols += [left, right] if low < high else [left]
            colours += [theme.of_kind(mark.kind).light] * (2 if low < high else 1)
    tips = {"symbol": symbols, "size": 10, "color": colours, "line": {"color": colours, "width": 2}}
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": tips, "hoverinfo": "skip", "cliponaxis": False}] if x else []


def _two_ended(mark: Mark, *, log: bool) -> bool:
    """Whether both ends of a range are printed and no figure between: a mark stands at each, none in the middle."""
    return not _is_bar(mark) and mark.value is None and mark.low is not None and mark.high is not None and (mark.low > 0 or not log)


def _is_bar(mark: Mark) -> bool:
    """Whether a row has no figure of its own because its publisher masks it, or prints several."""
    return mark.value is None and RANGES[mark.range_kind].bar


def _anchor(mark: Mark, *, log: bool) -> float | None:
    """Where the mark itself stands: its figure, else the bound that is printed, the lower one of two; of a bar its upper end, unseen."""
    if mark.value is not None:
        return mark.value if mark.value > 0 or not log else None
    if _is_bar(mark):
        return mark.high
    return mark.low if mark.low is not None and (mark.low > 0 or not log) else mark.high


def _points(marks: Sequence[Mark], heights: Sequence[float], spots: Sequence[float], texts: Sequence[str]) -> Figure:
    colours = [theme.of_kind(mark.kind).light for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(spots),
        "y": list(heights),
        "customdata": [mark.row_id for mark in marks],
        "text": list(texts),
        "textposition": "middle right",
        "textfont": {"size": 14, "color": theme.INK.light},
        "hovertext": ["<br>".join([f"<b>{mark.reading}</b>", *textwrap.wrap(mark.counted, _WRAP), mark.label]) for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [
                theme.SYMBOLS[mark.kind] + ("-open" if mark.value is None or mark.range_kind == "not_seen" else "") for mark in marks
            ],
            "size": 12,
            "opacity": [0 if _is_bar(mark) else 1 for mark in marks],
            "color": colours,
            "line": {"color": colours, "width": 2},
        },
    }


def _dots(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """The marks: filled where a single figure is printed, hollow where only a range or a bound is, or the range was not seen.

    The first trace has one for each row; the second the upper ends of ranges without a figure.
    """
    edge = _inside(axis, 0.035, log=log)
    anchors = [anchor if (anchor := _anchor(mark, log=log)) is not None else edge for mark in marks]
    signs = [RANGES[mark.range_kind].beside for mark in marks]
    upper = {mark: height for mark, height in zip(marks, heights, strict=True) if _two_ended(mark, log=log)}
    ends = _points(list(upper), list(upper.values()), [float(mark.high or 0) for mark in upper], [""] * len(upper))
    return [_points(marks, heights, anchors, signs), *([ends] if upper else [])]


def _labels(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> Figure:
    """What each row says and who says it, above its mark; text of a trace, because hundreds of tick labels take seconds.

    It begins just inside the axis: plotly leaves out what lies on or before its edge.
    """
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_inside(axis, 0.002, log=log)] * len(marks),
        "y": [height - 0.43 for height in heights],
        "text": [f"<b>{mark.reading}</b><br>{mark.label}" for mark in marks],
        "textposition": "middle right",
        "textfont": {"size": 11.5, "color": theme.INK.light},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def traces(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """All traces of marks at their heights; the first has one point a mark. ``axis``: its ends in its own measure."""
    return [
        *_dots(marks, heights, axis, log=log),
        *_lines(marks, heights, axis, log=log),
        *_tips(marks, heights, axis, log=log),
        _labels(marks, heights, axis, log=log),
    ]
