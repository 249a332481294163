"""What charts draw where a date is not a day: the window of years in which it lies, or the words that it was not seen.

A window is a bar between its years, or an open triangle that points back from the last of them; neither is ever a point.
"""

from typing import Any

import pandas as pd

from etl.contract import dates
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme

Figure = dict[str, Any]
BOX = "□"
# The axis across the width of a chart, on which words stand that have no place among the dates.
ACROSS: Figure = {"overlaying": "x", "range": [0, 1], "visible": False, "fixedrange": True}
_EPOCH = pd.Timestamp("1970-01-01")


def unseen(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Which rows say in a word that a date was not seen."""
    if indicator.unit != "date":
        return pd.Series(False, rows.index)
    return rows["rating"].isin([step.code for step in indicator.scale])


def days(rows: pd.DataFrame) -> pd.Series:
    """The dates that are days or months; None for windows and words."""
    return rows["rating"].astype("object").map(lambda rating: rating if dates.parts(rating) else None)


def milliseconds(years: pd.Series, *, end: bool = False) -> pd.Series:
    """The first or the last day of years as an axis of dates counts them; missing stays missing."""
    edge = "-12-31" if end else "-01-01"
    return years.map(lambda year: float((pd.Timestamp(f"{int(year)}{edge}") - _EPOCH) // pd.Timedelta(milliseconds=1)), na_action="ignore")


def _text(says: str, key: str, head: str) -> Figure:
    return {"customdata": [key], "hovertext": [says], "hovertemplate": f"{head}: %{{hovertext}}<extra></extra>", "text": [says]}


def _window(row: Any) -> Figure:
    """The window of a row over time: a bar from its first to its last year, or a triangle back from the last."""
    told, ink = _text(row.short, str(row.stop), row.window), theme.PRODUCER.light
    if pd.isna(row.rank_low):
        mark = {"color": ink, "size": 11, "symbol": "triangle-left-open"}
        look = {"type": "scatter", "mode": "markers+text", "textposition": "top center", "cliponaxis": False}
        return {**look, **told, "x": [row.rank_high], "y": [1.0], "marker": mark}
    look = {"type": "bar", "orientation": "h", "width": 0.14, "textposition": "outside", "constraintext": "none", "cliponaxis": False}
    mark = {"color": theme.BAND.light, "line": {"color": ink, "width": 1.5}}
    return {**look, **told, "x": [row.rank_high - row.rank_low], "base": [row.rank_low], "y": [1.0], "marker": mark}


def over_time(rows: pd.DataFrame, indicator: Indicator) -> list[Figure]:
    """Traces of the windows and of the dates not seen among the rows of one place."""
    told = rows.assign(short=[words.rating(indicator, row) for row in row_dicts(rows)])
    windows, lacking = told[told["rank_high"].notna()], told[unseen(told, indicator)]
    named = windows.assign(window=windows["rating"].astype("str").str.replace("/", " to "))
    look = {"type": "scatter", "mode": "text", "textposition": "top center", "cliponaxis": False}
    said = [
        {**look, **_text(f"{BOX} {row.short}", str(row.stop), f"As of {row.stop}"), "x": [row.stop], "y": [1.0]}
        for row in lacking.itertuples()
    ]
    return [*(_window(row) for row in named.itertuples()), *said]


def beside(rows: pd.DataFrame, indicator: Indicator) -> list[Figure]:
    """One trace of the places whose date was not seen, as words at the left of their lines."""
    lacking = rows[unseen(rows, indicator)]
    if lacking.empty:
        return []
    texts = [f"{BOX} {words.rating(indicator, row)}" for row in row_dicts(lacking)]
    look = {"type": "scatter", "mode": "text", "xaxis": "x2", "textposition": "middle right", "cliponaxis": False}
    shown = {"hovertext": lacking["says"].tolist(), "hovertemplate": "%{y}: %{hovertext}<extra></extra>", "text": texts}
    return [{**look, **shown, "customdata": lacking["place"].tolist(), "x": [0.0] * len(lacking), "y": lacking["name"].tolist()}]
