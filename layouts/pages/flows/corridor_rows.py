"""The corridors of the flow page as rows that are passed on: sums as ranges where masked counts are among them, and totals apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries.corridors import ENDS, bounds
from layouts.evidence.source_columns import SOURCE, with_source
from layouts.export import Column
from layouts.pages.flows import corridor_texts
from layouts.pages.flows.series_scene import SeriesScene

_COLUMNS = (
    ("origin", "text", "Code of the place people come from, or GROUP: and a word where the source names none."),
    ("destination", "text", "Code of the place where they were found or counted, or GROUP: and a word."),
    ("origin_name", "text", "Short English name of the origin."),
    ("destination_name", "text", "Short English name of the destination."),
    ("kind", "text", "corridor, or total: a row that repeats or adds up others of the source and is not included in sums."),
    ("status", "text", "figure, zero, range (several figures are printed), part_masked (some yearly counts are masked), masked (all are)."),
    ("says", "text", "What the source says, in words; a masked count is given as its range."),
    (
        "count",
        "float",
        "Sum of the yearly counts of people (or of cases); missing where one of them is masked or printed with several figures.",
    ),
    ("low", "float", "Lowest possible sum with masked counts at their lowest; missing where no bound is printed."),
    ("high", "float", "Highest possible sum; missing where no bound is printed."),
    ("cells", "int", "How many yearly counts the source has for the corridor in the period."),
    ("masked_cells", "int", "How many of them the publisher masks."),
    ("years", "int", "Number of years with a row."),
    ("first_year", "int", "First of these years."),
    ("last_year", "int", "Last of these years."),
    ("drawn", "flag", "Whether a map can draw the corridor: both ends are places on it."),
    ("series", "text", "The series: source and kind of evidence. Series are never added to one another."),
    ("source_id", "text", "Source of the counts."),
    ("indicator", "text", "What is counted."),
    ("evidence", "text", "What kind of evidence links the two places."),
    ("group", "text", "Form, sex and age of those counted."),
    ("caveat_ids", "texts", "All caveats that apply to the rows of the corridor."),
)
COLUMNS = (*(Column(*column) for column in _COLUMNS), *SOURCE)


def status(rows: pd.DataFrame) -> pd.Series:
    """Whether the sum of each corridor is one figure, a printed zero, a range of printed figures, or partly or wholly masked."""
    codes = pd.Series("figure", rows.index).mask(rows["high"] == 0, "zero").mask(rows["low"] != rows["high"], "range")
    return codes.mask(rows["masked"] > 0, "part_masked").mask(rows["masked"] == rows["cells"], "masked")


def _reading(row: Mapping[str, Any], counted: str) -> str:
    masked = f"{row['masked']} of {row['cells']} yearly counts masked by the publisher" if row["masked"] else ""
    return "; ".join(filter(None, (f"{corridor_texts.number(row['low'], row['high'])} {counted}", masked)))


def _corridors(series: SeriesScene, yearly: pd.DataFrame) -> pd.DataFrame:
    parts = yearly[yearly["kind"] == "corridor"].groupby(ENDS, observed=True)
    of_parts = {
        "first_year": parts["year_start"].min(),
        "last_year": parts["year_end"].max(),
        "caveat_ids": parts["caveat_ids"].agg(lambda lists: sorted(set().union(*lists))),
    }
    ends = pd.MultiIndex.from_frame(series.rows[ENDS])
    rows = series.rows.assign(status=status(series.rows), kind="corridor", masked_cells=series.rows["masked"])
    return rows.assign(
        says=[_reading(row, series.series.counted) for row in row_dicts(rows)],
        **{name: values.reindex(ends).array for name, values in of_parts.items()},
        count=rows["count"].where(rows["status"].isin(["figure", "zero"])),
    )


def _totals(scene: SeriesScene) -> pd.DataFrame:
    """Rows that the source prints as totals, one a year as they stand."""
    rows, counted = scene.totals, scene.series.counted
    ends = bounds(rows)
    numbers = map(corridor_texts.number, ends["low"], ends["high"])
    return rows.assign(
        **ends,
        status=pd.Series("figure", rows.index).mask(ends["high"] == 0, "zero").mask(rows["masked"], "masked"),
        says=[f"a total, not included in sums: {number} {counted}" for number in numbers],
        cells=1,
        masked_cells=rows["masked"].astype("int64"),
        years=1,
        first_year=rows["year_start"],
        last_year=rows["year_end"],
        drawn=False,
    )


def _of_series(scene: SeriesScene, yearly: pd.DataFrame) -> pd.DataFrame:
    """The rows of a series: one a corridor shown, the largest first, then the totals that the source prints beside them."""
    rows = pd.concat([_corridors(scene, yearly), _totals(scene)], ignore_index=True)
    return rows.astype({"drawn": "bool", "cells": "int64", "masked_cells": "int64"}).assign(
        group=scene.group,
        series=scene.series.code,
        source_id=scene.series.source,
        indicator=scene.series.indicator,
        evidence=scene.series.evidence,
    )


def corridor_rows(scenes: Sequence[SeriesScene], yearly: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The corridors shown, those of the second series after those of the first; ``yearly``: the rows behind each series."""
    return with_source(pd.concat(map(_of_series, scenes, yearly), ignore_index=True))
