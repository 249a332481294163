"""Counts that cannot be right, or that the figures beside them contradict.

Nothing is corrected: a year printed in place of a count is marked, to be left out with its reason; every other doubt becomes
a caveat of exactly the rows it concerns.
"""

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from etl.contract.row_figures import highest, lowest, masked

CONTRADICTION = "The parts that the source prints for this figure add up to more than the figure itself."
REPEATED_VICTIMS = (
    "The source prints the same number as its count of detected victims by this form in this year; "
    "it is probably that count, not one of people convicted."
)
LARGER_PART = (
    "The source prints a smaller figure for the whole of which this is a part: one of the two is wrong, or they count different people."
)
WITHOUT_UNKNOWN = "The total leaves out the people of unknown sex and age that the source prints beside it."
# With these a figure is not to be compared at all.
GRAVE = (REPEATED_VICTIMS,)
MASKED_PART = (
    "The source prints 0 here and masks a part of it ('<5'), although it prints zeros as 0. "
    "The two agree only if the masked part is also 0."
)
EXCESS = "The counts by citizenship that the source prints for this country and year add up to over a tenth more than its total."
YEAR_LIKE = (
    "The figure looks like a year, and nothing else that the file prints for this country and year adds up to it. It may be an error."
)
ALL_OTHER = (
    "Under 'Other' the file prints the whole total for this country and year, or for this age or form of exploitation. "
    "The figure says nothing about sex."
)
YEAR_AS_COUNT = "a year is printed where a count should be"
_KEY = ["indicator", "country", "year"]
_PARTS = ("form", "sex", "age")
_TIMES_THE_OTHERS = 2.0
# Smaller counts are masked. The two counts of a form are the same by chance in no more than 7 % of the figures of a year (2013), and
# where they are repeated in 43 % to 70 %.
_FEWEST_REPEATED, _REPEATED_SHARE = 5, 0.25


def totals(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of all people and all forms."""
    return counts[(counts["form"] == "all") & (counts["sex"] == "all") & (counts["age"] == "all")]


def _split_sums(counts: pd.DataFrame) -> pd.DataFrame:
    """For each indicator, country and year the lowest sum of the parts by sex and of those by age; missing where not printed."""
    sums = {}
    for part, other in (("sex", "age"), ("age", "sex")):
        parts = counts[(counts[part] != "all") & (counts[other] == "all") & (counts["form"] == "all")]
        sums[part] = parts.assign(low=lowest(parts)).groupby(_KEY)["low"].sum()
    return pd.DataFrame(sums)


def _within_years(frame: pd.DataFrame) -> pd.Series:
    """Which figures lie within the years of the file, or the year after."""
    years = frame["year"].astype("int64")
    return frame["value"].between(years.min(), years.max() + 1)


def year_marks(frame: pd.DataFrame, counts: pd.DataFrame) -> pd.Series:
    """Which figures are years: within the years of the file, and over twice what ``counts`` prints for the country and year.

    Totals are left to ``year_like_caveats``; all other figures are compared with the total and the sums by sex and by age.
    """
    total = highest(totals(counts).groupby(_KEY)[["value", "value_high"]].max()).rename("total")
    others = _split_sums(counts).join(total, how="outer")
    largest = frame.join(others.max(axis=1).rename("largest"), on=_KEY)["largest"]
    is_total = frame.index.isin(totals(frame).index) if "form" in frame else False
    return _within_years(frame) & (frame["value"] > _TIMES_THE_OTHERS * largest) & ~pd.Series(is_total, frame.index)


def year_like_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every total within the years of the file that is not near its sum by sex or by age."""
    whole = totals(counts)
    sums = whole[_KEY].join(_split_sums(counts), on=_KEY)[["sex", "age"]]
    near = sums.sub(whole["value"], axis=0).abs().le(whole["value"] * 0.1, axis=0).any(axis=1)
    return pd.Series(YEAR_LIKE, whole.index[_within_years(whole) & ~near], dtype="str")


def all_other_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every count of people whose sex is printed as 'Other' that is as large as the total of the same age and form.

    Where it holds for a country and year as a whole, it holds for the parts too, of which the file may print no total.
    """
    keys = [[*_KEY, "form", "age"], _KEY]
    printed = {tuple(row) for row in counts.loc[counts["sex"] == "all", [*keys[0], "value"]].itertuples(index=False)}
    other = counts[(counts["sex"] == "other") & (counts["value"] > 0)]
    same = pd.Series([tuple(row) in printed for row in other[[*keys[0], "value"]].itertuples(index=False)], other.index, dtype="bool")
    whole = other[same & (other["form"] == "all") & (other["age"] == "all")]
    same |= pd.MultiIndex.from_frame(other[_KEY]).isin(pd.MultiIndex.from_frame(whole[_KEY]))
    return pd.Series(ALL_OTHER, other.index[same], dtype="str")


def _splits(counts: pd.DataFrame) -> Iterator[tuple[list[pd.Series], pd.Series, pd.Series]]:
    """Each way to divide a figure: by what its parts are grouped, which rows are such parts, and which are undivided."""
    undivided = counts[list(_PARTS)] == "all"
    # Numbers are grouped faster than texts.
    codes = pd.DataFrame({name: pd.factorize(counts[name])[0] for name in (*_KEY, *_PARTS)}, counts.index)
    for split in (list(names) for size in (1, 2, 3) for names in combinations(_PARTS, size)):
        yield [codes[name] for name in codes if name not in split], ~undivided[split].any(axis=1), undivided[split].all(axis=1)


def _largest_part_sums(counts: pd.DataFrame, figures: pd.Series) -> pd.Series:
    """For each row the largest sum of its parts by form, sex, age or several of these; missing where it has no parts."""
    sums_by_split = [pd.Series(float("nan"), counts.index)]
    for groups, divided, undivided in _splits(counts):
        parts = figures.where(divided)
        if parts.notna().any():
            sums_by_split.append(parts.groupby(groups).transform("sum", min_count=1).where(undivided))
    return pd.concat(sums_by_split, axis=1).max(axis=1)


def _smallest_whole(counts: pd.DataFrame, figures: pd.Series) -> pd.Series:
    """For each row the smallest of the figures that it is a part of; missing where none is printed."""
    wholes = [figures.where(undivided).groupby(groups).transform("max").where(divided) for groups, divided, undivided in _splits(counts)]
    return pd.concat(wholes, axis=1).min(axis=1)


def contradiction_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every figure that is smaller than the sum of its printed parts: by sex, age or form, or several of these."""
    smaller = _largest_part_sums(counts, lowest(counts)) > highest(counts)
    return pd.Series(CONTRADICTION, smaller.index[smaller], dtype="str")


def larger_part_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every part by sex, age or form, or several of these, that is larger than a figure that should include it."""
    larger = lowest(counts) > _smallest_whole(counts, highest(counts))
    return pd.Series(LARGER_PART, larger.index[larger], dtype="str")


def repeated_victims_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every count of people convicted by form that is the count of victims, in years in which this is no chance."""
    key = ["country", "year", *_PARTS, "value"]
    large = counts[(counts["form"] != "all") & (counts["value"] >= _FEWEST_REPEATED)]
    convicted, victims = (large[large["indicator"] == name] for name in ("persons_convicted", "detected_victims"))
    same = pd.Series(pd.MultiIndex.from_frame(convicted[key]).isin(pd.MultiIndex.from_frame(victims[key])), convicted.index)
    rows = same & (same.groupby(convicted["year"]).transform("mean") > _REPEATED_SHARE)
    return pd.Series(REPEATED_VICTIMS, rows.index[rows], dtype="str")


def without_unknown_caveats(counts: pd.DataFrame) -> pd.Series:
    """A caveat for every total that women and men add up to, or that is not more than these and less than the people unknown."""
    low, whole = counts.assign(low=lowest(counts)).set_index(_KEY), totals(counts)
    low = low[low["form"] == "all"]
    known = low[low["sex"].isin(["female", "male"]) & (low["age"] == "all")].groupby(level=_KEY)["low"].sum()
    unknown = low.loc[(low["sex"] == "unknown") & (low["age"] == "unknown"), "low"]
    beside = whole[[*_KEY, "value"]].join(unknown.rename("unknown"), on=_KEY).join(known.rename("known"), on=_KEY)
    enough = (beside["known"] == beside["value"]) | (beside["unknown"] > beside["value"])
    rows = (beside["unknown"] > 0) & (beside["known"] <= beside["value"]) & enough
    return pd.Series(WITHOUT_UNKNOWN, rows.index[rows], dtype="str")


def masked_part_caveats(counts: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """A caveat for every printed zero with a masked part, by sex, age, form or, for totals, citizenship: a mask may mean 0."""
    in_parts = _largest_part_sums(counts, masked(counts).astype("int64")) > 0
    by_label = pd.MultiIndex.from_frame(people.loc[masked(people), _KEY])
    whole = totals(counts)
    by_citizenship = pd.Series(pd.MultiIndex.from_frame(whole[_KEY]).isin(by_label), whole.index).reindex(counts.index, fill_value=False)
    rows = (in_parts | by_citizenship) & (counts["value"] == 0)
    return pd.Series(MASKED_PART, rows.index[rows], dtype="str")


def excess_caveats(people: pd.DataFrame, counts: pd.DataFrame, *, tolerance: float) -> tuple[pd.Series, pd.Series]:
    """Caveats of the counts by citizenship that add up to over ``tolerance`` times their total, and caveats of these totals."""
    sums = people.assign(low=lowest(people)).groupby(_KEY)["low"].sum()
    whole = totals(counts)
    limits = tolerance * highest(whole.set_index(_KEY))
    over = sums[sums > limits.reindex(sums.index)].index
    parts, exceeded = (frame.index[pd.MultiIndex.from_frame(frame[_KEY]).isin(over)] for frame in (people, whole))
    return pd.Series(EXCESS, parts, dtype="str"), pd.Series(EXCESS, exceeded, dtype="str")
