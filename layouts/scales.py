"""The classes of a map in their order: label and look of each, and of the four absences, which every map keeps apart."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.contract import vocabulary
from etl.contract.map_bounds import ACROSS, Bounds
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.theme import Look


@dataclass(frozen=True)
class Class:
    """A class of a map: its code in the frame, its label, its look, and what it means."""

    code: str
    label: str
    look: Look
    definition: str = ""


def _worded(indicator: Indicator) -> list[Class]:
    """Classes of a worded scale: the steps in order, the ranges between neighbours, the words outside the order."""
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
    """The words outside the order of a scale, and those for a date that was not seen."""
    steps = [step for step in indicator.scale if step.rank is None]
    return [Class(step.code, step.label, theme.OF_WORDS.get(step.code, theme.OUTSIDE_THE_ORDER), step.definition) for step in steps]


def _numeric(indicator: Indicator, bounds: Bounds) -> list[Class]:
    labels = words.class_labels(indicator, bounds.upper_bounds, exact=bounds.exact)
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


@lru_cache
def classes(indicator: Indicator, bounds: Bounds) -> tuple[Class, ...]:
    """All classes of a map, figures first, absences last."""
    figures = _worded(indicator) if indicator.scale and indicator.unit != "date" else _numeric(indicator, bounds)
    return (*figures, *absences())
