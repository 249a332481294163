"""What an edition changed against the one that it revises, cell by cell.

Only what both editions show is compared. A cell that is masked in one of them is said to be masked, without a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

import numpy as np
import pandas as pd

from etl.contract.row_figures import masked
from etl.queries.atlas import atlas
from etl.queries.place_summary import names

KINDS = ("same", "changed", "added", "withdrawn", "masked_now", "masked_before", "zero_now", "masked_in_both")
_KEY = ["indicator", "place", "year_end", "form", "sex", "age", "quarter"]
_FIGURES = ["value", "value_low", "value_high"]


@cache
def _revised() -> Mapping[str, str]:
    return dict(zip(atlas()["sources"]["source_id"], atlas()["sources"]["revises"], strict=True))


def revised(source: str) -> str:
    """The identifier of the edition that a source revises; '' where it revises none."""
    return _revised()[source]


def _cells(source: str) -> pd.DataFrame:
    table = atlas()["estimates"]
    table = table[table["source_id"] == source]
    printed = table["as_printed"].cat.set_categories(table["as_printed"].cat.categories.union([""]))
    cells = table[[*_KEY, *_FIGURES]].assign(quarter=table["quarter"].fillna(-1).astype("int64"), row=table.index)
    return cells.assign(reading=printed.mask(masked(table), ""), printed=printed)


def _kinds(both: pd.DataFrame) -> "np.ndarray[Any, np.dtype[np.str_]]":
    before, after = both["reading_before"], both["reading_after"]
    ends = [both[f"{name}_before"] == both[f"{name}_after"] for name in _FIGURES]
    kinds = {
        "added": before.isna(),
        "withdrawn": after.isna(),
        "masked_in_both": (before == "") & (after == ""),
        "masked_now": after == "",
        "zero_now": (before == "") & (after == "0"),
        "masked_before": before == "",
        "same": (before == after) | ends[0] | (ends[1] & ends[2]),
    }
    return np.select(list(kinds.values()), list(kinds), "changed")


def latest(source: str) -> str:
    """The identifier of the last edition that revises a source, step by step; '' where none does."""
    revisers = {before: after for after, before in _revised().items() if before}
    last = ""
    while source in revisers:
        last = source = revisers[source]
    return last


def earlier(source: str) -> list[str]:
    """The identifiers of the editions that a source revises, step by step, the latest of them first."""
    editions: list[str] = []
    while before := revised(editions[-1] if editions else source):
        editions.append(before)
    return editions


def _both(earlier: str, later: str) -> pd.DataFrame:
    """Every cell of two editions, with ``reading`` ('' where masked) and ``value`` before and after, and the kind of change.

    ``row``: the labels of the rows in the table estimates, missing where an edition has none.
    """
    both = _cells(earlier).merge(_cells(later), "outer", _KEY, suffixes=("_before", "_after"))
    return both.assign(kind=pd.Categorical(_kinds(both)))


@cache
def _compared(source: str) -> pd.DataFrame:
    earlier = revised(source)
    if not earlier:
        return pd.DataFrame(columns=[*_KEY, "reading_before", "value_before", "reading_after", "value_after", "kind"])
    return _both(earlier, source)


def _of_editions(before: str, after: str) -> pd.DataFrame:
    """Every cell of two editions of which one follows the other, at once or not."""
    return _compared(after) if revised(after) == before else _both(before, after)


@cache
def _changed(source: str) -> pd.DataFrame:
    cells = _compared(source)
    return cells[~cells["kind"].isin(["same", "masked_in_both"]) & (cells["quarter"] == -1)]


@cache
def _positions(source: str) -> "Mapping[tuple[str, ...], np.ndarray[Any, Any]]":
    """Where the changed cells of an indicator, a group and a year are."""
    views = _changed(source).groupby(["indicator", "form", "sex", "age", "year_end"], observed=True)
    indices = cast("Mapping[tuple[object, ...], np.ndarray[Any, Any]]", views.indices)
    return {tuple(map(str, key)): positions for key, positions in indices.items()}


def changes(indicator: str, source: str, group: str, year: int) -> pd.DataFrame:
    """The cells of an indicator, a group (form.sex.age) and a year that an edition changed.

    Columns ``place, name, before, after, difference, kind``; ``before`` and ``after`` are as printed, '' where the cell is
    masked or not there; ``difference`` only where both are printed numbers. Cells that read the same, or are masked in both,
    are left out. Empty for a source that revises none.
    """
    cells = _changed(source)
    positions = _positions(source).get((indicator, *group.split("."), str(year)))
    cells = (cells.head(0) if positions is None else cells.iloc[positions]).astype({"place": "str"})
    return pd.DataFrame(
        {
            "place": cells["place"],
            "name": cells["place"].map(names()),
            "before": cells["reading_before"].astype("object").fillna(""),
            "after": cells["reading_after"].astype("object").fillna(""),
            "difference": (cells["value_after"] - cells["value_before"]).astype("float64"),
            "kind": cells["kind"].astype("str"),
        }
    ).sort_values("name", ignore_index=True)


def summary(source: str) -> Mapping[str, int]:
    """How many cells of both editions, over all years and groups, are of each kind of ``KINDS``."""
    counted = _compared(source)["kind"].value_counts()
    return {kind: int(counted.get(kind, 0)) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What another edition says of the cell of a row: which edition, whether it is the later one, and its figure.

    ``kind`` is one of ``KINDS``; ``printed`` is the figure of the other edition, '' where that has none or a mask, and
    ``mask`` its mask as printed, '' where it has none. A figure that the later edition masks or no longer has is not
    repeated beside it.
    """

    source: str
    later: bool
    kind: str
    printed: str
    mask: str = ""


def _disagreeing(both: pd.DataFrame, other: str, *, later: bool) -> dict[str, Disagreement]:
    own, theirs = ("before", "after") if later else ("after", "before")
    differing = both[~both["kind"].isin(["same", "masked_in_both", "added"]) & both[f"row_{own}"].notna()]
    printed = differing[f"reading_{theirs}"].astype("object").fillna("")
    printed = printed if later else printed.where(differing["kind"] == "changed", "")
    masks = differing[f"printed_{theirs}"].astype("object").where(differing[f"reading_{theirs}"] == "", "")
    alike = cache(partial(Disagreement, other, later))  # few say something of their own
    rows = atlas()["estimates"]["estimate_id"].loc[differing[f"row_{own}"]]
    return dict(zip(rows, map(alike, differing["kind"], printed, masks), strict=True))


@cache
def disagreements() -> Mapping[str, Disagreement]:
    """Where editions of one source disagree, by the row of either: an earlier one with the last, a later one with those before.

    Of several editions before it, the latest that differs.
    """
    by_row: dict[str, Disagreement] = {}
    for source in _revised():
        for before in reversed(earlier(source)):
            by_row |= _disagreeing(_of_editions(before, source), before, later=False)
    for source in _revised():
        if last := latest(source):
            by_row |= _disagreeing(_of_editions(source, last), last, later=True)
    return by_row
