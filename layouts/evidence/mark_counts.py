"""The marks of a chart over time or of dots in a legend: those that rows are drawn with, and how many rows each."""

import pandas as pd

from etl.contract import row_figures
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import legend_symbols
from layouts.export import LegendEntry
from layouts.figures import dated
from layouts.mark_looks import SERIES

_LABELS = {
    "figure": "A figure",
    "zero": "Zero, as printed",
    "range": "A range, from its lower to its upper bound",
    "bound": "A bound only: the figure lies beyond it",
    "masked": "Masked by the publisher{}: the values that the mask can stand for",
    "undated": "A party whose date was not seen",
    "omitted": "Masked by the publisher, no bounds printed: shown beside the scale",
    "star": "Another edition of the source differs",
    "dagger": "A caveat of its own, listed with the evidence",
}
_RATED = {"figure": "A rating", "range": "One of two ratings; which one is not known"}
_SCORED = {**_RATED, "figure": "A score"}
_DATED = {"figure": "A date", "range": "A span of years: the date was not seen", "bound": "The year by which it had happened"}


def _mark_counts(rows: pd.DataFrame, indicator: Indicator) -> dict[str, int]:
    """How many rows are drawn in each way; a figure with a range is drawn in both."""
    status, masked, undated = rows["status"], rows["status"] == row_figures.MASKED, dated.unseen(rows, indicator)
    low, high = (rows[name].notna() for name in row_figures.columns(indicator.table)[1:])
    drawn_as = {
        "figure": (status == "figure") & ~undated,
        "zero": status == "zero",
        "range": low & high & ~masked,
        "bound": (status == "range") & ~(low & high),
        "masked": masked & (low | high),
        "omitted": masked & ~(low | high),
        "undated": undated,
        "star": rows["edition_note"] != "",
        "dagger": rows["own_caveat"],
    }
    return {code: int(mark.sum()) for code, mark in drawn_as.items()}


def _masks(rows: pd.DataFrame, indicator: Indicator) -> str:
    """How masks with bounds are printed: ' (<5)'; '' where there are several ways."""
    bounded = rows[list(row_figures.columns(indicator.table)[1:])].notna().any(axis=1)
    masks = {words.printed(row) for row in row_dicts(rows[bounded & (rows["status"] == row_figures.MASKED)])}
    return f" ({masks.pop()})" if len(masks) == 1 else ""


def mark_legend(rows: pd.DataFrame, indicator: Indicator) -> dict[str, LegendEntry]:
    """The marks of ``rows`` (``status, edition_note, own_caveat``, the ends of ranges) by their codes, with how many there are of each."""
    rated = _RATED if indicator.scale else _SCORED
    labels = _LABELS | (_DATED if indicator.unit == "date" else rated if indicator.table == "ratings" else {})
    counts = _mark_counts(rows, indicator)
    looks = {code: (SERIES[code].ink, legend_symbols.SERIES[code]) for code in labels}
    labels["masked"] = labels["masked"].format(_masks(rows, indicator))
    return {code: LegendEntry(label, looks[code][0], counts[code], looks[code][1]) for code, label in labels.items() if counts[code]}
