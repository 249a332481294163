"""A figure that a text mentions: its value or range, its unit, its hedge, and the words around it."""

from dataclasses import dataclass

UNITS = ("", "usd", "eur", "gbp", "money", "percent", "one_in", "per_1000", "per_100k", "per_million", "per_time", "times")


@dataclass(frozen=True)
class Mention:
    """A figure in a text, from ``start`` to ``end``.

    ``low`` and ``high`` are its ends, equal unless it is a range: in the ``unit`` (one of ``UNITS``; '' where none is written),
    of ``one_in`` per cent, of ``per_time`` events a year. ``step``: the value of one unit of the last digit written that is no
    zero. ``hedge``: 'at least', 'more than', 'up to', 'fewer than', 'nearly', 'about' or ''. ``before`` and ``after``: the words
    of the sentence between this figure and its neighbours; ``context``: their tags (number_context); ``years``: those it is of.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    step: float
    unit: str = ""
    hedge: str = ""
    before: str = ""
    after: str = ""
    context: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def is_range(self) -> bool:
        return self.low < self.high
