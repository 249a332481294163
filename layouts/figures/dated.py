"""What charts draw for a date that is no single day: the window of years in which it lies, or words where it was not seen.

A window is a bar between its years, or an open triangle that points back from the last of them; neither is ever a point.
"""

from typing import Any

import pandas as pd

from etl.contract import dates
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import theme
from layouts.mark_looks import SERIES

Figure = dict[str, Any]
BOX = SERIES["undated"].glyph
# The axis across the width of a chart, on which words stand that have no place among the dates.
ACROSS: Figure = {"overlaying": "x", "range": [0, 1], "visible": False, "fixedrange": True}
_EPOCH = pd.Timestamp("1970-01-01")
_TEXT: Figure = {"type": "scatter", "mode": "text", "cliponaxis": False}
_TRIANGLE: Figure = {"type": "scatter", "mode": "markers+text", "textposition": "top center", "cliponaxis": False}
_BAR: Figure = {
    **{"type": "bar", "orientation": "h", "width": 0.14, "textposition": "outside"},
    **{"constraintext": "none", "cliponaxis": False},
}


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


def _labelled(text: str, key: str, head: str) -> Figure:
    """The text of a mark, the same in its hover after a ``head``, and the key of its row in the table."""
    return {"customdata": [key], "hovertext": [text], "hovertemplate": f"{head}: %{{hovertext}}<extra></extra>", "text": [text]}


def _window(row: Any) -> Figure:
    """The window of a row over time: a bar from its first to its last year, or a triangle back from the last."""
    label, ink = _labelled(row.label, str(row.stop), row.window), theme.PRODUCER.light
    if pd.isna(row.rank_low):
        marker = {"color": ink, "size": 11, "symbol": "triangle-left-open"}
        return {**_TRIANGLE, **label, "x": [row.rank_high], "y": [1.0], "marker": marker}
    marker = {"color": theme.BAND.light, "line": {"color": ink, "width": 1.5}}
    return {**_BAR, **label, "x": [row.rank_high - row.rank_low], "base": [row.rank_low], "y": [1.0], "marker": marker}


def _as_of(row: Any) -> Figure:
    """The words of a row whose date was not seen, at the year of the list that has it."""
    label = _labelled(f"{BOX} {row.label}", str(row.stop), f"As of {row.stop}")
    return {**_TEXT, **label, "textposition": "top center", "x": [row.stop], "y": [1.0]}


def over_time(rows: pd.DataFrame, indicator: Indicator) -> list[Figure]:
    """Traces of the windows and of the dates not seen among the rows of one place."""
    labelled = rows.assign(label=[words.rating(indicator, row) for row in row_dicts(rows)])
    windows = labelled[labelled["rank_high"].notna()]
    windows = windows.assign(window=windows["rating"].astype("str").str.replace("/", " to "))
    undated = labelled[unseen(labelled, indicator)]
    return [*map(_window, windows.itertuples()), *map(_as_of, undated.itertuples())]


def beside(rows: pd.DataFrame, indicator: Indicator) -> list[Figure]:
    """One trace of the places whose date was not seen, as words at the left of their lines."""
    undated = rows[unseen(rows, indicator)]
    if undated.empty:
        return []
    texts = [f"{BOX} {words.rating(indicator, row)}" for row in row_dicts(undated)]
    hover = {"hovertext": undated["says"].tolist(), "hovertemplate": "%{y}: %{hovertext}<extra></extra>", "text": texts}
    places = {"customdata": undated["place"].tolist(), "x": [0.0] * len(undated), "y": undated["name"].tolist()}
    return [{**_TEXT, **hover, **places, "xaxis": "x2", "textposition": "middle right"}]
