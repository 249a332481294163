"""Chooses the classes of the map for each source and indicator, once, over all its years and groups.

Fixed bounds let a colour mean the same at every step of the year slider; mapclassify finds them, and they are rounded
to two digits so that a legend can be read aloud.
"""

import math
import warnings
from collections.abc import Iterator

import mapclassify
import pandas as pd

from etl import rates, vocabulary
from etl.vocabulary import Indicator

_POINTS = 6
_KEY = ("source_id", "indicator", "group")


def _round_up(number: float) -> float:
    """The next number above with two significant digits."""
    if number == 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(number))) - 1)
    return float(f"{math.ceil(round(number / unit, 9)) * unit:.12g}")


def _of_score(indicator: Indicator) -> list[float] | None:
    """Bounds of a short score: one class a point, or thirds and the full score for a long one."""
    if indicator.unit != "score" or indicator.minimum is None or indicator.maximum is None:
        return None
    low, high = int(indicator.minimum), int(indicator.maximum)
    if high - low < _POINTS:
        return [float(point) for point in range(low, high + 1)]
    return [float(bound) for bound in (*range(low + 2, high, 3), high)] if (high - low) % 3 == 0 else [float(high)]


def _few(numbers: pd.Series) -> list[float] | None:
    """The values themselves, where they are so few that each can be a class."""
    distinct = sorted(set(numbers))
    return distinct if len(distinct) <= _POINTS else None


def _quantiles(numbers: pd.Series, count: int) -> list[float]:
    """Bounds of classes with about as many values each; classes that coincide are one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # says that classes coincide, which the set below settles
        bins = mapclassify.Quantiles(numbers.to_numpy(dtype="float64"), k=count).bins
    return sorted({float(bound) for bound in bins})


def upper_bounds(numbers: pd.Series) -> list[float]:
    """Upper bounds of up to six classes with about as many values each, rounded so that they can be read aloud."""
    return sorted({_round_up(bound) for bound in _quantiles(numbers, _POINTS)})


def _of_years(years: pd.Series) -> list[float]:
    """Last years of up to five spans of years with about as many acts each."""
    return sorted({float(round(bound)) for bound in _quantiles(years, 5)})


def _estimates(estimates: pd.DataFrame) -> pd.DataFrame:
    """The numbers of estimates that maps draw: those of countries and regions, or of the world where there are no others."""
    number = estimates["value"].fillna(estimates["value_low"]).fillna(estimates["value_high"])
    group = estimates["form"] + "." + estimates["sex"] + "." + estimates["age"]
    drawn = estimates.assign(number=number, group=group)[[*_KEY, "place", "number"]]
    elsewhere = (drawn["place"] != "WORLD").groupby([drawn[key] for key in _KEY]).transform("any")
    return drawn[(drawn["place"] != "WORLD") | ~elsewhere]


def _ratings(ratings: pd.DataFrame) -> pd.DataFrame:
    """Scores, and the years of dates; worded scales have classes of their own."""
    known = vocabulary.indicators()
    kept = ratings[~ratings["indicator"].isin([code for code, indicator in known.items() if indicator.scale])]
    dated = kept["indicator"].isin([code for code, indicator in known.items() if indicator.unit == "date"])
    return kept.assign(number=kept["rank"].where(~dated, kept["year"]), group="all.all.all")[[*_KEY, "number"]]


def _rows(values: pd.DataFrame) -> Iterator[tuple[str, str, str, bool, list[float]]]:
    for (source, code, group), rows in values.groupby(list(_KEY)):
        indicator, few = vocabulary.indicators()[code], _few(rows["number"])
        if indicator.unit == "date":
            yield source, code, group, False, _of_years(rows["number"])
        elif score := _of_score(indicator):
            yield source, code, group, False, score
        else:
            yield source, code, group, few is not None, few or upper_bounds(rows["number"])


def classes(estimates: pd.DataFrame, ratings: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """The table ``classes``: upper bounds for every source, indicator and group whose values are numbers."""
    yearly = estimates[estimates["quarter"].isna() & (estimates["range_kind"] != "masked")]
    counted = set(yearly["indicator"])
    codes = [code for code, entry in vocabulary.indicators().items() if entry.computed_from in counted]
    computed = [rates.computed(yearly, population, code) for code in codes]
    values = pd.concat([_estimates(pd.concat([yearly, *computed])), _ratings(ratings)])
    return pd.DataFrame(_rows(values), columns=[*_KEY, "exact", "upper_bounds"])
