"""The corridors of the flow page as rows that are passed on: sums of what is shown, with what is withheld beside them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.queries import evidence, flows
from layouts.exports.panel import Caveat, Column
from layouts.flow_state import FlowView
from layouts.views import flows as views
from layouts.views.row_sources import SOURCE, with_source

_HEADS = (
    ("origin", "text", "Code of the place people come from, or GROUP: and a word where the source names none."),
    ("destination", "text", "Code of the place where they were found or counted, or GROUP: and a word."),
    ("origin_name", "text", "Short English name of the origin."),
    ("destination_name", "text", "Short English name of the destination."),
    ("status", "text", "figure, part_masked (some of its yearly counts are withheld) or withheld (all of them are)."),
    ("says", "text", "What the source says, in words; what is withheld is said, not shown."),
    ("count", "float", "Sum of the yearly counts that are shown, in persons; missing where all of them are withheld."),
    ("cells", "int", "How many yearly counts the source has for the corridor in the period."),
    ("hidden", "int", "How many of them are withheld to protect people; they are in no sum."),
    ("low", "float", "What the withheld counts add at least."),
    ("high", "float", "What the withheld counts add at most; missing where that is not known."),
    ("years", "int", "Number of years with a row."),
    ("first_year", "int", "First of these years."),
    ("last_year", "int", "Last of these years."),
    ("drawn", "flag", "Whether a map can draw the corridor: both ends are places on it."),
    ("masked", "flag", "Whether all counts of the corridor are withheld."),
    ("series", "text", "The series: source and kind of evidence. Series are never added to one another."),
    ("source_id", "text", "Source of the counts."),
    ("indicator", "text", "What is counted."),
    ("evidence", "text", "What kind of evidence draws the line."),
    ("group", "text", "Form, sex and age of those counted."),
    ("caveat_ids", "texts", "All caveats that apply to the rows of the corridor."),
)
COLUMNS = (*(Column(*head) for head in _HEADS), *SOURCE)
_ENDS = ["origin", "destination"]


def behind(view: FlowView, code: str) -> pd.DataFrame:
    """The yearly rows of the corridors shown."""
    held = flows.printed(code, views.group_of(view, code), view.first, view.last)
    shown = pd.MultiIndex.from_frame(views.selection(view, code).shown[_ENDS])
    return held[pd.MultiIndex.from_frame(held[_ENDS]).isin(shown)]


def status(shown: pd.DataFrame) -> pd.Series:
    """Whether the counts of each corridor are shown, partly withheld, or all withheld."""
    said = pd.Series("figure", shown.index).mask(shown["hidden"] > 0, "part_masked")
    return said.mask(shown["hidden"] == shown["cells"], "masked")


def _says(row: Mapping[str, Any]) -> str:
    hidden, high = row["hidden"], row["high"]
    counted = "" if row["status"] == "masked" else f"{row['count']:,.0f} people"
    most = "how many more is not known" if pd.isna(high) else f"0 to {high:,.0f} more"
    withheld = f"{hidden} yearly {'count' if hidden == 1 else 'counts'} withheld for privacy: {most}" if hidden else ""
    return "; ".join(filter(None, (counted, withheld)))


@lru_cache(maxsize=64)
def _of_series(view: FlowView, code: str) -> pd.DataFrame:
    """The rows of a series: one a corridor shown, the largest first."""
    entry, chosen = flows.series()[code], views.selection(view, code)
    tied = dict(iter(behind(view, code).groupby(_ENDS, observed=True)))
    parts = [tied[ends] for ends in zip(chosen.shown["origin"], chosen.shown["destination"], strict=True)]
    found = chosen.shown.assign(status=status(chosen.shown))
    withheld = found["status"] == "masked"
    return found.assign(
        says=[_says(row) for row in found.to_dict("records")],
        first_year=[part["year_start"].min() for part in parts],
        last_year=[part["year_end"].max() for part in parts],
        caveat_ids=[sorted({caveat for cell in part["caveat_ids"] for caveat in cell}) for part in parts],
        masked=withheld,
        count=found["count"].mask(withheld),
        group=views.group_of(view, code),
        **{"series": code, "source_id": entry.source, "indicator": entry.indicator, "evidence": entry.evidence},
    )


def rows(view: FlowView) -> pd.DataFrame:
    """The corridors shown, those of the second series after those of the first."""
    return with_source(pd.concat([_of_series(view, code) for code in view.shown], ignore_index=True))


def caveats(view: FlowView) -> tuple[Caveat, ...]:
    """Every caveat that applies: those of whole series first, then those of single corridors."""
    found: dict[Caveat, None] = {}
    for code in view.shown:
        entry = flows.series()[code]
        for row in views.caveats_of(view, code).itertuples():
            found[Caveat(entry.source, row.severity, row.text)] = None
    for code in view.shown:
        source = flows.series()[code].source
        own = _of_series(view, code)
        named = own.assign(name=own["origin_name"] + " to " + own["destination_name"])
        single = (
            evidence.row_caveats(source, named, views.caveats_of(view, code)).groupby(["severity", "text"], sort=False)["name"].agg(list)
        )
        found |= {Caveat(source, severity, text, _named(names)): None for (severity, text), names in single.items()}
    return tuple(found)


_MOST_NAMES = 6


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more corridors" if more > 0 else "")
