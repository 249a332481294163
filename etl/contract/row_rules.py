"""The rules that every row of the tables keeps; the first row that breaks one stops the build and is named.

A rule is a name for the problem, a remedy, and a function that marks the rows at fault.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from etl.contract import vocabulary
from etl.contract.errors import RuleError

Marks = Callable[[pd.DataFrame], pd.Series]
_ONE_BOUND = ("at_least", "at_most", "masked")
_NO_BOUND = ("none_published", "not_seen", "approximate")
_RANGES = ("conflicting", "producer_range")
_TWO_BOUNDS = ("producer_range", "ci_68", "ci_90", "ci_95", "conflicting")
_WHOLE = (
    "persons",
    "persons_per_year",
    "usd",
    "usd_once",
    "usd_per_person",
    "usd_once_per_person",
    "parties",
    "cases",
    "countries",
    "case_files",
    "incidents",
    "reports",
    "decisions",
    "letters",
)


@dataclass(frozen=True)
class Rule:
    """A rule of a table: what is wrong with a row that breaks it, and what to do."""

    problem: str
    remedy: str
    broken: Marks


def _blank(column: str) -> Rule:
    return Rule(f"the {column} is missing", f"Every row states its {column}.", lambda rows: rows[column].fillna("").str.strip() == "")


def _unknown(column: str, group: str) -> Rule:
    words = ", ".join(vocabulary.terms(group))
    return Rule(f"unknown {column}", f"Use one of {words}.", lambda rows: ~rows[column].isin(list(vocabulary.terms(group))))


def _outside(rows: pd.DataFrame, column: str) -> pd.Series:
    known = vocabulary.indicators()
    low = rows["indicator"].map({code: indicator.minimum for code, indicator in known.items()}).astype("float64")
    high = rows["indicator"].map({code: indicator.maximum for code, indicator in known.items()}).astype("float64")
    return (rows[column] < low) | (rows[column] > high)


def _fraction(rows: pd.DataFrame) -> pd.Series:
    values = rows[["value", "value_low", "value_high"]]
    return rows["unit"].isin(_WHOLE) & ((values % 1) > 0).any(axis=1)


def _fraction_of_people(rows: pd.DataFrame) -> pd.Series:
    counts = rows[["count", "count_low", "count_high"]]
    return ((counts % 1) > 0).any(axis=1) | (counts < 0).any(axis=1)


def _impossible_years(rows: pd.DataFrame) -> pd.Series:
    return (rows["year_start"] > rows["year_end"]) | (rows["year_start"] < 1900) | (rows["year_end"] > 2100)


def _duplicated(column: str) -> Rule:
    remedy = "Keep one of the two rows, or tell them apart by year, form, sex or age."
    return Rule("the row appears twice", remedy, lambda rows: rows[column].duplicated())


def _impossible(rows: pd.DataFrame) -> pd.Series:
    values = rows[["value", "value_low", "value_high"]]
    too_many = (rows["unit"] == "per_1000") & (values > 1000).any(axis=1)
    too_many |= (rows["unit"] == "percent") & (values > 100).any(axis=1) & ~rows["indicator"].isin(_BEYOND_100)
    return too_many | (values < 0).any(axis=1)


_BEYOND_100 = ("other_count",)
_YEARS = "Years lie between 1900 and 2100, the first not after the last."
RULES: Mapping[str, tuple[Rule, ...]] = {
    "estimates": (
        _blank("locator"),
        _blank("as_printed"),
        _unknown("sex", "sex"),
        _unknown("age", "age"),
        _unknown("form", "form"),
        _unknown("range_kind", "range_kind"),
        _unknown("basis", "basis"),
        _unknown("unit", "unit"),
        Rule("the years are impossible", _YEARS, _impossible_years),
        Rule(
            "there is neither a figure nor a lone bound",
            "Give the figure as printed.",
            lambda rows: rows["value"].isna() & ~rows["range_kind"].isin((*_ONE_BOUND, *_RANGES)),
        ),
        Rule(
            "the lower bound is above the upper",
            "Exchange the bounds as the source prints them.",
            lambda rows: rows["value_low"] > rows["value_high"],
        ),
        Rule(
            "the figure lies outside its bounds",
            "Compare the figure and its bounds with the source.",
            lambda rows: (rows["value"] < rows["value_low"]) | (rows["value"] > rows["value_high"]),
        ),
        Rule(
            "a bound is given although none is known",
            "Leave the bounds empty, or name the kind of range.",
            lambda rows: rows["range_kind"].isin(_NO_BOUND) & rows[["value_low", "value_high"]].notna().any(axis=1),
        ),
        Rule(
            "a bound of the range is missing",
            "Give both bounds, or another kind of range.",
            lambda rows: rows["range_kind"].isin(_TWO_BOUNDS) & rows[["value_low", "value_high"]].isna().any(axis=1),
        ),
        Rule(
            "a masked row has a figure",
            "Leave the figure empty and give its bounds.",
            lambda rows: (rows["range_kind"] == "masked") & rows["value"].notna(),
        ),
        Rule("people and dollars are whole numbers", "Write the figure out in full.", _fraction),
        Rule("the figure is impossible for its unit", "Check the unit and the figure.", _impossible),
        _duplicated("estimate_id"),
    ),
    "flows": (
        _blank("locator"),
        _blank("as_printed"),
        _blank("origin"),
        _blank("destination"),
        _unknown("sex", "sex"),
        _unknown("age", "age"),
        _unknown("form", "form"),
        _unknown("range_kind", "range_kind"),
        _unknown("evidence", "evidence"),
        _unknown("kind", "flow_kind"),
        _unknown("basis", "basis"),
        Rule(
            "there is neither a count nor a bound",
            "Give the count as printed.",
            lambda rows: rows[["count", "count_low", "count_high"]].isna().all(axis=1),
        ),
        Rule("the lower bound is above the upper", "Exchange the bounds.", lambda rows: rows["count_low"] > rows["count_high"]),
        Rule(
            "a bound is given although none is known",
            "Leave the bounds empty, or name the kind of range.",
            lambda rows: rows["range_kind"].isin(_NO_BOUND) & rows[["count_low", "count_high"]].notna().any(axis=1),
        ),
        Rule("a masked row has a count", "Leave the count empty and give its bounds.", lambda rows: rows["masked"] & rows["count"].notna()),
        Rule("the years are impossible", _YEARS, _impossible_years),
        Rule("people are whole numbers", "Write the count out in full.", _fraction_of_people),
        _duplicated("flow_id"),
    ),
    "ratings": (
        _blank("locator"),
        _blank("as_printed"),
        _unknown("basis", "basis"),
        Rule("the year is impossible", _YEARS, lambda rows: (rows["year"] < 1900) | (rows["year"] > 2100)),
        Rule("the score is outside its scale", "Compare the score with the source.", lambda rows: _outside(rows, "rank")),
        Rule("the range of ranks is upside down", "Exchange the ends.", lambda rows: rows["rank_low"] > rows["rank_high"]),
        _duplicated("rating_id"),
    ),
}


def check(table: str, frame: pd.DataFrame) -> None:
    """Hold every rule of a table (columns of the schema and ``where``); raises RuleError naming the first row at fault."""
    for rule in RULES.get(table, ()):
        broken = rule.broken(frame)
        if broken.any():
            row = frame[broken].iloc[0]
            more = f" (and {int(broken.sum()) - 1} more rows)" if broken.sum() > 1 else ""
            place = row["place"] if "place" in row else f"{row['origin']} to {row['destination']}"
            raise RuleError(row["source_id"], f"{row['where']}, {row['indicator']}, {place}", rule.problem + more, rule.remedy)
