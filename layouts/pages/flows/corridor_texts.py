"""Corridors in words: numbers as ranges where counts are masked, sums, classes of lines, and how far two series differ."""

import itertools
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts.figures import flow_map


def spans() -> list[str]:
    """The classes of lines in words: how many people or cases each stands for."""
    bounds = flow_map.BOUNDS
    return [f"{low:,} to {high - 1:,}" for low, high in itertools.pairwise(bounds)] + [f"{bounds[-1]:,} or more"]


def number(low: float, high: float) -> str:
    """A number, or the range that a sum with masked counts has: '565', '565 to 573'."""
    if pd.isna(low) or pd.isna(high):
        return f"at least {low:,.0f}" if pd.isna(high) else f"at most {high:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def total(rows: pd.DataFrame, counted: str) -> str:
    """The people or cases (``counted``) of corridors added up, as a range where some of their counts are masked."""
    return f"{number(rows['low'].sum(skipna=False), rows['high'].sum(skipna=False))} {counted}"


def coming_from(origin: str) -> str:
    """An origin, or the group that a source names in its place: 'from Nepal', 'from an unknown country', 'other citizenships'."""
    groups = {term.label: code for code, term in vocabulary.terms("origin_group").items()}
    if groups.get(origin) == "unknown":
        return "from an unknown country"
    return f"{origin[0].lower()}{origin[1:]}" if origin in groups else f"from {words.in_sentence(origin)}"


def drawn_of(rows: pd.DataFrame, matching: pd.DataFrame) -> str:
    """How many of the matching corridors are among the rows: '100 of 1,110 corridors'."""
    if len(rows) < len(matching):
        return f"{len(rows):,} of {len(matching):,} corridors"
    return words.counted(len(rows), "corridor") if len(rows) else "no corridor"


def _how_many(rows: pd.DataFrame, matching: pd.DataFrame, counted: str) -> str:
    """How many of the matching corridors are among the rows, and how many people or cases they count."""
    if len(rows) < len(matching):
        return f"{drawn_of(rows, matching)} shown: {total(rows, counted)} counted, out of {total(matching, counted)}."
    return f"{drawn_of(rows, matching)}: {total(rows, counted)} counted." if len(rows) else "No corridor."


def uncounted_only(rows: pd.DataFrame) -> str:
    """What there is of corridors of which no count above zero is printed: 'masked counts only'; '' for others, and for none."""
    counted = (rows["count"] > 0) | ((rows["masked"] == 0) & (rows["high"] != 0))
    if rows.empty or counted.any():
        return ""
    zeros = (rows["masked"] < rows["cells"]).any()
    return " and ".join(["masked counts"] * bool(rows["masked"].any()) + ["printed zeros"] * bool(zeros)) + " only"


def sums(rows: pd.DataFrame, matching: pd.DataFrame, *, counted: str, omitted: int, totals: int) -> str:
    """How much of a series is drawn, and what is not in the sums; arguments as in ``SeriesScene``, ``totals`` their number."""
    sentences = [_how_many(rows, matching, counted)]
    if masked := int(rows["masked"].sum()):
        cells = f"{masked:,} of {rows['cells'].sum():,} yearly counts {'is' if masked == 1 else 'are'} masked by the publisher"
        sentences.append(f"{cells}; the sums include each as a range.")
    if omitted:
        further = words.counted(omitted, "more corridor has", "more corridors have")
        sentences.append(f"{further} only masked counts, or masked counts and zeros.")
    unplaced = rows[~rows["drawn"]]
    if len(unplaced):
        lines = words.counted(len(unplaced), "row cannot be drawn on the map and is", "rows cannot be drawn on the map and are")
        sentences.append(f"{lines} only in the table and the Sankey diagram ({total(unplaced, counted)}).")
    if totals:
        printed = words.counted(totals, "printed total is", "printed totals are")
        sentences.append(f"{printed} listed in the table and not included in sums.")
    return " ".join(sentences)


def _difference(row: Any, inside: str, counted: tuple[str, str]) -> str:
    """How far two series are apart on a corridor: 'A to B: 5,299 people against 391 people (13.6 times)'."""
    times = "" if pd.isna(row.factor) else f" ({row.factor:.1f} times)"
    counts = f"{number(row.low_one, row.high_one)} {counted[0]} against {number(row.low_other, row.high_other)} {counted[1]}"
    is_inside = row.origin_name == row.destination_name
    return f"{row.origin_name}{f', {inside}' if is_inside else f' to {words.in_sentence(row.destination_name)}'}: {counts}{times}"


def comparison(both: pd.DataFrame, period: str, *, inside: str, counted: tuple[str, str]) -> str:
    """Where two series differ most; ``both``: the corridors that both count in the period, the widest apart first.

    ``period``: 'in 2018', 'from 2015 to 2018'; ``inside``: what a corridor within a country is called; ``counted``: what each counts.
    """
    if both.empty:
        return "The two series have no corridor in common in this view."
    common = f"{words.counted(len(both), 'corridor in this view', 'corridors in this view')} {period}"
    widest = "; ".join(_difference(row, inside, counted) for row in both[both["gap"] > 0].head(3).itertuples())
    difference = f"They differ most in: {widest}" if widest else "The printed counts are the same in both"
    return f"Both have {common}. {difference}. The series are never added up."
