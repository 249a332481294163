"""The quarters that a source prints of a place, in words: the total of each, its groups and nationalities, and its own caveats."""

from collections.abc import Iterator

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.queries import choices, corridors, evidence, place_summary
from layouts import format as words
from layouts.components import quarter_table

At = tuple[int, int]


def quarters(place: str, indicator: str, source: str) -> html.Details | None:
    """The quarters of a series at a place; None where the source prints none."""
    rows, origins = place_summary.quarters(place, indicator, source), place_summary.quarters_by_origin(place, indicator, source)
    whole = rows[rows["group"] == choices.ALL]
    if whole.empty:
        return None
    entry = vocabulary.indicators()[indicator]
    figures = {_at(row): words.short(entry, row) for row in whole.to_dict("records")}
    counts = whole["basis"].astype("str").value_counts()
    bases = ", ".join(f"{count} {vocabulary.label('basis', str(code))}" for code, count in counts.items())
    return quarter_table.quarters(
        figures,
        list(_groups(rows, origins, entry)),
        dict(_notes(whole)),
        obtained=f"How the quarters were obtained: {bases}. Quarters are parts of a year; no map, rate or sum includes them.",
        link=f"/data/estimates.csv?place={place}&indicator={indicator}&source_id={source}",
    )


def _at(row: dict[str, object]) -> At:
    return int(str(row["year_end"])), int(str(row["quarter"]))


def _groups(rows: pd.DataFrame, origins: pd.DataFrame, entry: vocabulary.Indicator) -> Iterator[str]:
    """One line for each quarter that is given by sex or by nationality."""
    sexes = rows[rows["sex"] != "all"]
    parts: dict[At, list[str]] = {}
    for row in sexes.to_dict("records"):
        parts.setdefault(_at(row), []).append(f"{choices.group_label(row['group'])} {words.short(entry, row)}")
    for row in origins.sort_values("count", ascending=False, kind="stable").to_dict("records"):
        parts.setdefault(_at(row), []).append(f"{corridors.name(row['origin'])} {words.plain(row['count'])}")
    for (year, quarter), counts in sorted(parts.items(), reverse=True):
        yield f"{year} Q{quarter}, of these: {', '.join(counts)}"


def _notes(whole: pd.DataFrame) -> Iterator[tuple[At, str]]:
    """The caveats of single quarters, by year and quarter."""
    for row in whole.iloc[::-1].to_dict("records"):
        caveats = evidence.row_caveats_of(row["caveat_ids"])
        if texts := list(caveats.loc[caveats["single_rows"], "text"]):
            yield _at(row), " ".join(texts)
