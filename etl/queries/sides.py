"""Two to four sources next to each other, place by place: who has a figure, and where the figures agree."""

from collections.abc import Sequence

import pandas as pd

from etl import vocabulary
from etl.queries import choices, world

Side = tuple[str, str, str, int | None]
_HELD = ("figure", "range", "zero", "masked")


def alike(sides: Sequence[Side]) -> bool:
    """Whether the sides say the same indicator, so that their figures can agree or differ."""
    return len({indicator for indicator, *_ in sides}) == 1


def _one(side: Side) -> pd.DataFrame:
    indicator, source, group, year = side
    return world.drawn(indicator, source, group, year).set_index("place")


def _said(side: Side, frame: pd.DataFrame) -> pd.Series:
    column = "rating" if vocabulary.indicators()[side[0]].table == "ratings" else "value"
    return frame[column].where(frame["status"].isin(_HELD)) if column in frame else pd.Series(None, frame.index, dtype="object")


def differences(sides: Sequence[Side]) -> pd.DataFrame:
    """A row a place that at least one side has: ``name``, a column of numbers for each side, and ``verdict``.

    The verdict is agreeing, differing, both (of unlike kinds, which cannot agree) or only_one.
    """
    frames = [_one(side) for side in sides]
    said = pd.concat([_said(side, frame).rename(number) for number, (side, frame) in enumerate(zip(sides, frames, strict=True))], axis=1)
    said = said[said.notna().any(axis=1)]
    held = said.notna().sum(axis=1)
    equal = said.astype("str").where(said.notna()).nunique(axis=1) == 1
    both = pd.Series("differing", said.index).mask(equal, "agreeing") if alike(sides) else pd.Series("both", said.index)
    names = pd.concat([frame["name"] for frame in frames]).groupby(level=0).first()
    return said.assign(name=names[said.index], verdict=both.where(held > 1, "only_one")).sort_values("name")


def history(side: Side, place: str) -> pd.DataFrame:
    """The rows of a source for an indicator, a group and a place, by year; inferred rows are left out."""
    indicator, source, group, _ = side
    rows = choices.rows(indicator, source)
    mine = (rows["group"] == group) & (rows["place"] == place) & (rows["basis"] != "inferred")
    return rows[mine].sort_values("stop")


def spread(sides: Sequence[Side], place: str) -> tuple[int, int] | None:
    """The first and the last year for which a side has a row of a place; None where none has."""
    years = pd.concat([history(side, place)["stop"] for side in sides])
    return (int(years.min()), int(years.max())) if len(years) else None


def by_year(sides: Sequence[Side], place: str) -> pd.DataFrame:
    """A row a year that at least one side has for a place: a column for each side, and ``verdict``.

    Numbers of unlike indicators cannot agree; where they are the same number, the verdict says that alone.
    """
    columns = []
    for number, side in enumerate(sides):
        rows = history(side, place)
        column = "rating" if vocabulary.indicators()[side[0]].table == "ratings" else "value"
        columns.append(rows.drop_duplicates("stop", keep="last").set_index("stop")[column].astype("object").rename(number))
    said = pd.concat(columns, axis=1).sort_index()
    held = said.notna().sum(axis=1)
    equal = said.astype("str").where(said.notna()).nunique(axis=1) == 1
    counted = len({vocabulary.indicators()[indicator].unit for indicator, *_ in sides}) == 1
    words = ("differing", "agreeing") if alike(sides) else ("both", "same_number" if counted else "both")
    verdict = pd.Series(words[0], said.index).mask(equal, words[1])
    return said.assign(verdict=verdict.where(held > 1, "only_one"))


def kinds(sides: Sequence[Side]) -> list[str]:
    """The kinds of knowledge of the sides, each once."""
    return list(dict.fromkeys(vocabulary.indicators()[indicator].kind for indicator, *_ in sides))
