"""How far the answers of each group are apart: one factor where they count the same thing, else why there is none."""

from typing import NamedTuple

import pandas as pd

from etl.contract.row_figures import masked
from etl.queries import answers
from layouts import format as words


class GroupNote(NamedTuple):
    """A group: what it counts, how many answers it has, and how far they are apart."""

    name: str
    size: int
    text: str


def _extremes(group: pd.DataFrame) -> str:
    """The lowest and the highest number of a group, with their years where both are stated and differ: they are no rival answers."""
    ends = group[["value", "value_low", "value_high"]].astype("float")
    low, high = group.iloc[int(ends.min(axis=1).argmin())], group.iloc[int(ends.max(axis=1).argmax())]
    years = [words.period(int(row["year_start"]), int(row["year_end"])) for row in (low, high)]
    if years[0] == years[1] or not (low["year_stated"] and high["year_stated"]):
        return "The lowest and the highest number"
    return f"The lowest number ({years[0]}) and the highest ({years[1]})"


def _difference(group: pd.DataFrame, size: int) -> str:
    """How far the answers with a number are apart; ``size``: how many answers the group has with those that are masked."""
    if len(group) < 2:
        return f"{'One answer' if size == 1 else 'One answer with a number'}; nothing to compare it with."
    factor, differences = answers.factor(group), answers.differ_in(group)
    aside = f", leaving aside differences in {' and '.join(differences)}" if differences else ""
    if factor is None:
        return "These answers do not count the same thing; no factor is stated."
    if factor < 1.005:
        return "All answers give the same number."
    if factor < 1.05:
        return f"The answers differ by less than 5 per cent{aside}."
    return f"{_extremes(group)} differ by a factor of {words.plain(factor, 2)}{aside}."


def comparison(group: pd.DataFrame) -> str:
    """How far the answers of a group are apart, and how many are masked."""
    counted = group[~masked(group)]
    masks = len(group) - len(counted)
    return _difference(counted, len(group)) + (f" Masked answers, which have no number: {masks}." if masks else "")


def group_notes(rows: pd.DataFrame) -> tuple[GroupNote, ...]:
    """The note of each group, in their order."""
    by_year = rows.sort_values(["year_end", "published_year", "number", "estimate_id"])
    groups = (group for _, group in by_year.groupby("group_order", sort=True))
    return tuple(GroupNote(group["answer_group"].iloc[0], len(group), comparison(group)) for group in groups)
