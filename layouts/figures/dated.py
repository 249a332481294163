"""What charts draw for a date that is no single day: the window of years in which it lies, or words where it was not seen.

A window is a bar between its years, or an open triangle that points back from the last of them; neither is ever a point.
"""

from typing import Any

import pandas as pd

from etl.contract import dates
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts.mark_looks import SERIES

Figure = dict[str, Any]
BOX = SERIES["undated"].glyph
# The axis across the width of a chart, on which words stand that have no place among the dates.
ACROSS: Figure = {"overlaying": "x", "range": [0, 1], "visible": False, "fixedrange": True}
_EPOCH = pd.Timestamp("1970-01-01")
_TEXT: Figure = {"type": "scatter", "mode": "text", "cliponaxis": False}


def unseen(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Which rows state in a word that a date was not seen."""
    if indicator.unit != "date":
        return pd.Series(False, rows.index)
    return rows["rating"].isin([step.code for step in indicator.scale])


def days(rows: pd.DataFrame) -> pd.Series:
    """The dates that are days or months; None for windows and words."""
    return rows["rating"].astype("object").map(lambda rating: rating if dates.parts(rating) else None)


def milliseconds(years: pd.Series, *, end: bool = False) -> pd.Series:
    """The first or the last day of years in milliseconds since 1970, as an axis of dates counts; missing stays missing."""
    edge = "-12-31" if end else "-01-01"
    return years.map(lambda year: float((pd.Timestamp(f"{int(year)}{edge}") - _EPOCH) // pd.Timedelta(milliseconds=1)), na_action="ignore")


def beside(rows: pd.DataFrame, indicator: Indicator) -> list[Figure]:
    """One trace of the places whose date was not seen, as words at the left of their lines."""
    undated = rows[unseen(rows, indicator)]
    if undated.empty:
        return []
    texts = [f"{BOX} {words.rating(indicator, row)}" for row in row_dicts(undated)]
    hover = {"hovertext": undated["says"].tolist(), "hovertemplate": "%{y}: %{hovertext}<extra></extra>", "text": texts}
    places = {"customdata": undated["place"].tolist(), "x": [0.0] * len(undated), "y": undated["name"].tolist()}
    return [{**_TEXT, **hover, **places, "xaxis": "x2", "textposition": "middle right"}]
