"""Two to four sources next to each other, place by place or year by year: who has a figure, and where the figures agree."""

from collections.abc import Sequence

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, map_rows

Side = tuple[str, str, str, int | None]
_HELD = ("figure", "range", "zero", "masked")


def alike(sides: Sequence[Side]) -> bool:
    """Whether the sides say the same indicator, so that their figures can agree or differ."""
    return len({indicator for indicator, *_ in sides}) == 1


def _single(side: Side, rows: pd.DataFrame) -> pd.Series:
    """The one figure or rating of each row; None where the row has a range, a bound or a mask instead."""
    column = "rating" if vocabulary.indicators()[side[0]].table == "ratings" else "value"
    kept = rows["status"].isin(["figure", "zero"])
    return rows[column].astype("object").where(kept, None) if column in rows else pd.Series(None, rows.index, dtype="object")


def _verdicts(sides: Sequence[Side], parts: Sequence[pd.DataFrame], equal: str, unequal: str) -> pd.Series:
    """What the rows of the sides, each indexed alike with a ``status``, are to one another; one side alone is only_one.

    Where a side has a range, a bound or a mask, nothing is said of agreement: a mask is no number, and least of all zero.
    """
    held = pd.concat([part["status"].isin(_HELD).rename(number) for number, part in enumerate(parts)], axis=1).fillna(False).astype(bool)
    single = pd.concat([_single(side, part).rename(number) for number, (side, part) in enumerate(zip(sides, parts, strict=True))], axis=1)
    held = held[held.any(axis=1)]
    single = single.loc[held.index]
    same = single.astype("str").where(single.notna()).nunique(axis=1) == 1
    verdict = pd.Series(unequal, held.index, dtype="object").mask(same, equal)
    return verdict.mask((held & single.isna()).any(axis=1), "no_single_figure").where(held.sum(axis=1) > 1, "only_one")


def differences(sides: Sequence[Side]) -> pd.DataFrame:
    """A row a place that at least one side has: ``name`` and ``verdict``.

    The verdict is agreeing, differing, both (of unlike kinds, which cannot agree), no_single_figure (a side has a range or a
    mask) or only_one.
    """
    frames = [map_rows.drawn(indicator, source, group, year).set_index("place") for indicator, source, group, year in sides]
    verdicts = _verdicts(sides, frames, *(("agreeing", "differing") if alike(sides) else ("both", "both")))
    names = pd.concat([frame["name"] for frame in frames]).groupby(level=0).first()
    return pd.DataFrame({"name": names[verdicts.index], "verdict": verdicts}).sort_values("name")


def history(side: Side, place: str) -> pd.DataFrame:
    """The rows of a source for an indicator, a group and a place, by year, each with its ``status``; inferred rows are left out."""
    indicator, source, group, _ = side
    rows = choices.rows(indicator, source)
    mine = rows[(rows["group"] == group) & (rows["place"] == place) & (rows["basis"] != "inferred")]
    return mine.assign(status=map_rows.status(vocabulary.indicators()[indicator], mine)).sort_values("stop")


def inferred(side: Side, place: str) -> int:
    """How many inferred rows ``history`` leaves out."""
    indicator, source, group, _ = side
    rows = choices.rows(indicator, source)
    return int(((rows["group"] == group) & (rows["place"] == place) & (rows["basis"] == "inferred")).sum())


def spread(sides: Sequence[Side], place: str) -> tuple[int, int] | None:
    """The first and the last year for which a side has a row of a place; None where none has."""
    years = pd.concat([history(side, place)["stop"] for side in sides])
    return (int(years.min()), int(years.max())) if len(years) else None


def by_year(sides: Sequence[Side], place: str) -> pd.DataFrame:
    """A row a year that at least one side has for a place, with its ``verdict``.

    Numbers of unlike indicators cannot agree; where they are the same number, the verdict says that alone.
    """
    parts = [history(side, place).drop_duplicates("stop", keep="last").set_index("stop") for side in sides]
    counted = len({vocabulary.indicators()[indicator].unit for indicator, *_ in sides}) == 1
    unlike = ("same_number" if counted else "both", "both")
    verdicts = _verdicts(sides, parts, *(("agreeing", "differing") if alike(sides) else unlike))
    return verdicts.rename("verdict").to_frame().sort_index()


def kinds(sides: Sequence[Side]) -> list[str]:
    """The kinds of knowledge of the sides, each once."""
    return list(dict.fromkeys(vocabulary.indicators()[indicator].kind for indicator, *_ in sides))
