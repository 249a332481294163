"""The chosen place of the map page: what the map says of it, and what every source says of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from etl.queries import choices, corridors, evidence, map_rows, place_summary
from layouts import format as words
from layouts import scales
from layouts.components.place_details import PlaceSummary, Quarters, Series
from layouts.evidence import edition_notes, row_evidence
from layouts.evidence.layer import Layer
from layouts.evidence.row_evidence import Caveats
from layouts.pages.map.state import CODEC, State

At = tuple[int, int]


@dataclass(frozen=True, eq=False)
class PlaceReading:
    """What a map says of a place, by its own row or that of the ``region`` around it, with caveats that the whole map has not."""

    name: str
    text: str
    region: str = ""
    locator: str = ""
    copy: str = ""
    caveats: Caveats = ()


def place_reading(layer: Layer, place: str) -> PlaceReading:
    """The reading of a place on a map."""
    name, selection = place_summary.names()[place], layer.selection
    around = layer.rows[layer.rows["place"].isin(place_summary.around(place))]
    if around.empty:
        return PlaceReading(name, vocabulary.label("absence", "not_covered"))
    # A country's own row stands before those of the regions around it.
    own = around.loc[[around["kind"].eq("region").idxmin()]]
    (row,) = row_dicts(own)
    if row["status"] == "no_figure":
        # Also where the whole map has them: why the place has no figure.
        lacking = row_evidence.absence_caveats(selection.source, selection.indicator, layer.period, place)
        caveats = tuple(replace(caveat, about="") for caveat in lacking)
    else:
        caveats = _own_caveats(layer, own)
    where = {column: row[column] for column in ("locator", "copy") if not pd.isna(row[column])}
    rows = layer.series.at(selection.group, selection.year, inferred=True)
    left_out = not selection.inferred and ((rows["place"] == row["place"]) & (rows["basis"] == "inferred")).any()
    reading = row["reading"] + (". An inferred value is held and not shown" if left_out else "")
    text = edition_notes.with_note(reading, edition_notes.note(row))
    return PlaceReading(name, text, "" if row["place"] == place else row["name"], **where, caveats=caveats)


def _own_caveats(layer: Layer, row: pd.DataFrame) -> Caveats:
    """The caveats of one row that the whole map does not have; what another edition says stands beside the figure already."""
    row = row.rename(columns={"name": "place_name"})
    editions = {text for _, text, _ in edition_notes.disagreeing(row)}
    own = tuple(caveat for caveat in row_evidence.evidence_of(row).caveats if caveat.text not in editions)
    return row_evidence.split_caveats(own, layer.caveats[0] + layer.standing)[0]


@lru_cache(maxsize=256)
def summary_of_place(place: str, family: str, *, inferred: bool) -> PlaceSummary:
    """The summary of a place; a step of the year slider only moves within it."""
    missing = {code: [evidence.source(source) for source in sources] for code, sources in place_summary.missing(place, family).items()}
    others = tuple(_other_family(place, code, rows) for code, rows in place_summary.families(place).items() if code != family)
    series = tuple(_series(place, family, inferred=inferred))
    return PlaceSummary(place_summary.record(place), vocabulary.terms("family")[family], series, missing, others)


def _series(place: str, family: str, *, inferred: bool) -> Iterator[Series]:
    rows, all_rows = (place_summary.says(place, family, inferred=one) for one in (inferred, True))
    hidden = all_rows[all_rows["basis"] == "inferred"] if not inferred else all_rows.iloc[:0]
    for keys, group in rows.groupby(["indicator", "source_id", "place"], sort=False, observed=True):
        code, source, where = map(str, keys)
        left_out = hidden[(hidden["indicator"] == code) & (hidden["source_id"] == source) & (hidden["place"] == where)]
        series = choices.series(code, source)
        classified = map_rows.classified(series, group, series.groups[0])
        records, indicator, own = row_dicts(classified), series.indicator, where == place
        classes = {entry.code: entry for entry in scales.classes(indicator, map_rows.classes(code, source, series.groups[0]))}
        notes = {int(row["year_end"]): edition_notes.note(row) for row in records}
        yield Series(
            indicator,
            evidence.source(source),
            records,
            classes,
            {year: note for year, note in notes.items() if note},
            edition_notes.by_year(records) if own else "",
            (*_unclear(classified), *_left_out(left_out)),
            _quarters(place, indicator, source) if own else None,
        )


def _left_out(rows: pd.DataFrame) -> list[str]:
    """A sentence on the years of a series of which only an inferred value is there; nothing where there are none."""
    years = ", ".join(str(year) for year in sorted(rows["year_end"]))
    return [f"{years}: an inferred value is held and not shown. Switch on 'Include inferred values' to see it."] if years else []


def _unclear(rows: pd.DataFrame) -> list[str]:
    """The caveats of the years of which the source has a mask or a range instead of a figure, each with its years."""
    unclear = rows[rows["status"].isin(["masked", "range"])]
    if unclear.empty or len(rows) == 1:
        return []
    texts = set(evidence.row_caveats_of(unclear["caveat_ids"].explode().dropna().unique())["text"])
    return [f"{one.about}: {one.text}" for one in row_evidence.evidence_of(rows).caveats if one.about and one.text in texts]


def _other_family(place: str, family: str, rows: pd.DataFrame) -> tuple[str, str]:
    """How many sources of another family speak of a place, and the link to it: its first indicator, by the latest source."""
    first = rows[rows["indicator"] == rows["indicator"].iloc[0]]
    latest = first.loc[first["year_end"].idxmax()]
    state = CODEC.nearest_valid(State(latest["indicator"], latest["source_id"], choices.ALL, int(latest["year_end"]), place))
    count = rows["source_id"].nunique()
    return f"{vocabulary.label('family', family).lower()} ({count} {'source' if count == 1 else 'sources'})", f"/map{CODEC.encode(state)}"


def _quarters(place: str, indicator: Indicator, source: str) -> Quarters | None:
    """The quarters of a series at a place: the total of each, its groups and nationalities, and its own caveats."""
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
        caveats = evidence.row_caveats_of(row["caveat_ids"])
        if texts := list(caveats.loc[caveats["single_rows"], "text"]):
            notes[_at(row)] = " ".join(texts)
    counts = pd.Series([row["basis"] for row in whole]).value_counts()
    return Quarters(
        {_at(row): words.short(indicator, row) for row in whole},
        [f"{year} Q{quarter}, of these: {', '.join(texts)}" for (year, quarter), texts in sorted(parts.items(), reverse=True)],
        notes,
        ", ".join(f"{count} {vocabulary.label('basis', str(code))}" for code, count in counts.items()),
        f"/data/estimates.csv?place={place}&indicator={indicator.code}&source_id={source}",
    )


def _at(row: dict[str, object]) -> At:
    return int(str(row["year_end"])), int(str(row["quarter"]))
