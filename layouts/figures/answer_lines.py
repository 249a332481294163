"""Many answers in one picture as a plain dict of plotly's schema: a line each, its words in two columns and its mark beside them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from layouts import theme
from layouts.figures.dot_range import LOOK, axis_of_marks
from layouts.figures.marks import Mark, traces

Figure = dict[str, Any]
# Heights of a line of words, of what is above a heading, and of the axis with its title; the size of a mark; all in pixels.
_LINE, _ABOVE, _AXIS, _SIZE = 16, 6, 42, 11
# The most letters of the words of a line and of a heading, the width of a letter, and what stands between two columns.
_WRAPS, _HEADING, _LETTER, _GAP = (68, 44), 80, 5.2, 16
# The least width of the axis, what is at its right, and the most letters of a line of its title.
_NARROWEST, _RIGHT, _TITLE = 190, 16, 36
_DIVIDE, _RULE = {"color": theme.INK.light, "width": 1.5}, {"color": theme.GRID.light, "width": 0.6}


def _words(mark: Mark) -> tuple[list[str], list[str]]:
    """What a mark says, and who says it of when; in lines."""
    concept = f", {mark.concept}" if mark.concept else ""
    says, who = (textwrap.wrap(text, most) for text, most in zip((mark.reading + concept, mark.label), _WRAPS, strict=True))
    return says, who


def _width(columns: Sequence[list[str]]) -> float:
    """The width of a column of words, with what stands behind it."""
    return max(len(line) for lines in columns for line in lines) * _LETTER + _GAP


@dataclass
class _Sheet:
    """What is written and ruled so far, ``at`` pixels from above; the columns of words begin so far at the left of the axis."""

    columns: tuple[float, float]
    at: float = 0
    placed: list[tuple[Mark, float]] = field(default_factory=list)
    texts: list[Figure] = field(default_factory=list)
    rules: list[Figure] = field(default_factory=list)

    def _write(self, text: str, left: float, at: float) -> None:
        place = {"xref": "paper", "x": 0, "xshift": -left, "xanchor": "left", "yref": "y", "y": at}
        self.texts.append({**place, "text": text, "showarrow": False, "align": "left"})

    def _rule(self, line: Figure) -> None:
        """A line over the words and over the axis."""
        ends = {"type": "line", "xref": "paper", "yref": "y", "y0": self.at, "y1": self.at, "line": line, "layer": "below"}
        self.rules += [{**ends, "x0": 0, "x1": 1}, {**ends, "xsizemode": "pixel", "xanchor": 0, "x0": -self.columns[0], "x1": 0}]

    def head(self, group: str) -> None:
        """The heading of a group."""
        if self.placed:
            self.at += _ABOVE / 2
            self._rule(_DIVIDE)
        lines = textwrap.wrap(group, _HEADING)
        height = _LINE * len(lines)
        self._write(f"<b>{'<br>'.join(lines)}</b>", self.columns[0], self.at + _ABOVE + height / 2)
        self.at += _ABOVE + height

    def line(self, mark: Mark, *, ruled: bool) -> None:
        """The words of a mark, the figure in bold, and the place of it; ``ruled``: below a line."""
        if ruled:
            self._rule(_RULE)
        says, who = _words(mark)
        height = _LINE * max(len(says), len(who))
        middle = self.at + height / 2
        self.placed.append((mark, middle))
        self._write("<br>".join(says).replace(mark.reading, f"<b>{mark.reading}</b>", 1), self.columns[0], middle)
        self._write("<br>".join(who), self.columns[1], middle)
        self.at += height


def answer_lines(marks: Sequence[Mark], *, title: str, log: bool) -> Figure:
    """Marks in their order below the headings of their groups; ``title``: the unit on the axis."""
    axis, (says, who) = axis_of_marks(marks, log=log), zip(*map(_words, marks), strict=True)
    sheet = _Sheet((_width(says) + _width(who), _width(who)))
    for group, members in groupby(marks, key=lambda mark: mark.group):
        sheet.head(group)
        for number, mark in enumerate(members):
            sheet.line(mark, ruled=number > 0)
    left, heading = sheet.columns[0], textwrap.wrap(title, _TITLE)
    top = _AXIS + _LINE * (len(heading) - 1)
    layout = {
        **LOOK,
        "height": round(top + sheet.at) + 4,
        "margin": {"l": left, "r": _RIGHT, "t": top, "b": 4},
        "meta": {"narrowest": left + _NARROWEST + _RIGHT},
        "xaxis": axis.layout("<br>".join(heading)),
        "yaxis": {"range": [sheet.at, 0], "visible": False, "fixedrange": True},
        "shapes": sheet.rules,
        "annotations": sheet.texts,
    }
    return {"data": traces(sheet.placed, axis, size=_SIZE), "layout": layout}
