"""The rules for the rows of the tables: those that its fields state in schema.toml, and those between fields.

A rule is a name for the problem, a remedy, and a function that marks the rows at fault.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import MASKED, masked
from etl.contract.schema import Field

Marks = Callable[[pd.DataFrame], pd.Series]
_LONE_BOUND = ("at_least", "at_most", MASKED)
_NO_BOUND = ("none_published", "not_seen", "approximate")
_RANGES = ("conflicting", "producer_range")
_TWO_BOUNDS = (*_RANGES, "ci_68", "ci_90", "ci_95")
_WHOLE = (
    *("persons", "persons_per_year", "usd", "usd_once", "usd_per_person", "usd_once_per_person", "parties", "cases", "countries"),
    *("case_files", "incidents", "reports", "decisions", "letters"),
)
# Indicators whose percentages may exceed 100.
_BEYOND_100 = ("other_count",)


@dataclass(frozen=True)
class Rule:
    """A rule of a table: what is wrong with a row that breaks it, and what to do."""

    problem: str
    remedy: str
    broken: Marks


def _of_fields(fields: Sequence[Field]) -> Iterator[Rule]:
    """The rules that fields state: text that must not be blank, and words of the vocabulary."""
    for name in (field.name for field in fields if field.filled):
        yield Rule(f"the {name} is missing", f"Every row states its {name}.", _blank(name))
    for field in (field for field in fields if field.words):
        words = list(vocabulary.terms(field.words))
        yield Rule(f"unknown {field.name}", f"Use one of {', '.join(words)}.", _not_among(field.name, words))


def _blank(column: str) -> Marks:
    return lambda rows: rows[column].fillna("").str.strip() == ""


def _not_among(column: str, words: list[str]) -> Marks:
    return lambda rows: ~rows[column].isin(words)


def _impossible_years(first: str, last: str) -> Rule:
    remedy = "Years lie between 1900 and 2100, the first not after the last."
    return Rule("the years are impossible", remedy, lambda rows: (rows[first] > rows[last]) | (rows[first] < 1900) | (rows[last] > 2100))


def _repeated(column: str) -> Rule:
    remedy = "Keep one of the two rows, or tell them apart by year, form, sex or age."
    return Rule("duplicate row", remedy, lambda rows: rows[column].duplicated())


def _of_bounds(figure: str, name: str) -> Iterator[Rule]:
    """The rules between a figure (called ``name`` in messages) and its bounds."""
    low, high = f"{figure}_low", f"{figure}_high"
    yield Rule("the lower bound is above the upper", "Exchange the bounds as the source prints them.", lambda rows: rows[low] > rows[high])
    yield Rule(
        "a bound is given although none is known",
        "Leave the bounds empty, or name the kind of range.",
        lambda rows: rows["range_kind"].isin(_NO_BOUND) & rows[[low, high]].notna().any(axis=1),
    )
    remedy = f"Leave the {name} empty and give its bounds."
    yield Rule(f"a masked row has a {name}", remedy, lambda rows: masked(rows) & rows[figure].notna())


def _impossible(rows: pd.DataFrame) -> pd.Series:
    values = rows[["value", "value_low", "value_high"]]
    too_many = (rows["unit"] == "per_1000") & (values > 1000).any(axis=1)
    too_many |= (rows["unit"] == "percent") & (values > 100).any(axis=1) & ~rows["indicator"].isin(_BEYOND_100)
    return too_many | (values < 0).any(axis=1)


def _fraction(rows: pd.DataFrame) -> pd.Series:
    return rows["unit"].isin(_WHOLE) & ((rows[["value", "value_low", "value_high"]] % 1) > 0).any(axis=1)


def _fraction_of_people(rows: pd.DataFrame) -> pd.Series:
    counts = rows[["count", "count_low", "count_high"]]
    return ((counts % 1) > 0).any(axis=1) | (counts < 0).any(axis=1)


def _off_scale(rows: pd.DataFrame) -> pd.Series:
    known = vocabulary.indicators()
    low = rows["indicator"].map({code: indicator.minimum for code, indicator in known.items()}).astype("float64")
    high = rows["indicator"].map({code: indicator.maximum for code, indicator in known.items()}).astype("float64")
    return (rows["rank"] < low) | (rows["rank"] > high)


_BETWEEN_FIELDS: Mapping[str, tuple[Rule, ...]] = {
    "estimates": (
        _impossible_years("year_start", "year_end"),
        Rule(
            "there is neither a figure nor a lone bound",
            "Give the figure as printed.",
            lambda rows: rows["value"].isna() & ~rows["range_kind"].isin((*_LONE_BOUND, *_RANGES)),
        ),
        *_of_bounds("value", "figure"),
        Rule(
            "the figure lies outside its bounds",
            "Compare the figure and its bounds with the source.",
            lambda rows: (rows["value"] < rows["value_low"]) | (rows["value"] > rows["value_high"]),
        ),
        Rule(
            "a bound of the range is missing",
            "Give both bounds, or another kind of range.",
            lambda rows: rows["range_kind"].isin(_TWO_BOUNDS) & rows[["value_low", "value_high"]].isna().any(axis=1),
        ),
        Rule("people and dollars are whole numbers", "Write the figure out in full.", _fraction),
        Rule("the figure is impossible for its unit", "Check the unit and the figure.", _impossible),
    ),
    "flows": (
        Rule(
            "there is neither a count nor a bound",
            "Give the count as printed.",
            lambda rows: rows[["count", "count_low", "count_high"]].isna().all(axis=1),
        ),
        *_of_bounds("count", "count"),
        _impossible_years("year_start", "year_end"),
        Rule("people are whole numbers", "Write the count out in full.", _fraction_of_people),
    ),
    "ratings": (
        _impossible_years("year", "year"),
        Rule("the score is outside its scale", "Compare the score with the source.", _off_scale),
        Rule("the lowest rank is above the highest", "Exchange the ends.", lambda rows: rows["rank_low"] > rows["rank_high"]),
    ),
}


def rules(table: str, fields: Sequence[Field]) -> tuple[Rule, ...]:
    """All rules of a table, in the order in which they are checked; its first field must not repeat."""
    return (*_of_fields(fields), *_BETWEEN_FIELDS[table], _repeated(fields[0].name))
