"""The classes of a map in their order, with label and look: those of figures, then the four absences, which stay apart."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from etl.contract import vocabulary
from etl.contract.row_figures import ACROSS, Bounds
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.theme import Look

# Units of whole numbers, of which a class begins one after the class before.
_WHOLE = ("persons", "persons_per_year", "cases", "countries", "case_files", "parties", "incidents", "reports", "decisions", "letters")


@dataclass(frozen=True)
class Class:
    """A class of a map: its code in the frame, its label, its look, and what it means."""

    code: str
    label: str
    look: Look
    definition: str = ""


def _worded(indicator: Indicator) -> list[Class]:
    steps = [step for step in indicator.scale if step.rank is not None]
    looks = dict(zip((step.code for step in steps), theme.ordered(len(steps)), strict=True))
    classes = [Class(step.code, step.label, looks[step.code], step.definition) for step in steps]
    for low, high in itertools.pairwise(steps):
        meaning = "The copy cannot tell which of the two it is."
        classes.append(
            Class(f"{low.code}|{high.code}", f"{low.label} or {high.label}", theme.between(looks[low.code], looks[high.code]), meaning)
        )
    return classes + _outside(indicator)


def _outside(indicator: Indicator) -> list[Class]:
    steps = [step for step in indicator.scale if step.rank is None]
    return [Class(step.code, step.label, theme.OF_WORDS.get(step.code, theme.OUTSIDE_THE_ORDER), step.definition) for step in steps]


def class_labels(indicator: Indicator, bounds: tuple[float, ...], *, exact: bool) -> list[str]:
    """Labels of numeric map classes: 'up to 10', '11 to 30', 'over 0.3 to 1'; single values, points and years as they are."""
    if exact or not bounds:
        return [words.large(bound) for bound in bounds]
    if indicator.unit == "date":
        return [f"up to {int(bounds[0])}", *(words.period(int(low) + 1, int(high)) for low, high in itertools.pairwise(bounds))]
    if indicator.unit == "score" and indicator.minimum is not None:
        lows = [indicator.minimum, *(bound + 1 for bound in bounds)]
        return [
            words.plain(low) if low == high else f"{words.plain(low)} to {words.plain(high)}"
            for low, high in zip(lows, bounds, strict=False)
        ]
    inner = [_class(indicator, low, high) for low, high in itertools.pairwise(bounds[:-1])]
    return [f"up to {words.large(bounds[0])}", *inner, *(f"over {words.large(bound)}" for bound in bounds[-2:-1])]


def _class(indicator: Indicator, low: float, high: float) -> str:
    whole = indicator.unit in _WHOLE and high < 10**6
    return f"{words.plain(low + 1)} to {words.plain(high)}" if whole else f"over {words.large(low)} to {words.large(high)}"


def _numeric(indicator: Indicator, bounds: Bounds) -> list[Class]:
    labels = class_labels(indicator, bounds.upper_bounds, exact=bounds.exact)
    looks = theme.ordered(len(labels)) if labels else ()
    numbered = [Class(str(place), label, look) for place, (label, look) in enumerate(zip(labels, looks, strict=True))]
    if indicator.unit == "date":
        window = "Only a window of years is known, and it spans several of these classes."
        return [*numbered, Class(ACROSS, "a window across several classes", theme.ACROSS, window), *_outside(indicator)]
    if indicator.table != "estimates":
        return numbered
    meaning = "The source prints a range or a bound, and no figure; it may lie in several of these classes."
    return [*numbered, Class(ACROSS, "a range over several classes", theme.ACROSS, meaning)]


def absences() -> list[Class]:
    """The four absences, each with its own look."""
    terms: Mapping[str, vocabulary.Term] = vocabulary.terms("absence")
    return [Class(code, terms[code].label, look, terms[code].definition) for code, look in theme.ABSENCES.items()]


def classes(indicator: Indicator, bounds: Bounds) -> tuple[Class, ...]:
    """All classes of a map, figures first, absences last."""
    figures = _worded(indicator) if indicator.scale and indicator.unit != "date" else _numeric(indicator, bounds)
    return (*figures, *absences())
