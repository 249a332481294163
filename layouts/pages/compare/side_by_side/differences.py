"""The evidence and the legend of one of the panels side by side, made of the rows that it draws."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices, evidence
from layouts import theme
from layouts.components import evidence_list as evidence_parts
from layouts.evidence import row_evidence
from layouts.export import LegendEntry
from layouts.exports import legend_symbols
from layouts.figures import dated
from layouts.pages.compare.side_by_side import scene as sides
from layouts.pages.compare.side_by_side.state import Slot
from layouts.pages.map import scene as world

_LABELS = {
    "figure": "A figure",
    "zero": "Zero, as printed",
    "range": "A range, from its low to its high end",
    "bound": "Only a bound: the figure lies beyond it",
    "masked": "Masked by the publisher: what the mask can mean",
    "undated": "A party whose date was not seen",
    "omitted": "Masked by the publisher, no bounds printed: in a lane beside the scale",
    "star": "Another edition of the source differs",
}
_RATED = {"figure": "A rating", "range": "One of two ratings, not known which"}
_DATED = {"figure": "A date", "range": "A window of years: the day was not seen", "bound": "The year by which it had happened"}
_SWATCHES = {"range": theme.BAND, "masked": theme.ABSENCES["masked"]}


def _counts(rows: pd.DataFrame, indicator: Indicator) -> dict[str, int]:
    """How many rows are drawn in each way, by the codes of the legend; a figure with a range is drawn in both."""
    status = rows["status"]
    unseen = dated.unseen(rows, indicator)
    low, high = (rows[name].notna() for name in (("value_low", "value_high") if "value_low" in rows else ("rank_low", "rank_high")))
    drawn_as = {
        "figure": (status == "figure") & ~unseen,
        "zero": status == "zero",
        "range": low & high & (status != "masked"),
        "bound": (status == "range") & ~(low & high),
        "masked": (status == "masked") & (low | high),
        "omitted": (status == "masked") & ~(low | high),
        "undated": unseen,
        "star": rows["edition_note"] != "",
    }
    return {code: int(mark.sum()) for code, mark in drawn_as.items()}


def _labels(panel: Slot) -> dict[str, str]:
    indicator = vocabulary.indicators()[panel.indicator]
    return _LABELS | (_DATED if indicator.unit == "date" else _RATED if indicator.table == "ratings" else {})


@lru_cache(maxsize=64)
def keys(panel: Slot, picture: str, chosen: str) -> tuple[LegendEntry, ...]:
    """The marks that a panel draws over time or as dots, with how many there are of each."""
    counts = _counts(sides.rows(panel, picture, chosen), vocabulary.indicators()[panel.indicator])
    labels = _labels(panel)
    return tuple(
        LegendEntry(label, theme.DISPUTED if code in ("masked", "omitted") else theme.PRODUCER, counts[code], legend_symbols.SERIES[code])
        for code, label in labels.items()
        if counts[code]
    )


def legend(panel: Slot, picture: str, chosen: str) -> list[Any]:
    """The legend of a panel over time or as dots."""
    codes = {label: code for code, label in _labels(panel).items()}
    rows = []
    for key in keys(panel, picture, chosen):
        code = codes[key.label]
        swatch = f" {theme.edge(_SWATCHES[code])}" if code in _SWATCHES else ""
        rows.append(html.Li(key.label, className=f"legend-row mark-{code}{swatch}", **{"data-count": str(key.count)}))
    return [html.Ul(rows, className="legend-list")] if rows else []


def beside(panel: Slot, picture: str, chosen: str) -> list[Any]:
    """What stands in sight below a picture over time: the caveats of single years."""
    if picture != "series":
        return []
    single = row_evidence.listed(sides.described(panel, picture, chosen).caveats, row_evidence.NONE)[1]
    return [evidence_parts.caveat_list(single)] if len(single) else []


def of(panel: Slot, picture: str, chosen: str) -> Sequence[Any]:
    """The evidence of a panel: of its map, or of the rows that stand in its picture."""
    if picture == "map":
        return [*world.period_evidence(panel.view), *world.source_evidence(panel.view)]
    shown, indicator = sides.described(panel, picture, chosen), vocabulary.indicators()[panel.indicator]
    if shown.years is None:
        return evidence_parts.of_source(evidence.source(panel.source), indicator, row_evidence.NONE)
    series = choices.rows(panel.indicator, panel.source)
    standing = row_evidence.standing(series[series["group"] == panel.group])
    general, single = row_evidence.listed(shown.caveats, standing)
    single = single.iloc[:0] if picture == "series" else single  # over time they stand in sight
    period = evidence_parts.of_period(shown.years, shown.bases, shown.ranges, general, single)
    return [*period, *evidence_parts.of_source(evidence.source(panel.source), indicator, standing)]
