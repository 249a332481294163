"""The quarters of a series at a place: the total of each, its groups and nationalities, and its own caveats."""

from collections import Counter

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from etl.queries import choices, corridors, place_summary
from layouts import format as words
from layouts.components.quarters import At, Quarters
from layouts.evidence.row_evidence import caveat_records


def quarters_of(place: str, indicator: Indicator, source: str) -> Quarters | None:
    """The quarters of one source, None where it has none of the place."""
    rows = place_summary.quarters(place, indicator.code, source)
    whole = row_dicts(rows[rows["group"] == choices.ALL])
    if not whole:
        return None
    parts: dict[At, list[str]] = {}
    for row in row_dicts(rows[rows["sex"] != "all"]):
        parts.setdefault(_at(row), []).append(f"{choices.group_label(row['group'])} {words.short(indicator, row)}")
    origins = place_summary.quarters_by_origin(place, indicator.code, source)
    for row in row_dicts(origins.sort_values("count", ascending=False, kind="stable")):
        parts.setdefault(_at(row), []).append(f"{corridors.name(row['origin'])} {words.plain(row['count'])}")
    notes: dict[At, str] = {}
    for row in reversed(whole):
        caveats = [caveat_records()[identifier] for identifier in row["caveat_ids"]]
        if texts := [caveat["text"] for caveat in caveats if caveat["single_rows"]]:
            notes[_at(row)] = " ".join(texts)
    counts = Counter(str(row["basis"]) for row in whole)
    return Quarters(
        {_at(row): words.short(indicator, row) for row in whole},
        [f"{year} Q{quarter}, of these: {', '.join(texts)}" for (year, quarter), texts in sorted(parts.items(), reverse=True)],
        notes,
        ", ".join(f"{count} {vocabulary.label('basis', code)}" for code, count in counts.most_common()),
        f"/data/estimates.csv?place={place}&indicator={indicator.code}&source_id={source}",
    )


def _at(row: dict[str, object]) -> At:
    return int(str(row["year_end"])), int(str(row["quarter"]))
