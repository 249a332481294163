"""Figures read from excerpts of a report become rows: one shape for every such edition.

We had excerpts, not the full reports, so an absent range is ``not_seen``, never ``none_published``. The publication is what is
cited; ``seen_at`` names the excerpt or the press page in which the figure was seen.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, parse_figure

FILES = {
    "figures.csv": (
        *("indicator", "place_printed", "form", "sex", "age", "year_start", "year_end", "figure", "unit_printed"),
        *("called", "printed_as", "page", "seen_at", "note"),
    )
}


def normalise(raw: Raw) -> Tables:
    """One row for each figure of ``figures.csv``: persons and dollars as whole numbers, rates per 1,000 as printed."""
    frame = located_rows(raw, "figures.csv")
    cells = zip(frame["figure"], frame["unit_printed"], frame["where"], strict=True)
    figures = [parse_figure(text, unit, where=where) for text, unit, where in cells]
    located = (frame["page"] != "") | (frame["seen_at"] != "")
    # A figure that its producer calls a minimum is its own lower bound.
    called = zip(figures, frame["called"] == "minimum", strict=True)
    bounds = [(figure.value, "at_least") if low else (figure.value_low, figure.range_kind or "not_seen") for figure, low in called]
    return {
        "estimates": frame.assign(
            value=pd.Series([figure.value for figure in figures], frame.index, "float64"),
            value_low=pd.Series([low for low, _ in bounds], frame.index, "float64"),
            value_high=pd.Series([figure.value_high for figure in figures], frame.index, "float64"),
            range_kind=[kind for _, kind in bounds],
            as_printed=[figure.as_printed for figure in figures],
            locator=("'" + frame["printed_as"] + "', " + frame["page"].replace("", "page not seen")).where(located, ""),
            copy=frame["seen_at"],
            caveat=frame["note"],
        )
    }
