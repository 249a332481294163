"""Looks up the rank of each rating on its indicator's scale; a rating known only as "1 or 2" keeps both ends.

Of a date that is known as a window of years alone, the ends are years.
"""

import pandas as pd

from etl.contract import dates, vocabulary
from etl.contract.errors import RuleError
from etl.contract.vocabulary import Indicator

Ranks = tuple[float | None, float | None, float | None]
_UNRANKED: Ranks = (None, None, None)


def _of_date(indicator: Indicator, rating: str) -> Ranks | None:
    """A date has no rank, a window its first and its last year; a word of the indicator stands for a date that was not seen."""
    if ends := dates.window(rating):
        return None, None if ends[0] is None else float(ends[0]), float(ends[1])
    return _UNRANKED if dates.parts(rating) or indicator.step(rating) else None


def _of_score(rating: str) -> Ranks | None:
    try:
        return float(rating), None, None
    except ValueError:
        return None


def _of_words(indicator: Indicator, rating: str) -> Ranks | None:
    steps = [indicator.step(code) for code in rating.split("|")]
    if None in steps:
        return None
    ranks = [float(step.rank) for step in steps if step is not None and step.rank is not None]
    if len(steps) > 1:
        return None, min(ranks), max(ranks)
    return (ranks[0], None, None) if ranks else _UNRANKED


def rank(indicator: Indicator, rating: str) -> Ranks | None:
    """Rank, lowest and highest rank of a rating; None where it is not on the indicator's scale."""
    if indicator.unit == "date":
        return _of_date(indicator, rating)
    return _of_words(indicator, rating) if indicator.scale else _of_score(rating)


def _allowed(indicator: Indicator) -> str:
    """What a rating of the indicator may be, in words."""
    forms = [dates.FORMS] if indicator.unit == "date" else []
    return ", ".join([*forms, *(step.code for step in indicator.scale)]) or vocabulary.label("unit", indicator.unit)


def ranked(frame: pd.DataFrame, source: str) -> pd.DataFrame:
    """Add ``rank``, ``rank_low``, ``rank_high``; raises RuleError for a rating off its scale."""
    known: dict[tuple[str, str], Ranks] = {}
    for code, rating, where in frame[["indicator", "rating", "where"]].drop_duplicates(["indicator", "rating"]).itertuples(index=False):
        indicator = vocabulary.indicators()[code]
        ranks = rank(indicator, rating)
        if ranks is None:
            raise RuleError(source, where, f"'{rating}' is not on the scale of {code}", f"Use: {_allowed(indicator)}.")
        known[code, rating] = ranks
    ranks_of_rows = [known[key] for key in zip(frame["indicator"], frame["rating"], strict=True)]
    names = ["rank", "rank_low", "rank_high"]
    return frame.drop(columns=names, errors="ignore").join(pd.DataFrame(ranks_of_rows, frame.index, names, "float64"))
