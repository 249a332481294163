"""The corridors of the flow page as a table that the browser draws: the same rows as the map, the absences spelled out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.other_names import also_called
from layouts.pages.flows.corridor_texts import number
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene

COLUMNS = ("From", "To", "{} counted", "Including masked counts", "Masked counts", "Years with a row")


def _line(row: Mapping[str, Any]) -> Line:
    """A corridor: what is printed, the range of the whole where some of it is masked or printed more than once, and the masks."""
    whole = "" if row["low"] == row["high"] else number(row["low"], row["high"])
    unprinted = "masked" if row["masked"] == row["cells"] else "masked or 0"
    printed = unprinted if row["masked"] and not row["count"] else f"{row['count']:,.0f}"
    cells = (row["origin_name"], row["destination_name"], printed, whole, str(row["masked"] or ""), str(row["years"]))
    low = None if pd.isna(row["low"]) else float(row["low"])
    order = {2: float(row["count"]), 3: low, 4: float(row["masked"]), 5: float(row["years"])}
    return Line(cells, order, also=also_called(row["origin"], row["destination"]))


def _total_line(row: Mapping[str, Any]) -> Line:
    cells = (row["origin_name"], row["destination_name"], f"{row['as_printed']} (a total, {row['year_end']})", "", "", "1")
    return Line(cells, {2: None, 3: None, 4: 0.0, 5: 1.0}, also=also_called(row["origin"], row["destination"]))


def _lines(side: SeriesScene, *, named: bool) -> list[Line]:
    """The corridors shown, then the totals that the source prints beside them; with the name of the series where ``named``."""
    lines = [*map(_line, row_dicts(side.rows)), *map(_total_line, row_dicts(side.totals))]
    return [replace(line, cells=(*line.cells, side.series.label)) for line in lines] if named else lines


def table(scene: Scene) -> dict[str, Any]:
    """The corridors shown, of every series side by side, as data that the browser draws, sorts and searches."""
    several = len(scene.sides) > 1
    lines = [line for side in scene.sides for line in _lines(side, named=several)]
    caption = ". ".join(f"{side.title}. {side.sums}" for side in scene.sides)
    counted = words.sentence(" or ".join(dict.fromkeys(side.series.counted for side in scene.sides)))
    columns = [column.format(counted) for column in (*COLUMNS, *(["Series"] if several else []))]
    return rows_table.data(caption, lines, columns=columns, by=2)
