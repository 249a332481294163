"""A horizontal axis of numbers, linear or by powers of ten, as plotly's schema measures it: on a log axis in exponents."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme

Figure = dict[str, Any]
_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
_LETTERS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
_LEAST_TICKS = 3


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

    def _number(self, at: float) -> float:
        return float(10**at) if self.log else at

    @property
    def edges(self) -> tuple[float, float]:
        return self._number(self.low), self._number(self.high)

    def inside(self, share: float) -> float:
        """The number that stands a share of the axis away from its left edge."""
        return self._number(self.low + share * (self.high - self.low))

    def _ticks(self) -> Figure:
        """Round ticks of a log axis, as many as it takes to have three; k, M and B for thousands, millions and billions."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        for steps in _STEPS:
            numbers = (step * 10.0**power for power in powers for step in steps)
            values = [number for number in numbers if self.low <= math.log10(number) <= self.high]
            if len(values) >= _LEAST_TICKS:
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
