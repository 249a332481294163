"""Two to four sources next to each other, place by place or year by year: who has a figure, and where the figures agree."""

from collections.abc import Sequence

import pandas as pd

from etl.contract.row_figures import WITH_ROW
from etl.contract.vocabulary import Indicator

# An indicator and the rows of one source, each with its ``status``.
Part = tuple[Indicator, pd.DataFrame]
# Two rates of one measure are near one another that differ by less than this part of the larger.
_NEAR = 0.1


def _single(indicator: Indicator, rows: pd.DataFrame) -> pd.Series:
    """The one figure or rating of each row; None where the row has a range, a bound or a mask instead."""
    column = "rating" if indicator.table == "ratings" else "value"
    single = rows["status"].isin(["figure", "zero"])
    return rows[column].astype("object").where(single, None) if column in rows else pd.Series(None, rows.index, dtype="object")


def _of_one_measure(single: pd.DataFrame) -> pd.Series:
    """How figures of one measure compare that are computed in two ways: the same once rounded alike, near, or further apart."""
    numbers = single.astype("float64")
    digits = min(int(numbers[name].dropna().map(_decimals).max() or 0) for name in numbers)
    spread = numbers.max(axis=1) - numbers.min(axis=1)
    rounded = numbers.round(digits).nunique(axis=1) == 1
    near = spread < _NEAR * numbers.max(axis=1)
    return pd.Series("differing", single.index, dtype="object").mask(near, "near").mask(rounded, "rounding")


def _decimals(number: float) -> int:
    return len(f"{number:.10f}".rstrip("0").partition(".")[2])


def _verdicts(parts: Sequence[Part], unlike: str) -> pd.Series:
    """How the rows of the parts, all indexed alike, compare; only_one where one part alone has a row.

    ``unlike``: the verdict on one number of different indicators, which can neither agree nor differ. Where a part has a range,
    a bound or a mask, there is no verdict on agreement: a mask is no number, and least of all zero.
    """
    comparable = len({indicator.measure for indicator, _ in parts}) == 1
    equal, unequal = ("agreeing", "differing") if comparable else (unlike, "both")
    present = pd.concat([rows["status"].isin(WITH_ROW).rename(number) for number, (_, rows) in enumerate(parts)], axis=1)
    present = present.fillna(False).astype(bool)
    single = pd.concat([_single(*part).rename(number) for number, part in enumerate(parts)], axis=1)
    present = present[present.any(axis=1)]
    single = single.loc[present.index]
    same = single.astype("str").where(single.notna()).nunique(axis=1) == 1
    verdict = pd.Series(unequal, present.index, dtype="object").mask(same, equal)
    if comparable and len({indicator.code for indicator, _ in parts}) > 1:
        verdict = _of_one_measure(single)
    return verdict.mask((present & single.isna()).any(axis=1), "no_single_figure").where(present.sum(axis=1) > 1, "only_one")


def by_place(parts: Sequence[Part]) -> pd.DataFrame:
    """A row a place that at least one part has (rows of ``map_rows.by_place``): ``name`` and ``verdict``.

    The verdict is agreeing, rounding or near (one measure, computed in two ways), differing, both (of unlike kinds, which
    cannot agree), no_single_figure (a part has a range or a
    mask) or only_one.
    """
    placed = [(indicator, rows.set_index("place")) for indicator, rows in parts]
    verdicts = _verdicts(placed, "both")
    names = pd.concat([rows["name"] for _, rows in placed]).groupby(level=0).first()
    return pd.DataFrame({"name": names[verdicts.index], "verdict": verdicts}).sort_values("name")


def by_year(parts: Sequence[Part]) -> pd.DataFrame:
    """A row a year that at least one part (rows of ``histories.history``) has, with its ``verdict``.

    Numbers of unlike indicators cannot agree; where they are the same number, the verdict says that alone.
    """
    yearly = [(indicator, rows.drop_duplicates("stop", keep="last").set_index("stop")) for indicator, rows in parts]
    verdicts = _verdicts(yearly, "same_number" if len({indicator.unit for indicator, _ in parts}) == 1 else "both")
    return verdicts.rename("verdict").to_frame().sort_index()
