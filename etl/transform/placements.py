"""Settles what is said of a placement in several texts and lists: the most trusted statement stands, the others are told.

Statements are rows of ``place``, ``year``, ``rating`` (a word of a scale, or several joined by '|'), ``trust`` (see Trust),
``order`` (which of equally trusted ones comes first), ``says`` (pairs of rating and name of the copy) and ``where``.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum

import pandas as pd

KEY = ["place", "year"]


class Trust(IntEnum):
    """In which order statements are trusted; what merely repeats a report never stands for a placement."""

    DIRECT = 0  # a report on its own year
    LATER = 1  # a later report on that year
    LISTED = 2
    DERIVED = 3
    REPEATED = 4


def _tiers(rows: pd.DataFrame) -> list[frozenset[str]]:
    return [frozenset(rating.split("|")) for rating in rows["rating"]]


def _ruled_out(statements: pd.DataFrame) -> pd.Series:
    """Whether a later report that leaves several tiers open leaves this one out."""
    tiers = pd.Series(_tiers(statements), statements.index)
    open_ = (statements["trust"] == Trust.LATER) & (tiers.map(len) > 1)
    left = dict(tiers[open_].groupby([statements.loc[open_, column] for column in KEY]).agg(lambda sets: frozenset.intersection(*sets)))
    keys = zip(statements["place"], statements["year"], tiers, strict=True)
    apart = [not left.get((place, year), said) & said for place, year, said in keys]
    return pd.Series(apart, statements.index) & (statements["trust"] > Trust.LATER)


def resolved_placements(statements: pd.DataFrame) -> pd.DataFrame:
    """For each place and year the most trusted statement of one tier, else a list's of two.

    A later report that leaves several tiers open states none: it only rules out what lists and reasoning say against it.
    """
    several = statements["rating"].str.contains("|", regex=False)
    stands = (statements["trust"] < Trust.REPEATED) & (~several | (statements["trust"] == Trust.LISTED)) & ~_ruled_out(statements)
    ranked = statements.assign(several=several)[stands].sort_values([*KEY, "several", "trust", "order"], kind="stable")
    return ranked.drop_duplicates(KEY).drop(columns="several")


def _grouped(said: dict[str, list[str]], says: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Add what copies say to ``said`` (rating -> copies), no copy twice."""
    for rating, copy in says:
        if copy not in said.setdefault(rating, []):
            said[rating].append(copy)
    return said


def _in_words(rating: str, said: Mapping[str, list[str]], names: Mapping[str, str]) -> str:
    """What the copies say of a placement, its own ``rating`` first; '' where they agree."""
    if len(said) < 2:
        return ""
    first = sorted(said, key=lambda found: found != rating)
    parts = (f"{' or '.join(names[code] for code in found.split('|'))} in {', '.join(said[found])}" for found in first)
    return "Copies of the report disagree: " + "; ".join(parts) + "."


def disagreement_caveats(placed: pd.DataFrame, statements: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """In words (``names`` of the ratings), for each settled row, what is said of it that cannot be true with it; '' where nothing is."""
    chosen = dict(zip(zip(placed["place"], placed["year"], strict=True), _tiers(placed), strict=True))
    said = {key: _grouped({}, says) for key, says in zip(chosen, placed["says"], strict=True)}
    for place, year, says, tiers in zip(*(statements[column] for column in (*KEY, "says")), _tiers(statements), strict=True):
        if (place, year) in chosen and (len(says) > 1 or not chosen[place, year] & tiers):
            _grouped(said[place, year], says)
    return [_in_words(rating, said[key], names) for rating, key in zip(placed["rating"], chosen, strict=True)]


def left_out(placed: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The places and years of which something is said, but of which no statement stands: ``where, why``."""
    first = statements.drop_duplicates(KEY).set_index(KEY)
    lost = first[~first.index.isin(placed.set_index(KEY).index)]
    return lost[["where"]].assign(why="no report or list that was seen settles the tier").reset_index(drop=True)
