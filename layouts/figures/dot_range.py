"""Dots and ranges as a plain dict of plotly's schema: where each estimate stands, and the groups, which an axis alone never joins."""

import textwrap
from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.mark_labels import labels
from layouts.figures.marks import Mark, traces
from layouts.figures.number_axis import Axis, axis_of

Figure = dict[str, Any]
# The place of the band among the shapes.
BAND = 0
_ROW, _HEAD, _FOOT = 46, 0.85, 0.14
# Where in its row a mark stands.
_AT = 0.62
_TOP, _LINE = 26, 16
# The room at the left and at the right of the axis, in pixels.
SIDES = (10, 14)
_WRAP = 50
# What every chart of answers looks like.
LOOK: Figure = {
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": theme.FONT, "color": theme.INK.light, "size": 12},
    "showlegend": False,
    "hovermode": "closest",
    "hoverdistance": 30,
    "hoverlabel": theme.HOVER,
    "dragmode": False,
}
_TEXT: Figure = {"xref": "paper", "x": 0, "xanchor": "left", "showarrow": False}
_NOTHING: Figure = {**_TEXT, "text": "No answer passes the filters.", "y": 0.5, "yref": "paper", "font": {"size": 14}}


def _places(marks: Sequence[Mark]) -> tuple[list[float], list[tuple[str, float]], float]:
    """Heights of the marks from above, headings of the groups with theirs, and the height of all."""
    heights: list[float] = []
    headings: list[tuple[str, float]] = []
    at, group = 0.0, None
    for mark in marks:
        if mark.group != group:
            at += _FOOT if headings else 0
            group = mark.group
            headings.append((group, at))
            at += _HEAD - 0.4 + 0.4 * len(textwrap.wrap(group, _WRAP))
        heights.append(at + _AT)
        at += 1
    return heights, headings, at


def _across(shape: str, top: float, bottom: float) -> Figure:
    return {"type": shape, "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": top, "y1": bottom}


def band(height: float | None) -> Figure:
    """The band behind the chosen mark; out of sight where none is chosen."""
    ends = (height - _AT, height + 1 - _AT) if height is not None else (-9, -8)
    return {**_across("rect", *ends), "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND.light}


def _headings(headings: Sequence[tuple[str, float]]) -> list[Figure]:
    base = {**_TEXT, "yref": "y", "yanchor": "top", "align": "left", "yshift": -5, "font": {"size": 12.5}}
    return [{**base, "y": at, "text": f"<b>{'<br>'.join(textwrap.wrap(group, _WRAP))}</b>"} for group, at in headings]


def height_of(marks: Sequence[Mark], row_id: str) -> float | None:
    """The height at which a mark stands; None where it is not drawn."""
    return next((height for mark, height in zip(marks, _places(marks)[0], strict=True) if mark.row_id == row_id), None)


def axis_of_marks(marks: Sequence[Mark], *, log: bool) -> Axis:
    """The axis on which all marks stand."""
    return axis_of([number for mark in marks for number in mark.numbers], log=log)


def dot_range(marks: Sequence[Mark], *, title: str, log: bool, chosen: str = "") -> Figure:
    """Marks in their order, groups apart; ``title``: the unit on the axis; ``chosen``: the row_id of the mark with a band."""
    heights, headings, total = _places(marks)
    axis = axis_of_marks(marks, log=log)
    lines = textwrap.wrap(title, _WRAP) or [""]
    placed = list(zip(marks, heights, strict=True))
    # A line above each group but the first: what is below it counts something else.
    divides = [{**_across("line", at, at), "line": {"color": theme.INK.light, "width": 1.5}} for _, at in headings if at > 0]
    return {
        "data": [*traces(placed, axis), *labels(placed, axis)],
        "layout": {
            **LOOK,
            "height": round(_TOP + _LINE * len(lines) + 8 + _ROW * max(total, 1)),
            "margin": {"l": SIDES[0], "r": SIDES[1], "t": _TOP + _LINE * len(lines), "b": 8},
            "xaxis": axis.layout("<br>".join(lines)) | {"visible": bool(marks)},
            "yaxis": {"range": [total, 0], "visible": False, "fixedrange": True},
            "shapes": [band(height_of(marks, chosen)), *divides],
            "annotations": _headings(headings) if marks else [_NOTHING],
            "uirevision": "compare",
        },
    }
