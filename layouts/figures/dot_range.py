"""Dots and ranges as a plain dict of plotly's schema: one row an estimate, groups apart, never joined by an axis alone.

The shape says the kind of source; a sign beside the mark says what kind of range it has. A bound that the axis cannot
show, or a side that is open, ends in an arrow.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme

Figure = dict[str, Any]
ROW, HEAD = 54, 0.62
BAND = 0
_WRAP = 46
_TOP, _LINE = 42, 16
_NOTHING = {
    "text": "No answer passes the filters.",
    "x": 0,
    "y": 0.5,
    "xref": "paper",
    "yref": "paper",
    "xanchor": "left",
    "showarrow": False,
    "font": {"size": 14},
}
_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
_LETTERS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
# What stands before the words of a mark, by its kind of range; the legend shows the same signs.
SIGNS: Mapping[str, str] = {
    "none_published": "",
    "not_seen": "?",
    "approximate": "≈",
    "at_least": "≥",
    "at_most": "≤",
    "producer_range": "↔",
    "ci_68": "[68 %]",
    "ci_90": "[90 %]",
    "ci_95": "[95 %]",
    "masked": "▒",
}
_BESIDE = ("not_seen", "approximate", "ci_68", "ci_90", "ci_95")
_DASH = {"masked": "dot", "ci_68": "dash", "ci_90": "dash", "ci_95": "dash"}


@dataclass(frozen=True)
class Mark:
    """An estimate as it is drawn: where it stands, what it says, and how."""

    row_id: str
    group: str
    label: str
    said: str
    kind: str
    range_kind: str
    value: float | None
    low: float | None
    high: float | None


def _numbers(marks: Sequence[Mark]) -> list[float]:
    return [number for mark in marks for number in (mark.value, mark.low, mark.high) if number is not None]


def extent(marks: Sequence[Mark], *, log: bool) -> tuple[float, float]:
    """The ends of the axis in its own measure: all numbers with some room, on a log axis the positive ones."""
    numbers = [number for number in _numbers(marks) if number > 0 or not log]
    if not numbers:
        return (0.0, 1.0)
    low, high = (math.log10(end) if log else end for end in (min(numbers), max(numbers)))
    room = max((high - low) * 0.08, 0.15 if log else abs(high) * 0.05 or 1)
    return (low - room if log else min(0.0, low - room), high + room)


def places(marks: Sequence[Mark]) -> tuple[list[float], list[tuple[str, float]], float]:
    """Heights of the marks from above, headings of the groups with theirs, and the height of all."""
    heights, headings, at, group = [], [], 0.0, None
    for mark in marks:
        if mark.group != group:
            group = mark.group
            headings.append((group, at))
            at += HEAD - 0.3 + 0.3 * len(textwrap.wrap(group, _WRAP))
        heights.append(at + 0.72)
        at += 1
    return heights, headings, at


def _ends(mark: Mark, axis: tuple[float, float], *, log: bool) -> tuple[float, float]:
    """Where the line of a mark begins and ends: its bounds, or the edge of the axis on an open side."""
    low_edge, high_edge = (10**end if log else end for end in axis)
    known = [number for number in (mark.value, mark.low, mark.high) if number is not None]
    low = low_edge if mark.range_kind == "at_most" or (log and min(known) <= 0) else min(known)
    high = high_edge if mark.range_kind == "at_least" else max(known)
    return low, max(high, low)


def _inside(axis: tuple[float, float], share: float, *, log: bool) -> float:
    """The number that stands a share of the axis away from its left edge, for what the axis itself cannot show."""
    at = axis[0] + share * (axis[1] - axis[0])
    return float(10**at) if log else at


def _lines(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """The ranges: one trace a look and a dash."""
    parts: dict[tuple[str, str], tuple[list[Any], list[Any]]] = {}
    for mark, height in zip(marks, heights, strict=True):
        low, high = _ends(mark, axis, log=log)
        if low < high:
            x, y = parts.setdefault((theme.of_kind(mark.kind).light, _DASH.get(mark.range_kind, "solid")), ([], []))
            x += [low, high, None]
            y += [height, height, None]
    return [
        {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": 2.5, "dash": dash}, "hoverinfo": "skip"}
        for (colour, dash), (x, y) in parts.items()
    ]


def _tips(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> list[Figure]:
    """The ends of ranges: a stop at a bound, an arrow on an open side and where the axis cannot show a zero."""
    x, y, symbols, colours = [], [], [], []
    for mark, height in zip(marks, heights, strict=True):
        low, high = _ends(mark, axis, log=log)
        zero = log and min(number for number in (mark.value, mark.low, mark.high) if number is not None) <= 0
        left = "triangle-left" if mark.range_kind == "at_most" or zero else "line-ns"
        right = "triangle-right" if mark.range_kind == "at_least" else "line-ns"
        if low < high or zero:
            x += [low, high] if low < high else [_inside(axis, 0.012, log=log)]
            y += [height] * (2 if low < high else 1)
            symbols += [left, right] if low < high else [left]
            colours += [theme.of_kind(mark.kind).light] * (2 if low < high else 1)
    tips = {"symbol": symbols, "size": 10, "color": colours, "line": {"color": colours, "width": 2}}
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": tips, "hoverinfo": "skip", "cliponaxis": False}] if x else []


def _anchor(mark: Mark, *, log: bool) -> float | None:
    """Where the mark itself stands: its figure, else the bound that is printed, else the middle of its range on the axis."""
    if mark.value is not None:
        return mark.value if mark.value > 0 or not log else None
    if mark.low is not None and mark.high is not None:
        return math.sqrt(mark.low * mark.high) if log and mark.low > 0 else (mark.low + mark.high) / 2
    return mark.low if mark.low is not None else mark.high


def _dots(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> Figure:
    """The marks: filled where a single figure is printed, hollow where only a range or a bound is, or the range was not seen."""
    edge = _inside(axis, 0.035, log=log)
    anchors = [anchor if (anchor := _anchor(mark, log=log)) is not None else edge for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": anchors,
        "y": list(heights),
        "customdata": [mark.row_id for mark in marks],
        "text": [SIGNS[mark.range_kind] if mark.range_kind in _BESIDE else "" for mark in marks],
        "textposition": "middle right",
        "textfont": {"size": 14, "color": theme.INK.light},
        "hovertext": [f"<b>{mark.said}</b><br>{mark.label}" for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [
                theme.SYMBOLS[mark.kind] + ("-open" if mark.value is None or mark.range_kind == "not_seen" else "") for mark in marks
            ],
            "size": 12,
            "color": [theme.of_kind(mark.kind).light for mark in marks],
            "line": {"color": [theme.of_kind(mark.kind).light for mark in marks], "width": 2},
        },
    }


def _labels(marks: Sequence[Mark], heights: Sequence[float], axis: tuple[float, float], *, log: bool) -> Figure:
    """What each row says and who says it, above its mark; text of a trace, because hundreds of tick labels take seconds.

    It begins just inside the axis: plotly leaves out what lies on or before its edge.
    """
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_inside(axis, 0.002, log=log)] * len(marks),
        "y": [height - 0.43 for height in heights],
        "text": [f"<b>{mark.said}</b><br>{mark.label}" for mark in marks],
        "textposition": "middle right",
        "textfont": {"size": 11.5, "color": theme.INK.light},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def band(height: float | None) -> Figure:
    """The band behind the chosen mark; out of sight where none is chosen."""
    ends = (height - 0.72, height + 0.28) if height is not None else (-9, -8)
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": ends[0],
        "y1": ends[1],
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": theme.BAND.light,
    }


def _divides(headings: Sequence[tuple[str, float]]) -> list[Figure]:
    """A line across the whole picture above each group but the first: what is below it counts something else."""
    line = {"color": theme.INK.light, "width": 1.5}
    return [
        {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": line} for _, at in headings if at > 0
    ]


def _headings(headings: Sequence[tuple[str, float]]) -> list[Figure]:
    base = {"xref": "paper", "yref": "y", "x": 0, "xanchor": "left", "yanchor": "top", "showarrow": False, "align": "left"}
    return [
        {**base, "y": at, "yshift": -5, "text": f"<b>{'<br>'.join(textwrap.wrap(group, _WRAP))}</b>", "font": {"size": 13}}
        for group, at in headings
    ]


def _short(number: float) -> str:
    size, letter = next(((size, letter) for size, letter in _LETTERS if number >= size), (1, ""))
    return f"{number / size:g}{letter}"


def _ticks(axis: tuple[float, float]) -> Figure:
    """Round ticks of a log axis, as many as it takes to have three; k, M and B for thousands, millions and billions."""
    first, last = math.floor(axis[0]), math.ceil(axis[1])
    shown: list[float] = []
    for steps in _STEPS:
        values = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        shown = [value for value in values if axis[0] <= math.log10(value) <= axis[1]]
        if len(shown) >= 3:
            break
    return {"tickvals": shown, "ticktext": [_short(value) for value in shown]}


def _axis_x(axis: tuple[float, float], title: str, *, log: bool) -> Figure:
    return {
        "type": "log" if log else "linear",
        "range": list(axis),
        "side": "top",
        "title": {"text": title, "standoff": 4, "font": {"size": 12}},
        "gridcolor": theme.GRID.light,
        "zeroline": False,
        "fixedrange": True,
        **(_ticks(axis) if log else {"tickformat": ",.3~s" if max(axis) >= 10**4 else ",", "nticks": 6}),
    }


def height_of(marks: Sequence[Mark], row_id: str) -> float | None:
    """The height at which a mark stands; None where it is not drawn."""
    return next((height for mark, height in zip(marks, places(marks)[0], strict=True) if mark.row_id == row_id), None)


def dot_range(marks: Sequence[Mark], *, title: str, log: bool, chosen: str = "") -> Figure:
    """Marks in their order, groups one below the other with a divide between.

    ``title`` names the unit on the axis; ``log`` chooses the axis; ``chosen`` is the row_id of the mark with a band.
    """
    heights, headings, total = places(marks)
    axis, lines = extent(marks, log=log), textwrap.wrap(title, _WRAP) or [""]
    return {
        "data": [
            _dots(marks, heights, axis, log=log),
            *_lines(marks, heights, axis, log=log),
            *_tips(marks, heights, axis, log=log),
            _labels(marks, heights, axis, log=log),
        ],
        "layout": {
            "height": round(_TOP + _LINE * len(lines) + 12 + ROW * max(total, 1)),
            "margin": {"l": 4, "r": 14, "t": _TOP + _LINE * len(lines), "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 30,
            "hoverlabel": {
                "align": "left",
                "bgcolor": theme.PAPER.light,
                "bordercolor": "#8a8a86",
                "font": {"color": "#1d2225", "size": 13},
            },
            "dragmode": False,
            "xaxis": _axis_x(axis, "<br>".join(lines), log=log) | {"visible": bool(marks)},
            "yaxis": {
                "range": [total, 0],
                "visible": False,
                "fixedrange": True,
            },
            "shapes": [band(height_of(marks, chosen)), *_divides(headings)],
            "annotations": _headings(headings) if marks else [_NOTHING],
            "uirevision": "compare",
        },
    }
