"""The axis of numbers of marks: on a log axis plotly measures in exponents. Its ticks are known before it is drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme

Figure = dict[str, Any]
_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
_LETTERS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
# How many ticks a linear axis has at most.
_TICKS = 6


def _short(number: float) -> str:
    size, letter = next(((size, letter) for size, letter in _LETTERS if abs(number) >= size), (1, ""))
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

    def share(self, number: float) -> float:
        """How far from the left edge of the axis a number stands that it can show, as a share of its length."""
        return ((math.log10(number) if self.log else number) - self.low) / (self.high - self.low)

    def inside(self, share: float) -> float:
        """The number that stands a share of the axis away from its left edge."""
        return self.number(self.low + share * (self.high - self.low))

    def _log_ticks(self) -> list[float]:
        """Round numbers, as many as it takes to have three."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        for steps in _STEPS:
            numbers = (step * 10.0**power for power in powers for step in steps)
            values = [number for number in numbers if self.low <= math.log10(number) <= self.high]
            if len(values) >= 3:
                break
        return values

    def _linear_ticks(self) -> list[float]:
        """Multiples of a step of 1, 2 or 5."""
        power = 10.0 ** math.floor(math.log10((self.high - self.low) / _TICKS))
        step = next(size * power for size in (1, 2, 5, 10) if (self.high - self.low) / (size * power) <= _TICKS)
        return [number * step for number in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Numbers and what stands at them: k, M and B for thousands, millions and billions."""
        if self.log:
            return [(value, _short(value)) for value in self._log_ticks()]
        return [(value, f"{value:,g}" if abs(value) < 10**4 else _short(value)) for value in self._linear_ticks()]

    def layout(self, title: str) -> Figure:
        """The axis above a picture, with the title of its unit."""
        values, texts = zip(*self.ticks, strict=True)
        look = {"side": "top", "gridcolor": theme.GRID.light, "zeroline": False, "fixedrange": True}
        heading = {"text": title, "standoff": 4, "font": {"size": 12}}
        scale = {"type": "log" if self.log else "linear", "range": [self.low, self.high], "tickvals": [*values], "ticktext": [*texts]}
        return {**scale, "title": heading, **look}


def axis_of(numbers: Sequence[float], *, log: bool) -> Axis:
    """The axis on which all numbers stand with some room, on a log axis the positive ones."""
    numbers = [number for number in numbers if number > 0 or not log]
    if not numbers:
        return Axis(0.0, 1.0, log)
    low, high = (math.log10(end) if log else end for end in (min(numbers), max(numbers)))
    room = max((high - low) * 0.08, 0.15 if log else abs(high) * 0.05 or 1)
    return Axis(low - room if log else min(0.0, low - room), high + room, log)
