"""Figures of counted cases that cannot be what they say, or that the figures beside them contradict.

Nothing is corrected: a year that stands where a count belongs is marked to be left out with its reason; every other doubt
becomes a caveat of exactly the rows it concerns.
"""

from itertools import combinations

import pandas as pd

from etl.contract.row_figures import highest, lowest, masked

CONTRADICTION = "The parts that the source prints beside this figure add up to more than the figure itself."
MASKED_PART = (
    "The source prints 0 here and masks a part of it ('<5'), although it prints zeros as 0. "
    "The two agree only if the masked part is also 0."
)
EXCESS = "The counts by citizenship that the source prints for this country and year add up to over a tenth more than its total."
LIKE_A_YEAR = (
    "The figure reads like a year, and nothing else that the file prints for this country and year adds up to it. It may be an error."
)
A_YEAR = "a year is printed where a count should be"
_KEY = ["indicator", "country", "year"]
_PARTS = ("form", "sex", "age")
_TIMES_THE_REST = 2.0


def totals(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows that count everybody in all forms."""
    return counts[(counts["form"] == "all") & (counts["sex"] == "all") & (counts["age"] == "all")]


def _split_sums(counts: pd.DataFrame) -> pd.DataFrame:
    """For each indicator, country and year what the parts by sex and by age add up to at least; missing where not printed."""
    sums = {}
    for part, other in (("sex", "age"), ("age", "sex")):
        parts = counts[(counts[part] != "all") & (counts[other] == "all") & (counts["form"] == "all")]
        sums[part] = parts.assign(low=lowest(parts)).groupby(_KEY)["low"].sum()
    return pd.DataFrame(sums)


def _within_years(frame: pd.DataFrame) -> pd.Series:
    """Which figures lie within the years that the file speaks of, or the one after."""
    years = frame["year"].astype("int64")
    return frame["value"].between(years.min(), years.max() + 1)


def years_as_counts(frame: pd.DataFrame, counts: pd.DataFrame) -> pd.Series:
    """Which figures are years: within the years of the file, and over twice what ``counts`` prints for the country and year.

    Totals are judged by their splits, all other figures by the total and by the splits by sex and age.
    """
    whole = totals(counts).groupby(_KEY).agg(total=("value_high", "max"), value=("value", "max"))
    known = _split_sums(counts).join(whole["value"].fillna(whole["total"]).rename("whole"), how="outer")
    largest = frame.join(known.max(axis=1).rename("largest"), on=_KEY)["largest"]
    own = frame.index.isin(totals(frame).index) if "form" in frame else False
    return _within_years(frame) & (frame["value"] > _TIMES_THE_REST * largest) & ~pd.Series(own, frame.index)


def like_years(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every total within the years of the file that no split by sex or by age comes near."""
    whole = totals(counts)
    sums = whole[_KEY].join(_split_sums(counts), on=_KEY)[["sex", "age"]]
    near = sums.sub(whole["value"], axis=0).abs().le(whole["value"] * 0.1, axis=0).any(axis=1)
    return pd.Series(LIKE_A_YEAR, whole.index[_within_years(whole) & ~near], dtype="str")


def _of_parts(counts: pd.DataFrame, figures: pd.Series) -> pd.Series:
    """For each row the most that its parts add up to, by form, sex and age or several of these at once; missing where it has none."""
    sums_by_split = []
    for parted in (list(some) for size in (1, 2, 3) for some in combinations(_PARTS, size)):
        same = [*_KEY, *(name for name in _PARTS if name not in parted)]
        parts = counts[(counts[parted] != "all").all(axis=1)].assign(figure=figures)
        sums = counts[same].join(parts.groupby(same)["figure"].sum(), on=same)["figure"]
        sums_by_split.append(sums.where((counts[parted] == "all").all(axis=1)))
    return pd.concat(sums_by_split, axis=1).max(axis=1)


def contradictions(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every figure that is smaller than the parts printed beside it, at whatever depth: by sex, by age or by form."""
    smaller = _of_parts(counts, lowest(counts)) > highest(counts)
    return pd.Series(CONTRADICTION, smaller.index[smaller], dtype="str")


def masked_parts(counts: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """A caveat for every printed zero of which a part is masked, by sex, age, form or, for totals, citizenship: a mask may stand for 0."""
    in_parts = _of_parts(counts, masked(counts).astype("int64")) > 0
    by_label = pd.MultiIndex.from_frame(people.loc[masked(people), _KEY])
    whole = totals(counts)
    by_citizenship = pd.Series(pd.MultiIndex.from_frame(whole[_KEY]).isin(by_label), whole.index).reindex(counts.index, fill_value=False)
    rows = (in_parts | by_citizenship) & (counts["value"] == 0)
    return pd.Series(MASKED_PART, rows.index[rows], dtype="str")


def exceeding(people: pd.DataFrame, counts: pd.DataFrame, *, tolerance: float) -> tuple[pd.Series, pd.Series]:
    """Caveats of the counts by citizenship that add up to over ``tolerance`` times their total, and caveats of these totals."""
    sums = people.assign(low=lowest(people)).groupby(_KEY)["low"].sum()
    whole = totals(counts)
    known = highest(whole.set_index(_KEY))
    over = sums[sums > tolerance * known.reindex(sums.index)].index
    parts, exceeded = (frame.index[pd.MultiIndex.from_frame(frame[_KEY]).isin(over)] for frame in (people, whole))
    return pd.Series(EXCESS, parts, dtype="str"), pd.Series(EXCESS, exceeded, dtype="str")
