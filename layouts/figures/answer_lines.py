"""Answers in a picture as a plain dict of plotly's schema: the words of each at the left, its mark beside them on the axis.

What an answer says stands above who says so, which leaves the axis at least half of the width; where that is too high to be read,
both stand in a line.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from layouts import theme
from layouts.figures.dot_range import LOOK, axis_of_marks
from layouts.figures.marks import Mark, traces

Figure = dict[str, Any]
# Heights of a line of words, of what is above a heading, and of the axis with its title; the size of a mark; all in pixels.
_LINE, _ABOVE, _AXIS, _SIZE = 16, 6, 42, 11
# The most letters of a line of words: where they have one column, and of each of two.
_STACKED, _BESIDE = (51, 51), (68, 44)
# The fewest letters of a line, the width of a letter, and what stands between two columns.
_FEWEST, _LETTER, _GAP = 20, 5.2, 16
# The least width of the axis, what is at its right, and how much larger than other charts the words may be.
_NARROWEST, _RIGHT, _LARGER = 190, 16, 1.3
_DIVIDE, _RULE = {"color": theme.INK.light, "width": 1.5}, {"color": theme.GRID.light, "width": 0.6}


Words = tuple[list[str], list[str]]


def _words(mark: Mark, wraps: Sequence[int]) -> Words:
    """What a mark says, and who says it of when; in lines."""
    concept = f", {mark.concept}" if mark.concept else ""
    says, who = (textwrap.wrap(text, most) for text, most in zip((mark.reading + concept, mark.label), wraps, strict=True))
    return says, who


def _lines(words: Words, *, beside: bool) -> int:
    """How many lines the words of a mark take."""
    return max(map(len, words)) if beside else sum(map(len, words))


def _wraps(marks: Sequence[Mark], *, beside: bool) -> tuple[int, int]:
    """The fewest letters of a line with which the words are as low as with the most."""
    says, who = _BESIDE if beside else _STACKED

    def height(*wraps: int) -> int:
        return sum(_lines(_words(mark, wraps), beside=beside) for mark in marks)

    least = height(says, who)
    says = next(wrap for wrap in range(_FEWEST, says + 1) if height(wrap, who) == least)
    return says, next(wrap for wrap in range(_FEWEST, who + 1) if height(says, wrap) == least)


def _width(columns: Iterable[list[str]]) -> float:
    """The width of a column of words, with what stands behind it."""
    return max((len(line) for lines in columns for line in lines), default=0) * _LETTER + _GAP


@dataclass
class _Sheet:
    """What is written and ruled so far, ``at`` pixels from above; the ``columns`` of words begin so far at the left of the axis."""

    columns: tuple[float, ...]
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
        lines = textwrap.wrap(group, int((self.columns[0] + _NARROWEST) / _LETTER))
        height = _LINE * len(lines)
        self._write(f"<b>{'<br>'.join(lines)}</b>", self.columns[0], self.at + _ABOVE + height / 2)
        self.at += _ABOVE + height

    def line(self, mark: Mark, words: Words, *, ruled: bool) -> None:
        """The words of a mark, the figure in bold, and the place of it; ``ruled``: below a line."""
        if ruled:
            self._rule(_RULE)
        height = _LINE * _lines(words, beside=len(self.columns) > 1)
        middle = self.at + height / 2
        self.placed.append((mark, middle))
        says, who = map("<br>".join, words)
        bold = re.sub(re.escape(mark.reading).replace(r"\ ", "(?: |<br>)"), r"<b>\g<0></b>", says, count=1)
        for text, left in zip((bold, who) if len(self.columns) > 1 else (f"{bold}<br>{who}",), self.columns, strict=True):
            self._write(text, left, middle)
        self.at += height


def answer_lines(marks: Sequence[Mark], *, title: str, log: bool, beside: bool = False) -> Figure:
    """Marks in their order below the headings of their groups; ``title``: the unit on the axis; ``beside``: who says so in a column."""
    axis, wraps = axis_of_marks(marks, log=log), _wraps(marks, beside=beside)
    words = [_words(mark, wraps) for mark in marks]
    says, who = (_width(pair[column] for pair in words) for column in (0, 1))
    sheet = _Sheet((says + who, who) if beside else (max(says, who),))
    for group, members in groupby(zip(marks, words, strict=True), key=lambda pair: pair[0].group):
        sheet.head(group)
        for number, (mark, lines) in enumerate(members):
            sheet.line(mark, lines, ruled=number > 0)
    left = sheet.columns[0]
    across = _NARROWEST if beside else left + _RIGHT
    heading = textwrap.wrap(title, int(across / _LETTER))
    top = _AXIS + _LINE * (len(heading) - 1)
    layout = {
        **LOOK,
        "height": round(top + sheet.at) + 4,
        "margin": {"l": left, "r": _RIGHT, "t": top, "b": 4},
        # No line gives way, since it is as high as its words; few are larger than other charts.
        "meta": {"lowest": 1, "larger": _LARGER, "narrowest": left + across + _RIGHT},
        "xaxis": axis.layout("<br>".join(heading)),
        "yaxis": {"range": [sheet.at, 0], "visible": False, "fixedrange": True},
        "shapes": sheet.rules,
        "annotations": sheet.texts,
    }
    return {"data": traces(sheet.placed, axis, size=_SIZE), "layout": layout}
