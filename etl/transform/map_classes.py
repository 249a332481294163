"""Chooses the classes of the map for each source and indicator, once, over all its years and groups.

Fixed bounds let a colour mean the same at each step of the year slider. They are round, so that a legend can be read
aloud: steps of 1, 2, 5, 10 or of 1, 3, 10 or of 1, 10, 100 for numbers and rates, whichever is the finest that leaves few classes;
tens for scores in per cent, points for short scores, five years for dates (ten or twenty where they span many).
"""

import math

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import masked, numbers
from etl.contract.vocabulary import Indicator
from etl.transform import rates

_MOST, _MOST_ROUND = 6, 7
# The steps within a power of ten, the finest first.
_DIGITS = ((1, 2, 5), (1, 3), (1,))
# The share of rates at either end that lies in the first or the last class, which is open.
_TAIL = 0.02
_KEY = ("source_id", "indicator", "group")


def _of_score(indicator: Indicator) -> list[float] | None:
    """Bounds of a short score: one class a point, or thirds and the full score for a long one."""
    if indicator.unit != "score" or indicator.minimum is None or indicator.maximum is None:
        return None
    low, high = int(indicator.minimum), int(indicator.maximum)
    if high - low < _MOST:
        return [float(point) for point in range(low, high + 1)]
    return [float(bound) for bound in (*range(low + 2, high, 3), high)] if (high - low) % 3 == 0 else [float(high)]


def _steps(digits: tuple[int, ...], low: float, high: float) -> list[float]:
    """The round numbers that begin the classes from the one with ``low`` to the one with ``high`` (both above 0), and the next."""
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2)
    steps = [float(f"{digit}e{power}") for power in powers for digit in digits]
    first = next(number for number, step in enumerate(steps) if step > low) - 1
    last = next(number for number, step in enumerate(steps) if step > high)
    return steps[first : last + 1]


def upper_bounds(numbers: pd.Series, *, whole: bool) -> list[float]:
    """Upper bounds of up to seven classes between round numbers; of whole numbers each class ends one below the next: 9, 29, 99.

    The first and the last class are open; rates leave few places in them that a class of their own would hold.
    """
    values = numbers[numbers > 0]
    if values.empty:
        return [1.0]
    low, high = (values.min(), values.max()) if whole else values.quantile([_TAIL, 1 - _TAIL])
    # A class of rates ends with a round number, a class of whole numbers begins with one.
    ends = (float(low), float(high)) if whole else (float(np.nextafter(low, 0)), float(np.nextafter(high, 0)))
    scales = [_steps(digits, *ends)[1:] for digits in _DIGITS]
    bounds = next((scale for scale in scales if len(scale) <= _MOST_ROUND), scales[-1][-_MOST_ROUND:])
    return [bound - 1 if whole else bound for bound in bounds]


def _of_years(years: pd.Series) -> list[float]:
    """Last years of spans of five years (of ten or twenty where those would be too many), or single years where there are few."""
    first, last = int(years.min()), int(years.max())
    if last - first < _MOST:
        return [float(year) for year in range(first, last + 1)]
    spans = ([*range(first - first % step + step - 1, last, step), last] for step in (5, 10, 20, 50))
    return [float(year) for year in next(span for span in spans if len(span) <= _MOST)]


def _of_percent(numbers: pd.Series) -> list[float]:
    """Upper bounds in tens, or in twenties where there would be too many classes."""
    low, high = math.floor(numbers.min() / 10) * 10, math.ceil(numbers.max() / 10) * 10
    step = 10 if (high - low) / 10 <= _MOST else 20
    return [float(bound) for bound in range(low + step, high + step, step)]


def _estimates(estimates: pd.DataFrame) -> pd.DataFrame:
    """The numbers of estimates that maps draw: those of countries and regions, or of the world where there are no others."""
    groups = estimates["form"].astype("str").str.cat(estimates[["sex", "age"]].astype("str"), sep=".")
    numbered = estimates.assign(number=numbers(estimates), group=groups)[[*_KEY, "place", "number"]]
    of_places = numbered["place"] != "WORLD"
    elsewhere = of_places.groupby([numbered[key] for key in _KEY]).transform("any")
    return numbered[of_places | ~elsewhere]


def _ratings(ratings: pd.DataFrame) -> pd.DataFrame:
    """Scores, and the years of dates; worded scales, and dates that were not seen, have classes of their own."""
    known = vocabulary.indicators()
    words = {step.code for indicator in known.values() if indicator.unit == "date" for step in indicator.scale}
    worded = ratings["indicator"].isin([code for code, indicator in known.items() if indicator.scale and indicator.unit != "date"])
    dated = ratings["indicator"].isin([code for code, indicator in known.items() if indicator.unit == "date"])
    numbered = ratings[~worded & ~(dated & ratings["rating"].isin(words))]
    return numbered.assign(number=numbered["rank"].mask(dated, numbered["year"]), group="all.all.all")[[*_KEY, "number"]]


def _bounds(indicator: Indicator, numbers: pd.Series) -> tuple[bool, list[float]]:
    """Whether each class is a single value, and the upper bounds of the classes."""
    if indicator.unit == "date":
        return False, _of_years(numbers)
    if score := _of_score(indicator):
        return False, score
    if indicator.unit == "percent_score":
        return False, _of_percent(numbers)
    distinct, whole = sorted(set(numbers)), vocabulary.unit(indicator.unit).whole
    return (True, distinct) if len(distinct) <= _MOST else (False, upper_bounds(numbers, whole=whole))


def classes(estimates: pd.DataFrame, ratings: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """The table ``classes``: upper bounds for each source, indicator and group whose values are numbers."""
    yearly = estimates[estimates["quarter"].isna() & ~masked(estimates)]
    counted = set(yearly["indicator"])
    codes = [code for code, entry in vocabulary.indicators().items() if entry.computed_from in counted]
    computed = [rates.computed(yearly, population, code) for code in codes]
    values = pd.concat([_estimates(pd.concat([yearly, *computed])), _ratings(ratings)])
    known, groups = vocabulary.indicators(), values.groupby(list(_KEY))["number"]
    rows = [(source, code, group, *_bounds(known[str(code)], numbers)) for (source, code, group), numbers in groups]
    return pd.DataFrame(rows, columns=[*_KEY, "exact", "upper_bounds"])
