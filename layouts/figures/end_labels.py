"""Names of places at the right end of a chart over time, each as near to its last mark as the names below it let it be."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.mark_looks import GLYPHS

Figure = dict[str, Any]
_LETTERS, _LETTER = 13, 6.8
# The room of a line, also where a picture presses a chart together a little.
_LINE = 20


@dataclass(frozen=True)
class EndLabel:
    """A name with the symbol and the ink of its place, and the number at which its marks end."""

    name: str
    symbol: str
    ink: str
    at: float

    @property
    def lines(self) -> list[str]:
        return wrapped(self.name)


def wrapped(name: str) -> list[str]:
    """A name in lines that leave room for a chart on a narrow screen."""
    return textwrap.wrap(name, _LETTERS)


def width(names: Sequence[str]) -> int:
    """How many pixels the names take beside the chart."""
    longest = max((len(line) for name in names for line in wrapped(name)), default=0)
    return round(longest * _LETTER) + 28


def _heights(labels: Sequence[EndLabel], axis: tuple[float, float], height: float) -> list[float]:
    """Where labels in the order of their numbers stand, so that none lies on another, on an axis of ``height`` pixels."""
    low, high = axis
    line = (high - low) * _LINE / height
    rooms = [line * len(label.lines) for label in labels]
    heights: list[float] = []
    floor = low - line / 2
    for label, room in zip(labels, rooms, strict=True):
        heights.append(max(label.at, floor + room / 2))
        floor = heights[-1] + room / 2
    ceiling = high + line / 2
    for number in reversed(range(len(heights))):
        heights[number] = min(heights[number], ceiling - rooms[number] / 2)
        ceiling = heights[number] - rooms[number] / 2
    return heights


def end_labels(labels: Sequence[EndLabel], *, x: float, axis: tuple[float, float], height: float) -> list[Figure]:
    """A trace for each name, at ``x``; ``axis``: the ends of the axis of numbers, ``height`` pixels from one another."""
    ordered = sorted(labels, key=lambda label: label.at)
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [x],
            "y": [at],
            "text": [f"{GLYPHS[label.symbol]} " + "<br>".join(label.lines)],
            "textposition": "middle right",
            "textfont": {"size": 12, "color": label.ink},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
        for label, at in zip(ordered, _heights(ordered, axis, height), strict=True)
    ]
