"""The corridors of the flow page as rows that are passed on: sums as ranges where masked counts are among them, and totals apart."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.queries import corridors
from layouts.evidence.source_columns import SOURCE, with_source
from layouts.export import Column
from layouts.pages.flows import selection, texts
from layouts.pages.flows.state import FlowView

_HEADS = (
    ("origin", "text", "Code of the place people come from, or GROUP: and a word where the source names none."),
    ("destination", "text", "Code of the place where they were found or counted, or GROUP: and a word."),
    ("origin_name", "text", "Short English name of the origin."),
    ("destination_name", "text", "Short English name of the destination."),
    ("kind", "text", "corridor, or total: a row that repeats or adds up others of the source and is left out of sums."),
    (
        "status",
        "text",
        "figure, zero, range (several figures are printed), part_masked (some yearly counts are masked), masked (all are).",
    ),
    ("says", "text", "What the source says, in words; a masked count is said as its range."),
    ("count", "float", "Sum of the yearly counts, in persons; missing where one of them is masked or printed with several figures."),
    ("low", "float", "The sum at least, in persons, with masked counts at their lowest; missing where no bound is printed."),
    ("high", "float", "The sum at most, in persons; missing where no bound is printed."),
    ("cells", "int", "How many yearly counts the source has for the corridor in the period."),
    ("masked_cells", "int", "How many of them the publisher masks."),
    ("years", "int", "Number of years with a row."),
    ("first_year", "int", "First of these years."),
    ("last_year", "int", "Last of these years."),
    ("drawn", "flag", "Whether a map can draw the corridor: both ends are places on it."),
    ("series", "text", "The series: source and kind of evidence. Series are never added to one another."),
    ("source_id", "text", "Source of the counts."),
    ("indicator", "text", "What is counted."),
    ("evidence", "text", "What kind of evidence draws the line."),
    ("group", "text", "Form, sex and age of those counted."),
    ("caveat_ids", "texts", "All caveats that apply to the rows of the corridor."),
)
COLUMNS = (*(Column(*head) for head in _HEADS), *SOURCE)
_ENDS = ["origin", "destination"]


def status(shown: pd.DataFrame) -> pd.Series:
    """Whether the sum of each corridor is one figure, a printed zero, a range of printed figures, or partly or wholly masked."""
    said = pd.Series("figure", shown.index).mask(shown["high"] == 0, "zero").mask(shown["low"] != shown["high"], "range")
    said = said.mask(shown["masked"] > 0, "part_masked")
    return said.mask(shown["masked"] == shown["cells"], "masked")


def _says(row: Mapping[str, Any]) -> str:
    masked = f"{row['masked']} of {row['cells']} yearly counts masked by the publisher" if row["masked"] else ""
    return "; ".join(filter(None, (texts.people(row["low"], row["high"]), masked)))


@lru_cache(maxsize=64)
def _of_series(view: FlowView, code: str) -> pd.DataFrame:
    """The rows of a series: one a corridor shown, the largest first, then the totals that the source prints beside them."""
    entry, chosen = corridors.series()[code], selection.selection(view, code)
    rows = pd.concat([_corridors(view, code), _totals(chosen.totals)], ignore_index=True)
    return rows.astype({"drawn": "bool", "cells": "int64", "masked_cells": "int64"}).assign(
        group=selection.group_of(view, code),
        **{"series": code, "source_id": entry.source, "indicator": entry.indicator, "evidence": entry.evidence},
    )


def _corridors(view: FlowView, code: str) -> pd.DataFrame:
    chosen = selection.selection(view, code)
    tied = dict(iter(selection.behind(view, code).groupby(_ENDS, observed=True)))
    parts = [tied[ends] for ends in zip(chosen.shown["origin"], chosen.shown["destination"], strict=True)]
    found = chosen.shown.assign(status=status(chosen.shown), kind="corridor", masked_cells=chosen.shown["masked"])
    return found.assign(
        says=[_says(row) for row in found.to_dict("records")],
        first_year=[part["year_start"].min() for part in parts],
        last_year=[part["year_end"].max() for part in parts],
        caveat_ids=[sorted({caveat for cell in part["caveat_ids"] for caveat in cell}) for part in parts],
        count=found["count"].where(found["status"].isin(["figure", "zero"])),
    )


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that the source prints as totals, one a year as they stand."""
    ends = {end: rows["count"].fillna(rows[f"count_{end}"]) for end in ("low", "high")}
    return rows.assign(
        **ends,
        status=pd.Series("figure", rows.index).mask(ends["high"] == 0, "zero").mask(rows["masked"], "masked"),
        says=[f"a total, left out of sums: {texts.people(low, high)}" for low, high in zip(ends["low"], ends["high"], strict=True)],
        cells=1,
        masked_cells=rows["masked"].astype("int64"),
        years=1,
        first_year=rows["year_start"],
        last_year=rows["year_end"],
        drawn=False,
    )


def rows(view: FlowView) -> pd.DataFrame:
    """The corridors shown, those of the second series after those of the first."""
    return with_source(pd.concat([_of_series(view, code) for code in view.shown], ignore_index=True))
