"""Dots and ranges as a plain dict of plotly's schema: one row an estimate, groups apart, never joined by an axis alone.

The marks themselves are made by layouts/figures/marks.py; here is where they stand, their groups and the axis.
"""

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures import marks as marks_of
from layouts.figures.marks import Mark

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
    values: list[float] = []
    for steps in _STEPS:
        values = [
            value for power in range(first, last + 1) for step in steps if axis[0] <= math.log10(value := step * 10.0**power) <= axis[1]
        ]
        if len(values) >= 3:
            break
    return {"tickvals": values, "ticktext": [_short(value) for value in values]}


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
        "data": marks_of.traces(marks, heights, axis, log=log),
        "layout": {
            "height": round(_TOP + _LINE * len(lines) + 12 + ROW * max(total, 1)),
            "margin": {"l": 4, "r": 14, "t": _TOP + _LINE * len(lines), "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 30,
            "hoverlabel": theme.HOVER,
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
