"""Decides between the statements of several texts and lists on one placement: the most trusted one wins, the others become caveats.

Statements are rows of ``place``, ``year``, ``rating`` (a word of a scale, or several joined by '|'), ``trust`` (see Trust),
``order`` (which of equally trusted ones comes first), ``says`` (pairs of rating and name of the copy) and ``where``.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import reduce
from operator import and_

import pandas as pd

KEY = ["place", "year"]


class Trust(IntEnum):
    """The order in which statements are trusted; one that merely repeats a report never decides a placement."""

    DIRECT = 0  # a report on its own year
    LATER = 1  # a later report on that year
    LISTED = 2
    DERIVED = 3
    REPEATED = 4


def _tiers(rows: pd.DataFrame) -> list[frozenset[str]]:
    return [frozenset(rating.split("|")) for rating in rows["rating"]]


def _ruled_out(statements: pd.DataFrame) -> pd.Series:
    """Which statements are excluded by a later report that leaves several tiers open, this one not among them."""
    tiers = pd.Series(_tiers(statements), statements.index)
    several = (statements["trust"] == Trust.LATER) & (tiers.map(len) > 1)
    keys = [statements.loc[several, column] for column in KEY]
    possible = dict(tiers[several].groupby(keys).agg(lambda sets: reduce(and_, sets)))
    rows = zip(statements["place"], statements["year"], tiers, strict=True)
    excluded = [not possible.get((place, year), stated) & stated for place, year, stated in rows]
    return pd.Series(excluded, statements.index) & (statements["trust"] > Trust.LATER)


def resolved_placements(statements: pd.DataFrame) -> pd.DataFrame:
    """For each place and year the most trusted statement of one tier, else the one of a list that leaves two open.

    A later report that leaves several tiers open decides none: it only rules out what lists and reasoning say against it.
    """
    several = statements["rating"].str.contains("|", regex=False)
    usable = (statements["trust"] < Trust.REPEATED) & (~several | (statements["trust"] == Trust.LISTED)) & ~_ruled_out(statements)
    ranked = statements.assign(several=several)[usable].sort_values([*KEY, "several", "trust", "order"], kind="stable")
    return ranked.drop_duplicates(KEY).drop(columns="several")


def _add_copies(copies: dict[str, list[str]], says: Iterable[tuple[str, str]]) -> None:
    """Add pairs of rating and copy to ``copies`` (rating -> copies), each copy once."""
    for rating, copy in says:
        if copy not in copies.setdefault(rating, []):
            copies[rating].append(copy)


def _in_words(rating: str, copies: Mapping[str, list[str]], names: Mapping[str, str]) -> str:
    """What the copies say of a placement, its own ``rating`` first; '' where they agree."""
    if len(copies) < 2:
        return ""
    ratings = sorted(copies, key=lambda other: other != rating)
    parts = (f"{' or '.join(names[code] for code in other.split('|'))} in {', '.join(copies[other])}" for other in ratings)
    return "Copies of the report disagree: " + "; ".join(parts) + "."


def disagreement_caveats(placed: pd.DataFrame, statements: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """For each placed row the statements that contradict it, in words (``names`` of the ratings); '' where there are none."""
    chosen = dict(zip(zip(placed["place"], placed["year"], strict=True), _tiers(placed), strict=True))
    copies: dict[tuple[str, str], dict[str, list[str]]] = {key: {} for key in chosen}
    for key, says in zip(chosen, placed["says"], strict=True):
        _add_copies(copies[key], says)
    for place, year, says, tiers in zip(*(statements[column] for column in (*KEY, "says")), _tiers(statements), strict=True):
        if (place, year) in chosen and (len(says) > 1 or not chosen[place, year] & tiers):
            _add_copies(copies[place, year], says)
    return [_in_words(rating, copies[key], names) for rating, key in zip(placed["rating"], chosen, strict=True)]


def left_out(placed: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The places and years whose statements do not decide a placement: ``where, why``."""
    first = statements.drop_duplicates(KEY).set_index(KEY)
    undecided = first[~first.index.isin(placed.set_index(KEY).index)]
    return undecided[["where"]].assign(why="no report or list that was seen settles the tier").reset_index(drop=True)
