"""The classes of a map in their order, with label and look: those of figures, then the four absences, which stay apart.

Of amounts a map draws circles, whose classes are what a circle stands for.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from etl.contract import vocabulary
from etl.contract.row_figures import ACROSS, Bounds
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.theme import Look

# What a circle of a map of amounts stands for; where there is none, the land says why.
CIRCLED = ("figure", "range", "masked", "zero")


@dataclass(frozen=True)
class Class:
    """A class of a map: its code in the frame, its label, its look, and what it means."""

    code: str
    label: str
    look: Look
    definition: str = ""

    @property
    def in_full(self) -> str:
        """Its label, with the letters that stand for it where there is no room: 'Tier 2 Watch List (WL)'."""
        return f"{self.label} ({words.tier(self.code)})" if "2W" in self.code else self.label


def _looks(indicator: Indicator, count: int) -> tuple[Look, ...]:
    """The looks of classes in the order of the source's scale: the end of the ramp is where most is, or most is done.

    Of a date that is the earliest: who joined first has been bound longest.
    """
    looks = theme.ordered(count, indicator.family if indicator.family in theme.CLASS_COUNTS else "other") if count else ()
    return looks[::-1] if indicator.polarity == "less_effort" or indicator.unit == "date" else looks


def _worded(indicator: Indicator) -> list[Class]:
    steps = [step for step in indicator.scale if step.rank is not None]
    looks = dict(zip((step.code for step in steps), _looks(indicator, len(steps)), strict=True))
    classes = [Class(step.code, step.label, looks[step.code], step.definition) for step in steps]
    for low, high in itertools.pairwise(steps):
        meaning = "The copy cannot tell which of the two it is."
        pair = (looks[low.code], looks[high.code])
        look = theme.between(*(pair[::-1] if indicator.polarity == "less_effort" else pair))
        classes.append(Class(f"{low.code}|{high.code}", f"{low.label} or {high.label}", look, meaning))
    return classes + _outside(indicator)


def _outside(indicator: Indicator) -> list[Class]:
    steps = [step for step in indicator.scale if step.rank is None]
    return [Class(step.code, step.label, theme.OF_WORDS.get(step.code, theme.OUTSIDE_THE_ORDER), step.definition) for step in steps]


def class_labels(indicator: Indicator, bounds: tuple[float, ...], *, exact: bool) -> list[str]:
    """Labels of numeric map classes: '1 to 9', '10 to 29', 'over 0.3 to 1'; single values, points and years as they are.

    The first and the last class are open, but that the first of whole numbers begins with one.
    """
    if exact or not bounds:
        return [words.quantity(bound, indicator.unit) for bound in bounds]
    if indicator.unit == "date":
        return [f"up to {int(bounds[0])}", *(words.period(int(low) + 1, int(high)) for low, high in itertools.pairwise(bounds))]
    if indicator.unit == "score" and indicator.minimum is not None:
        return [_between(low, high) for low, high in zip([indicator.minimum, *(bound + 1 for bound in bounds)], bounds, strict=False)]
    if vocabulary.unit(indicator.unit).whole:
        ends = [1.0, *(bound + 1 for bound in bounds)]
        return [*(_between(low, high) for low, high in zip(ends[:-2], bounds, strict=False)), f"{words.large(ends[-2])} or more"]
    inner = [f"over {words.large(low)} to {words.large(high)}" for low, high in itertools.pairwise(bounds[:-1])]
    return [f"up to {words.large(bounds[0])}", *inner, *(f"over {words.large(bound)}" for bound in bounds[-2:-1])]


def _between(low: float, high: float) -> str:
    """Whole numbers from one to another: '10 to 29', '1 million to under 10 million', a single one as it is."""
    if high >= 10**6:
        return f"{words.large(low)} to under {words.large(high + 1)}"
    return words.plain(low) if low == high else f"{words.plain(low)} to {words.plain(high)}"


def _numeric(indicator: Indicator, bounds: Bounds) -> list[Class]:
    labels = class_labels(indicator, bounds.upper_bounds, exact=bounds.exact)
    looks = _looks(indicator, len(labels))
    numbered = [Class(str(place), label, look) for place, (label, look) in enumerate(zip(labels, looks, strict=True))]
    if indicator.unit == "date":
        window = "Only a span of years is known, and it covers several of these classes."
        return [*numbered, Class(ACROSS, "A span of years across several classes", theme.ACROSS, window), *_outside(indicator)]
    if indicator.table != "estimates":
        return numbered
    meaning = "The source prints a range or a bound, and no figure; it may lie in several of these classes."
    return [*numbered, Class(ACROSS, "A range across several classes", theme.ACROSS, meaning)]


def absences() -> list[Class]:
    """The four absences, each with its own look."""
    terms: Mapping[str, vocabulary.Term] = vocabulary.terms("absence")
    return [Class(code, terms[code].label, look, terms[code].definition) for code, look in theme.ABSENCES.items()]


def classes(indicator: Indicator, bounds: Bounds) -> tuple[Class, ...]:
    """All classes of a map, figures first, absences last."""
    figures = _worded(indicator) if indicator.scale and indicator.unit != "date" else _numeric(indicator, bounds)
    return (*figures, *absences())


def circle_classes(indicator: Indicator) -> tuple[Class, ...]:
    """What the circles of a map of amounts stand for, and the absences."""
    disc = theme.disc(indicator.family if indicator.family in theme.CLASS_COUNTS else "other")
    figure = Class("figure", "Published figure", disc)
    meaning = "The source prints a range or a bound, and no figure; the circle is as large as its lower end, or as the only one."
    missing = [replace(entry, look=theme.RING) if entry.code == "masked" else entry for entry in absences()]
    return (figure, Class("range", "Range without a figure", theme.ACROSS, meaning), *missing)
