"""Figures that were read from excerpts of a report become rows: one shape for every such edition.

Where the full report was not at hand, an absent range is ``not_seen``, never ``none_published``. The publication is what is
cited; ``seen_at`` names the excerpt or the press page in which the figure was seen.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import Figure, line_references, parse_figure

FILES = {
    "figures.csv": (
        "indicator",
        "place_printed",
        "form",
        "sex",
        "age",
        "year_start",
        "year_end",
        "figure",
        "unit_printed",
        "called",
        "printed_as",
        "page",
        "seen_at",
        "note",
    )
}

_NO_PAGE = "page not seen"


def _bounded(read: Figure, called: str) -> tuple[float | None, str]:
    """Lower bound and kind of range: a figure that its producer calls a minimum is its own lower bound."""
    if called == "minimum":
        return read.value, "at_least"
    return read.value_low, read.range_kind or "not_seen"


def estimates(raw: Raw) -> Tables:
    """Rows of ``figures.csv`` as estimates: persons and dollars as whole numbers, rates per 1,000 as printed."""
    frame = raw["figures.csv"]
    cells = zip(frame["figure"], frame["unit_printed"], frame["row"], strict=True)
    figures = [parse_figure(text, unit, where=f"figures.csv, line {row}") for text, unit, row in cells]
    found = (frame["page"] != "") | (frame["seen_at"] != "")
    bounds = [_bounded(read, called) for read, called in zip(figures, frame["called"], strict=True)]
    return {
        "estimates": frame.assign(
            value=[read.value for read in figures],
            value_low=[low for low, _ in bounds],
            value_high=[read.value_high for read in figures],
            range_kind=[kind for _, kind in bounds],
            as_printed=[read.as_printed for read in figures],
            locator=("'" + frame["printed_as"] + "', " + frame["page"].replace("", _NO_PAGE)).where(found, ""),
            copy=frame["seen_at"],
            caveat=frame["note"],
            where=line_references("figures.csv", frame),
        ).astype({"value": "float64", "value_low": "float64", "value_high": "float64"})
    }
